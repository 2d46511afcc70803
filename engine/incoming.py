"""A message as it comes in by some channel, and the answer that it gets."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.play.effects import Shown
from engine.play.events import Located, Pressed, Said, Scanned, SentPhoto, SentVoice
from engine.play.hear import words_of
from engine.texting.addresses import Kind, region_of
from engine.texting.phones import languages_of

Event: TypeAlias = Said | Scanned | Located | Pressed | SentPhoto | SentVoice


@dataclass(frozen=True, slots=True)
class Address:
    """Where a player is: what a text comes from and goes to, or what a page of `/try` calls itself.

    By SMS that is a phone number (E.164), else as in `engine.texting.addresses`.
    """

    kind: Kind | Literal["try"]
    value: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it came in.

    `message` is the id its channel gave it: the same id is the same message. `to` is which of our
    numbers it was sent to, empty where there are none. `sent_s` (seconds since 1970) is given of
    one that comes late: nobody waits for its answer, so that it is sent. `carrier_answers`: the
    carrier itself answers STOP, START and HELP here. `languages` are what the player says they
    read (BCP 47), the best first; of a phone number, its country tells.
    """

    message: str
    address: Address
    event: Event
    to: str = ""
    sent_s: int | None = None
    carrier_answers: bool = False
    languages: tuple[str, ...] = ()

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
        if self.languages or self.address.kind == "try":
            return self.languages
        return languages_of(region_of(self.address.value) or "")


@dataclass(frozen=True, slots=True)
class Answer:
    """What to tell the player, in order; empty when nothing is to be sent."""

    effects: tuple[Shown, ...] = ()
