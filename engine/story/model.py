"""A story as it is played: frozen, shared by all players, every name in it known to exist."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeAlias, TypeVar

from engine.places.hours import Hours, Season
from engine.places.latlon import LatLon
from engine.story.measures import Measure
from engine.story.media import Light
from engine.story.phrases import Action, Condition

FactKind: TypeAlias = Literal["number", "yes or no", "text"]
Value: TypeAlias = int | bool | str
Signs: TypeAlias = Literal["wait", "open"]
Channel: TypeAlias = Literal["sms", "web", "phone"]
CHANNELS: tuple[Channel, ...] = ("sms", "web", "phone")
AskKind: TypeAlias = Literal["text", "number", "photo", "voice"]
GiftKind: TypeAlias = Literal["text", "photo", "voice"]
Proof: TypeAlias = Literal["any", "sign", "gps"]
Audience: TypeAlias = Literal["everyone", "family", "adults"]
Status: TypeAlias = Literal["open", "closed", "gone"]
LARGEST_NUMBER = 10**9
LONGEST_SAVED = 80
ANYWHERE = "anywhere"
# The scene of who has begun and is nowhere yet; no scene of a story can have this name.
ANYWHERE_SCENE = "/"
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a story remembers, with its first value."""

    name: str
    kind: FactKind
    first: Value


SlotKind: TypeAlias = Literal[
    "fact", "place", "items", "counter", "votes", "percent", "leader", "gift"
]


@dataclass(frozen=True, slots=True)
class Slot:
    """A `{name}` in a text, to be filled in; `of` is the poll's option, or which gift."""

    kind: SlotKind
    name: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A text as written, cut at its slots."""

    parts: tuple[str | Slot, ...]


@dataclass(frozen=True, slots=True)
class Option(Generic[T_co]):
    """One of several; passed over, and not used up, while its condition is false."""

    value: T_co
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Varied(Generic[T_co]):
    """One text or way after another; `key` is what the play counts them by.

    `first`: the one option, then `then`. `cycle`: in turn. `shuffle`: by chance, none again until
    all were used, then `then`, or all again. `any`: by chance.
    """

    key: str
    kind: Literal["first", "cycle", "shuffle", "any"]
    options: tuple[Option[T_co], ...]
    then: Option[T_co] | None = None


@dataclass(frozen=True, slots=True)
class Cases(Generic[T_co]):
    """The first whose condition is true."""

    options: tuple[Option[T_co], ...]


Words: TypeAlias = Line | Varied[Line] | Cases[Line]
Way: TypeAlias = str | Varied[str] | Cases[str]


@dataclass(frozen=True, slots=True)
class Speech:
    """What is said and shown at one moment. Pictures and sounds are file names in media/."""

    say: Words | None = None
    picture: str = ""
    alt: str = ""
    audio: str = ""
    transcript: Words | None = None


SILENT = Speech()


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Whole numbers from `low` to `high`, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What a player may answer, and what then happens.

    `scene` is whose it is, "anytime" for those of every scene. `pick` is shown in the menu;
    `label` is the same folded, where it has no slots. `words`, `all` (each of these phrases, in
    any order) and `order` (in this one) are folded. At most one of `go`, `visit`, `ending`,
    `handover` is set; with none of them the player stays.
    """

    id: str
    scene: str = ""
    pick: Line | None = None
    label: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    all: tuple[tuple[str, ...], ...] = ()
    order: tuple[tuple[str, ...], ...] = ()
    number: NumberRange | None = None
    photo: bool = False
    voice: bool = False
    condition: Condition | None = None
    once: bool = False
    do: tuple[Action, ...] = ()
    speech: Speech = SILENT
    collect: str | None = None
    go: Way | None = None
    visit: str | None = None
    ending: str | None = None
    handover: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A question whose answer is kept in a fact (`save`) or a collection (`collect`), or both."""

    question: Words | None = None
    kind: AskKind = "text"
    save: str | None = None
    collect: str | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the player is expected: any one of `to`. `map`: directions and a map link are sent."""

    to: tuple[str, ...]
    proof: Proof = "any"
    map: bool = True


