"""One way to the tables: a transaction that is stored whole, or NotStored."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from threading import local
from typing import Any, TypeAlias

from sqlalchemy import Engine
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.sql import ClauseElement

from engine.store.connections import Connection, Connections, EngineConnections
from engine.store.errors import MovedOn, NotStored
from engine.store.presence import Presence
from engine.store.queue import WriteQueue
from engine.store.together import MOST, Change, Together, beside

Row: TypeAlias = Any
# Pages. SQLite begins its log anew only at a moment when all of it is in the database, and while
# others write there is none, unless they are kept out for it.
LONGEST_LOG = 4_000
# What leads to a million players' rows is some 30 MB; with SQLite's own 2 MB it is read anew again
# and again.
WRITERS_CACHE_KB = 64_000
# SQLSTATE of a table or column that is not there. With SQLite that is an error of the database like
# any other: whoever brings it up to date is not done yet.
NOT_THERE = ("42P01", "42703")
# Where a SQLite file is not played on any more (`engine.store.moving`), it has another number here.
# To look is part of the transaction, and costs less than a hundredth of a turn.
PLAYED_ON = 0


class Database:
    """An engine, the queue in front of it (where one may write at a time), and its statements.

    `connections` are those of the engine, unless it is told otherwise.

    Statements are compiled once and run by the driver itself: through SQLAlchemy's own execution a
    turn of four statements takes 150 µs longer, as long as all the rest of it but the disk.
    """

    def __init__(
        self,
        engine: Engine,
        queue: WriteQueue | None = None,
        connections: Connections | None = None,
        presence: Presence | None = None,
    ) -> None:
        self.engine = engine
        self.queue = queue
        self._connections = connections or EngineConnections(engine)
        self._presence = presence
        # What a thread reads while it writes it reads on the same connection: of those to a server
        # there are few, and were all of them held by who waits for another, nobody would go on.
        self._open = local()
        # SQLite's one writer keeps its connection: to take it from the pool and give it back at
        # every turn takes a twentieth of one. Only who has the queue's turn touches it.
        self._writer: Connection | None = None
        self._is_closed = False
        self._sql: dict[ClauseElement, str] = {}
        self.together = Together(self.sql) if engine.dialect.name == "postgresql" else None
        driver = engine.dialect.loaded_dbapi
        self._driver_error = driver.Error
        self._mistakes = (
            driver.IntegrityError,
            driver.DataError,
            driver.ProgrammingError,
            driver.InterfaceError,
            driver.NotSupportedError,
        )

    @contextmanager
    def write(self, alone: int | None = None) -> Iterator["Transaction"]:
        """Open a transaction; leaving it commits, an error undoes it.

        With the number of a lock (64 bits, signed), it is alone with all who name the same one.
        Raises NotStored where the database cannot take it: locked, full, read-only, gone.
        """
        if self.queue is None:
            with self._connected() as connection:
                transaction = Transaction(connection.cursor(), self)
                self._connections.begin(transaction.cursor, alone)
                self._open.on = transaction
                try:
                    yield transaction
                    transaction.make_all()
                finally:
                    self._open.on = None
                self._connections.commit(connection)
            return
        with self.queue.turn(), self._connected(keeps=True) as connection:
            transaction = Transaction(connection.cursor(), self)
            transaction.cursor.execute("BEGIN IMMEDIATE")
            _refuse_if_moved(transaction.cursor)
            yield transaction
            connection.commit()

    @contextmanager
    def read(self) -> Iterator["Transaction"]:
        """Look without waiting for those who write. Raises NotStored where that cannot be."""
        if (ours := getattr(self._open, "on", None)) is not None:
            ours.make_all()
            yield Transaction(ours.beside(), self)
            return
        with self._connected() as connection:
            transaction = Transaction(connection.cursor(), self)
            self._connections.begin(transaction.cursor)
            if self.queue:
                _refuse_if_moved(transaction.cursor)
            yield transaction
            connection.rollback()

    @contextmanager
    def snapshot(self) -> Iterator["Transaction"]:
        """Look at one moment for as long as it takes: a transaction that only reads (SQLite)."""
        with self.read() as transaction:
            transaction.cursor.execute("BEGIN")
            transaction.cursor.execute("SELECT 1 FROM meta")  # from here on it is that moment
            transaction.cursor.fetchall()
            yield transaction

    def newest(self, statement: ClauseElement) -> int:
        """Give the number of the newest row of a log, by what finds it; 0 before the first."""
        with self.read() as transaction:
            row = transaction.first(statement)
        return int(row[0] or 0) if row else 0

    @contextmanager
    def alone(self) -> Iterator["Transaction"]:
        """Do what is no transaction while nobody else here writes. Raises NotStored."""
        turn = self.queue.turn() if self.queue else nullcontext()
        with turn, self._connected(keeps=bool(self.queue)) as connection:
            transaction = Transaction(connection.cursor(), self)
            if self.queue:
                _refuse_if_moved(transaction.cursor)
            yield transaction

    def sql(self, statement: ClauseElement) -> str:
        """Give a statement in the database's own words, compiled the first time."""
        if (known := self._sql.get(statement)) is None:
            known = self._sql[statement] = str(statement.compile(dialect=self.engine.dialect))
        return known

    def checkpoint(self) -> None:
        """Write what is in SQLite's log into the database. Raises NotStored.

        Others write meanwhile. Only where the log has become long do they wait, and then for no
        more than what was added since.
        """
        if self.queue is None:
            return
        self._checkpoint()
        if self._checkpoint() > LONGEST_LOG:
            with self.queue.turn():
                self._checkpoint()

    def _checkpoint(self) -> int:
        """Write as much as can be without waiting for anybody; give how many pages are logged."""
        with self._connected() as connection:
            cursor = connection.cursor()
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
            _busy, logged, _written = cursor.fetchall()[0]
        return int(logged)

    def close(self) -> None:
        """Close every connection and the queue; nothing can be asked any more."""
        self._is_closed = True
        if self.queue:
            with suppress(NotStored), self.queue.turn():
                if self._writer is not None:
                    self._writer.close()
                self._writer = None
        self._connections.close()
        if self.queue:
            self.queue.close()
        if self._presence:
            self._presence.close()

    @contextmanager
    def _connected(self, *, keeps: bool = False) -> Iterator[Connection]:
        """Open a connection; one that `keeps` is the writer's, and stays open for the next."""
        if self._is_closed:
            raise NotStored("The database was closed.")
        try:
            connection = self._kept() if keeps else self._connections.take()
            try:
                yield connection
            except self._driver_error as error:
                self._leave(connection, error, keeps=keeps)
                raise
            except BaseException:
                self._undo(connection, keeps=keeps)
                raise
            if not keeps:
                self._connections.give_back(connection)
        except self._mistakes as error:
            if getattr(error, "sqlstate", None) in NOT_THERE:
                raise NotStored(f"The database is not up to date: {error}") from error
            raise
        except (self._driver_error, NoConnectionFree) as error:
            raise NotStored(f"The database did not take it: {error}") from error

    def _undo(self, connection: Connection, *, keeps: bool) -> None:
        """Undo what was done on a connection for another reason than the database's own."""
        try:
            connection.rollback()
        except self._driver_error as error:
            self._leave(connection, error, keeps=keeps)
            return
        if not keeps:
            self._connections.give_back(connection)

    def _leave(self, connection: Connection, error: Exception, *, keeps: bool) -> None:
        if keeps:
            self._writer = None
        self._connections.leave(connection, error)

    def _kept(self) -> Connection:
        if self._writer is None:
            self._writer = self._connections.take()
            self._writer.cursor().execute(f"PRAGMA cache_size={-WRITERS_CACHE_KB}")
        return self._writer


