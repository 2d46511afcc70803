"""Lines and rings cut at the edges of a sheet, and with no more points than are seen."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import hypot
from typing import TypeAlias

XY: TypeAlias = tuple[float, float]
# left, top, right, bottom
Edges: TypeAlias = tuple[float, float, float, float]
# A line that is all corners would take the square of its points.
MOST_AT_ONCE = 200


def simplified(line: Sequence[XY], tolerance: float) -> list[XY]:
    """Give a line with only the points that it would miss by more (Douglas and Peucker 1973)."""
    if len(line) < 3:
        return list(line)
    ends = [*range(0, len(line) - 1, MOST_AT_ONCE), len(line) - 1]
    kept, open_ = set(ends), list(pairwise(ends))
    while open_:
        first, last = open_.pop()
        farthest, at = tolerance, -1
        for index in range(first + 1, last):
            away = _away(line[index], line[first], line[last])
            if away > farthest:
                farthest, at = away, index
        if at > 0:
            kept.add(at)
            open_ += [(first, at), (at, last)]
    return [line[index] for index in sorted(kept)]


def simplified_ring(ring: Sequence[XY], tolerance: float) -> list[XY]:
    """Give a closed line likewise: from its first point to the one farthest from it, and back."""
    if len(ring) < 4:
        return list(ring)
    far = max(range(len(ring)), key=lambda index: _apart(ring[0], ring[index]))
    there = simplified(ring[: far + 1], tolerance)
    return there[:-1] + simplified(ring[far:], tolerance)


def _apart(a: XY, b: XY) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _away(point: XY, start: XY, end: XY) -> float:
    """Give how far a point is from a piece of a line."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    squared = along_x * along_x + along_y * along_y
    if not squared:
        return _apart(point, start)
    part = ((point[0] - start[0]) * along_x + (point[1] - start[1]) * along_y) / squared
    part = min(max(part, 0.0), 1.0)
    return hypot(point[0] - start[0] - part * along_x, point[1] - start[1] - part * along_y)


def cut_line(line: Sequence[XY], edges: Edges) -> list[list[XY]]:
    """Give the pieces of a line that are within the edges (Liang and Barsky 1984)."""
    pieces: list[list[XY]] = []
    for start, end in pairwise(line):
        cut = _within(start, end, edges)
        if cut is None:
            continue
        if pieces and pieces[-1][-1] == cut[0]:
            pieces[-1].append(cut[1])
        else:
            pieces.append(list(cut))
    return pieces


def _within(start: XY, end: XY, edges: Edges) -> tuple[XY, XY] | None:
    (x, y), (along_x, along_y) = start, (end[0] - start[0], end[1] - start[1])
    left, top, right, bottom = edges
    first, last = 0.0, 1.0
    for step, room in (
        (-along_x, x - left), (along_x, right - x), (-along_y, y - top), (along_y, bottom - y),
    ):  # fmt: skip
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    if first > last:
        return None
    here = start if first == 0 else (x + first * along_x, y + first * along_y)
    return here, end if last == 1 else (x + last * along_x, y + last * along_y)


def cut_ring(ring: Iterable[XY], edges: Edges) -> list[XY]:
    """Give what of an area is within the edges (Sutherland and Hodgman 1974); it may be empty."""
    left, top, right, bottom = edges
    left_of, right_of = _upright(left), _upright(right)
    above, below = _level(top), _level(bottom)
    cut = list(ring)
    cut = _half(cut, lambda p: p[0] >= left, left_of)
    cut = _half(cut, lambda p: p[0] <= right, right_of)
    cut = _half(cut, lambda p: p[1] >= top, above)
    return _half(cut, lambda p: p[1] <= bottom, below)


def _half(
    ring: list[XY], inside: Callable[[XY], bool], meeting: Callable[[XY, XY], XY]
) -> list[XY]:
    kept: list[XY] = []
    for index, point in enumerate(ring):
        before = ring[index - 1]
        if inside(point) != inside(before):
            kept.append(meeting(before, point))
        if inside(point):
            kept.append(point)
    return kept


def _upright(x: float) -> Callable[[XY, XY], XY]:
    return lambda a, b: (x, a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0]))


def _level(y: float) -> Callable[[XY, XY], XY]:
    return lambda a, b: (a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]), y)


def size_of(ring: Sequence[XY]) -> float:
    """Give the area of a ring."""
    turns = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in turns)) / 2
