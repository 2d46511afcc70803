"""When something is open, as staff write it: hours of the week, a season, a time of day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]
MonthDay: TypeAlias = tuple[int, int]

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY = 24 * 60
_WEEK = 7 * _DAY
_OTHER_DAYS = -1
# Word processors make these of a hyphen.
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")
_DIGIT = re.compile(r"[0-9]")
_MONTH_DAY = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)? ([a-z.]+)|([a-z.]+) ([0-9]{1,2})(?:st|nd|rd|th)?"
)
_SHOWN = 30

_HOURS_LIKE = "Write hours like 'mon-fri 09:00-17:00; sat 10:00-14:00'."
_RANGE_LIKE = "Write it like 09:00-17:00, and past midnight like 18:00-02:00."
_SEASON_LIKE = "Write a season like 'from april to october' or 'from 15 may to 30 september'."
_TIMES_LIKE = "Write the times like 'between 18:00 and 06:00'."


@dataclass(frozen=True, slots=True)
class Hours:
    """When something is open in a week: spans of minutes since Monday 00:00 on the local clock.

    A span holds its first minute and not its last. Spans are in order and do not touch; the last
    may run on into the next week. No span is closed for good, (0, 10080) never closes.
    Raises ValueError for other spans.
    """

    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        begins_in_it = all(0 <= start < min(end, _WEEK) for start, end in self.spans)
        if not begins_in_it or self.spans != _merged(self.spans):
            raise ValueError("Spans of a week are in order, apart, and begin in it.")

    def open_at(self, local: datetime) -> bool:
        """Tell whether it is open at a moment on the local clock."""
        return self._span_at(_minute(local)) is not None

    def closes_at(self, local: datetime) -> datetime | None:
        """Give when it closes next, on the clock of `local`; None if it is closed or never does."""
        minute = _minute(local)
        span = self._span_at(minute)
        if span is None or span[1] - span[0] == _WEEK:
            return None
        return _later(local, (span[1] - minute) % _WEEK)

    def opens_next(self, local: datetime) -> datetime | None:
        """Give when it opens next after `local`, on the clock of `local`; None if it never does.

        While it is open that is the opening after this one.
        """
        if not self.spans or self.spans == ((0, _WEEK),):
            return None
        minute = _minute(local)
        return _later(local, min((start - minute - 1) % _WEEK + 1 for start, _ in self.spans))

    def open_on(self, day: date) -> bool:
        """Tell whether it is open at any time of a day, after midnight too."""
        start = day.weekday() * _DAY
        return any(
            begins < start + _DAY and start < ends
            for first, last in self.spans
            for begins, ends in ((first, last), (first - _WEEK, last - _WEEK))
        )

    def _span_at(self, minute: int) -> Span | None:
        for start, end in self.spans:
            if start <= minute < end or start <= minute + _WEEK < end:
                return start, end
        return None


@dataclass(frozen=True, slots=True)
class Season:
    """A part of every year, both days included: (month, day). Raises ValueError for no such day.

    The last day may come before the first: the season then lasts over New Year.
    """

    first: MonthDay
    last: MonthDay

    def __post_init__(self) -> None:
        for month, day in (self.first, self.last):
            if not (1 <= month <= 12 and 1 <= day <= _LENGTHS[month - 1]):
                raise ValueError(f"There is no day {day} in month {month}.")

    @property
    def is_of_whole_months(self) -> bool:
        """Tell whether it begins with a month and ends with one."""
        (_, first_day), (month, last_day) = self.first, self.last
        return first_day == 1 and last_day == _LENGTHS[month - 1]

    def holds(self, day: date) -> bool:
        """Tell whether a day is in the season."""
        this = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= this <= self.last
        return this >= self.first or this <= self.last


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A part of every day on the local clock, from `start` until before `end`."""

    start: time
    end: time

    def holds(self, at: time) -> bool:
        """Tell whether a time of day is in the span."""
        return within(at, self.start, self.end)


def within(at: time, start: time, end: time) -> bool:
    """Tell whether a time of day is from `start` until before `end`.

    An end that is not after the start is on the next day; from 18:00 to 18:00 is the whole day.
    """
    if start < end:
        return start <= at < end
    return at >= start or at < end


def read_hours(text: str) -> Hours:
    """Read opening hours: `mon-fri 09:00-12:00, 14:00-18:00; sat 18:00-02:00; sun closed`.

    Times without days hold for every day that is not named; a range past midnight belongs to the
    day on which it begins. Raises ValueError with what to type instead.
    """
    known: dict[int, tuple[Span, ...]] = {}
    for part in _tidy(text).removesuffix(";").split(";"):
        names, times = _names_and_times(part)
        for day in _days(names):
            if day in known:
                raise ValueError(f"{_day_name(day)} twice. {_HOURS_LIKE}")
            known[day] = times
    others = known.get(_OTHER_DAYS, ())
    week = ((day, known.get(day, others)) for day in range(7))
    return Hours(_merged((day * _DAY + a, day * _DAY + b) for day, times in week for a, b in times))


def read_season(text: str) -> Season:
    """Read a season: `from april to october`, `from 15 may to 30 september`.

    A month alone counts whole. Raises ValueError with what to type instead.
    """
    first, dash, last = _tidy(text).lower().removeprefix("from ").partition("-")
    if not dash:
        raise ValueError(f"{_quoted(text)} is not a season. {_SEASON_LIKE}")
    return Season(_month_day(first.strip(), 1), _month_day(last.strip(), None))


