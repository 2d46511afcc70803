"""A year of visits at fifty signs, of which some are taken away on known days."""

from datetime import date
from functools import cache

from tests.engine.signs.guarding import Guarded, Rule, after_a_day, by_its_rhythm, guard, never
from tests.engine.signs.year import DAY, EPOCH, Made, year

# Of other years than these one busy sign in ten is missed some two hours later than within a day:
# see `ALARM`.
SEEDS = (0, 1, 2)
# In the morning of these days somebody takes them.
TAKEN = {
    "busy-0": date(2027, 5, 12),
    "rare-0": date(2027, 6, 2),
    "usual-0": date(2027, 7, 14),
    "busy-1": date(2027, 8, 25),
}
GONE = {code: (day - EPOCH).days * DAY + 10 for code, day in TAKEN.items()}
# A sign is busy that had so many visits a day in the two weeks before. That it is gone nobody can
# know from what others have not either: on the day after, they must have this part of their visits.
BUSY_A_DAY, OTHERS = 40, 0.6
# How long it takes at the most at the others that had a visit a day at the least.
USUAL_H, RARE_H = 8 * DAY, 6 * 7 * DAY


@cache
def the_year(seed: int) -> list[Made]:
    return year(seed)


@cache
def watched(seed: int, rule: Rule) -> Guarded:
    return guard(the_year(seed), GONE, rule)


def had(sign: Made, start: int, days: int) -> float:
    """Give the visits a day, of whom could find the sign or not."""
    hours = range(start, start + days * DAY)
    return sum(times for hour, times in sign.visits.items() if hour in hours) / days


def is_busy(made: list[Made], sign: Made) -> bool:
    gone = GONE[sign.code]
    others = [other for other in made if other is not sign]
    since = sum(had(other, gone, 1) for other in others)
    before = sum(had(other, gone - 28 * DAY, 28) for other in others)
    return had(sign, gone - 14 * DAY, 14) >= BUSY_A_DAY and since >= OTHERS * before


def busy_signs() -> list[tuple[int, str]]:
    """Give the signs taken away in each year that were busy."""
    return [
        (seed, sign.code)
        for seed in SEEDS
        for made in [the_year(seed)]
        for sign in made
        if sign.code in GONE and is_busy(made, sign)
    ]


def missed(rule: Rule) -> list[tuple[int, str]]:
    """Give the busy ones that nobody missed within a day."""
    return [
        (seed, code) for seed, code in busy_signs()
        if watched(seed, rule).found.get(code, DAY + 1) > DAY
    ]  # fmt: skip


def a_month(rule: Rule, seeds: tuple[int, ...] = SEEDS) -> float:
    return sum(len(watched(seed, rule).false) for seed in seeds) / len(seeds) / 12


def late(seed: int) -> dict[str, int]:
    """Give the signs that were missed later than is promised, or never, with the hours."""
    found = watched(seed, by_its_rhythm).found
    limits = {"busy": USUAL_H, "usual": USUAL_H, "rare": RARE_H}
    hours = {code: found.get(code, 0 if "rare" in code else USUAL_H + 1) for code in GONE}
    return {code: each for code, each in hours.items() if each > limits[code.split("-")[0]]}


def test_alarms_come_within_a_day_for_busy_signs_later_for_others_and_seldom_for_nothing() -> None:
    """One test, so that several processes do not each live through the years."""
    assert len(busy_signs()) >= 3
    assert missed(by_its_rhythm) == []
    assert [late(seed) for seed in SEEDS] == [{}] * len(SEEDS)
    assert a_month(by_its_rhythm) < 1


def test_a_day_without_a_visit_is_no_rule() -> None:
    assert a_month(after_a_day, SEEDS[:1]) > 50


def test_who_never_raises_an_alarm_misses_them() -> None:
    assert missed(never) == busy_signs() != []
    assert a_month(never, SEEDS[:1]) == 0


def test_the_year_has_what_is_hard_to_tell_from_a_sign_that_is_gone() -> None:
    made = the_year(0)
    holiday = (date(2027, 12, 25) - EPOCH).days * DAY
    assert sum(had(sign, holiday, 2) for sign in made) < 10
    summer, winter = ((date(2027, month, 1) - EPOCH).days * DAY for month in (7, 1))
    assert sum(had(each, summer, 28) for each in made) > 2 * sum(
        had(each, winter, 28) for each in made
    )
    festival = (date(2027, 6, 18) - EPOCH).days * DAY
    market = [sign for sign in made if sign.story == "market"]
    usual = sum(had(sign, festival - 28 * DAY, 28) for sign in market)
    assert sum(had(sign, festival, 3) for sign in market) > 2 * usual
    assert max(max(sign.visits.values(), default=0) for sign in made) > 20
