"""When the silence of a sign is an alarm: the sentences of the rule, each alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from engine.signs.hours import clock_at, day_of, hour_there, hours_there
from engine.signs.learning import learned
from engine.signs.rhythm import alarms, standings
from engine.signs.standing import Standing
from engine.signs.usual import DAY, Visits, Watched

# A Monday.
FIRST = day_of(date(2027, 3, 1))
DAYS = range(FIRST, FIRST + 70)
LAST = DAYS[-1] * DAY + 17
OPEN = range(9, 18)


def visits(times: int = 1, hours: Sequence[int] = OPEN, days: Sequence[int] = DAYS) -> list[Visits]:
    """Give as many in each of these hours of these days."""
    return [(day * DAY + hour, times) for day in days for hour in hours]


def sign(code: str = "CRAB2", story: str = "bridge", seen: Sequence[Visits] = ()) -> Watched:
    return Watched(code, story, seen or visits(), FIRST * DAY)


def standing(one: Watched, now: int, *others: Watched, rung: int | None = None) -> Standing:
    found = standings([one, *others], now, {} if rung is None else {one.code: rung})
    return next(each for each in found if each.code == one.code)


def first_alarm(one: Watched, *others: Watched) -> int | None:
    """Give after how many hours its silence is an alarm, within 20 days."""
    hours = range(LAST + 1, LAST + 20 * DAY)
    found = (now for now in hours if standing(one, now, *others).kind == "silent")
    return next((now - LAST for now in found), None)


def test_a_sign_that_is_visited_each_hour_is_silent_after_thirteen_of_them() -> None:
    # Nine hours on the next day, and four until 13:00 on the one after; nights are nothing.
    assert first_alarm(sign()) == 2 * DAY - 17 + 13


def test_hours_in_which_nobody_ever_comes_do_not_count() -> None:
    weekdays = [day for day in DAYS if clock_at(day * DAY).weekday() < 5]
    one = sign(seen=visits(3, days=weekdays))
    friday = one.visits[-1][0]
    assert clock_at(friday).strftime("%A %H") == "Friday 17"
    assert standing(one, friday + 2 * DAY).kind == "usual"
    assert standing(one, friday + 3 * DAY).kind == "silent"


def test_a_busy_sign_is_silent_within_a_day() -> None:
    now = (DAYS[-1] + 1) * DAY + 16
    assert standing(sign(seen=visits(4)), now - 4).kind == "usual"
    found = standing(sign(seen=visits(4)), now)
    assert found == Standing("CRAB2", "bridge", "silent", LAST, 36.0, found.expected, 1.0)
    assert found.expected == pytest.approx(28, abs=1)


def test_where_the_other_signs_are_silent_as_well_it_is_no_alarm() -> None:
    others = [sign(f"OAK{number}", seen=visits(3)) for number in range(2, 8)]
    assert first_alarm(sign(seen=visits(3)), *others) is None


def test_where_the_others_have_a_third_of_their_visits_it_takes_three_times_as_long() -> None:
    after = range(DAYS[-1] + 1, DAYS[-1] + 21)
    wet = visits(3, hours=(9, 12, 15), days=after)
    others = [sign(f"OAK{number}", seen=[*visits(3), *wet]) for number in range(2, 8)]
    one = sign(seen=visits(3))
    alone, among = first_alarm(one), first_alarm(one, *others)
    assert alone is not None
    assert among is not None
    assert alone < 24
    assert DAY < among < 3 * DAY


def test_where_the_last_two_weeks_were_quieter_less_is_expected() -> None:
    quiet = [*visits(3, days=DAYS[:-14]), *visits(1, days=DAYS[-14:])]
    usual = learned([sign(seen=quiet), sign("OAK22", "mill", visits(3))], LAST + DAY).rhythms
    quieter, steady = (usual[code].expected(LAST + 1, LAST + 1 + 7 * DAY) for code in usual)
    assert steady == pytest.approx(7 * 27, rel=0.01)
    assert quieter == pytest.approx(7 * 9, rel=0.1)


def test_signs_where_nobody_came_for_eight_weeks_are_not_among_the_others() -> None:
    long_gone = visits(4, days=range(FIRST - 90, FIRST + 5))
    dead = [
        replace(sign(f"OAK{n}", seen=long_gone), placed=(FIRST - 90) * DAY) for n in range(2, 8)
    ]
    found = standing(sign(seen=visits(4)), LAST + DAY, *dead)
    assert (found.kind, found.others) == ("silent", pytest.approx(1))


def test_the_other_signs_of_its_story_tell_more_than_all_the_others() -> None:
    busy = visits(4, days=[*DAYS, DAYS[-1] + 1])
    own = [sign(f"OAK{number}", "bridge", visits(4)) for number in range(2, 8)]
    elsewhere = [sign(f"ELM{number}", "mill", busy) for number in range(2, 8)]
    now = LAST + DAY + 1
    assert standing(sign(seen=visits(4)), now, *own, *elsewhere).kind == "usual"
    assert standing(sign(seen=visits(4)), now, *elsewhere).kind == "silent"


def test_a_class_counts_as_few() -> None:
    came = [(hour, 30 if hour % DAY == 9 else times) for hour, times in visits()]
    assert standing(sign(seen=came), LAST + 1).a_day == pytest.approx(38)
    # Three and eight on the next day, and three until 10:00 on the one after.
    assert first_alarm(sign(seen=came)) == 2 * DAY - 17 + 10


def test_who_comes_in_bunches_is_waited_for_longer() -> None:
    bunches = visits(3, days=[day for day in DAYS if day * 7 % 5 < 2 or day == DAYS[-1]])
    signs = [sign(seen=bunches), *(sign(f"OAK2{n}", "mill", visits(1)) for n in range(2, 8))]
    found = learned(signs, LAST + DAY).rhythms
    assert found["CRAB2"].a_day == pytest.approx(11, abs=0.1)
    assert found["CRAB2"].bunched > 5
    assert found["OAK22"].bunched < 1.2


def test_a_new_sign_is_never_an_alarm() -> None:
    young = replace(sign(seen=visits(4, days=DAYS[-13:])), placed=DAYS[-14] * DAY + 12)
    assert standing(young, LAST + 15 * DAY).kind == "new"
    assert standing(replace(young, visits=()), LAST + 2 * DAY).words.startswith("Nobody was here")


def test_a_rare_sign_is_never_an_alarm() -> None:
    rare = sign(seen=visits(hours=[12], days=DAYS[::7]))
    assert standing(rare, LAST + 50 * DAY).kind == "rare"


def test_a_closed_day_is_not_counted() -> None:
    closed = frozenset(range(DAYS[-1] + 1, DAYS[-1] + 31))
    one = replace(sign(seen=visits(4)), closed=closed)
    assert standing(one, LAST + 30 * DAY).kind == "usual"
    assert standing(one, LAST + 32 * DAY).kind == "silent"


def test_days_on_which_the_others_are_closed_tell_nothing_of_this_one() -> None:
    closed = frozenset(range(DAYS[-1] + 1, DAYS[-1] + 31))
    others = [replace(sign(f"OAK{n}", "mill", visits(4)), closed=closed) for n in range(2, 8)]
    found = standing(sign(seen=visits(4)), LAST + DAY, *others)
    assert (found.kind, found.others) == ("silent", pytest.approx(1))


def test_an_alarm_stays_until_a_visit_or_until_staff_did_something() -> None:
    rung = LAST + DAY
    quiet = sign(seen=visits(4))
    others = [sign(f"OAK{number}", seen=visits(4)) for number in range(2, 8)]
    assert standing(quiet, rung + 40, *others).kind == "usual"
    assert standing(quiet, rung + 40, *others, rung=rung).kind == "silent"
    seen = replace(quiet, visits=[*quiet.visits, (rung, 1)])
    assert standing(seen, rung + 40, *others, rung=rung).kind == "usual"
    checked = replace(quiet, checked=rung)
    assert standing(checked, rung + 40, *others, rung=rung).kind == "usual"


def test_silence_counts_from_what_staff_did_last() -> None:
    checked = replace(sign(seen=visits(4)), checked=LAST + 5 * DAY)
    assert standing(checked, LAST + 5 * DAY + 2).kind == "usual"
    assert standing(checked, LAST + 7 * DAY).kind == "silent"


def test_who_learns_once_a_week_and_looks_every_hour_hears_the_same() -> None:
    usual = learned([sign(seen=visits(4)), sign("OAK22", "mill", visits(2))], LAST + 8)
    now = usual.until + DAY + 14
    since = visits(2, days=[DAYS[-1] + 1, DAYS[-1] + 2])
    since = [each for each in since if each[0] < now]
    signs = [sign(seen=visits(4)), sign("OAK22", "mill", [*visits(2), *since])]
    (found,) = alarms(usual, {"OAK22": since}, now, {})
    (same,) = [each for each in standings(signs, now, {}) if each.kind == "silent"]
    assert (found.code, found.last, found.others) == (same.code, same.last, same.others)
    assert found.expected == pytest.approx(same.expected, rel=0.05)
    assert alarms(usual, {}, now - DAY - 6, {"CRAB2": usual.until})[0].kind == "silent"


def test_what_was_learned_over_a_week_ago_is_not_good_any_more() -> None:
    usual = learned([sign()], LAST)
    with pytest.raises(ValueError, match="good for a week"):
        alarms(usual, {}, usual.until + 7 * DAY + 1, {"CRAB2": LAST + 1})


def test_staff_read_the_facts() -> None:
    told = Standing("CRAB2", "bridge", "silent", LAST, 11.6, 31.4, 0.4)
    assert told.words == (
        "The last visit was on Sunday 9 May 2027 after 17:00. Usual are 12 visits a day: about 31 "
        "were to be expected since. That is reckoned with the other signs, which had 40% of their "
        "visits."
    )
    assert replace(told, kind="usual", a_day=0.4).words.endswith("Usual are 3 visits a week.")
    assert replace(told, kind="rare").words.endswith("rarely visited, so that its silence tells "
                                                     "nothing: look.")  # fmt: skip
    assert replace(told, last=None, others=1.0).words == (
        "Nobody was here yet. Usual are 12 visits a day: about 31 were to be expected by now."
    )


def test_hours_are_those_of_the_clock_there() -> None:
    utc = day_of(date(2027, 7, 1)) * DAY + 14
    assert clock_at(hour_there(utc, "America/Chicago")).hour == 9
    assert clock_at(hour_there(utc, "Asia/Kolkata")).hour == 19
    night = day_of(date(2027, 11, 7)) * DAY
    there = hours_there([(night + hour, 1) for hour in range(48)], "America/Chicago")
    assert sum(times for _, times in there) == 48
    assert [hour for hour, _ in there] == sorted({hour for hour, _ in there})


def test_without_signs_there_is_nothing_to_tell() -> None:
    assert standings([], LAST, {}) == ()
