"""When a story or a place can be come to, and what is said when it cannot."""

from collections.abc import Iterator
from datetime import UTC, datetime

from engine.languages.sentences import sentence, word
from engine.places.hours import Hours
from engine.places.zones import local_time
from engine.play.telling import Telling
from engine.play.wording import worded
from engine.play.world import Closing
from engine.story.model import Times

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
# Beyond these, the name of a day could be that of the week after.
DAYS_BY_NAME = 6


def refused(telling: Telling) -> str:
    """Give what is said to somebody who comes while the story is closed; empty while it is open."""
    times = telling.story.times
    usual = shut(times, telling.local(), telling.language)
    if usual and times.closed is not None:
        return worded(telling, times.closed) or usual
    return usual


def shut(times: Times, local: datetime, language: str) -> str:
    """Say that a story is closed at a moment on its clock, and when it opens; "" if it is open."""
    in_season = times.season is None or times.season.holds(local.date())
    if in_season and (times.hours is None or times.hours.open_at(local)):
        return ""
    opens = times.hours.opens_next(local) if times.hours and in_season else None
    if times.season is not None and not (opens and times.season.holds(opens.date())):
        date = _date(*times.season.first, language)
        return sentence("story season", language, date=date)
    return when("story", opens, local, language)


def turned_away(telling: Telling, place: str = "") -> bool:
    """Say that staff closed a place, or the whole story; False while they have not."""
    closing = telling.closed(place)
    if closing is None:
        return False
    for said in _told(telling, closing, place):
        telling.say(said)
    return True


def _told(telling: Telling, closing: Closing, place: str) -> Iterator[str]:
    """Give what staff say of it, and what tells when it opens, in the player's language."""
    if closing.words:
        yield closing.words
    own = telling.story.language == telling.story.languages[0]
    # Staff write in the story's own language: who reads another is told in that as well.
    if closing.words and own and closing.until_s is None:
        return
    what, name = ("place", telling.story.places[place].name) if place else ("story", "")
    local = local_time(telling.world.now, closing.zone)
    yield when(what, _opens(telling, closing, place), local, telling.language, name)


def _opens(telling: Telling, closing: Closing, place: str) -> datetime | None:
    """Give when it can be come to again: by its own hours, at or after the time that staff gave."""
    if closing.until_s is None:
        return None
    until = local_time(datetime.fromtimestamp(closing.until_s, UTC), closing.zone)
    hours = telling.story.places[place].hours if place else telling.story.times.hours
    return _within(hours, until)


def _within(hours: Hours | None, moment: datetime) -> datetime:
    if hours is None or hours.open_at(moment):
        return moment
    return hours.opens_next(moment) or moment


def when(what: str, opens: datetime | None, local: datetime, language: str, place: str = "") -> str:
    """Say that a story or a place is closed, and when it opens."""
    if opens is None:
        return sentence(f"{what} closed", language, place=place)
    time = opens.strftime("%H:%M")
    if opens.date() == local.date():
        return sentence(f"{what} opens at", language, place=place, time=time)
    return sentence(
        f"{what} opens on", language, place=place, day=_day(opens, local, language), time=time
    )


def _day(opens: datetime, local: datetime, language: str) -> str:
    """Name a day as it stands in a sentence: "on Monday", and further off "on June 12"."""
    if (opens.date() - local.date()).days <= DAYS_BY_NAME:
        return word(DAYS[opens.weekday()], language)
    return _date(opens.month, opens.day, language)


def _date(month: int, day: int, language: str) -> str:
    name = word(MONTHS[month - 1], language)
    if day == 1:
        return sentence("first of a month", language, month=name)
    return sentence("date", language, month=name, day=str(day))
