"""What texts cost, as rows without a person: appended by each turn, and summed up now and then.

Nothing is changed in place, so that no row is one that every turn waits for. To sum up is to take
rows away and put down their sums, in one transaction: whoever looks sees the one or the other.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import attrgetter

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Integer,
    String,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
)

from engine.store.database import Database, Row, Transaction
from engine.store.parameters import of
from engine.store.tables import METADATA
from engine.texting.budget import Sums

# So many rows of a day are summed up when somebody looks.
MOST_ROWS = 2_000

SPENDING = Table(
    "spending",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("day", Date, nullable=False, index=True),
    Column("story", String, nullable=False),
    Column("country", String, nullable=False),
    Column("segments_in", BigInteger, nullable=False),
    Column("segments_out", BigInteger, nullable=False),
    Column("media_in", BigInteger, nullable=False),
    Column("media_out", BigInteger, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("staff", Boolean, nullable=False),
    Column("texts_in", BigInteger, nullable=False),
    Column("texts_out", BigInteger, nullable=False),
)
_KEY = ("day", "story", "country", "staff")
_FIGURES = (
    "texts_in", "texts_out", "segments_in", "segments_out", "media_in", "media_out", "amount"
)  # fmt: skip
_NAMES = (*_KEY, *_FIGURES)
_whose = attrgetter(*_KEY)
_SINCE = SPENDING.c.day >= of("since")
ADD_SPENT = insert(SPENDING).values({name: bindparam(name) for name in _NAMES})
FIND_SUMS = (
    select(SPENDING.c.day, func.count(), func.sum(SPENDING.c.amount))
    .where(_SINCE)
    .group_by(SPENDING.c.day)
)
TAKE_ROWS_BEFORE = (
    delete(SPENDING)
    .where(SPENDING.c.day < of("day"))
    .returning(*(SPENDING.c[name] for name in _NAMES))
)
FIND_IN_ALL = select(func.sum(SPENDING.c.amount)).where(SPENDING.c.id > of("id"))
TAKE_ROWS = delete(SPENDING).where(_SINCE).returning(*(SPENDING.c[name] for name in _NAMES))
FIND_SPENT_BY = (
    select(*(SPENDING.c[name] for name in _KEY), *(func.sum(SPENDING.c[n]) for n in _FIGURES))
    .where(SPENDING.c.id > of("id"))
    .group_by(*(SPENDING.c[name] for name in _KEY))
    .order_by(*(SPENDING.c[name] for name in _KEY))
)


@dataclass(frozen=True, slots=True)
class Spent:
    """What texts of a day cost, in a story (empty for none), to and from a country (ISO 3166).

    The country is empty where nobody knows it. Segments are of plain texts, media are texts with a
    picture or a sound, texts are both; `amount` is in millionths of a dollar. `staff`: it was a
    phone of staff's own.
    """

    day: date
    story: str = ""
    country: str = ""
    segments_in: int = 0
    segments_out: int = 0
    media_in: int = 0
    media_out: int = 0
    amount: int = 0
    staff: bool = False
    texts_in: int = 0
    texts_out: int = 0

    def back(self) -> "Spent":
        """Give what makes this undone."""
        figures = {name: -getattr(self, name) for name in _FIGURES}
        return replace(self, **figures)


class Spending:
    """What was spent, in a transaction that is open."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, spent: Spent) -> None:
        """Append one row."""
        self._transaction.run(ADD_SPENT, **_values(spent))

    def sums(self, today: date) -> Sums:
        """Give what was spent today and in all; where rows are many, they are summed up first."""
        since = {"of_since": (today - timedelta(days=1)).isoformat()}
        days = {str(day): each for day, *each in self._transaction.all(FIND_SUMS, **since)}
        if sum(int(rows) for rows, _ in days.values()) > MOST_ROWS:
            self._sum_up(since)
        found = self._transaction.first(FIND_IN_ALL, of_id=0)
        in_all = int(found[0] or 0) if found else 0
        _, amount = days.get(today.isoformat(), (0, 0))
        return Sums(int(amount or 0), in_all)

    def close(self, today: date) -> None:
        """Sum up the days that are over: what was spent in all is told from few rows."""
        rows = self._transaction.all(TAKE_ROWS_BEFORE, of_day=today.isoformat())
        for spent in summed(map(_spent, rows)):
            self.add(spent)

    def _sum_up(self, since: dict[str, str]) -> None:
        for spent in summed(_spent(row) for row in self._transaction.all(TAKE_ROWS, **since)):
            self.add(spent)

    def by_day(self) -> list[Spent]:
        """Give all that was spent by day, story, country and whose it was, the oldest first."""
        return [_spent(row) for row in self._transaction.all(FIND_SPENT_BY, of_id=0)]


def spent_by_day(database: Database) -> list[Spent]:
    """Give all that was spent by day, story, country and whose it was. Raises NotStored."""
    with database.read() as transaction:
        return Spending(transaction).by_day()


def summed(rows: Iterable[Spent]) -> list[Spent]:
    """Sum up rows by day, story, country and whose it was, in the order in which they come."""
    found: dict[tuple[object, ...], list[Spent]] = {}
    for row in rows:
        found.setdefault(_whose(row), []).append(row)
    return [_sum(alike) for alike in found.values()]


def _sum(alike: list[Spent]) -> Spent:
    figures = {name: sum(getattr(each, name) for each in alike) for name in _FIGURES}
    return replace(alike[0], **figures)


def as_kept(spent: Spent) -> str:
    """Write what one letter cost, to be kept beside it."""
    return json.dumps(_values(spent), separators=(",", ":"))


def spent_from(text: str) -> Spent:
    """Read what `as_kept` wrote."""
    values = json.loads(text)
    return Spent(**values | {"day": date.fromisoformat(values["day"])})


def _values(spent: Spent) -> dict[str, object]:
    return {
        "day": spent.day.isoformat(), "story": spent.story, "country": spent.country,
        "staff": spent.staff, **{name: getattr(spent, name) for name in _FIGURES},
    }  # fmt: skip


def _spent(row: Row) -> Spent:
    day, story, country, staff, *figures = row
    named = dict(zip(_FIGURES, map(int, figures), strict=True))
    return Spent(date.fromisoformat(str(day)), story, country, staff=bool(staff), **named)
