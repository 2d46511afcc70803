"""A story as it is played: frozen, shared by all players, every name in it known to exist."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from engine.places.latlon import LatLon
from engine.story.phrases import Action, Condition

FactKind: TypeAlias = Literal["number", "yes or no", "text"]
Value: TypeAlias = int | bool | str
Signs: TypeAlias = Literal["wait", "open"]
LARGEST_NUMBER = 10**9
LONGEST_SAVED = 80


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a story remembers, with its first value."""

    name: str
    kind: FactKind
    first: Value


@dataclass(frozen=True, slots=True)
class Slot:
    """A `{name}` in a text, to be filled in."""

    kind: Literal["fact", "place", "items"]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A text as written, cut at its slots."""

    parts: tuple[str | Slot, ...]


@dataclass(frozen=True, slots=True)
class First:
    """One text at first, another from then on; `key` is what the play counts it by."""

    key: str
    first: Line
    then: Line


Words: TypeAlias = Line | First


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Whole numbers from `low` to `high`, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What a player may answer, and what then happens.

    `pick` is shown in the menu; `label` is the same folded, where it has no slots. `words` are
    folded. At most one of `go`, `visit`, `ending` is set; with none of them the player stays.
    """

    id: str
    pick: Line | None = None
    label: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    number: NumberRange | None = None
    condition: Condition | None = None
    once: bool = False
    do: tuple[Action, ...] = ()
    say: Words | None = None
    go: str | None = None
    visit: str | None = None
    ending: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A question whose answer is kept in a fact, if `save` names one."""

    question: Words | None = None
    save: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A moment of a story: what is said on arrival, and what is waited for.

    `replies` are choices and answers in the order of the file.
    """

    id: str
    place: str | None = None
    condition: Condition | None = None
    signs: Signs = "wait"
    do: tuple[Action, ...] = ()
    say: Words | None = None
    replies: tuple[Reply, ...] = ()
    ask: Ask | None = None
    go: str | None = None
    back: bool = False
    ending: str | None = None
    otherwise: Reply | None = None
    hints: tuple[Words, ...] = ()

    @property
    def waits(self) -> bool:
        """Tell whether the player's next event is waited for here."""
        return bool(self.replies or self.ask)


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere a story happens. `within_m` is the radius of arrival in metres."""

    id: str
    name: str
    at: LatLon | None = None
    within_m: int = 30
    code: str | None = None
    hours: str = ""
    access: str = ""
    directions: str = ""
    note: str = ""
    permission: str = ""


@dataclass(frozen=True, slots=True)
class StoryKeyword:
    """A word that starts the story: as written, folded, and the language it sets."""

    word: str
    folded: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A whole story. `edition` is a hash of its file; `asked_*` is what plays must count.

    `walk_m` is the way from place to place in the order of the file, in metres as the crow flies.
    """

    id: str
    edition: str
    title: str
    start: str
    scenes: Mapping[str, Scene]
    about: str = ""
    credits: str = ""
    contact: str = ""
    languages: tuple[str, ...] = ("en",)
    keywords: tuple[StoryKeyword, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    walk_m: int = 0
    asked_scenes: frozenset[str] = frozenset()
    asked_replies: frozenset[str] = frozenset()

    @property
    def language(self) -> str:
        """The language this story is written in."""
        return self.languages[0]
