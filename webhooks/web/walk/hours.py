"""Opening hours as a page tells them."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from babel.dates import get_day_names

from engine.places.hours import Hours

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
    names = get_day_names("abbreviated", locale=language.replace("-", "_").partition("_")[0])
    told: list[str] = []
    for spans, alike in groupby(range(7), key=lambda day: days[day]):
        first, *others = alike
        which = f"{names[first]}–{names[others[-1]]}" if others else names[first]
        told += [f"{which} {spans}"] if spans else []
    return ", ".join(told) or "–"


def _spans_of(hours: Hours, day: int) -> Iterator[str]:
    for start, end in hours.spans:
        if start // DAY == day:
            yield f"{_clock(start)}–{_clock(end)}"


def _clock(minute: int) -> str:
    hour, rest = divmod(minute % DAY, 60)
    return f"{hour:02}:{rest:02}"
