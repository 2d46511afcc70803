"""What a step may know beside the story and the play."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime

from engine.places.latlon import LatLon
from engine.play import chance
from engine.story.model import Channel
from engine.texting.imprint import Imprint

__all__ = ["Channel", "Closing", "Keyword", "Landmark", "Shared", "Sign", "World"]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word that starts a story, and the language it sets, if it sets one."""

    story: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """Whose code a sign bears."""

    story: str
    place: str


@dataclass(frozen=True, slots=True)
class Landmark:
    """Where somebody can begin or meet a story: its title, what to text for it, and where it is."""

    story: str
    title: str
    keyword: str
    at: tuple[LatLon, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """That staff closed a story, or a place of it, whatever the story itself says.

    `until_s` is when it opens again (seconds since 1970), None while nobody knows; `words` are what
    staff say of it; `zone` is the IANA name of the clock there.
    """

    until_s: int | None = None
    words: str = ""
    zone: str = "UTC"

    def holds(self, now: datetime) -> bool:
        """Tell whether it is still so at a moment."""
        return self.until_s is None or now.timestamp() < self.until_s


@dataclass(frozen=True, slots=True)
class Shared:
    """What all players of a story share.

    `votes` are by poll and option; `mine` is what this player has voted for, by poll. `gifts` are
    approved ones, the newest first, by collection; there may be more than are given here, so
    `given` says how many.
    """

    counters: Mapping[str, int] = field(default_factory=dict)
    votes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    mine: Mapping[str, str] = field(default_factory=dict)
    gifts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    given: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class World:
    """The surroundings of one turn.

    `now` is aware, UTC; `zone` the installation's time zone and `zones` those of the player's
    number, as IANA names. `keywords` are folded and joined by one space; `signs` are by folded
    code; `landmarks` say where stories are. `closed` is what staff closed, by story and place, an
    empty place for the whole story; `retired` are folded codes of signs that open nothing any more;
    `signless` are the places, by story, whose signs are all away.
    `seed` (0 to 2**32 - 1) is where the chance of a play
    that begins in this turn starts;
    `carrier_answers` says that the carrier answers STOP, START and HELP, so that we do not;
    `can_send`: what nobody asked for can be sent to the player; else it waits for their next text.
    `imprint` says who is texting;
    `link()` gives the address at which the play can go on in a browser, empty where it cannot;
    `shared(story)` gives what its players share; `choose(seed, n)` an index under n and the next
    seed; `languages()` guesses what a player reads who chose no language (BCP 47, the likeliest
    first).
    """

    now: datetime
    seed: int = 0
    channel: Channel = "sms"
    zone: str = "UTC"
    zones: tuple[str, ...] = ()
    carrier_answers: bool = False
    can_send: bool = True
    keywords: Mapping[str, Keyword] = field(default_factory=dict)
    signs: Mapping[str, Sign] = field(default_factory=dict)
    retired: Set[str] = frozenset()
    signless: Set[tuple[str, str]] = frozenset()
    landmarks: tuple[Landmark, ...] = ()
    imprint: Imprint = field(default_factory=Imprint)
    closed: Mapping[tuple[str, str], Closing] = field(default_factory=dict)
    link: Callable[[], str] = str
    shared: Callable[[str], Shared] = lambda _story: Shared()
    languages: Callable[[], tuple[str, ...]] = tuple
    choose: Callable[[int, int], tuple[int, int]] = chance.choose

    def closing(self, story: str, place: str = "") -> Closing | None:
        """Give why a place cannot be come to now, or a whole story; None while staff let it."""
        found = self.closed.get((story, place))
        return found if found is not None and found.holds(self.now) else None

    def is_shut(self, story: str) -> bool:
        """Tell whether staff closed a whole story."""
        return self.closing(story) is not None
