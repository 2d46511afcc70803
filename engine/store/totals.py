"""What happened, summed up: appended by turns, condensed now and then, and read for reports."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import delete, func, literal_column, select, text, union_all

from engine.store.alone import SUMMING, one_at_a_time
from engine.store.database import Database
from engine.store.outcome import HappeningKind
from engine.store.parameters import FIRST, of
from engine.store.tables import HAPPENINGS, TOTALS

# So many at a time: turns wait no longer for that than for a few others.
MOST_SUMMED = 500
KEY = ("story", "day", "kind", "what", "channel", "language", "staff", "edition")

_OLDEST = select(HAPPENINGS.c.id).order_by(HAPPENINGS.c.id).limit(of("most")).offset(FIRST)
TAKE_HAPPENINGS = (
    delete(HAPPENINGS)
    .where(HAPPENINGS.c.id.in_(_OLDEST))
    .returning(*(HAPPENINGS.c[name] for name in KEY))
)
# SQLite and PostgreSQL say this alike, and SQLAlchemy says it for each in a way of its own.
ADD_TO_TOTALS = text(
    """
    INSERT INTO totals (story, day, kind, what, channel, language, staff, edition, times)
    VALUES (:story, :day, :kind, :what, :channel, :language, :staff, :edition, :times)
    ON CONFLICT (story, day, kind, what, channel, language, staff, edition)
    DO UPDATE SET times = totals.times + excluded.times
    """
)

_IN_TOTALS = (
    select(*(TOTALS.c[name] for name in KEY), TOTALS.c.times)
    .where(TOTALS.c.story == of("story"))
    .where(TOTALS.c.day >= of("first"), TOTALS.c.day <= of("last"))
)
_IN_HAPPENINGS = (
    select(*(HAPPENINGS.c[name] for name in KEY), literal_column("1").label("times"))
    .where(HAPPENINGS.c.story == of("story"))
    .where(HAPPENINGS.c.day >= of("first"), HAPPENINGS.c.day <= of("last"))
)
_ALL = union_all(_IN_TOTALS, _IN_HAPPENINGS).subquery()
_TIMES = func.sum(_ALL.c.times)
FIND_SUMS = select(
    _ALL.c.kind, _ALL.c.what, _ALL.c.channel, _ALL.c.language, _ALL.c.staff, _TIMES
).group_by(_ALL.c.kind, _ALL.c.what, _ALL.c.channel, _ALL.c.language, _ALL.c.staff)
_BY_DAY = (_ALL.c.day, _ALL.c.kind, _ALL.c.channel, _ALL.c.staff)
FIND_DAYS = select(*_BY_DAY, _TIMES).group_by(*_BY_DAY)
FIND_STORIES = select(TOTALS.c.story).distinct().union(select(HAPPENINGS.c.story).distinct())


@dataclass(frozen=True, slots=True)
class Sum:
    """So many happenings that are alike; `day` is empty where they are of several days."""

    kind: HappeningKind
    what: str
    channel: str
    language: str
    staff: bool
    times: int
    day: str = ""


class Totals:
    """What happened in stories. Every method raises NotStored."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sum_up(self) -> int:
        """Condense the oldest that are not yet, as one transaction; give how many that were."""
        with self._database.read() as transaction:
            if not transaction.all(_OLDEST, of_most=1):
                return 0
        with one_at_a_time(self._database, SUMMING) as transaction:
            taken = transaction.all(TAKE_HAPPENINGS, of_most=MOST_SUMMED)
            alike = Counter(map(tuple, taken)).items()
            rows = [dict(zip((*KEY, "times"), (*key, times), strict=True)) for key, times in alike]
            transaction.run_each(ADD_TO_TOTALS, rows)
        return len(taken)

    def sums(self, story: str, first: str, last: str) -> list[Sum]:
        """Give what happened in a story from one day to another (ISO 8601, both included)."""
        with self._database.read() as transaction:
            rows = transaction.all(FIND_SUMS, of_story=story, of_first=first, of_last=last)
        return [
            Sum(kind, what, channel, language, bool(staff), int(times))
            for kind, what, channel, language, staff, times in rows
        ]

    def days(self, story: str, first: str, last: str) -> list[Sum]:
        """Give the same day by day, without places, scenes and languages."""
        with self._database.read() as transaction:
            rows = transaction.all(FIND_DAYS, of_story=story, of_first=first, of_last=last)
        return [
            Sum(kind, "", channel, "", bool(staff), int(times), str(day))
            for day, kind, channel, staff, times in rows
        ]

    def stories(self) -> list[str]:
        """Give every story in which something happened, also those that are no more."""
        with self._database.read() as transaction:
            return sorted(story for (story,) in transaction.all(FIND_STORIES) if story)
