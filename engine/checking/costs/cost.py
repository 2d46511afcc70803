"""Texts and their segments, out and in."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from engine.play.effects import Effect, Say
from engine.play.message import message
from engine.texting.mms import MMS_SEGMENTS
from engine.texting.segments import segments, smart


@dataclass(frozen=True, slots=True)
class Cost:
    """So many texts to the player (`out`) and from the player (`in_`), and their segments."""

    texts_out: int = 0
    segments_out: int = 0
    texts_in: int = 0
    segments_in: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.texts_out + other.texts_out,
            self.segments_out + other.segments_out,
            self.texts_in + other.texts_in,
            self.segments_in + other.segments_in,
        )

    @property
    def segments(self) -> int:
        """All that is paid for."""
        return self.segments_out + self.segments_in


def sent(effects: Iterable[Effect], *, plain: bool = False) -> Cost:
    """Give what one answer costs; nothing where nothing is said.

    `plain`: without curly quotes and the like, where that costs less. One with a picture or a sound
    costs as much as an MMS, which a link would come to as well.
    """
    effects = tuple(effects)
    if any(isinstance(each, Say) and (each.picture or each.audio) for each in effects):
        return Cost(texts_out=1, segments_out=MMS_SEGMENTS)
    text = message(effects)
    count = _count(smart(text) if plain else text)
    return Cost(texts_out=1, segments_out=count) if count else Cost()


def heard(text: str) -> Cost:
    """Give what one text of a player costs."""
    return Cost(texts_in=1, segments_in=_count(text))


@lru_cache(maxsize=4_096)
def _count(text: str) -> int:
    # The same texts are sent again and again, in play after play.
    return segments(text).count


def weight(cost: Cost) -> tuple[int, int]:
    """Give what costs are compared by: what is paid, then how often a phone rings."""
    return cost.segments, cost.texts_out
