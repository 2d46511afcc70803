"""A message as it comes in by some channel, and the answer that it gets."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias, assert_never

from engine.play.effects import Shown
from engine.play.events import (
    Arrived,
    Located,
    Opened,
    Passed,
    Pressed,
    Said,
    Scanned,
    SentPhoto,
    SentVoice,
)
from engine.play.wishes import words_of
from engine.store.known import IN_A_BROWSER, SENT_TO
from engine.store.outcome import Attached
from engine.texting.addresses import Kind, region_of
from engine.texting.parts import Sent
from engine.texting.phones import languages_of

Event: TypeAlias = (
    Opened | Said | Scanned | Arrived | Located | Pressed | SentPhoto | SentVoice | Passed
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a player is: what a text comes from and goes to, or what a browser calls itself.

    By SMS that is a phone number (E.164), else as in `engine.texting.addresses`; `web` is the walk
    in a browser, `desk` the same where staff try it, `try` the drawn phone.
    """

    kind: Kind | Literal["web", "desk", "try"]
    value: str


@dataclass(frozen=True, slots=True)
class OnPhone:
    """That a phone which carries the story has played this already: which edition, and when.

    `done_s` is in seconds since 1970, by the phone's clock; `seed` (0 to 2**32 - 1) is where the
    chance of a play starts that begins with it. Nothing else that the phone made of it is believed.
    """

    edition: str
    done_s: int
    seed: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it came in.

    `message` is the id its channel gave it: the same id is the same message. `to` is which of our
    numbers it was sent to, empty where there are none. `sent_s` (seconds since 1970) is given of
    one that comes late: nobody waits for its answer, so that it is sent. `carrier_answers`: the
    carrier itself answers STOP, START and HELP here. `languages` are what the player says they
    read (BCP 47), the best first; of a phone number, its country tells. `story` is the one whose
    page it came from; empty where that is the one that the player is in. `played` is given where a
    phone has played it first. `carries`: a phone plays the story, and lets time pass in it.
    """

    message: str
    address: Address
    event: Event
    to: str = ""
    sent_s: int | None = None
    carrier_answers: bool = False
    languages: tuple[str, ...] = ()
    story: str = ""
    played: OnPhone | None = None
    carries: bool = False

    @property
    def is_late(self) -> bool:
        """Tell whether it comes late."""
        return self.sent_s is not None

    @property
    def words(self) -> str:
        """Give the text of it, empty where there is none."""
        return words_of(self.event)

    def reads(self) -> tuple[str, ...]:
        """Guess the languages of somebody who chose none, the likeliest first."""
        if self.languages or self.address.kind in IN_A_BROWSER:
            return self.languages
        return languages_of(region_of(self.address.value) or "")


@dataclass(frozen=True, slots=True)
class Answer:
    """What to tell the player, in order; empty when nothing is to be sent.

    `sent` is the same as it goes out by text.
    """

    effects: tuple[Shown, ...] = ()
    sent: Sent = field(default=Sent(), compare=False)


def arrived(incoming: Incoming) -> Attached | None:
    """Give the photo or voice message that is to be copied, whether the story takes it or not."""
    match incoming.event:
        case SentPhoto(url) if url and incoming.address.kind in SENT_TO:
            return Attached("photo", _clean(url))
        case SentVoice(url) if url and incoming.address.kind in SENT_TO:
            return Attached("voice", _clean(url))
        case _:
            return None


def storable(event: Event) -> Event:
    """Replace what cannot be written as UTF-8: halves of characters."""
    match event:
        case Said(text):
            return event if text.isprintable() else Said(_clean(text))
        case Scanned(place):
            return event if place.isprintable() else Scanned(_clean(place))
        case Arrived(place, by):
            return event if place.isprintable() else Arrived(_clean(place), by)
        case Opened(story, place, language):
            return Opened(_clean(story), place and _clean(place), language and _clean(language))
        case Located() | Passed():
            return event
        case Pressed(payload, words):
            return Pressed(_clean(payload), _clean(words))
        case SentPhoto(gift, words):
            return SentPhoto(_clean(gift), _clean(words))
        case SentVoice(gift, words):
            return SentVoice(_clean(gift), _clean(words))
        case _:
            assert_never(event)


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
