"""What staff closed for a while: a log of which the newest row of a story and place counts."""

from dataclasses import replace

from sqlalchemy import bindparam, func, insert, literal_column, or_, select, update

from engine.play.world import Closing
from engine.signs.shutting import Span
from engine.store.alone import PUBLISHING, one_at_a_time
from engine.store.database import Database, Transaction
from engine.store.parameters import of
from engine.store.tables import CLOSINGS, WAKES

# Servers may know of an opening a little later than who made it: until then they let wakes wait on.
WAKES_AFTER_S = 5

_NEWEST_OF_EACH = select(func.max(CLOSINGS.c.id)).group_by(CLOSINGS.c.story, CLOSINGS.c.place)
_FIND_NEWEST = select(func.max(CLOSINGS.c.id))
_FIND_CLOSED = (
    select(
        CLOSINGS.c.story, CLOSINGS.c.place, CLOSINGS.c.until_s, CLOSINGS.c.words, CLOSINGS.c.zone
    )
    .where(CLOSINGS.c.id.in_(_NEWEST_OF_EACH), CLOSINGS.c.closed)
    .order_by(CLOSINGS.c.story, CLOSINGS.c.place)
)
_FIND_EVERY = select(
    CLOSINGS.c.story, CLOSINGS.c.place, CLOSINGS.c.closed, CLOSINGS.c.at_s, CLOSINGS.c.until_s
).order_by(CLOSINGS.c.id)
_ADD_CLOSING = insert(CLOSINGS).values(
    {column.name: bindparam(column.name) for column in CLOSINGS.c if column.name != "id"}
)
_WAKE_ALL = update(WAKES).where(WAKES.c.story == of("story")).values(at_s=bindparam("at_s"))


_FIND_SHUT = select(CLOSINGS.c.story).where(
    CLOSINGS.c.id.in_(_NEWEST_OF_EACH),
    CLOSINGS.c.closed,
    CLOSINGS.c.place == literal_column("''"),
    or_(CLOSINGS.c.until_s.is_(None), CLOSINGS.c.until_s > of("now_s")),
)


def shut_stories(transaction: Transaction, now_s: int) -> frozenset[str]:
    """Give the stories that staff closed as a whole, and that are so then."""
    return frozenset(row[0] for row in transaction.all(_FIND_SHUT, of_now_s=now_s))


class Closings:
    """What is closed in a database. Everything here raises NotStored."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self) -> int:
        """Give the number of the newest change; 0 before the first."""
        return self._database.newest(_FIND_NEWEST)

    def current(self) -> dict[tuple[str, str], Closing]:
        """Give what was closed and not opened, by story and place; its time may be over."""
        with self._database.read() as transaction:
            rows = transaction.all(_FIND_CLOSED)
        return {(story, place): Closing(*closing) for story, place, *closing in rows}

    def spans(self) -> dict[tuple[str, str], list[Span]]:
        """Give when each story and place was ever closed by staff, in order."""
        with self._database.read() as transaction:
            rows = transaction.all(_FIND_EVERY)
        spans: dict[tuple[str, str], list[Span]] = {}
        for story, place, is_closed, at_s, until_s in rows:
            own = spans.setdefault((story, place), [])
            if own and (own[-1].end_s is None or own[-1].end_s > at_s):
                own[-1] = replace(own[-1], end_s=at_s)
            if is_closed:
                own.append(Span(at_s, until_s))
        return spans

    def close(self, story: str, place: str, closing: Closing, at_s: int) -> None:
        """Close a place of a story, or with an empty one the whole story."""
        with one_at_a_time(self._database, PUBLISHING) as transaction:
            transaction.run(
                _ADD_CLOSING, story=story, place=place, closed=True, at_s=at_s,
                until_s=closing.until_s, words=closing.words, zone=closing.zone,
            )  # fmt: skip

    def open(self, story: str, place: str, at_s: int) -> None:
        """Open what was closed, and wake the timed replies that waited for a whole story."""
        with one_at_a_time(self._database, PUBLISHING) as transaction:
            transaction.run(
                _ADD_CLOSING, story=story, place=place, closed=False, at_s=at_s, until_s=None,
                words="", zone="UTC",
            )  # fmt: skip
            if not place:
                # One whose time has not come finds that, and waits on.
                transaction.run(_WAKE_ALL, of_story=story, at_s=at_s + WAKES_AFTER_S)
