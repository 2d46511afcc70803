"""Conditions and actions as small trees, and what a condition may look at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

Value: TypeAlias = int | bool | str
Operator: TypeAlias = Literal["is", "is not", "at least", "at most", "more than", "less than"]


class Sight(Protocol):
    """What a condition looks at: one player's state in the middle of a turn."""

    def fact(self, name: str) -> Value:
        """Give a fact's value."""

    def has(self, item: str) -> bool:
        """Tell whether the player carries an item."""

    def visits(self, scene: str) -> int:
        """Count arrivals in a scene, this one included."""

    def chosen(self, reply: str) -> bool:
        """Tell whether a reply, `scene/id`, was ever taken."""

    def at(self) -> str | None:
        """Give the last proven place."""


@dataclass(frozen=True, slots=True)
class Has:
    """The player carries the item."""

    item: str


@dataclass(frozen=True, slots=True)
class Compare:
    """A fact compared with a value; a bare yes/no fact is compared with True."""

    fact: str
    operator: Operator
    value: Value


@dataclass(frozen=True, slots=True)
class Visited:
    """The scene was arrived in at least so many times."""

    scene: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Chose:
    """The reply, `scene/id`, was taken."""

    reply: str


@dataclass(frozen=True, slots=True)
class At:
    """The place is the last proven one."""

    place: str


@dataclass(frozen=True, slots=True)
class Not:
    """The part is false."""

    part: "Tree"


@dataclass(frozen=True, slots=True)
class And:
    """Every part is true."""

    parts: "tuple[Tree, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """Some part is true."""

    parts: "tuple[Tree, ...]"


Tree: TypeAlias = Has | Compare | Visited | Chose | At | Not | And | Or
Test: TypeAlias = Callable[[Sight], bool]


@dataclass(frozen=True, slots=True)
class Condition:
    """A phrase that is true or false: its words, its tree, and the test made from it."""

    phrase: str
    tree: Tree
    test: Test = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Get:
    """Give the player an item."""

    item: str


@dataclass(frozen=True, slots=True)
class Lose:
    """Take an item away."""

    item: str


@dataclass(frozen=True, slots=True)
class Add:
    """Add to a number; `amount` is negative for 'take'."""

    fact: str
    amount: int


@dataclass(frozen=True, slots=True)
class Set:
    """Give a fact a value."""

    fact: str
    value: Value


@dataclass(frozen=True, slots=True)
class Forget:
    """Give a fact its first value again."""

    fact: str


Action: TypeAlias = Get | Lose | Add | Set | Forget
