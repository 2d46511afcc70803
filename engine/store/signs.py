"""What became of signs, and how often each was come by: rows without a person."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Literal, TypeAlias, cast, get_args

from sqlalchemy import bindparam, func, insert, literal_column, select, text

from engine.signs.register import (
    Entry,
    News,
    Sign,
    is_news,
    says_again,
    states_of,
    without_number,
)
from engine.signs.usual import Visits
from engine.store.database import Database, Row, Transaction
from engine.store.known import SENT_TO, STAFFS_OWN
from engine.store.outcome import Visit
from engine.store.parameters import of
from engine.store.tables import SIGN_EVENTS, SIGN_PHOTOS, SIGN_VISITS

Via: TypeAlias = Literal["text", "web", "page", "patrol", "staff", "report"]
HOUR_S = 60 * 60

_FIELDS = [SIGN_EVENTS.c[name] for name in Entry.__dataclass_fields__]
_FIND_NEWEST = select(func.max(SIGN_EVENTS.c.id))
_FIND_ALL = select(*_FIELDS).order_by(SIGN_EVENTS.c.id)
_FIND_LOG = _FIND_ALL.where(SIGN_EVENTS.c.code == of("code"))
_FIND_SINCE = _FIND_ALL.where(SIGN_EVENTS.c.at_s >= of("at_s"))
_ADD_ENTRY = insert(SIGN_EVENTS).values(
    {name: bindparam(name) for name in Entry.__dataclass_fields__}
)
# One sign stands in one place: even a crowd before it comes by far fewer times in a second than
# such a row can be changed, and rows that are appended would have to be summed up.
_ADD_VISIT = text(
    "INSERT INTO sign_visits (code, hour, via, times) VALUES (:code, :hour, :via, 1) "
    "ON CONFLICT (code, hour, via) DO UPDATE SET times = sign_visits.times + 1"
)
# Where several may write at once, this row is taken first: of two who tell the same, one is news.
_TAKE_NEWS = text(
    "INSERT INTO meta (name, value) VALUES ('sign news', :code) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
_TIMES = func.sum(SIGN_VISITS.c.times)
_BY_PLAYERS = SIGN_VISITS.c.via.in_(map(literal_column, ("'text'", "'web'", "'page'")))
_FIND_LAST = select(func.max(SIGN_VISITS.c.hour)).where(
    SIGN_VISITS.c.code == of("code"), _BY_PLAYERS
)
_FIND_VISITS = (
    select(SIGN_VISITS.c.hour, _TIMES)
    .where(SIGN_VISITS.c.code == of("code"), SIGN_VISITS.c.hour > of("hour"), _BY_PLAYERS)
    .group_by(SIGN_VISITS.c.hour)
    .order_by(SIGN_VISITS.c.hour)
)
_FIND_PHOTO = select(SIGN_PHOTOS.c.data).where(SIGN_PHOTOS.c.id == of("id"))
_ADD_PHOTO = text("INSERT INTO sign_photos (id, data) VALUES (:id, :data) ON CONFLICT DO NOTHING")


class Signs:
    """The register of a database. Everything here raises NotStored."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self) -> int:
        """Give the number of the newest entry; 0 before the first."""
        return self._database.newest(_FIND_NEWEST)

    def log(self, code: str) -> tuple[Entry, ...]:
        """Give what became of a sign, the oldest first."""
        with self._database.read() as transaction:
            return log_of(transaction, code)

    def since(self, at_s: int) -> tuple[Entry, ...]:
        """Give what became of all signs from a moment on, the oldest first."""
        with self._database.read() as transaction:
            return tuple(map(_entry, transaction.all(_FIND_SINCE, of_at_s=at_s)))

    def current(self) -> dict[str, Sign]:
        """Give how each sign is that somebody wrote of, by code."""
        with self._database.read() as transaction:
            return states_of(map(_entry, transaction.all(_FIND_ALL)))

    def add(self, *entries: Entry) -> None:
        """Write down what became of signs, all of it or nothing."""
        with self._database.write() as transaction:
            for entry in entries:
                _add(transaction, entry)

    def add_once(self, entry: Entry, since_s: int) -> bool:
        """Write down what staff say of a sign; False where since then they said just that last."""
        entry = _without_numbers(entry)
        with self._database.write() as transaction:
            transaction.run(_TAKE_NEWS, code=entry.code)
            is_new = not says_again(log_of(transaction, entry.code), entry, since_s)
            if is_new:
                _add(transaction, entry)
        return is_new

    def tell(self, news: Entry) -> bool:
        """Write down what nobody has to write of a sign; False where just that is open already."""
        with self._database.write() as transaction:
            return _tell(transaction, news)

    def visit(self, code: str, via: Via, at_s: int, news: Entry | None = None) -> None:
        """Count that somebody came by a sign, outside of any turn; `news` as in `visited`."""
        with self._database.write() as transaction:
            visited(transaction, code, via, at_s, news)

    def logs(self) -> dict[str, list[Entry]]:
        """Give what became of every sign, the oldest first, by code."""
        with self._database.read() as transaction:
            entries = [*map(_entry, transaction.all(_FIND_ALL))]
        found: dict[str, list[Entry]] = {}
        for entry in entries:
            found.setdefault(entry.code, []).append(entry)
        return found

    def visits(self, codes: Iterable[str], hours: int) -> dict[str, list[Visits]]:
        """Give how often players came by each of these signs, by code, up to their last time there.

        Hours are whole ones since 1970 in UTC, in their order; so many are given up to the last.
        Staff and their patrols are left out, and so are signs where nobody came.
        """
        with self._database.read() as transaction:
            found = {code: _visits(transaction, code, hours) for code in codes}
        return {code: visits for code, visits in found.items() if visits}

    def keep_photo(self, data: bytes) -> bytes:
        """Keep a picture of a sign, and give what it is called by in its entry."""
        id_ = hashlib.sha256(data).digest()
        with self._database.write() as transaction:
            transaction.run(_ADD_PHOTO, id=id_, data=data)
        return id_

    def photo(self, id_: bytes) -> bytes | None:
        """Give a picture of a sign, or None where it is not kept."""
        with self._database.read() as transaction:
            row = transaction.first(_FIND_PHOTO, of_id=id_)
        return bytes(row[0]) if row else None


