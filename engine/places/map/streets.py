"""The way from stop to stop: along the streets and paths of the map where these lead there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from math import hypot
from typing import TypeAlias

from engine.places.map.cutting import XY, simplified
from engine.places.map.frame import Frame
from engine.places.map.ground import Kind, Shape

# From a place to the street before it, and how much longer than the crow's way one may be: else
# streets tell nothing of how people walk there.
FARTHEST_M = 60.0
LONGEST = 2.2
# Less than this of the sheet is not seen.
_SEEN = 0.3
WALKED: frozenset[Kind] = frozenset({"road", "street", "lane", "path"})
Leg: TypeAlias = tuple[tuple[XY, ...], bool]
Net: TypeAlias = dict[XY, dict[XY, float]]


def legs(places: Sequence[XY], shapes: Iterable[Shape], frame: Frame) -> list[Leg]:
    """Give the way between each two stops, and whether it is along streets or the crow's.

    `shapes` are those that were read: on the simplified ones, streets that met do so no more.
    """
    net = _net(shapes, frame)
    farthest = FARTHEST_M * frame.units_a_metre
    ends = {place: _joined(net, place, farthest) for place in dict.fromkeys(places)}
    return [_leg(net, ends, start, end) for start, end in pairwise(places) if start != end]


def _net(shapes: Iterable[Shape], frame: Frame) -> Net:
    """Give the corners of all streets, each with those beside it and how far away they are."""
    net: Net = {}
    for shape in shapes:
        if shape.kind in WALKED and shape.walked:
            for line in shape.lines:
                points = [_rounded(frame.at(*point)) for point in line]
                for start, end in pairwise(points):
                    if _is_on(start, frame) or _is_on(end, frame):
                        _tie(net, start, end)
    return net


def _is_on(point: XY, frame: Frame) -> bool:
    return 0 <= point[0] <= frame.width and 0 <= point[1] <= frame.height


def _rounded(point: XY) -> XY:
    return round(point[0], 3), round(point[1], 3)


def _tie(net: Net, start: XY, end: XY) -> None:
    if start != end:
        far = hypot(end[0] - start[0], end[1] - start[1])
        net.setdefault(start, {})[end] = far
        net.setdefault(end, {})[start] = far


def _joined(net: Net, place: XY, farthest: float) -> XY | None:
    """Join a place to the nearest point of the nearest street; None where none is near."""
    x, y = place
    best = min(
        (
            (*_near(place, start, end), start, end)
            for start, near in net.items()
            for end in near
            if start < end
            and min(start[0], end[0]) - farthest <= x <= max(start[0], end[0]) + farthest
            and min(start[1], end[1]) - farthest <= y <= max(start[1], end[1]) + farthest
        ),
        default=None,
    )
    if best is None or best[0] > farthest:
        return None
    _, foot, start, end = best
    if foot not in (start, end):
        _tie(net, start, foot)
        _tie(net, foot, end)
    return foot


def _near(place: XY, start: XY, end: XY) -> tuple[float, XY]:
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    part = ((place[0] - start[0]) * along_x + (place[1] - start[1]) * along_y) / (
        along_x * along_x + along_y * along_y
    )
    part = min(max(part, 0.0), 1.0)
    foot = _rounded((start[0] + part * along_x, start[1] + part * along_y))
    return hypot(place[0] - foot[0], place[1] - foot[1]), foot


def _leg(net: Net, ends: Mapping[XY, XY | None], start: XY, end: XY) -> Leg:
    crow = hypot(end[0] - start[0], end[1] - start[1])
    first, last = ends[start], ends[end]
    if first is None or last is None:
        return (start, end), False
    found = simplified(_shortest(net, first, last, LONGEST * crow), _SEEN)
    return ((start, *found, end), True) if found else ((start, end), False)


def _shortest(net: Net, start: XY, end: XY, most: float) -> tuple[XY, ...]:
    """Give the shortest way (Hart, Nilsson, Raphael 1968); none where it is over `most` long."""
    before: dict[XY, XY] = {}
    far = {start: 0.0}
    open_ = [(0.0, start)]
    while open_:
        _, here = heappop(open_)
        if here == end:
            return tuple(_back(before, end))[::-1]
        for there, step in net[here].items():
            gone = far[here] + step
            left = hypot(end[0] - there[0], end[1] - there[1])
            if gone + left <= most and gone < far.get(there, most + 1):
                far[there], before[there] = gone, here
                heappush(open_, (gone + left, there))
    return ()


def _back(before: Mapping[XY, XY], end: XY) -> Iterator[XY]:
    yield end
    while end in before:
        end = before[end]
        yield end
