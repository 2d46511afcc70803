"""Which row each box stands in: cycles are cut, then every box stands below those that lead to it.

As Sugiyama, Tagawa and Toda (1981) draw layers, with cycles cut where a search in depth from the
start turns back, and rows by the longest path.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

Link: TypeAlias = tuple[int, int]


def turned_back(count: int, links: Sequence[Link]) -> frozenset[int]:
    """Give the links (by index) that lead back to a box that led there; box 0 is searched first."""
    out: list[list[int]] = [[] for _ in range(count)]
    for index, (source, _) in enumerate(links):
        out[source].append(index)
    led_to = {target for _, target in links}
    roots = sorted(range(count), key=lambda box: (box != 0, box in led_to))
    state = [0] * count
    back: set[int] = set()
    for root in roots:
        if state[root] == 0:
            back.update(_search(root, out, links, state))
    return frozenset(back)


def _search(
    root: int, out: Sequence[Sequence[int]], links: Sequence[Link], state: list[int]
) -> Iterator[int]:
    """Go in depth from a box; 1 is on the way, 2 is done. Gives the links that turn back."""
    state[root] = 1
    path = [(root, iter(out[root]))]
    while path:
        box, following = path[-1]
        index = next(following, None)
        if index is None:
            state[box] = 2
            path.pop()
            continue
        target = links[index][1]
        if state[target] == 1:
            yield index
        elif state[target] == 0:
            state[target] = 1
            path.append((target, iter(out[target])))


def ranks(count: int, links: Sequence[Link]) -> list[int]:
    """Give each box's row, from 0, for links without cycles.

    What box 0 does not lead to stands as far down as what it leads to allows.
    """
    above: list[list[int]] = [[] for _ in range(count)]
    below: list[list[int]] = [[] for _ in range(count)]
    for source, target in links:
        above[target].append(source)
        below[source].append(target)
    order = list(_in_order(above, below))
    row = [0] * count
    reached = [box == 0 for box in range(count)]
    for box in order:
        row[box] = max((row[source] + 1 for source in above[box]), default=0)
        reached[box] = reached[box] or any(reached[source] for source in above[box])
    # What leads into the part that box 0 leads to hangs on it; what hangs on that comes last.
    hangs = reached[:]
    for box in reversed(order):
        held = [row[target] for target in below[box] if hangs[target]]
        if held and not reached[box]:
            hangs[box], row[box] = True, min(held) - 1
    for box in order:
        if not hangs[box]:
            row[box] = max((row[source] + 1 for source in above[box]), default=row[box])
    return row


def _in_order(above: Sequence[Sequence[int]], below: Sequence[Sequence[int]]) -> Iterator[int]:
    waits_for = [len(sources) for sources in above]
    ready = [box for box, waits in enumerate(waits_for) if not waits]
    for box in ready:
        yield box
        for target in below[box]:
            waits_for[target] -= 1
            if not waits_for[target]:
                ready.append(target)