def read_time_span(text: str) -> TimeSpan:
    """Read a part of the day: `between 18:00 and 06:00`. Raises ValueError with what to type."""
    words = text.lower().split()
    if len(words) != 4 or words[0] != "between" or words[2] != "and":
        raise ValueError(f"{_quoted(text)} is not a part of the day. {_TIMES_LIKE}")
    start, end = (_minutes(word, _TIMES_LIKE) % _DAY for word in (words[1], words[3]))
    return TimeSpan(time(start // 60, start % 60), time(end // 60, end % 60))


def _tidy(text: str) -> str:
    """Give a text with single spaces and hyphens; ` to ` is a hyphen, ` and ` a comma."""
    line = " ".join(text.split()).translate(_DASHES)
    return re.sub(" and ", ",", re.sub(" to ", "-", line, flags=re.IGNORECASE), flags=re.IGNORECASE)


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= _SHOWN else f"'{line[:_SHOWN]}…'"


def _names_and_times(part: str) -> tuple[str, tuple[Span, ...]]:
    """Cut `mon-fri 09:00-17:00` before its first digit, and `sun closed` before `closed`."""
    part = part.strip()
    if part.lower().endswith("closed"):
        return part[: -len("closed")].strip(" :,"), ()
    digit = _DIGIT.search(part)
    if digit is None:
        raise ValueError(f"{_quoted(part)} has no times. {_HOURS_LIKE}")
    times = part[digit.start() :].split(",")
    return part[: digit.start()].strip(" :,"), tuple(_range(each) for each in times)


def _range(text: str) -> Span:
    """Read `18:00-02:00` as minutes of its day; past midnight the end is over 1440."""
    ends = [each.strip() for each in text.split("-")]
    if len(ends) != 2:
        raise ValueError(f"{_quoted(text)} is not a range of hours. {_RANGE_LIKE}")
    start, end = (_minutes(each, _RANGE_LIKE) for each in ends)
    if start in (end, _DAY):
        raise ValueError(f"{_quoted(text)} holds no time. For the whole day write 00:00-24:00.")
    return start, end if end > start else end + _DAY


def _minutes(text: str, like: str) -> int:
    """Read a time of day as minutes since midnight, 24:00 included."""
    match = _TIME.fullmatch(text)
    minutes = int(match[1]) * 60 + int(match[2]) if match and match[2] < "60" else _DAY + 1
    if minutes > _DAY:
        raise ValueError(f"{_quoted(text)} is not a time on the 24-hour clock. {like}")
    return minutes


def _days(names: str) -> list[int]:
    """Read `mon-fri, sun` as days from 0 for Monday; no names are the days not named elsewhere."""
    if not names:
        return [_OTHER_DAYS]
    days: list[int] = []
    for each in names.split(","):
        first, *rest = (_day(name) for name in each.split("-"))
        if len(rest) > 1:
            raise ValueError(f"{_quoted(each)} is not a run of days. {_HOURS_LIKE}")
        last = rest[0] if rest else first
        days += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return days


def _day(name: str) -> int:
    found = _named(name, DAY_NAMES)
    if found is None:
        raise ValueError(f"{_quoted(name)} is not a day of the week. {_HOURS_LIKE}")
    return found


def _day_name(day: int) -> str:
    return "Times without a day stand" if day == _OTHER_DAYS else f"{DAY_NAMES[day].title()} stands"


def _named(name: str, names: tuple[str, ...]) -> int | None:
    """Find a name by three letters or more: `Tue`, `tues.`, `Tuesdays`."""
    word = name.strip().lower().removesuffix(".").removesuffix("s")
    if len(word) < 3:
        return None
    return next((index for index, known in enumerate(names) if known.startswith(word)), None)


def _month_day(text: str, day: int | None) -> MonthDay:
    """Read `15 may`, `May 15th`, or `may`, which is that day of it, its last for None."""
    match = _MONTH_DAY.fullmatch(text)
    month = _named((match[2] or match[3]) if match else text, _MONTHS)
    if month is None:
        raise ValueError(f"{_quoted(text)} is not a day or month. {_SEASON_LIKE}")
    day = int(match[1] or match[4]) if match else day or _LENGTHS[month]
    if not 1 <= day <= _LENGTHS[month]:
        raise ValueError(f"There is no {day} {_MONTHS[month].title()}. {_SEASON_LIKE}")
    return month + 1, day


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Give spans of the week in order, with those that touch made one, over Sunday night too."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    while len(merged) > 1 and merged[0][0] + _WEEK <= merged[-1][1]:
        _, end = merged.pop(0)
        merged[-1] = merged[-1][0], max(end + _WEEK, merged[-1][1])
    if merged and merged[-1][1] - merged[-1][0] >= _WEEK:
        return ((0, _WEEK),)
    return tuple(merged)


def _minute(local: datetime) -> int:
    return local.weekday() * _DAY + local.hour * 60 + local.minute


def _later(local: datetime, minutes: int) -> datetime:
    """Give the whole minute so far ahead on the same clock, as a sign on the door would have it."""
    whole = local.replace(second=0, microsecond=0, fold=0)
    return whole + timedelta(minutes=minutes)