class Transaction:
    """What can be asked while it is open. `is_alone`: nobody else writes meanwhile.

    To a server changes go together, before whatever is asked next.
    """

    def __init__(self, cursor: DBAPICursor, database: Database) -> None:
        self.cursor = cursor
        self.is_alone = database.queue is not None
        self._sql = database.sql
        self._together = database.together
        self._waiting: list[tuple[ClauseElement, dict[str, object]]] = []
        self._changes: list[Change] = []

    def run(self, statement: ClauseElement, **values: object) -> None:
        """Do this; the values are by the names of the statement's parameters."""
        change = self._together.change(statement) if self._together else None
        if change is None:
            self._ask(statement, values)
            return
        if not beside(change, self._changes):
            self.make_all()
        self._waiting.append((statement, values))
        self._changes.append(change)

    def run_each(self, statement: ClauseElement, rows: list[dict[str, object]]) -> None:
        """Do this for each of these rows."""
        if self._together and len(rows) <= MOST:
            for row in rows:
                self.run(statement, **row)
            return
        self.make_all()
        self.cursor.executemany(self._sql(statement), rows)

    def all(self, statement: ClauseElement, **values: object) -> list[Row]:
        """Give every row that is found."""
        self._ask(statement, values)
        return list(self.cursor.fetchall())

    def first(self, statement: ClauseElement, **values: object) -> Row | None:
        """Give the first row that is found, or None."""
        self._ask(statement, values)
        return self.cursor.fetchone()

    def beside(self) -> DBAPICursor:
        """Give another cursor in the same transaction."""
        return self.cursor.connection.cursor()  # type: ignore[no-any-return]

    def make_all(self) -> None:
        """Make the changes that wait."""
        if self._waiting and self._together:
            question, values = self._together.asked(self._waiting)
            self._waiting, self._changes = [], []
            self.cursor.execute(question, values)

    def _ask(self, statement: ClauseElement, values: dict[str, object]) -> None:
        self.make_all()
        self.cursor.execute(self._sql(statement), values)


def _refuse_if_moved(cursor: DBAPICursor) -> None:
    cursor.execute("PRAGMA user_version")
    if cursor.fetchall()[0][0] != PLAYED_ON:
        raise MovedOn("The play has gone on in another database.")
