"""A moment to come, as staff type it: 18:00, 5 pm, tomorrow 9:00, friday, 2027-06-07, 3 hours."""

import re
from datetime import UTC, date, datetime, time, timedelta

from engine.places.hours import DAY_NAMES
from engine.places.zones import local_time, zone_named

FURTHEST = timedelta(days=2 * 366)
LIKE = "Write it like 18:00, 5 pm, tomorrow, friday 9:00, 2027-06-07 09:00 or 3 hours."
TOO_FAR = "'{}' is too far off: at most two years."
_TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")
_HALF_DAY = re.compile(r"(1[0-2]|0?[1-9])(?:[:.]([0-5][0-9]))? ?([ap])\.?m\.?")
_SPAN = re.compile(r"(?:in )?([0-9]{1,5}) ?(min|minutes?|h|hours?|days?|weeks?)")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1),
          "w": timedelta(weeks=1)}  # fmt: skip
_LONGEST = 40


def read_moment(text: str, now: datetime, zone: str, *, begins: bool = False) -> datetime:
    """Read a moment after `now` (aware) on the clock of an IANA zone; gives it in UTC.

    A day without a time is all of it: the moment is its end; of what `begins` then, its beginning.
    Raises ValueError with what to type.
    """
    words, local = " ".join(text.lower().split()), local_time(now, zone)
    found = _after(words, now) or _on_the_clock(words, local, begins=begins)
    if found is None:
        raise ValueError(f"'{text[:_LONGEST]}' is no time. {LIKE}")
    if found.tzinfo is None:
        found = found.replace(tzinfo=zone_named(zone))
    # A zone may carry the last moments of year 9999 beyond what there is.
    if found.year > now.year + 3:
        raise ValueError(TOO_FAR.format(text))
    moment = found.astimezone(UTC)
    if moment <= now:
        is_today = begins and found.date() == local.date()
        raise ValueError(f"'{text}' {'has begun' if is_today else 'is over'} already.")
    if moment - now > FURTHEST:
        raise ValueError(TOO_FAR.format(text))
    return moment


def _after(words: str, now: datetime) -> datetime | None:
    match = _SPAN.fullmatch(words)
    return now + int(match[1]) * _UNITS[match[2][0]] if match else None


def _on_the_clock(words: str, local: datetime, *, begins: bool) -> datetime | None:
    """Give what is meant, on the local clock and without its zone."""
    if (at := _time(words)) is not None:
        return _next(datetime.combine(local.date(), at), local, timedelta(days=1))
    first, _, rest = words.partition(" ")
    at = _time(rest)
    if rest and at is None:
        return None
    if (day := _day_of_week(first)) is not None:
        there = local.date() + timedelta(days=(day - local.weekday()) % 7)
        return _next(_at(there, at, begins=begins), local, timedelta(days=7))
    there_on = _day(first, local.date())
    return _at(there_on, at, begins=begins) if there_on else None


def _day(word: str, today: date) -> date | None:
    if word in ("today", "tomorrow"):
        return today + timedelta(days=word == "tomorrow")
    return _date(word)


def _at(day: date, at: time | None, *, begins: bool) -> datetime:
    """Give a moment of a day; the end of it, or its beginning, where no time is named."""
    if at is not None or begins:
        return datetime.combine(day, at or time())
    # The last day that there is has no end.
    return datetime.combine(min(day, date.max - timedelta(days=1)) + timedelta(days=1), time())


def _next(found: datetime, local: datetime, step: timedelta) -> datetime:
    return found if found > local.replace(tzinfo=None) else found + step


def _time(word: str) -> time | None:
    if half := _HALF_DAY.fullmatch(word):
        return time(int(half[1]) % 12 + 12 * (half[3] == "p"), int(half[2] or 0))
    match = _TIME.fullmatch(word)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return time(int(match[1]), int(match[2]))


def _day_of_week(word: str) -> int | None:
    if len(word) < 3:
        return None
    return next((day for day, name in enumerate(DAY_NAMES) if name.startswith(word)), None)


def _date(word: str) -> date | None:
    try:
        return date.fromisoformat(word) if len(word) == len("2027-06-07") else None
    except ValueError:
        return None
