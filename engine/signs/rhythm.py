"""When the silence of a sign is an alarm: when it is longer than its own rhythm explains.

Since somebody was there, so many visits were to be expected, by the hours of its week
(`engine/signs/learning.py`). Where the other signs of its story, and all others, had only a part of
theirs (rain, a holiday, winter), only that part is counted. A sign whose visits come in bunches
needs more of them. Then nothing but chance is left, which leaves e^-n of silences in which n were
to be expected.
"""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence

from engine.signs.learning import AHEAD_DAYS, MOST_AN_HOUR, WEEKDAYS, few, learned
from engine.signs.standing import Kind, Standing
from engine.signs.usual import DAY, Crowd, Rhythm, Usual, Visits, Watched

# So many visits must have been expected. In twelve simulated years of fifty signs
# (`tests/engine/signs/year.py`, seeds 100 to 111, by none of which it was chosen, learned once a
# week) this gave 0.56 false alarms a month. Of 36 signs with 40 visits a day or more, whose others
# had 60 % of theirs, it missed 28 within 12 hours, 32 within 24 and all within 26. With 14 it was
# 0.31 a month, and 24, 30 and all within 27.
ALARM = 13.0
# Of a sign that was watched for less, or that would be silent for longer without an alarm, silence
# tells nothing.
NEW_DAYS = 14
RARE_DAYS = 28
# No story is called so.
EVERYWHERE = ""


def standings(
    signs: Collection[Watched], now: int, rung: Mapping[str, int]
) -> tuple[Standing, ...]:
    """Tell how each sign stands at the beginning of an hour.

    `rung` are the hours of alarms before: each holds until a visit, or until staff did something.
    """
    usual = learned(signs, now)
    today = today_of(signs, usual, now)
    crowds = _crowds(usual, today, now)
    return tuple(
        _standing(rhythm, _last(rhythm, today), now, crowds, rung)
        for rhythm in usual.rhythms.values()
    )


def today_of(signs: Collection[Watched], usual: Usual, now: int) -> Mapping[str, Sequence[Visits]]:
    """Give the visits of each sign between when its rhythm was learned and an hour."""
    return {sign.code: _between(sign.visits, usual.until, now) for sign in signs}


def alarms(
    usual: Usual, today: Mapping[str, Sequence[Visits]], now: int, rung: Mapping[str, int]
) -> tuple[Standing, ...]:
    """Give those that are silent, from what was learned of the days before and today's visits.

    As `standings` does, for who looks every hour and learns once a day.
    """
    doubtful = [
        rhythm
        for rhythm in usual.rhythms.values()
        if rhythm.code in rung or _may_be_silent(rhythm, _last(rhythm, today), now)
    ]
    crowds = _crowds(usual, today, now) if doubtful else {}
    found = (_standing(each, _last(each, today), now, crowds, rung) for each in doubtful)
    return tuple(each for each in found if each.kind == "silent")


def _between(visits: Sequence[Visits], start: int, end: int) -> Sequence[Visits]:
    return visits[bisect_left(visits, (start,)) : bisect_left(visits, (end,))]


def _last(rhythm: Rhythm, today: Mapping[str, Sequence[Visits]]) -> int | None:
    visits = today.get(rhythm.code)
    return visits[-1][0] if visits else rhythm.last


def _since(rhythm: Rhythm, last: int | None) -> int:
    return rhythm.since if last is None else max(rhythm.since, last + 1)


def _may_be_silent(rhythm: Rhythm, last: int | None, now: int) -> bool:
    """Tell whether it would be an alarm if the other signs had all their visits."""
    since = _since(rhythm, last)
    if (now - since) * MOST_AN_HOUR < ALARM:
        return False
    return rhythm.expected(since, now) >= ALARM * rhythm.bunched


def _crowds(usual: Usual, today: Mapping[str, Sequence[Visits]], now: int) -> Mapping[str, Crowd]:
    """Give what the signs of each story had up to now; of all of them by the name of none."""
    if not 0 <= now - usual.until <= AHEAD_DAYS * DAY:
        raise ValueError("What is usual is good for a week after it was learned. Learn it anew.")
    hours = {story: [0.0] * (now - usual.until) for story in (EVERYWHERE, *usual.stories)}
    for code, visits in today.items():
        for hour, times in visits:
            hours[usual.rhythms[code].story][hour - usual.until] += few(times)
            hours[EVERYWHERE][hour - usual.until] += few(times)
    known = {EVERYWHERE: usual.everywhere, **usual.stories}
    return {story: crowd.going_on(hours[story]) for story, crowd in known.items()}


def _standing(
    rhythm: Rhythm,
    last: int | None,
    now: int,
    crowds: Mapping[str, Crowd],
    rung: Mapping[str, int],
) -> Standing:
    since = _since(rhythm, last)
    alone = rhythm.expected(since, now)
    all_ = min(crowds[EVERYWHERE].share(since, alone, 1.0), 1.0)
    others = min(crowds[rhythm.story].share(since, alone, all_), 1.0)
    counted = rhythm.a_week / WEEKDAYS
    each = rhythm.a_day / counted if counted else 0.0
    kind = _kind(rhythm, since, alone * others, rung.get(rhythm.code))
    return Standing(
        rhythm.code, rhythm.story, kind, last, rhythm.a_day, alone * others * each, others
    )


def _kind(rhythm: Rhythm, since: int, expected: float, rung: int | None) -> Kind:
    if rung is not None and since <= rung:
        return "silent"
    if rhythm.days < NEW_DAYS:
        return "new"
    if rhythm.a_week / WEEKDAYS * RARE_DAYS < ALARM * rhythm.bunched:
        return "rare"
    return "silent" if expected >= ALARM * rhythm.bunched else "usual"
