"""What may be so somewhere in a story: one whole number, with a bit for each value of each thing.

Two of them are joined by `|`: whatever may be so in either. An over-approximation: how two things
hang together is not kept, so "impossible" is proved and "possible" is not.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TypeAlias, assert_never

from engine.checking.search.values import Numbers, Value, Values, values_of
from engine.story.build.asked import all_replies, conditions, parts
from engine.story.model import Story
from engine.story.phrases import (
    Action,
    Add,
    And,
    Chose,
    Compare,
    Count,
    Dark,
    Forget,
    Get,
    Has,
    Lose,
    Not,
    Or,
    Set,
    Since,
    Speaks,
    Tag,
    Tree,
    Visited,
    Vote,
)

Possible: TypeAlias = int
IMPOSSIBLE: Possible = 0
# A bit that is always set, so that what is possible is never 0; and what is never so has no bit.
ALWAYS = 1
MOST_COUNTED = 20


@dataclass(frozen=True, slots=True)
class Atom:
    """What a condition's smallest part asks: it is true by `true`, of the bits `all`."""

    all: Possible
    true: Possible


@dataclass(frozen=True, slots=True)
class Part:
    """The bits of one thing, `size` of them from `first` on: `all` of them together."""

    first: int
    size: int
    all: Possible

    def bit(self, value: int) -> Possible:
        """Give the bit of its value at this index."""
        return 1 << (self.first + value)

    @property
    def second(self) -> Atom:
        """What asks whether a thing of two values has its second one."""
        return Atom(self.all, self.bit(1))


TRUE = Atom(ALWAYS, ALWAYS)
FALSE = Atom(ALWAYS, IMPOSSIBLE)


@dataclass(frozen=True, slots=True)
class Ground:
    """The things of a story that conditions ask about, and how actions change what may be so.

    `first` is what is so when the story begins.
    """

    story: Story
    first: Possible
    items: Mapping[str, Part]
    visits: Mapping[str, Part]
    taken: Mapping[str, Part]
    facts: Mapping[str, tuple[Part, Values]]
    _atoms: dict[int, Atom | None] = field(default_factory=dict)
    _added: dict[tuple[str, int], Mapping[Possible, Possible]] = field(default_factory=dict)

    @property
    def anything(self) -> Possible:
        """Everything may be so."""
        bits = [ALWAYS, *(part.all for part in (*self.items.values(), *self.visits.values()))]
        bits += [part.all for part in self.taken.values()]
        bits += [part.all for part, _ in self.facts.values()]
        return reduce(or_, bits)

    def assume(self, now: Possible, tree: Tree, *, holds: bool) -> Possible:
        """Give what may be so where a condition holds, or does not; IMPOSSIBLE if it cannot."""
        match tree:
            case Not(part):
                return self.assume(now, part, holds=not holds)
            case And(several) | Or(several) if isinstance(tree, And) == holds:
                return self._each(now, several, holds=holds)
            case And(several) | Or(several):
                return self._some(now, several, holds=holds)
            case _:
                return self._ask(now, tree, holds=holds)

    def _each(self, now: Possible, several: Iterable[Tree], *, holds: bool) -> Possible:
        for part in several:
            now = self.assume(now, part, holds=holds)
            if not now:
                break
        return now

    def _some(self, now: Possible, several: Iterable[Tree], *, holds: bool) -> Possible:
        found = IMPOSSIBLE
        for part in several:
            found |= self.assume(now, part, holds=holds)
            now = self.assume(now, part, holds=not holds)
            if not now:
                break
        return found

    def _ask(self, now: Possible, tree: Tree, *, holds: bool) -> Possible:
        key = id(tree)  # its hash would be made of all of it, each time
        if key not in self._atoms:
            self._atoms[key] = self._atom(tree)
        atom = self._atoms[key]
        if atom is None or (not holds and isinstance(tree, Since)):
            return now
        left = now & (atom.true if holds else atom.all & ~atom.true)
        return now & ~atom.all | left if left else IMPOSSIBLE

    def _atom(self, tree: Tree) -> Atom | None:
        """Give what a part asks; None where it may always be either: time, place, channel."""
        match tree:
            case Has(item):
                return self.items[item].second
            case Chose(reply):
                return self.taken[reply].second
            case Visited(scene, times):
                return self._visited(scene, times)
            case Since(scene):
                return self._visited(scene, 1)
            case Compare(fact):
                part, values = self.facts[fact]
                return Atom(part.all, _joined(part, values.where(tree)))
            case Dark() if not any(place.at for place in self.story.places.values()):
                # Nobody knows where the sun is.
                return FALSE
            case Speaks(language) if len(self.story.languages) == 1:
                return TRUE if language in self.story.languages else FALSE
            case _:
                return None

    def _visited(self, scene: str, times: int) -> Atom | None:
        part = self.visits.get(scene)
        if part is None:
            return None
        return Atom(part.all, _joined(part, range(times, part.size)))

    def arrive(self, now: Possible, scene: str) -> Possible:
        """Count an arrival."""
        part = self.visits.get(scene)
        if part is None:
            return now
        mine, top = now & part.all, part.bit(part.size - 1)
        return now & ~part.all | (mine << 1) & part.all | mine & top

    def take(self, now: Possible, reply: str) -> Possible:
        """Count a reply as given."""
        part = self.taken.get(reply)
        return now & ~part.all | part.bit(1) if part else now

    def untaken(self, now: Possible, reply: str) -> Possible:
        """Give what may be so where a reply was not given yet."""
        part = self.taken[reply]
        return now & ~part.bit(1) if now & part.bit(0) else IMPOSSIBLE

    def do(self, now: Possible, actions: Iterable[Action]) -> Possible:
        """Give what may be so after actions."""
        for action in actions:
            now = self._do(now, action)
        return now

    def _do(self, now: Possible, action: Action) -> Possible:
        match action:
            case Get(item) | Lose(item):
                part = self.items[item]
                return now & ~part.all | part.bit(1 if isinstance(action, Get) else 0)
            case Add(fact, amount):
                return self._add(now, fact, amount)
            case Set(fact, value):
                return self._set(now, fact, value)
            case Forget(fact):
                return self._set(now, fact, self.story.facts[fact].first)
            case Count() | Vote() | Tag():
                return now
            case _:
                assert_never(action)

    def _set(self, now: Possible, fact: str, value: Value) -> Possible:
        if fact not in self.facts:
            return now
        part, values = self.facts[fact]
        return now & ~part.all | part.bit(values.index(value))

    def _add(self, now: Possible, fact: str, amount: int) -> Possible:
        part, values = self.facts.get(fact, (None, None))
        if part is None or not isinstance(values, Numbers):
            return now
        after_each = self._added.get((fact, amount))
        if after_each is None:
            after_each = self._added[fact, amount] = {
                part.bit(index): _joined(part, values.added(index, amount))
                for index in range(len(values))
            }
        mine = now & part.all
        after = IMPOSSIBLE
        while mine:
            lowest = mine & -mine
            after |= after_each[lowest]
            mine ^= lowest
        return now & ~part.all | after

    def answered(self, now: Possible, fact: str | None) -> Possible:
        """Give what may be so after a player said whatever they liked."""
        return now | self.facts[fact][0].all if fact and fact in self.facts else now


