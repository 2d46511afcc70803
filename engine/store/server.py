"""The connections to a PostgreSQL server, whatever stands in front of it.

Nothing here, nor in any statement, lasts longer than a transaction: so each may go to another
session of the server, as with PgBouncer in transaction mode.
"""

import logging
import time
from threading import Lock
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool
from sqlalchemy import Engine

from engine.store.connections import PoolSize

LONGEST_WAIT_S = 5
# A server that hangs keeps its connections open and says nothing. Who sends a text waits for 15 s.
LONGEST_ANSWER_S = 8
# How often a thread that waits looks whether it was interrupted; what psycopg does by itself.
LOOKING_S = 0.1
# Until a server that went away is back, a thread waits for no longer: there are few of them.
WAIT_WHILE_AWAY_S = 0.5
AGAIN_AFTER_S = 0.2
# Not as a parameter of the connection: who stands in front of the server may not take it. With the
# beginning of the transaction it costs no way of its own.
# And each statement sees what was stored before it, however else the server is set: what a turn
# reads must not be from before it waited.
BEGIN = f"BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '{LONGEST_WAIT_S}s'"
ALONE = BEGIN + "; SELECT pg_advisory_xact_lock({})"
# A host that does not answer is given up after seconds, as is one that went away without a word.
NOTICING = {
    "connect_timeout": LONGEST_WAIT_S,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
# SQLSTATE of a server that only reads by now, or that is going down or not up yet.
IS_ANOTHER_NOW = ("25006", "57P01", "57P02", "57P03")
# After so many times a statement is prepared; what psycopg does by itself.
PREPARED_AFTER = 5

Answer = TypeVar("Answer")

# It tells of each try to connect, several times a second; staff are told by who cannot store.
logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)


class ServerConnection(psycopg.Connection[Any]):
    """A connection that waits for no answer for ever, and knows its failovers."""

    era = 0  # how many there were when it was opened

    def wait(
        self, gen: PQGen[Answer], interval: float = LOOKING_S, timeout: float | None = None
    ) -> Answer:
        """Give what is answered. Raises OperationalError, closed, after `LONGEST_ANSWER_S`.

        What was asked may still be done there; a commit, too.
        """
        try:
            return super().wait(gen, interval, timeout or LONGEST_ANSWER_S)
        except psycopg.OperationalError:
            if self.info.transaction_status is TransactionStatus.ACTIVE:  # the answer is to come
                self.pgconn.finish()
            raise


class ServerConnections:
    """A pool of them. All are dropped once one finds that its server is gone, or another now."""

    def __init__(self, engine: Engine, size: PoolSize) -> None:
        _, given = engine.dialect.create_connect_args(engine.url)
        self._era = 0
        self._is_away = False
        self._guard = Lock()
        self._pool = ConnectionPool(
            kwargs={**NOTICING, **given, "autocommit": True, "prepare_threshold": None},
            connection_class=ServerConnection,
            min_size=size.least,
            max_size=size.most,
            timeout=LONGEST_WAIT_S,
            # Two tries, and then we are asked: the pause between its own tries grows to minutes.
            reconnect_timeout=0,
            reconnect_failed=self._try_again,
            configure=self._come,
            open=True,
        )

    def take(self) -> ServerConnection:
        """Give a connection; waits for seconds where all are taken."""
        return self._pool.getconn(WAIT_WHILE_AWAY_S if self._is_away else None)

    def begin(self, cursor: Any, alone: int | None = None) -> None:
        """Begin a transaction in which nobody waits for a lock for longer than `LONGEST_WAIT_S`.

        With a number, one waits for who has its lock; that is asked along with the beginning.
        """
        cursor.execute(BEGIN if alone is None else ALONE.format(int(alone)))

    def commit(self, connection: ServerConnection) -> None:
        """Store what was done since; where something of it failed, nothing is.

        The server would say so to a commit as well, but not as an error.
        """
        if connection.info.transaction_status is not TransactionStatus.INTRANS:
            raise psycopg.OperationalError("Something failed, and nothing of it can be stored.")
        connection.commit()

    def give_back(self, connection: ServerConnection) -> None:
        """Keep it for the next."""
        self._is_away = False  # also where no more connections are let in
        self._pool.putconn(connection)

    def leave(self, connection: ServerConnection, error: Exception) -> None:
        """Keep it where only a statement failed; drop all where their server is not what it was."""
        is_over = connection.closed or getattr(error, "sqlstate", None) in IS_ANOTHER_NOW
        if is_over:
            self._drop_all(connection)
        # The pool undoes what is open on it, and closes it where that cannot be.
        self._pool.putconn(connection)

    def close(self) -> None:
        """Close all of them."""
        self._pool.close()

    def _drop_all(self, connection: ServerConnection) -> None:
        """Drop those that were there when this one was; several find the same at once."""
        with self._guard:
            if connection.era == self._era:
                self._era += 1
                self._is_away = True
                self._pool.drain()

    def _come(self, connection: ServerConnection) -> None:
        """Let a new connection prepare statements where each goes to the same session.

        Who shares sessions among clients tells each of another process than the one that answers,
        because the number of that one would also cancel what others ask.
        """
        connection.era = self._era
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        if row is not None and row[0] == connection.info.backend_pid:
            connection.prepare_threshold = PREPARED_AFTER
        self._is_away = False

    def _try_again(self, pool: ConnectionPool[Any]) -> None:
        """Try to connect again soon, for as long as the server is away."""
        self._is_away = True
        time.sleep(AGAIN_AFTER_S)
        if not pool.closed:
            pool.check()