@dataclass(frozen=True, slots=True)
class Timed:
    """A reply that comes by itself after so much silence."""

    after_s: int
    reply: Reply


@dataclass(frozen=True, slots=True)
class Scene:
    """A moment of a story: what is said on arrival, and what is waited for.

    `speech` is by channel. `replies` are choices and answers in the order of the file. `after` is
    in the order of its times.
    """

    id: str
    speech: Mapping[Channel, Speech]
    place: str | None = None
    condition: Condition | None = None
    signs: Signs = "wait"
    do: tuple[Action, ...] = ()
    replies: tuple[Reply, ...] = ()
    ask: Ask | None = None
    walk: Walk | None = None
    go: Way | None = None
    back: bool = False
    ending: str | None = None
    handover: str | None = None
    otherwise: Reply | None = None
    hints: tuple[Words, ...] = ()
    tries: Mapping[int, Reply] = field(default_factory=dict)
    after: tuple[Timed, ...] = ()
    checkpoint: bool = False
    skip: str | None = None

    @property
    def opens_by_sign(self) -> bool:
        """Tell whether the sign of its place may open it, from anywhere in the story."""
        return self.place is not None and self.signs == "open"

    @property
    def waits(self) -> bool:
        """Tell whether the player's next event is waited for here."""
        return bool(
            self.replies or self.ask or self.walk or self.after or self.id == ANYWHERE_SCENE
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere a story happens. `within_m` is the radius of arrival in metres."""

    id: str
    name: str
    at: LatLon | None = None
    within_m: int = 30
    code: str | None = None
    hours: Hours | None = None
    access: str = ""
    directions: str = ""
    note: str = ""
    permission: str = ""
    status: Status = "open"
    instead: str = ""


@dataclass(frozen=True, slots=True)
class StoryKeyword:
    """A word that starts the story: as written, folded, and the language it sets."""

    word: str
    folded: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """When a story may be begun, and what is said when it may not."""

    hours: Hours | None = None
    season: Season | None = None
    closed: Words | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A whole story in one language. `edition` is a hash of its files.

    `start` is a scene, or "anywhere". `asked_*` is what plays must count. `moved` leads from
    scenes that are no more to those that are. `items`, and the options of each of `polls`, are by
    their name in the file, with what players read of them. `walk_m` is the way from place to place
    in the order of the file, in metres as the crow flies. `media` gives by which name each file of
    media/ is given out, `measures` what was measured of it, where somebody did; `lights` are its
    pictures as phones are shown them, where that is in fewer bytes. `plain`: by text it is told
    without curly quotes and the like, where that costs less. `large`: its files may be more than a
    walk should have.
    """

    id: str
    edition: str
    title: str
    start: str
    scenes: Mapping[str, Scene]
    language: str = "en"
    languages: tuple[str, ...] = ("en",)
    about: str = ""
    credits: str = ""
    contact: str = ""
    keywords: tuple[StoryKeyword, ...] = ()
    welcome: Words | None = None
    audience: Audience = "everyone"
    timezone: str | None = None
    times: Times = field(default_factory=Times)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    counters: tuple[str, ...] = ()
    polls: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    collections: Mapping[str, GiftKind] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    anytime: tuple[Reply, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    offline: bool = True
    plain: bool = False
    large: bool = False
    walk_m: int = 0
    asked_scenes: frozenset[str] = frozenset()
    asked_times: frozenset[str] = frozenset()
    asked_replies: frozenset[str] = frozenset()
    media: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    measures: Mapping[str, Measure] = field(default_factory=dict, compare=False, repr=False)
    lights: Mapping[str, Light] = field(default_factory=dict, compare=False, repr=False)
    tongues: Mapping[str, "Story"] = field(default_factory=dict, compare=False, repr=False)

    def told_in(self, language: str) -> "Story":
        """Give the story in one of its languages; in its own where it has no such."""
        return self.tongues.get(language, self)
