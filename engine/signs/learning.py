"""Learns what is usual at each sign from its last eight weeks."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import add, mul, sub
from typing import TypeAlias

from engine.signs.usual import DAY, MONDAY, PRIOR, WEEK, Crowd, Rhythm, Usual, Watched

LEARNED_DAYS = 56
LATELY_DAYS = 14
# What is usual is good for a week after it was learned.
AHEAD_DAYS = 7
# More visits than this within an hour are a family or a class, and tell no more than so many.
MOST_AN_HOUR = 3
WEEKDAYS = WEEK // DAY
_Rates: TypeAlias = Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class _Counted:
    """The visits of one sign on its open days, at the most eight weeks up to its last one.

    `hours` are those of each hour from the day `first` on, `days` those of each open day, and
    `slots` those of each hour of the week, of which there were `weeks`. `times` are all of them,
    before many within an hour were counted as few.
    """

    sign: Watched
    last: int | None
    first: int
    hours: Sequence[float]
    days: Mapping[int, float]
    slots: Sequence[float]
    weeks: Sequence[int]
    times: int


def learned(signs: Collection[Watched], hour: int) -> Usual:
    """Learn from the whole days before an hour."""
    today = hour // DAY
    stories: dict[str, list[_Counted]] = defaultdict(list)
    for sign in signs:
        stories[sign.story].append(_counted(sign, today))
    rates: dict[str, Sequence[float]] = {}
    for every in stories.values():
        profile = _profile(every)
        rates |= {each.sign.code: _lately(each, _rates(each, profile)) for each in every}
    crowds = {story: _crowd(every, rates, today) for story, every in stories.items()}
    everywhere = _together(crowds.values(), today)
    days = _ratios(everywhere)
    rhythms = {
        each.sign.code: _rhythm(each, rates[each.sign.code], days)
        for each in chain.from_iterable(stories.values())
    }
    return Usual(today * DAY, rhythms, crowds, everywhere)


def few(times: int) -> int:
    """Give how many visits those within one hour are counted as."""
    return min(times, MOST_AN_HOUR)


def _counted(sign: Watched, today: int) -> _Counted:
    """Count from the first whole day on; up to the last visit, as a silence is nothing usual."""
    visits = sign.visits[: bisect_left(sign.visits, (today * DAY,))]
    last = visits[-1][0] if visits else None
    end = today if last is None else last // DAY + 1
    begun = sign.placed if sign.placed is not None else visits[0][0] if visits else end * DAY
    first = min(max(end - LEARNED_DAYS, -(-begun // DAY)), end)
    start = first * DAY
    hours, times = [0.0] * ((end - first) * DAY), 0
    for hour, many in visits[bisect_left(visits, (start,)) :]:
        if hour // DAY not in sign.closed:
            hours[hour - start] = min(many, MOST_AN_HOUR)
            times += many
    days = {
        day: sum(hours[at : at + DAY])
        for day, at in zip(range(first, end), range(0, len(hours), DAY), strict=True)
        if day not in sign.closed
    }
    return _Counted(sign, last, first, hours, days, _by_slot(hours, first), _weeks(days), times)


def _by_slot(hours: Sequence[float], first: int) -> list[float]:
    begin = _weekday(first) * DAY
    rest = -(begin + len(hours)) % WEEK
    whole = [*[0.0] * begin, *hours, *[0.0] * rest]
    weeks = (whole[at : at + WEEK] for at in range(0, len(whole), WEEK))
    return [*map(sum, zip(*weeks, strict=True))] or [0.0] * WEEK


def _weeks(days: Collection[int]) -> list[int]:
    weeks = [0] * WEEKDAYS
    for day in days:
        weeks[(day + MONDAY // DAY) % WEEKDAYS] += 1
    return [many for many in weeks for _ in range(DAY)]


def _weekday(day: int) -> int:
    return (day + MONDAY // DAY) % WEEKDAYS


def _profile(signs: Sequence[_Counted]) -> list[float]:
    """Give the visits of an hour at one sign of a story, by the hour of the week."""
    slots = map(sum, zip(*(each.slots for each in signs), strict=True))
    weeks = map(sum, zip(*(each.weeks for each in signs), strict=True))
    return [visits / many if many else 0.0 for visits, many in zip(slots, weeks, strict=True)]


def _rates(one: _Counted, profile: Sequence[float]) -> list[float]:
    """Give the visits of each hour of the week: its own, and its story's where it has few.

    The mean of a Poisson rate with a gamma prior.
    """
    like = sum(map(mul, one.weeks, profile))
    own = sum(one.slots) / like if like else 0.0
    return [
        (visits + PRIOR) / (many + PRIOR / (own * each)) if own and each else 0.0
        for visits, many, each in zip(one.slots, one.weeks, profile, strict=True)
    ]


def _lately(one: _Counted, rates: list[float]) -> list[float]:
    """Give the rates lower by as much as the last two weeks were below them."""
    days = [*one.days][-LATELY_DAYS:]
    weekdays = _by_weekday(rates)
    expected = sum(weekdays[_weekday(day)] for day in days)
    share = (sum(one.days[day] for day in days) + PRIOR) / (expected + PRIOR)
    return rates if share > 1 else [rate * share for rate in rates]


def _by_weekday(rates: Sequence[float]) -> list[float]:
    return [sum(rates[start : start + DAY]) for start in range(0, WEEK, DAY)]


def _crowd(signs: Sequence[_Counted], rates: _Rates, today: int) -> Crowd:
    """Give what was expected and seen at those where somebody came in the last eight weeks."""
    first = today - LEARNED_DAYS
    alive = [each for each in signs if _is_alive(each, today)]
    seen = [0.0] * (LEARNED_DAYS * DAY)
    for each in alive:
        offset = (each.first - first) * DAY
        hours = [*[0.0] * offset, *each.hours[max(-offset, 0) :]]
        seen[: len(hours)] = map(add, seen, hours)
    expected = _expected(alive, rates, range(first, today + AHEAD_DAYS + 1))
    return Crowd(
        first * DAY, [*accumulate(expected, initial=0.0)], [*accumulate(seen, initial=0.0)]
    )


def _is_alive(one: _Counted, today: int) -> bool:
    if one.last is None:
        return False
    silent = range(one.last // DAY + 1, today)
    return len(silent) - sum(day in silent for day in one.sign.closed) <= LEARNED_DAYS


def _expected(signs: Sequence[_Counted], rates: _Rates, days: range) -> list[float]:
    """Give the visits to be expected hour by hour, but for those who are closed."""
    nothing = [0.0] * WEEK
    every = (rates[each.sign.code] for each in signs)
    week = [*map(sum, zip(nothing, *every, strict=True))]
    by_day = [week[start : start + DAY] for start in range(0, WEEK, DAY)]
    expected = {day: by_day[_weekday(day)] for day in days}
    for each in signs:
        for day in each.sign.closed.intersection(days):
            start = _weekday(day) * DAY
            own = rates[each.sign.code][start : start + DAY]
            expected[day] = [*map(sub, expected[day], own)]
    return [*chain.from_iterable(expected.values())]


def _together(crowds: Collection[Crowd], today: int) -> Crowd:
    if not crowds:
        return _crowd([], {}, today)
    return Crowd(
        (today - LEARNED_DAYS) * DAY,
        [*map(sum, zip(*(each.expected for each in crowds), strict=True))],
        [*map(sum, zip(*(each.seen for each in crowds), strict=True))],
    )


def _ratios(crowd: Crowd) -> dict[int, tuple[float, float]]:
    """Give what was expected and what was seen on each day."""
    at = range(0, len(crowd.seen) - 1, DAY)
    expected = [crowd.expected[each + DAY] - crowd.expected[each] for each in at]
    seen = [crowd.seen[each + DAY] - crowd.seen[each] for each in at]
    return dict(enumerate(zip(expected, seen, strict=True), crowd.start // DAY))


def _rhythm(
    one: _Counted, rates: Sequence[float], crowd: Mapping[int, tuple[float, float]]
) -> Rhythm:
    sign, days = one.sign, len(one.days)
    acts = [hour for hour in (one.last, sign.placed, sign.checked) if hour is not None]
    return Rhythm(
        sign.code,
        sign.story,
        days,
        one.times / days if days else 0.0,
        [*accumulate(rates, initial=0.0)],
        _bunched(one.days, _by_weekday(rates), crowd),
        one.last,
        max(acts, default=-1) + 1,
        sign.closed,
    )


def _bunched(
    days: Mapping[int, float],
    weekdays: Sequence[float],
    crowd: Mapping[int, tuple[float, float]],
) -> float:
    """Give how many visits tell as much as one does where they come each by its own chance.

    How much days differ beyond chance is Pearson's chi-squared for each, among what is usual, which
    goes up and down with what the other signs had on that day. Visits whose mean itself changes
    from day to day (a negative binomial number) leave a day empty as often as so many fewer would.
    """
    usual = []
    for day, visits in days.items():
        own = weekdays[_weekday(day)]
        expected, seen = crowd.get(day, (own, visits))
        usual.append(own * (max(seen - visits, 0) + PRIOR) / (max(expected - own, 0) + PRIOR))
    scale = sum(days.values()) / sum(usual) if any(usual) else 0.0
    if not scale:
        return 1.0
    beyond = ((many - scale * each) ** 2 for many, each in zip(days.values(), usual, strict=True))
    differs = sum(beyond) / (scale * sum(usual))
    return (differs - 1) / math.log(differs) if differs > 1 else 1.0
