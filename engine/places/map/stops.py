"""Where the numbers of a walk stand on its sheet: at their places, or just beside these."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin
from typing import Literal, TypeAlias

from engine.places.latlon import LatLon
from engine.places.map.cutting import XY

Status: TypeAlias = Literal["open", "closed", "gone"]
RADIUS = 11.0
# From middle to middle: two rims and a hair between them.
APART = 2 * RADIUS + 4
# How often those that touch are moved away from each other; a dozen at one point take about 40.
_ROUNDS = 120


@dataclass(frozen=True, slots=True)
class Stop:
    """A place of a walk. `number` is where it stands in the story's file, from 1."""

    id: str
    number: int
    name: str
    at: LatLon
    within_m: int = 30
    status: Status = "open"


@dataclass(frozen=True, slots=True)
class Placed:
    """A stop on a sheet: where its place is, and where its number stands."""

    stop: Stop
    place: XY
    mark: XY

    @property
    def moved(self) -> bool:
        """Tell whether the number stands beside its place, so that a line must lead there."""
        return _apart(self.place, self.mark) > 2


def placed(stops: Sequence[Stop], places: Sequence[XY], room: XY) -> list[Placed]:
    """Give every stop a number that covers no other, inside a sheet of that width and height."""
    marks = [_inside(_started(index, place, places), room) for index, place in enumerate(places)]
    for _ in range(_ROUNDS):
        if not _parted(marks, room):
            break
    return [Placed(*each) for each in zip(stops, places, marks, strict=True)]


def _started(index: int, place: XY, places: Sequence[XY]) -> XY:
    """Move those at one point a little off it, each its own way."""
    same = sum(_apart(place, other) < 0.5 for other in places[:index])
    if not same:
        return place
    turn = same * pi * (3 - 5**0.5)
    return place[0] + same * sin(turn), place[1] - same * cos(turn)


def _parted(marks: list[XY], room: XY) -> bool:
    """Move those that touch a step away from each other; tell whether any did."""
    moved = False
    for one in range(len(marks)):
        for two in range(one):
            (ax, ay), (bx, by) = marks[two], marks[one]
            apart = hypot(bx - ax, by - ay)
            if apart >= APART - 0.01:
                continue
            moved = True
            step = (APART - apart) / 2
            along = ((bx - ax) / apart, (by - ay) / apart) if apart else (1.0, 0.0)
            marks[two] = _inside((ax - step * along[0], ay - step * along[1]), room)
            marks[one] = _inside((bx + step * along[0], by + step * along[1]), room)
    return moved


def _inside(mark: XY, room: XY) -> XY:
    edge = RADIUS + 3
    return min(max(mark[0], edge), room[0] - edge), min(max(mark[1], edge), room[1] - edge)


def _apart(a: XY, b: XY) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])
