"""How a sign stands, and what staff read of it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.signs.hours import clock_at

Kind: TypeAlias = Literal["silent", "usual", "rare", "new"]
# From here on it is said that the other signs had less than usual, too.
_FEWER = 0.8


@dataclass(frozen=True, slots=True)
class Standing:
    """How a sign stands: `last` is the hour of its last visit, `a_day` how many are usual.

    `expected` are the visits that were to be expected since, or since staff did something about
    it; `others` is the part of theirs that the other signs had meanwhile, at most 1.
    """

    code: str
    story: str
    kind: Kind
    last: int | None
    a_day: float
    expected: float
    others: float

    @property
    def words(self) -> str:
        """What staff read of it."""
        if self.kind == "new":
            return f"{self._last} It is new: two weeks must pass before its silence tells anything."
        if self.kind == "rare":
            return f"{self._last} It is rarely visited, so that its silence tells nothing: look."
        if self.kind == "usual":
            return f"{self._last} Usual are {self.usual}."
        since = "since" if self.last is not None else "by now"
        fewer = (
            f" That is reckoned with the other signs, which had {self.others:.0%} of their visits."
            if self.others < _FEWER
            else ""
        )
        return (
            f"{self._last} Usual are {self.usual}: about {self.expected:.0f} were to be expected "
            f"{since}.{fewer}"
        )

    @property
    def _last(self) -> str:
        if self.last is None:
            return "Nobody was here yet."
        at = clock_at(self.last)
        return f"The last visit was on {at:%A} {at.day} {at:%B %Y} after {at:%H:%M}."

    @property
    def usual(self) -> str:
        """How many visits are usual there."""
        if not self.a_day:
            return "none yet"
        if self.a_day >= 2:
            return f"{self.a_day:.0f} visits a day"
        return f"{max(self.a_day * 7, 1):.0f} visits a week"
