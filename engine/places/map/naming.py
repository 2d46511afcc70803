"""The names of streets, rivers, lakes and parks, where they have room."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot

from engine.languages.widths import width, wrapped
from engine.places.map.boxes import Box
from engine.places.map.cutting import XY, size_of
from engine.places.map.frame import Frame
from engine.places.map.ground import AREAS, Kind

MOST_NAMES = 60
# A file may call thousands of pieces by one name; the longest will do.
_MOST_JOINED = 150
_MOST_STRAIGHT = 60
# How far a street may bend below its name, in units of the sheet.
_BEND = 3.0
_LINE = 1.2
_EDGE = 4.0
# The size of each kind's names; the others have none.
SIZES: Mapping[Kind, float] = {
    "road": 10.5, "street": 10.0, "lane": 9.0, "path": 9.0, "square": 9.5, "river": 11.0,
    "stream": 9.5, "water": 11.0, "park": 10.5, "wood": 10.5,
}  # fmt: skip
# Who is named first.
_RANK: Mapping[Kind, int] = {
    "river": 0, "water": 0, "road": 1, "park": 2, "street": 3, "wood": 4, "square": 5, "lane": 6,
    "stream": 6, "path": 7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape on the sheet, cut and simplified."""

    kind: Kind
    lines: tuple[tuple[XY, ...], ...]
    name: str = ""
    walked: bool = True


@dataclass(frozen=True, slots=True)
class Name:
    """A name in lines, of a size, in a box that may be turned."""

    kind: Kind
    lines: tuple[str, ...]
    size: float
    box: Box


def named(shapes: Sequence[Drawn], frame: Frame, taken: Sequence[Box]) -> list[Name]:
    """Give each name once, where it covers nothing that is taken and no other name."""
    found: list[Name] = []
    held = list(taken)
    for kind, name, lines in _called(shapes):
        if len(found) == MOST_NAMES:
            break
        choices = _in_area(kind, name, lines) if kind in AREAS else _along(kind, name, lines)
        for choice in choices:
            if choice.box.is_within(frame.width, frame.height, _EDGE) and not any(
                choice.box.touches(box) for box in held
            ):
                found.append(choice)
                held.append(choice.box.grown(2))
                break
    return found


def _called(shapes: Sequence[Drawn]) -> list[tuple[Kind, str, list[tuple[XY, ...]]]]:
    """Give what has a name, all of that name together: the most important and largest first."""
    together: dict[tuple[Kind, str], list[tuple[XY, ...]]] = {}
    for shape in shapes:
        if shape.name and shape.kind in SIZES:
            together.setdefault((shape.kind, shape.name), []).extend(shape.lines)
    joined = [
        (kind, name, lines if kind in AREAS else _joined(lines))
        for (kind, name), lines in together.items()
    ]
    return sorted(joined, key=lambda each: (_RANK[each[0]], -max(map(_length, each[2])), each[1]))


def _joined(lines: Sequence[tuple[XY, ...]]) -> list[tuple[XY, ...]]:
    """Give lines with those joined into one that begin where another ends."""
    open_ = [list(line) for line in sorted(lines, key=_length, reverse=True)[:_MOST_JOINED]]
    done: list[tuple[XY, ...]] = []
    while open_:
        line = open_.pop()
        while (other := _continued(line, open_)) is not None:
            open_.remove(other)
            if other[0] == line[-1] or other[-1] == line[-1]:
                line += (other if other[0] == line[-1] else other[::-1])[1:]
            else:
                line = (other if other[-1] == line[0] else other[::-1])[:-1] + line
        done.append(tuple(line))
    return done


def _continued(line: list[XY], others: Sequence[list[XY]]) -> list[XY] | None:
    ends = {line[0], line[-1]}
    return next((each for each in others if each[0] in ends or each[-1] in ends), None)


def _along(kind: Kind, name: str, lines: Sequence[tuple[XY, ...]]) -> Iterator[Name]:
    """Give a name along each straight piece that is long enough for it, the longest first."""
    size = SIZES[kind]
    wide = width(name, size)
    pieces = [piece for line in lines for piece in _straight(line) if _apart(*piece) >= wide + 4]
    for start, end in sorted(pieces, key=lambda piece: -_apart(*piece)):
        turn = degrees(atan2(end[1] - start[1], end[0] - start[0]))
        # Read from below or from the right, never head over heels.
        turn = turn - 180 if turn > 90 else turn + 180 if turn <= -90 else turn
        spare = 1 - wide / _apart(start, end)
        for part in (0.5, 0.5 - spare / 2, 0.5 + spare / 2, 0.5 - spare / 4, 0.5 + spare / 4):
            at = (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
            yield Name(kind, (name,), size, Box(*at, wide, size * _LINE, turn))


def _straight(line: Sequence[XY]) -> Iterator[tuple[XY, XY]]:
    """Give the pieces of a line that bend hardly, each as long as may be."""
    first = 0
    while first < len(line) - 1:
        last = first + 1
        most = min(len(line), first + _MOST_STRAIGHT)
        while last + 1 < most and _is_straight(line[first : last + 2]):
            last += 1
        yield line[first], line[last]
        first = last


def _is_straight(piece: Sequence[XY]) -> bool:
    (ax, ay), (bx, by) = piece[0], piece[-1]
    long = hypot(bx - ax, by - ay)
    return long > 0 and all(
        abs((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / long <= _BEND for x, y in piece[1:-1]
    )


def _in_area(kind: Kind, name: str, rings: Sequence[tuple[XY, ...]]) -> Iterator[Name]:
    """Give a name in the middle of an area, in one line or two, where it is wide enough."""
    size = SIZES[kind]
    ring = max(rings, key=size_of)
    left, right = min(x for x, _ in ring), max(x for x, _ in ring)
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    for room in (1_000.0, 80.0, 56.0):
        lines = wrapped(name, room, size, 3)
        wide = max(width(line, size) for line in lines)
        high = len(lines) * size * _LINE
        if wide > (right - left) * 1.05 or high > bottom - top:
            continue
        for down in (0.5, 0.35, 0.65, 0.22, 0.78):
            y = top + (bottom - top) * down
            middle = _middle_at(ring, y)
            if middle is not None and middle[1] >= wide * 0.9:
                yield Name(kind, lines, size, Box(middle[0], y, wide, high))


def _middle_at(ring: Sequence[XY], y: float) -> tuple[float, float] | None:
    """Give the middle of the widest piece of an area at a height, and how wide that is."""
    crossings = sorted(
        ax + (bx - ax) * (y - ay) / (by - ay)
        for (ax, ay), (bx, by) in pairwise((*ring, ring[0]))
        if (ay > y) != (by > y)
    )
    pieces = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not pieces:
        return None
    left, right = max(pieces, key=lambda piece: piece[1] - piece[0])
    return (left + right) / 2, right - left


def _length(line: Sequence[XY]) -> float:
    return sum(_apart(a, b) for a, b in pairwise(line))


def _apart(a: XY, b: XY) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])
