"""Who is new here, and how many of them have numbers alike: rows without a person.

A prefix is a fingerprint, and its rows go after minutes. Who was told that nobody new can begin
now is noted with their id, and erased with them.
"""

from datetime import date

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
)

from engine.store.database import Transaction
from engine.store.parameters import FIRST, of
from engine.store.tables import METADATA

WITHIN_S = 10 * 60
PAUSED_S = 60 * 60
MOST_DROPPED = 200

# Each new number, by what it shares with ten thousand others.
ARRIVALS = Table(
    "arrivals",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("prefix", LargeBinary(16), nullable=False, index=True),
    Column("at_s", BigInteger, nullable=False, index=True),
)
# Of which new numbers are not answered until then.
PAUSES = Table(
    "pauses",
    METADATA,
    Column("prefix", LargeBinary(16), primary_key=True),
    Column("until_s", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
TURNED_AWAY = Table(
    "turned_away",
    METADATA,
    Column("player", LargeBinary(16), ForeignKey("players.id"), primary_key=True),
    Column("day", Date, nullable=False),
    sqlite_with_rowid=False,
)
FIND_PAUSE = select(PAUSES.c.until_s).where(PAUSES.c.prefix == of("prefix"))
DROP_PAUSES = delete(PAUSES).where(PAUSES.c.until_s <= of("now_s"))
# Gives a row to the first of several who pause the same at once.
ADD_PAUSE = text(
    "INSERT INTO pauses (prefix, until_s) VALUES (:prefix, :until_s) "
    "ON CONFLICT (prefix) DO NOTHING RETURNING prefix"
)
COUNT_ARRIVALS = select(func.count()).where(
    ARRIVALS.c.prefix == of("prefix"), ARRIVALS.c.at_s > of("since_s")
)
ADD_ARRIVAL = insert(ARRIVALS).values({name: bindparam(name) for name in ("prefix", "at_s")})
# After a crowd they are many, and its next one drops a few of them.
DROP_ARRIVALS = delete(ARRIVALS).where(
    ARRIVALS.c.id.in_(
        select(ARRIVALS.c.id).where(ARRIVALS.c.at_s <= of("since_s")).limit(of("most"))
        .offset(FIRST).with_for_update(skip_locked=True)
    )
)  # fmt: skip
# Those who are alike come one after the other, so that each is counted. Nobody who holds this waits
# for another address.
LOCK_PREFIX = select(func.pg_advisory_xact_lock(of("number")))
FIND_TURNED_AWAY = select(TURNED_AWAY.c.day).where(TURNED_AWAY.c.player == of("player"))
DROP_TURNED_AWAY = delete(TURNED_AWAY).where(TURNED_AWAY.c.player == of("player"))
ADD_TURNED_AWAY = insert(TURNED_AWAY)


class Newcomers:
    """The new ones, in a transaction that is open."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def is_paused(self, prefix: bytes, now_s: int) -> bool:
        """Tell whether new numbers of a prefix are not answered now."""
        row = self._transaction.first(FIND_PAUSE, of_prefix=prefix)
        return row is not None and row[0] > now_s

    def came(self, prefix: bytes, most: int, now_s: int) -> bool:
        """Note that one of a prefix came; False where `most` did within ten minutes, before it.

        Then they are to be paused, from this one on.
        """
        since_s = now_s - WITHIN_S
        if not self._transaction.is_alone:
            number = int.from_bytes(prefix[:8], signed=True)
            self._transaction.run(LOCK_PREFIX, of_number=number)
        self._transaction.run(DROP_ARRIVALS, of_since_s=since_s, of_most=MOST_DROPPED)
        row = self._transaction.first(COUNT_ARRIVALS, of_prefix=prefix, of_since_s=since_s)
        if row is not None and row[0] >= most:
            return False
        self._transaction.run(ADD_ARRIVAL, prefix=prefix, at_s=now_s)
        return True

    def pause(self, prefix: bytes, now_s: int) -> bool:
        """Pause a prefix for an hour; False where somebody else just did."""
        self._transaction.run(DROP_PAUSES, of_now_s=now_s)
        row = self._transaction.first(ADD_PAUSE, prefix=prefix, until_s=now_s + PAUSED_S)
        return row is not None

    def turned_away_on(self, player: bytes) -> str:
        """Give the day on which a player was last told that nobody new can begin; "" for never."""
        row = self._transaction.first(FIND_TURNED_AWAY, of_player=player)
        return str(row[0]) if row else ""

    def turn_away(self, player: bytes, day: date) -> None:
        """Note that a player was told so."""
        self._transaction.run(DROP_TURNED_AWAY, of_player=player)
        self._transaction.run(ADD_TURNED_AWAY, player=player, day=day.isoformat())
