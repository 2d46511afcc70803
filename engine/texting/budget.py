"""A budget in money, for each day and in all, that winds down politely.

First what nobody asked for stops, then nobody new begins, so that what is left serves those who are
in the middle of a story; they may finish also when it is spent. Amounts are millionths of a dollar.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

NUDGES_PERCENT, NEW_PERCENT, SPENT_PERCENT = 80, 90, 100
# How many days a forecast looks back.
LOOKS_BACK = 7


class Stage(IntEnum):
    """How far a budget has wound down."""

    OPEN = 0
    NO_NUDGES = 1
    NO_NEW = 2
    SPENT = 3


_BEGINS = {
    Stage.SPENT: SPENT_PERCENT,
    Stage.NO_NEW: NEW_PERCENT,
    Stage.NO_NUDGES: NUDGES_PERCENT,
}


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be spent on a day, and in all; None where there is no end to it."""

    a_day: int | None = None
    in_all: int | None = None


NO_BUDGET = Budget()


@dataclass(frozen=True, slots=True)
class Sums:
    """What was spent today, and ever."""

    today: int = 0
    in_all: int = 0


def begins_at(limit: int, stage: Stage) -> int:
    """Give the amount at which a stage of a budget begins; 0 for the first."""
    return -(-limit * _BEGINS.get(stage, 0) // 100)


def stage_of(spent: int, limit: int | None) -> Stage:
    """Tell how far one limit has wound down."""
    if limit is None:
        return Stage.OPEN
    return next((each for each in _BEGINS if spent >= begins_at(limit, each)), Stage.OPEN)


def stage(budget: Budget, sums: Sums) -> Stage:
    """Tell how far a budget has wound down: as far as the limit that has most."""
    return max(stage_of(sums.today, budget.a_day), stage_of(sums.in_all, budget.in_all))


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a day costs, by so many `days` before today, and when a budget in all will be spent.

    `lasts_until` is None where no end can be told.
    """

    a_day: int
    days: int
    lasts_until: date | None = None


def forecast(
    spent: Sequence[tuple[date, int]], today: date, budget: Budget, in_all: int
) -> Forecast | None:
    """Say what comes, from what was `spent` on each day; None where today is the first one.

    It is the mean of the last seven whole days, or of as many as there were since the first text.
    """
    past = {day: amount for day, amount in spent if day < today}
    if not past:
        return None
    days = min(LOOKS_BACK, (today - min(past)).days)
    since = today - timedelta(days=days)
    a_day = sum(amount for day, amount in past.items() if day >= since) // days
    if budget.in_all is None or a_day <= 0:
        return Forecast(a_day, days)
    left = max(budget.in_all - in_all, 0)
    return Forecast(a_day, days, _after(today, left // a_day))


def _after(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None
