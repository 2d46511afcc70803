"""When a story can be begun, and what is said when it cannot."""

from datetime import datetime

from engine.languages.sentences import sentence, word
from engine.places.hours import MonthDay
from engine.play.telling import Telling
from engine.play.wording import worded

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def refused(telling: Telling) -> str:
    """Give what is said to somebody who comes while the story is closed; empty while it is open."""
    times, local = telling.story.times, telling.local()
    in_season = times.season is None or times.season.holds(local.date())
    if in_season and (times.hours is None or times.hours.open_at(local)):
        return ""
    if times.closed is not None and (said := worded(telling, times.closed)):
        return said
    opens = times.hours.opens_next(local) if times.hours and in_season else None
    if times.season is not None and not (opens and times.season.holds(opens.date())):
        date = _date(times.season.first, telling.language)
        return sentence("story season", telling.language, date=date)
    return when("story", opens, local, telling.language)


def _date(day: MonthDay, language: str) -> str:
    month = word(MONTHS[day[0] - 1], language)
    if day[1] == 1:
        return sentence("first of a month", language, month=month)
    return sentence("date", language, month=month, day=str(day[1]))


def when(what: str, opens: datetime | None, local: datetime, language: str, place: str = "") -> str:
    """Say that a story or a place is closed, and when it opens."""
    if opens is None:
        return sentence(f"{what} closed", language, place=place)
    time = opens.strftime("%H:%M")
    if opens.date() == local.date():
        return sentence(f"{what} opens at", language, place=place, time=time)
    day = word(DAYS[opens.weekday()], language)
    return sentence(f"{what} opens on", language, place=place, day=day, time=time)
