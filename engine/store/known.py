"""What the store knows at the beginning of a turn."""

from dataclasses import dataclass, field

from engine.play.hear import Player
from engine.store.answers import Shown

# The kinds of addresses that can be sent to, which costs.
SENT_TO = frozenset({"sms", "whatsapp", "rcs"})
# Channels on which only staff play, to try a story.
STAFFS_OWN = frozenset({"desk", "try"})
# The kinds of addresses that are a browser's: what nobody asked for is shown by its page.
IN_A_BROWSER = frozenset({"web", *STAFFS_OWN})
# Of these, the ones where a story is walked and not texted.
ON_THE_WEB = frozenset({"web", "desk"})


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it came: how, from whom, and what stands for both in the store.

    `asked` is False where nobody sent anything: time has passed. `to` is which of our numbers it
    was sent to, empty where there are none.
    """

    kind: str
    address: str
    address_id: bytes
    id: bytes
    asked: bool = True
    to: str = ""


@dataclass(frozen=True, slots=True)
class Wake:
    """A moment (seconds since 1970) at which time passes by itself for a player's play of a story.

    `kind` and `address_id` are where the player last was; `failures` is how often it went wrong.
    """

    player: bytes
    story: str
    address_id: bytes
    kind: str
    at_s: int
    failures: int = 0


@dataclass(frozen=True, slots=True)
class KeptPlay:
    """A player's play of one story, the last answer in it (both as JSON), and when it wakes.

    `wake_at` is the address to which it does.
    """

    play: str | None = None
    answer: str | None = None
    wake_s: int | None = None
    wake_at: bytes | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Who has an address. `id` is None for somebody new; `plays` are those read so far.

    `has_address`: the address is kept, perhaps without a player, because it sent STOP. `sender` is
    which of our numbers they came by; `has_unsent`: something waits to be sent to them;
    `has_agreed`: a consent of theirs is kept, and has not ended; `is_staff`: this is a phone or a
    browser of staff.
    """

    id: bytes | None = None
    player: Player = field(default_factory=Player)
    last_turn_on: str = ""
    has_address: bool = False
    given: tuple[Shown, ...] | None = None
    plays: dict[str, KeptPlay] = field(default_factory=dict)
    sender: str | None = None
    has_unsent: bool = False
    has_agreed: bool = False
    is_staff: bool = False


@dataclass(frozen=True, slots=True)
class Unasked:
    """What was said to a player who had asked nothing, by number; and when more may come.

    `more_in_s`: in how many seconds, None while nothing is to come.
    """

    answers: tuple[tuple[int, tuple[Shown, ...]], ...] = ()
    more_in_s: int | None = None
