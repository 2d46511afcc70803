"""The names of stops: beside their numbers, over no other number, name or corner of the sheet."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from engine.languages.widths import width, wrapped
from engine.places.map.boxes import Box, square
from engine.places.map.cutting import XY
from engine.places.map.frame import Frame
from engine.places.map.stops import RADIUS, Placed

Anchor: TypeAlias = Literal["start", "middle", "end"]
SIZE = 12.5
LINE = 15.0
MOST_LINES = 3
# Widths at which a name may be broken: as one line, or as two or three.
_ROOMS = (170.0, 104.0, 76.0)
_GAP = 5.0
_EDGE = 4.0
_ROBBED = 50
# How often each name may look for a better place once the others have theirs.
_ROUNDS = 3
# A name that costs more than this covers something of the route.
_POOR = 2.5
_WORST = 7.0
# Who looks so much nearer sees more names: the land grows, the names do not.
NEARER = (2, 4, 8)


@dataclass(frozen=True, slots=True)
class Label:
    """A name in lines, of which the first has its foot at `y`, and where it stands."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: Anchor
    box: Box


# What each place for each name costs.
_Costs: TypeAlias = Mapping[str, Mapping[Label, float]]


def labelled(
    stops: Sequence[Placed],
    frame: Frame,
    taken: Sequence[Box],
    route: Sequence[Box],
    named: Collection[str] = (),
) -> dict[str, Label]:
    """Give the name of each stop that has room for one and is not `named` yet, by its id.

    `taken` no name may cover; the `route` only where it cannot be helped. Those that have the
    least choice come first. A name that would hide much of the route is left to who looks nearer.
    """
    marks = [square(each.mark, RADIUS + 1.5) for each in stops]
    fixed = [*marks, *taken]
    free = {
        each.stop.id: [
            label
            for label in _choices(each)
            if label.box.is_within(frame.width, frame.height, _EDGE)
            and not any(label.box.touches(box) for box in fixed)
            and _cost(label, route) <= _WORST
        ]
        for each in stops
        if each.stop.id not in named
    }
    cost: _Costs = {id_: {label: _cost(label, route) for label in free[id_]} for id_ in free}
    found: dict[str, Label] = {}
    for id_ in sorted(free, key=lambda each: len(free[each])):
        others = [free[each] for each in free if each not in found and each != id_]
        worth = {
            label: cost[id_][label] + _ROBBED * sum(_robs(label, choices) for choices in others)
            for label in _clear(free[id_], found, id_)
        }
        if worth:
            found[id_] = min(worth, key=worth.__getitem__)
    for _ in range(_ROUNDS):
        for id_ in free:
            if id_ not in found or cost[id_][found[id_]] > _POOR:
                found |= _exchanged(id_, found, cost)
    return found


def labelled_nearer(
    stops: Sequence[Placed], frame: Frame, first: Mapping[str, Label]
) -> dict[str, tuple[int, Label]]:
    """Give the names that have no room on the whole sheet, and from how near each has some."""
    known = dict(first)
    found: dict[str, tuple[int, Label]] = {}
    for nearer in NEARER:
        sheet = replace(frame, width=frame.width * nearer, height=frame.height * nearer)
        grown = [_grown(each, nearer) for each in stops]
        held = [
            _moved(known[each.stop.id], each.place, nearer - 1).box
            for each in stops
            if each.stop.id in known
        ]
        more = labelled(grown, sheet, held, (), known)
        places = {each.stop.id: each.place for each in stops}
        for id_, label in more.items():
            known[id_] = _moved(label, places[id_], 1 - nearer)
            found[id_] = nearer, known[id_]
    return found


def _grown(each: Placed, nearer: int) -> Placed:
    """Give a stop where it is on a larger sheet; its number stays as far from its place."""
    (x, y), (mark_x, mark_y) = each.place, each.mark
    mark = (mark_x + x * (nearer - 1), mark_y + y * (nearer - 1))
    return Placed(each.stop, (x * nearer, y * nearer), mark)


def _moved(label: Label, place: XY, times: int) -> Label:
    dx, dy = place[0] * times, place[1] * times
    box = replace(label.box, x=label.box.x + dx, y=label.box.y + dy)
    return replace(label, x=label.x + dx, y=label.y + dy, box=box)


def _exchanged(id_: str, found: Mapping[str, Label], cost: _Costs) -> dict[str, Label]:
    """Give a name a better place, and the one that stands there another, where both gain."""
    best, gain = {}, 0.01
    before = cost[id_][found[id_]] if id_ in found else _ROBBED
    for label, own in cost[id_].items():
        there = [each for each in found if each != id_ and found[each].box.touches(label.box)]
        if len(there) > 1 or own >= before:
            continue
        moved = {id_: label}
        gained = before - own
        for other in there:
            clear = _clear([*cost[other]], {**found, id_: label}, other)
            if not clear:
                break
            moved[other] = min(clear, key=cost[other].__getitem__)
            gained += cost[other][found[other]] - cost[other][moved[other]]
        else:
            if gained > gain:
                best, gain = moved, gained
    return best


def _clear(choices: Sequence[Label], found: Mapping[str, Label], id_: str) -> list[Label]:
    """Give the places for a name that no other name has."""
    others = [label.box for other, label in found.items() if other != id_]
    return [each for each in choices if not any(each.box.touches(box) for box in others)]


def _cost(label: Label, route: Sequence[Box]) -> float:
    """Weigh a place for a name: how much of the route it covers, and how it looks."""
    covered = sum(label.box.touches(box) for box in route)
    return 1.5 * covered + 0.8 * len(label.lines) + (label.anchor == "middle") * 0.4


def _robs(label: Label, choices: Sequence[Label]) -> bool:
    """Tell whether a name would take another the last room that it has."""
    return bool(choices) and all(label.box.touches(each.box) for each in choices)


def _choices(each: Placed) -> Iterator[Label]:
    broken: list[tuple[str, ...]] = []
    longest = max((width(word, SIZE, bold=True) for word in each.stop.name.split()), default=0)
    for room in _ROOMS:
        # No word is cut in the middle for a narrower name.
        if broken and room < longest:
            break
        lines = wrapped(each.stop.name, room, SIZE, MOST_LINES, bold=True)
        if lines and lines not in broken:
            broken.append(lines)
            yield from _around(each, lines)


def _around(each: Placed, lines: tuple[str, ...]) -> Iterator[Label]:
    """Give a name to the right, to the left, above, below, and between these."""
    wide = max(width(line, SIZE, bold=True) for line in lines)
    high = len(lines) * LINE
    (x, y), away, slant = each.mark, RADIUS + _GAP, 0.75 * RADIUS
    middles: tuple[tuple[float, float, Anchor], ...] = (
        (x + away, y, "start"), (x - away, y, "end"),
        (x, y - away - high / 2 + 1, "middle"), (x, y + away + high / 2 - 1, "middle"),
        (x + slant + _GAP, y - slant - high / 2, "start"),
        (x + slant + _GAP, y + slant + high / 2, "start"),
        (x - slant - _GAP, y - slant - high / 2, "end"),
        (x - slant - _GAP, y + slant + high / 2, "end"),
    )  # fmt: skip
    for at, middle, anchor in middles:
        shift = {"start": wide / 2, "middle": 0.0, "end": -wide / 2}[anchor]
        box = Box(at + shift, middle, wide, high)
        yield Label(lines, at, middle - high / 2 + LINE * 0.76, anchor, box)
