"""The values of a fact, as far as a story tells them apart."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from engine.story.model import LARGEST_NUMBER, Fact, Story
from engine.story.phrases import Compare, Tree
from engine.story.phrases.meaning import OPERATORS, as_compared

Value: TypeAlias = int | bool | str
# Numbers that lie no further apart than this are told apart one by one.
WIDEST = 64


class Values(Protocol):
    """Groups of values, each of which is one to every condition of the story."""

    def __len__(self) -> int:
        """Count the groups."""

    def index(self, value: Value) -> int:
        """Give the group of a value."""

    def where(self, asked: Compare) -> Iterator[int]:
        """Give the groups of which a comparison is true."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Runs of whole numbers; run i goes from `starts[i]` to just before the next one."""

    starts: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def index(self, value: Value) -> int:
        """Give the run of a number."""
        return bisect_right(self.starts, int(value)) - 1

    def where(self, asked: Compare) -> Iterator[int]:
        """Give the runs of which a comparison is true."""
        compare = OPERATORS[asked.operator]
        return (index for index, start in enumerate(self.starts) if compare(start, asked.value))

    def added(self, index: int, amount: int) -> Iterator[int]:
        """Give the runs that a number of this one may be in after an addition."""
        low = _kept_small(self.starts[index] + amount)
        ends = (*self.starts[1:], LARGEST_NUMBER + 1)
        high = _kept_small(ends[index] - 1 + amount)
        return iter(range(self.index(low), self.index(high) + 1))


@dataclass(frozen=True, slots=True)
class YesNo:
    """No, then yes."""

    def __len__(self) -> int:
        return 2

    def index(self, value: Value) -> int:
        """Give 0 for no and 1 for yes."""
        return int(bool(value))

    def where(self, asked: Compare) -> Iterator[int]:
        """Give the values of which a comparison is true."""
        compare = OPERATORS[asked.operator]
        return (index for index in (0, 1) if compare(bool(index), asked.value))


@dataclass(frozen=True, slots=True)
class Texts:
    """Folded texts that the story compares with, and last all others."""

    known: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.known) + 1

    def index(self, value: Value) -> int:
        """Give the place of a text among the known ones, or of all others."""
        folded = as_compared(str(value))
        return self.known.index(folded) if folded in self.known else len(self.known)

    def where(self, asked: Compare) -> Iterator[int]:
        """Give the groups of which a comparison is true."""
        wanted = as_compared(str(asked.value))
        same = asked.operator == "is"
        return (i for i in range(len(self)) if same == (i < len(self.known) and
                                                        self.known[i] == wanted))  # fmt: skip


def values_of(story: Story, trees: Iterable[Tree]) -> dict[str, Values]:
    """Give the values of every fact that a condition asks about."""
    asked: dict[str, list[Value]] = {}
    for tree in trees:
        if isinstance(tree, Compare):
            asked.setdefault(tree.fact, []).append(tree.value)
    return {fact: _values(story.facts[fact], found) for fact, found in sorted(asked.items())}


def _values(fact: Fact, asked: list[Value]) -> Values:
    match fact.kind:
        case "yes or no":
            return YesNo()
        case "text":
            return Texts(tuple(sorted({as_compared(str(value)) for value in asked})))
        case "number":
            return Numbers(_starts({int(value) for value in asked} | {int(fact.first)}))


def _starts(told_apart: set[int]) -> tuple[int, ...]:
    low, high = min(told_apart), max(told_apart)
    inner = range(low, high + 1) if high - low <= WIDEST else told_apart
    starts = {each for number in inner for each in (number, number + 1)} | {-LARGEST_NUMBER}
    return tuple(sorted(each for each in starts if abs(each) <= LARGEST_NUMBER))


def _kept_small(number: int) -> int:
    return max(-LARGEST_NUMBER, min(LARGEST_NUMBER, number))
