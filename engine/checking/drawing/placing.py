"""Where the items of ordered rows stand: near what they are linked to, and never on each other."""

from collections.abc import Sequence

from engine.checking.drawing.ordering import Rows, rounds
from engine.checking.drawing.ranks import Link

MOST_ROUNDS, MOST_MOVED = 24, 240_000


def placed(
    rows: Rows,
    links: Sequence[Link],
    rooms: Sequence[float],
    *,
    groups: Sequence[str | None],
    bends: int,
) -> list[float]:
    """Give the middle of each item from left to right.

    Items keep the order of their row, and take a room each. Those from index `bends`
    on are the bends of lines, which are drawn straight before boxes are drawn near each other.
    """
    beside: list[list[tuple[int, float]]] = [[] for _ in rooms]
    for source, target in links:
        weight = 1.0 + 3.0 * (source >= bends) + 3.0 * (target >= bends)
        beside[source].append((target, weight))
        beside[target].append((source, weight))
    mates = _mates(rows, groups)
    middles = [0.0] * len(rooms)
    for row in rows:
        _spread(row, middles, [0.0] * len(row), [1.0] * len(row), rooms)
    level = {item: index for index, row in enumerate(rows) for item in row}
    turns = rounds(MOST_ROUNDS, MOST_MOVED, len(rooms))
    for turn in range(turns):
        # At last, what is above and what is below count alike.
        last = turn >= turns * 3 // 4
        for row in rows if turn % 2 == 0 else reversed(rows):
            wanted, weights = [], []
            for item in row:
                near = [
                    (middles[other], weight)
                    for other, weight in beside[item]
                    if last or (level[other] < level[item]) == (turn % 2 == 0)
                ]
                if not beside[item]:
                    near = [(middles[mate], 0.1) for mate in mates.get(item, ())]
                total = sum(weight for _, weight in near)
                wanted.append(
                    sum(at * weight for at, weight in near) / total if total else middles[item]
                )
                weights.append(total or 0.1)
            _spread(row, middles, wanted, weights, rooms)
    return middles


def _mates(rows: Rows, groups: Sequence[str | None]) -> dict[int, list[int]]:
    """Give what stands in the same row and is of the same group, by item."""
    found: dict[int, list[int]] = {}
    for row in rows:
        for item in row:
            if groups[item] is not None:
                found[item] = [
                    each for each in row if each != item and groups[each] == groups[item]
                ]
    return found


def _spread(
    row: Sequence[int],
    middles: list[float],
    wanted: Sequence[float],
    weights: Sequence[float],
    rooms: Sequence[float],
) -> None:
    """Put a row's items as near to where they are wanted as order and gaps allow.

    The least sum of weighted squares, exactly: isotonic regression by pooling adjacent violators
    (Barlow and others, 1972), of the places less what stands to the left.
    """
    offsets: list[float] = []
    for index, item in enumerate(row):
        before = row[index - 1] if index else item
        apart = (rooms[before] + rooms[item]) / 2 if index else 0.0
        offsets.append((offsets[-1] if index else 0.0) + apart)
    pools: list[tuple[float, float, int]] = []
    for want, weight, offset in zip(wanted, weights, offsets, strict=True):
        pool = (want - offset, weight, 1)
        while pools and pools[-1][0] > pool[0]:
            at, heavy, size = pools.pop()
            total = heavy + pool[1]
            pool = ((at * heavy + pool[0] * pool[1]) / total, total, size + pool[2])
        pools.append(pool)
    starts = [at for at, _, size in pools for _ in range(size)]
    for item, start, offset in zip(row, starts, offsets, strict=True):
        middles[item] = start + offset


def straighten(
    rows: Rows,
    lines: Sequence[Sequence[int]],
    middles: list[float],
    rooms: Sequence[float],
) -> None:
    """Put as many bends of each line in a row above each other as their neighbours allow."""
    beside = {
        item: (row[index - 1] if index else None, row[index + 1] if index + 1 < len(row) else None)
        for row in rows
        for index, item in enumerate(row)
    }

    def room(item: int) -> tuple[float, float]:
        left, right = beside[item]
        low, high = float("-inf"), float("inf")
        if left is not None:
            low = middles[left] + (rooms[left] + rooms[item]) / 2
        if right is not None:
            high = middles[right] - (rooms[right] + rooms[item]) / 2
        return low, high

    for line in lines:
        piece: list[int] = []
        low, high = float("-inf"), float("inf")
        for bend in line:
            least, most = room(bend)
            if piece and max(low, least) > min(high, most):
                _align(piece, low, high, middles)
                piece, low, high = [], float("-inf"), float("inf")
            piece.append(bend)
            low, high = max(low, least), min(high, most)
        _align(piece, low, high, middles)


def _align(piece: Sequence[int], low: float, high: float, middles: list[float]) -> None:
    if len(piece) > 1:
        mean = sum(middles[bend] for bend in piece) / len(piece)
        for bend in piece:
            middles[bend] = min(max(mean, low), high)
