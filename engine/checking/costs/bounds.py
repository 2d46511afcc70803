"""The cheapest and the dearest play to an ending, over a story's scenes.

Whether a condition holds is not looked at. So no play costs less than the cheapest; it may be that
none is so cheap. The dearest play gives every reply once, visits everything once, and waits in no
scene twice: who makes mistakes, asks for hints or goes in circles pays more.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

from engine.checking.costs.cost import Cost, weight
from engine.checking.costs.moves import ANYWHERE, BACK, END, moves
from engine.checking.costs.saying import Saying
from engine.story.model import Story

# The steps that are tried among scenes that lead to each other, from each of them: of so many ways
# through them not all can be looked at. Dearer steps are tried first.
MOST_TRIED = 2_000


@dataclass(frozen=True, slots=True)
class Bound:
    """A cost; `whole` is False where not all plays could be compared: some may cost more."""

    cost: Cost
    whole: bool = True


def cheapest(story: Story) -> Cost | None:
    """Give what no play to an ending costs less than; None where no ending can be reached."""
    found = moves(Saying(story, "least"))
    waiting: list[tuple[tuple[int, int], int, str, Cost]] = []
    for stop, cost in found.first.items():
        heappush(waiting, (weight(cost), len(waiting), stop, cost))
    done: set[str] = set()
    pushed = len(waiting)
    while waiting:
        _, _, stop, cost = heappop(waiting)
        if stop == END:
            return cost
        if stop in done or stop == BACK:
            continue
        done.add(stop)
        for following, more in found.on[stop].items():
            pushed += 1
            heappush(waiting, (weight(cost + more), pushed, following, cost + more))
    return None


def dearest(story: Story) -> Bound | None:
    """Give what a play costs that does everything once; None where no ending can be reached."""
    found = moves(Saying(story, "most"))
    stays = {stop: _total(found.stays[stop]) for stop in found.on}
    returns = _Longest(found.inside, BACK, stays)
    gains = {
        stop: _total([*found.stays[stop], *_excursions(found.aside[stop], returns)])
        for stop in found.on
    }
    ends = _Longest(found.on, END, gains)
    whole = [
        first + (ends.best[stop] if stop != END else Cost())
        for stop, first in found.first.items()
        if stop == END or stop in ends.best
    ]
    if not whole:
        return None
    everywhere = [*found.stays[ANYWHERE], *_excursions(found.aside[ANYWHERE], returns)]
    # Of a story that ends at once nothing can be asked.
    anywhere = _total(everywhere) if found.on else Cost()
    return Bound(max(whole, key=weight) + anywhere, returns.whole and ends.whole)


def _total(costs: list[Cost]) -> Cost:
    return sum(costs, Cost())


def _excursions(aside: list[dict[str, Cost]], returns: "_Longest") -> Iterator[Cost]:
    """Give what each visit costs that comes back."""
    for led in aside:
        there = [
            cost + (returns.best[stop] if stop != BACK else Cost())
            for stop, cost in led.items()
            if stop == BACK or stop in returns.best
        ]
        if there:
            yield max(there, key=weight)


@dataclass(slots=True)
class _Longest:
    """The dearest way from each scene to a goal, on which no scene comes twice.

    Scenes that lead to each other are one knot; from knot to knot no way leads back, so that only
    within knots ways must be tried.
    """

    on: Mapping[str, Mapping[str, Cost]]
    goal: str
    gains: Mapping[str, Cost]
    best: dict[str, Cost] = field(default_factory=dict)
    whole: bool = True

    def __post_init__(self) -> None:
        for knot in _knots(self.on):
            inside = frozenset(knot)
            found = {stop: self._from(stop, inside) for stop in knot}
            self.best |= {stop: cost for stop, cost in found.items() if cost is not None}

    def _from(self, first: str, knot: frozenset[str]) -> Cost | None:
        best: Cost | None = None
        tried = 0
        path: list[tuple[str, Cost, Iterator[tuple[str, Cost]]]] = []
        seen: set[str] = set()

        def come(stop: str, spent: Cost) -> None:
            nonlocal best
            spent += self.gains[stop]
            seen.add(stop)
            path.append((stop, spent, self._inside(stop, knot)))
            for cost in self._leaving(stop, knot):
                best = max(best or Cost(), spent + cost, key=weight)

        come(first, Cost())
        while path:
            stop, spent, following = path[-1]
            step = next((each for each in following if each[0] not in seen), None)
            tried += 1
            if tried > MOST_TRIED:
                self.whole = False
                break
            if step is None:
                seen.discard(stop)
                path.pop()
                continue
            come(step[0], spent + step[1])
        return best

    def _leaving(self, stop: str, knot: frozenset[str]) -> Iterator[Cost]:
        """Give what it costs to reach the goal from a scene without any other of its knot."""
        for to, cost in self.on[stop].items():
            if to == self.goal:
                yield cost
            elif to in self.best and to not in knot:
                yield cost + self.best[to]

    def _inside(self, stop: str, knot: frozenset[str]) -> Iterator[tuple[str, Cost]]:
        steps = [(to, cost) for to, cost in self.on[stop].items() if to in knot]
        return iter(sorted(steps, key=lambda step: weight(step[1]), reverse=True))


def _knots(on: Mapping[str, Mapping[str, Cost]]) -> list[list[str]]:
    """Give the scenes that lead to each other together, those that lead nowhere else first.

    Tarjan (1972), without recursion.
    """
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    held: set[str] = set()
    knots: list[list[str]] = []
    for root in on:
        if root in order:
            continue
        path = [(root, iter(on[root]))]
        order[root] = low[root] = len(order)
        stack.append(root)
        held.add(root)
        while path:
            stop, following = path[-1]
            to = next((each for each in following if each in on), None)
            if to is not None and to not in order:
                order[to] = low[to] = len(order)
                stack.append(to)
                held.add(to)
                path.append((to, iter(on[to])))
            elif to is not None:
                if to in held:
                    low[stop] = min(low[stop], order[to])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[stop])
                if low[stop] == order[stop]:
                    at = stack.index(stop)
                    knots.append(stack[at:])
                    held.difference_update(stack[at:])
                    del stack[at:]
    return knots