def ground_of(story: Story) -> Ground:
    """Lay out the bits of a story."""
    trees = [tree for condition in conditions(story) for tree in parts(condition.tree)]
    layout = _Layout()
    replies = {tree.reply for tree in trees if isinstance(tree, Chose)} | set(_once(story))
    facts = values_of(story, trees)
    return Ground(
        story,
        items={item: layout.part(2) for item in story.items},
        taken={reply: layout.part(2) for reply in sorted(replies)},
        visits={scene: layout.part(most + 1) for scene, most in _most_visits(trees).items()},
        facts={
            fact: (layout.part(len(values), values.index(story.facts[fact].first)), values)
            for fact, values in facts.items()
        },
        first=layout.first,
    )


@dataclass(slots=True)
class _Layout:
    """Where the next part begins, and the bits of first values so far."""

    size: int = 1
    first: Possible = ALWAYS

    def part(self, size: int, first: int = 0) -> Part:
        """Take the next bits."""
        part = Part(self.size, size, ((1 << size) - 1) << self.size)
        self.size += size
        self.first |= part.bit(first)
        return part


def _joined(part: Part, values: Iterable[int]) -> Possible:
    joined = IMPOSSIBLE
    for value in values:
        joined |= part.bit(value)
    return joined


def _once(story: Story) -> Iterator[str]:
    return (f"{reply.scene}/{reply.id}" for reply in all_replies(story) if reply.once)


def _most_visits(trees: Iterable[Tree]) -> dict[str, int]:
    """Give how many visits to a scene are told apart; where more are asked, none is."""
    most: dict[str, int] = {}
    for tree in trees:
        if isinstance(tree, Visited | Since):
            times = tree.times if isinstance(tree, Visited) else 1
            most[tree.scene] = max(most.get(tree.scene, 1), times)
    return {scene: times for scene, times in sorted(most.items()) if times <= MOST_COUNTED}
