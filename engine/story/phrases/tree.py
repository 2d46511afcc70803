"""Conditions and actions as small trees, and what a condition may look at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Literal, Protocol, TypeAlias

from engine.places.hours import Season

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

    def channel(self) -> str:
        """Give how the player plays: sms, web or phone."""

    def speaks(self) -> str:
        """Give the language that the player reads."""

    def local(self) -> datetime:
        """Give the time at the story's first place."""

    def is_dark(self) -> bool:
        """Tell whether the sun is down at the story's first place."""

    def since_s(self, scene: str) -> int | None:
        """Give the seconds since the last arrival in a scene, None if there was none."""

    def counted(self, counter: str) -> int:
        """Give a number that all players share."""

    def gifts(self, collection: str) -> int:
        """Count what players gave and staff approved."""


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
class Counted:
    """A number that all players share, compared with a value."""

    counter: str
    operator: Operator
    value: int


@dataclass(frozen=True, slots=True)
class Between:
    """The time of day, from `start` up to `end`, past midnight where `end` is earlier."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class OnDay:
    """The day of the week, Monday is 0."""

    day: int


@dataclass(frozen=True, slots=True)
class During:
    """The day of the year, from one to another."""

    season: Season


@dataclass(frozen=True, slots=True)
class Dark:
    """The sun is down."""


@dataclass(frozen=True, slots=True)
class By:
    """The player plays by this channel."""

    channel: str


@dataclass(frozen=True, slots=True)
class Speaks:
    """The player reads this language."""

    language: str


@dataclass(frozen=True, slots=True)
class Since:
    """So many seconds have gone since the last arrival in the scene."""

    scene: str
    seconds: int


@dataclass(frozen=True, slots=True)
class AnyGift:
    """Something in the collection is approved."""

    collection: str


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


Tree: TypeAlias = (
    Has | Compare | Visited | Chose | At | Counted | Between | OnDay | During | Dark | By | Speaks
    | Since | AnyGift | Not | And | Or
)  # fmt: skip
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


@dataclass(frozen=True, slots=True)
class Count:
    """Add one to a number that all players share."""

    counter: str


@dataclass(frozen=True, slots=True)
class Vote:
    """Vote for an option; a player's second vote replaces the first."""

    poll: str
    option: str


@dataclass(frozen=True, slots=True)
class Tag:
    """Count this word in the report."""

    word: str


Action: TypeAlias = Get | Lose | Add | Set | Forget | Count | Vote | Tag
