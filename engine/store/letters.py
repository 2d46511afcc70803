"""What is sent by text: one letter, and what is known of it by the name that we gave it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from engine.store.spending import Spent


@dataclass(frozen=True, slots=True)
class Letter:
    """One text that is to be sent to `to` (E.164) from `sender`, one of ours.

    `id` is our own name for it; `address` stands for `to`. It is to be sent in `in_s` seconds, and
    not any more after `until_s`, which is in `valid_s`. `tries` counts this one. `unsure`: it may
    have been sent already, at `tried_s`. `media` are the public names of pictures and sounds that
    go with it. `story` is the one that it tells of, or else what its player is in. `paid` is what
    was noted as its cost. `is_staffs`: it goes to a phone of staff's own.
    """

    player: bytes
    number: int
    id: bytes
    address: bytes
    to: str
    sender: str
    text: str
    segments: int
    tries: int
    tried_s: int
    until_s: int
    valid_s: int
    in_s: float = 0
    unsure: bool = False
    media: tuple[str, ...] = ()
    story: str = ""
    paid: Spent | None = None
    is_staffs: bool = False


# What a letter costs that goes at that moment; its player is in that story, or in none.
Charge: TypeAlias = Callable[[Letter, float], Spent]


@dataclass(frozen=True, slots=True)
class Posted:
    """What is known of a letter by the name that we gave it."""

    player: bytes
    number: int
    address: bytes
    state: str
    tries: int
    until_s: int
    media: tuple[str, ...] = ()
