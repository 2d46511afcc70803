"""What a turn leaves to be kept."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from engine.play.effects import Keep
from engine.play.hear import Player
from engine.play.play import Play
from engine.signs.register import Entry
from engine.store.answers import Shown
from engine.store.consents import Consent
from engine.texting.parts import Sent

HappeningKind: TypeAlias = Literal[
    "started", "ended", "scanned", "moved", "missed", "hinted", "tagged", "reported"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing for the report, without a person.

    `what` is the place, the ending, the scene or the word, by `kind`; of a move it is both scenes
    (`engine/store/happenings.py`).
    """

    kind: HappeningKind
    story: str
    edition: str
    what: str
    language: str


@dataclass(frozen=True, slots=True)
class Missed:
    """A text that nothing understood, with its digits masked."""

    story: str
    scene: str
    text: str


@dataclass(frozen=True, slots=True)
class Added:
    """What a turn adds to what all share, each with its story."""

    counts: tuple[tuple[str, str], ...] = ()
    votes: tuple[tuple[str, str, str], ...] = ()
    gifts: tuple[tuple[str, Keep], ...] = ()


@dataclass(frozen=True, slots=True)
class Letters:
    """Texts to be sent to the player, one after the other.

    `media` are the public names of pictures and sounds that go with the first of them.
    `follow_answer`: the answer is the first of them, and they go when that was delivered.
    `are_all`: they are the whole answer, and nothing else gives it. `instead_of_unsent`: what
    waited to be sent goes no more, as the answer holds it. `not_before_s` and `not_after_s`: not to
    be sent before and after then, in seconds since 1970.
    """

    texts: tuple[str, ...] = ()
    follow_answer: bool = False
    are_all: bool = False
    instead_of_unsent: bool = False
    not_before_s: int = 0
    not_after_s: int | None = None
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attached:
    """A photo or a voice message that came with a text, and where it lies until it is copied."""

    kind: Literal["photo", "voice"]
    url: str


@dataclass(frozen=True, slots=True)
class Visit:
    """That somebody came by the sign with this code, or `reports` that it is damaged.

    `at_s` is in seconds since 1970; `news` belongs into the register, if it is not there already.
    """

    code: str
    at_s: int
    news: Entry | None = None
    reports: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The player as they are after a turn, what changed, and what they were answered.

    `at` is aware, UTC. `plays` are those that the turn moved, `wake_s` is when the player's story
    goes on by itself (seconds since 1970); other plays of the turn do not. `happened_on` is the day
    where the story is told (ISO 8601), empty for that in UTC. `untold` are stories of which the
    answer tells nothing, as staff closed them, or it tells where they go on: the last answer in
    them stays what it was. `carries` is the story whose link it tells. `erase`: nothing of this
    player is kept but that this message was taken. `arrived` is to be copied, or at least deleted
    where it lies. `consent`: the answer tells them who is texting, which AGAIN does not repeat: it
    gives `repeated`. `turned_away_on`: the answer tells that nobody new can begin on that day.
    `visit` is by which sign they came. `passed_over`: of somebody new nothing is kept, only that
    this message was taken. `aside`: no story was shown or could be, so that the player counts as
    not having played. `sent` is what of the answer goes out at once by text, None where it was not
    put so yet; it is not kept.
    """

    at: datetime
    player: Player
    plays: tuple[Play, ...] = ()
    answer: tuple[Shown, ...] = ()
    happenings: tuple[Happening, ...] = ()
    happened_on: str = ""
    missed: Missed | None = None
    added: Added = Added()
    wake_s: int | None = None
    erase: bool = False
    letters: Letters = Letters()
    consent: Consent | None = None
    repeated: tuple[Shown, ...] = ()
    turned_away_on: date | None = None
    passed_over: bool = False
    aside: bool = False
    untold: frozenset[str] = frozenset()
    carries: str | None = None
    arrived: Attached | None = None
    visit: Visit | None = None
    sent: Sent | None = None