def _visits(transaction: Transaction, code: str, hours: int) -> list[Visits]:
    last = transaction.first(_FIND_LAST, of_code=code)
    if last is None or last[0] is None:
        return []
    rows = transaction.all(_FIND_VISITS, of_code=code, of_hour=last[0] - hours)
    return [(hour, int(times)) for hour, times in rows]


def visited_in_turn(
    transaction: Transaction, channel: str, visit: Visit, *, is_staff: bool
) -> None:
    """Count the visit of a turn; what is played where no sign can be is no news of one."""
    news = None if channel in STAFFS_OWN else visit.news
    if news and is_staff:
        news = replace(news, by="staff")
    via = _via(channel, visit, is_staff=is_staff)
    visited(transaction, visit.code, via, visit.at_s, news)


def _via(channel: str, visit: Visit, *, is_staff: bool) -> Via:
    if is_staff or channel in STAFFS_OWN:
        return "staff"
    if visit.reports:
        return "report"
    return "text" if channel in SENT_TO else "web"


def visited(
    transaction: Transaction, code: str, via: Via, at_s: int, news: Entry | None = None
) -> None:
    """Count that somebody came by a sign, in a transaction that is open.

    `news` is written into the log of the sign, unless just that is open there already.
    """
    transaction.run(_ADD_VISIT, code=code, hour=at_s // HOUR_S, via=via)
    if news is not None:
        _tell(transaction, news)


def _tell(transaction: Transaction, news: Entry) -> bool:
    if news.kind not in get_args(News):
        return False
    transaction.run(_TAKE_NEWS, code=news.code)
    is_new = is_news(log_of(transaction, news.code), cast(News, news.kind), news.at_s)
    if is_new:
        _add(transaction, news)
    return is_new


def log_of(transaction: Transaction, code: str) -> tuple[Entry, ...]:
    """Give what became of a sign, the oldest first."""
    return tuple(map(_entry, transaction.all(_FIND_LOG, of_code=code)))


def _add(transaction: Transaction, entry: Entry) -> None:
    transaction.run(_ADD_ENTRY, **asdict(_without_numbers(entry)))


def _without_numbers(entry: Entry) -> Entry:
    return replace(entry, by=without_number(entry.by), whom=without_number(entry.whom))


def _entry(row: Row) -> Entry:
    entry = Entry(*row)
    return entry if entry.photo is None else replace(entry, photo=bytes(entry.photo))
