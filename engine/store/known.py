"""What the store knows at the beginning of a turn."""

from dataclasses import dataclass, field

from engine.play.hear import Player
from engine.store.answers import Shown


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it came: how, from whom, and what stands for both in the store."""

    kind: str
    address: str
    address_id: bytes
    id: bytes


@dataclass(frozen=True, slots=True)
class KeptPlay:
    """A player's play of one story and the last answer in it, both as JSON."""

    play: str | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Who has an address. `id` is None for somebody new; `plays` are those read so far.

    `has_address`: the address is kept, perhaps without a player, because it sent STOP.
    """

    id: bytes | None = None
    player: Player = field(default_factory=Player)
    last_turn_on: str = ""
    has_address: bool = False
    given: tuple[Shown, ...] | None = None
    plays: dict[str, KeptPlay] = field(default_factory=dict)
