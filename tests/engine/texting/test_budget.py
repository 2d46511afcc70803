"""A budget that winds down, and what is to come of it."""

from datetime import date

import pytest

from engine.texting.budget import (
    Budget,
    Forecast,
    Stage,
    Sums,
    begins_at,
    forecast,
    stage,
    stage_of,
)

DAY = date(2027, 6, 5)


@pytest.mark.parametrize(
    ("spent", "reached"),
    [
        (0, Stage.OPEN), (79, Stage.OPEN), (80, Stage.NO_NUDGES), (89, Stage.NO_NUDGES),
        (90, Stage.NO_NEW), (99, Stage.NO_NEW), (100, Stage.SPENT), (1_000, Stage.SPENT),
    ],
)  # fmt: skip
def test_a_limit_winds_down_in_three_steps(spent: int, reached: Stage) -> None:
    assert stage_of(spent, 100) == reached


def test_without_a_limit_there_is_no_end() -> None:
    assert stage_of(10**15, None) == Stage.OPEN
    assert stage(Budget(), Sums(10**15, 10**15)) == Stage.OPEN


@pytest.mark.parametrize("limit", [1, 3, 10, 33, 20_000_000])
def test_a_step_begins_at_its_amount_and_not_before(limit: int) -> None:
    for each in (Stage.NO_NUDGES, Stage.NO_NEW, Stage.SPENT):
        amount = begins_at(limit, each)
        assert stage_of(amount, limit) >= each > stage_of(amount - 1, limit)


def test_the_limit_that_has_most_wound_down_counts() -> None:
    budget = Budget(a_day=100, in_all=1_000)
    assert stage(budget, Sums(85, 100)) == Stage.NO_NUDGES
    assert stage(budget, Sums(85, 950)) == Stage.NO_NEW
    assert stage(budget, Sums(120, 950)) == Stage.SPENT


def test_a_forecast_is_the_mean_of_the_last_seven_whole_days() -> None:
    spent = [(date(2027, 5, n), 1_000) for n in (1, 2)]
    spent += [(date(2027, 5, 29), 70), (date(2027, 6, 4), 140), (DAY, 10_000)]
    # Of 29 May to 4 June; what came before is too long ago, and today is not over.
    assert forecast(spent, DAY, Budget(), 5_000) == Forecast(30, 7)


def test_a_forecast_of_few_days_is_their_mean() -> None:
    assert forecast([(date(2027, 6, 3), 10), (DAY, 9)], DAY, Budget(), 19) == Forecast(5, 2)


def test_on_the_first_day_nobody_can_tell() -> None:
    assert forecast([(DAY, 10)], DAY, Budget(), 10) is None
    assert forecast([], DAY, Budget(), 0) is None


def test_a_forecast_tells_how_long_a_budget_lasts() -> None:
    spent = [(date(2027, 6, 4), 100)]
    assert forecast(spent, DAY, Budget(in_all=1_100), 100) == Forecast(100, 1, date(2027, 6, 15))
    assert forecast(spent, DAY, Budget(in_all=100), 150) == Forecast(100, 1, DAY)
    assert forecast([(date(2027, 6, 4), 0)], DAY, Budget(in_all=9), 0) == Forecast(0, 1)
    assert forecast(spent, DAY, Budget(in_all=10**12), 100) == Forecast(100, 1)
