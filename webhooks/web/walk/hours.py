"""Opening hours and seasons as a page tells them."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby

from babel.dates import format_date, format_skeleton, get_day_names, get_month_names

from engine.places.hours import Hours, Season
from webhooks.web.figures import locale_of

DAY = 24 * 60
WEEK = 7 * DAY


@lru_cache(maxsize=512)
def hours_told(hours: Hours, language: str) -> str:
    """Tell hours in a language (BCP 47): "08:00–18:00", "Mon–Fri 09:00–17:00, Sat 10:00–13:00".

    Empty for what never closes.
    """
    if hours.spans == ((0, WEEK),):
        return ""
    days = [", ".join(_spans_of(hours, day)) for day in range(7)]
    if len(set(days)) == 1:
        return days[0]
    names = get_day_names("abbreviated", locale=locale_of(language))
    told: list[str] = []
    for spans, alike in groupby(range(7), key=lambda day: days[day]):
        first, *others = alike
        which = f"{names[first]}–{names[others[-1]]}" if others else names[first]
        told += [f"{which} {spans}"] if spans else []
    return ", ".join(told) or "–"


def day_told(day: date, language: str) -> str:
    """Tell a day in a language (BCP 47): "March 15, 2027"."""
    return str(format_date(day, "long", locale=locale_of(language)))


@lru_cache(maxsize=512)
def season_told(season: Season, language: str) -> str:
    """Tell a season in a language (BCP 47): "October – March", "May 15 – September 30"."""
    locale, days = locale_of(language), (season.first, season.last)
    if season.is_of_whole_months:
        names = get_month_names("wide", context="stand-alone", locale=locale)
        return " – ".join(dict.fromkeys(names[month] for month, _ in days))
    # Of a leap year, which has every day.
    dates = (date(2028, month, day) for month, day in days)
    return " – ".join(format_skeleton("MMMMd", each, locale=locale) for each in dates)


def _spans_of(hours: Hours, day: int) -> Iterator[str]:
    for start, end in hours.spans:
        if start // DAY == day:
            yield f"{_clock(start)}–{_clock(end)}"


def _clock(minute: int) -> str:
    hour, rest = divmod(minute % DAY, 60)
    return f"{hour:02}:{rest:02}"
