"""In which order the boxes of a row stand, so that few lines cross: barycenters, sweep by sweep."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from engine.checking.drawing.ranks import Link

Rows: TypeAlias = list[list[int]]
MOST_SWEEPS = 12
# Of a story with very many long lines, fewer sweeps are made: a drawing takes a second or two.
MOST_MOVED = 120_000


def ordered(rows: Rows, links: Sequence[Link], groups: Sequence[str | None]) -> Rows:
    """Give rows in an order with few crossings; links lead from a row to the next.

    What is of one group stands together in its row.
    """
    above: dict[int, list[int]] = {}
    below: dict[int, list[int]] = {}
    for source, target in links:
        above.setdefault(target, []).append(source)
        below.setdefault(source, []).append(target)
    best, least = rows, _crossings(rows, below)
    for sweep in range(rounds(MOST_SWEEPS, MOST_MOVED, len(groups))):
        if not least:
            break
        down = sweep % 2 == 0
        rows = _swept(rows, above if down else below, groups, down=down)
        crossed = _crossings(rows, below)
        if crossed < least:
            best, least = rows, crossed
    return best


def rounds(most: int, moved: int, items: int) -> int:
    """Give how often so many items may be moved: at most so often, and at least four times."""
    return max(4, min(most, moved // max(1, items)))


def _swept(
    rows: Rows, beside: dict[int, list[int]], groups: Sequence[str | None], *, down: bool
) -> Rows:
    new: Rows = []
    place: dict[int, float] = {}
    for row in rows if down else reversed(rows):
        at = {item: _middle(beside.get(item, ()), place, index) for index, item in enumerate(row)}
        new.append(_sorted(row, at, groups))
        # Where an item stands in its row, from 0 to 1: rows differ in length.
        place |= {item: (index + 0.5) / len(row) for index, item in enumerate(new[-1])}
    return new if down else new[::-1]


def _middle(beside: Sequence[int], place: dict[int, float], index: int) -> tuple[float, int]:
    if not beside:
        return (-1.0, index)
    return (sum(place[item] for item in beside) / len(beside), index)


def _sorted(
    row: list[int], at: dict[int, tuple[float, int]], groups: Sequence[str | None]
) -> list[int]:
    """Sort by the middles; what has none keeps its place, and groups stay together."""
    wanted = sorted((item for item in row if at[item][0] >= 0), key=at.__getitem__)
    following = iter(wanted)
    filled = [item if at[item][0] < 0 else next(following) for item in row]
    first: dict[str | None, int] = {}
    for index, item in enumerate(filled):
        first.setdefault(groups[item], index)
    keys = {
        item: (index if groups[item] is None else first[groups[item]], index)
        for index, item in enumerate(filled)
    }
    return sorted(filled, key=keys.__getitem__)


def _crossings(rows: Rows, below: dict[int, list[int]]) -> int:
    crossed = 0
    for upper, lower in pairwise(rows):
        place = {item: index for index, item in enumerate(lower)}
        passed: list[int] = []
        for item in upper:
            ends = sorted(place[target] for target in below.get(item, ()) if target in place)
            crossed += sum(len(passed) - bisect_left(passed, end + 1) for end in ends)
            for end in ends:
                insort(passed, end)
    return crossed
