"""What a step may know beside the story and the play."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from engine.play import chance

Channel: TypeAlias = Literal["sms", "web", "phone"]


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
class World:
    """The surroundings of one turn.

    `now` is aware, UTC. `keywords` are folded and joined by one space; `signs` are by folded code.
    `seed` (0 to 2**32 - 1) is where the chance of a play that begins in this turn starts;
    `carrier_answers` says that the carrier answers STOP, START and HELP, so that we do not;
    `choose(seed, n)` gives an index under n and the next seed.
    """

    now: datetime
    seed: int = 0
    channel: Channel = "sms"
    carrier_answers: bool = False
    keywords: Mapping[str, Keyword] = field(default_factory=dict)
    signs: Mapping[str, Sign] = field(default_factory=dict)
    choose: Callable[[int, int], tuple[int, int]] = chance.choose
