"""Moving everything from a SQLite database to a server of PostgreSQL.

Nobody may write to the file meanwhile (whoever comes is told to come again), and all of it is one
transaction of the server. Between the two databases there is one moment at which a process that is
killed could leave each of them believing that it is the one that is played on. So the file says
first that nobody plays on it (`MOVING`), then the server's transaction ends, then the file says
where the play has gone on (`MOVED`). Killed before the first, nothing has happened; after it,
nobody plays until the command was typed again, which asks the server how its transaction ended.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, inspect, select
from sqlalchemy.exc import DBAPIError

from engine.secret import Secret
from engine.store import keepsaking
from engine.store.database import PLAYED_ON, Database
from engine.store.errors import StoreError
from engine.store.marks import MOVE, MOVED, MOVING, Mark, mark_of
from engine.store.migrating import SERVES
from engine.store.opening import (
    MIGRATING,
    NOT_KNOWN,
    PATIENT,
    SECRET_CHECK,
    cause_of,
    lock_and_migrate,
    open_file,
    server_engine,
    url_of,
)
from engine.store.shelves import GIFTS, is_name
from engine.store.statements import LOCK_ADDRESS
from engine.store.tables import KEPT_FILES, META, METADATA

LONGEST_WAIT_FOR_TURN_S = 60.0
# The row of `meta` on the server by which it is known that everything came over.
CAME = "came by move"
DEFAULT_PORT = 5432


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved: how many rows of each table, and where to (without a password).

    Without any rows it was all there already, and what was left to do is done.
    """

    place: str
    rows: dict[str, int]


def move(path: Path, url: str, secret: Secret, tell: Callable[[str], None]) -> Moved:
    """Move everything from a SQLite file to an empty database of a server, or finish that.

    `tell` is told what is being done. Raises StoreError and NotStored; where that happened before
    the last step, the server's database is empty and the file is played on.
    """
    server = url_of(url)
    if server.get_backend_name() != "postgresql":
        raise StoreError("Everything is moved to PostgreSQL: postgresql://USER@HOST/DATABASE")
    with _engine(server) as engine:
        try:
            with closing(open_file(url_of(path))) as database:
                return _Move(database, path, engine, place_of(server), secret, tell).run()
        except (DBAPIError, engine.dialect.loaded_dbapi.Error, sqlite3.Error, OSError) as error:
            # Behind its first line a server may tell what is in a row.
            cause = cause_of(error).partition("\n")[0]
            raise StoreError(f"Nothing was moved. {cause}") from error


def place_of(server: URL) -> str:
    """Give where a database is, without who may enter it; several hosts with commas between."""
    _, asked = server.get_dialect()().create_connect_args(server)
    hosts = str(asked.get("host") or "localhost").split(",")
    ports = str(asked.get("port") or "").split(",")
    if len(ports) == 1:  # none, or one for all
        ports *= len(hosts)
    places = [f"{host}:{port or DEFAULT_PORT}" for host, port in zip(hosts, ports, strict=True)]
    return f"postgresql://{','.join(places)}/{server.database}"


@contextmanager
def _engine(server: URL) -> Iterator[Engine]:
    engine = server_engine(server)
    try:
        yield engine
    finally:
        engine.dispose()


@dataclass(frozen=True, slots=True)
class _Move:
    database: Database
    path: Path
    engine: Engine
    place: str
    secret: Secret
    tell: Callable[[str], None]

    def run(self) -> Moved:
        queue, wait_s = self.database.queue, LONGEST_WAIT_FOR_TURN_S
        assert queue is not None  # noqa: S101 - a file has one
        with queue.long_turn(wait_s), closing(self.database.engine.raw_connection()) as connection:
            file: Any = connection.driver_connection
            self._check_secret(file)
            if (mark := mark_of(file)) and self._is_finished(file, mark):
                return Moved(self.place, {})
            return self._move(file)

    def _check_secret(self, file: sqlite3.Connection) -> None:
        found = file.execute("SELECT value FROM meta WHERE name = ?", (SECRET_CHECK,)).fetchone()
        if found and found[0] != self.secret.check().hex():
            raise StoreError(NOT_KNOWN)

    def _is_finished(self, file: sqlite3.Connection, mark: Mark) -> bool:
        """Tell whether the server has everything already, and note it; else begin anew."""
        if mark.place != self.place:
            raise StoreError(
                f"This database was being moved to {mark.place}, and not to {self.place}. Type "
                "the command again with that URL."
                if not mark.is_done
                else f"The play of this database has gone on in {mark.place}."
            )
        came = _came(self.engine)
        if came == mark.id:
            self._finish(file, mark)
            return True
        if mark.is_done:
            raise StoreError(
                f"The play of this database has gone on in {mark.place}, which does not know of "
                "it any more. Put its own backup back there."
            )
        _mark(file, PLAYED_ON, None)
        return False

    def _move(self, file: sqlite3.Connection) -> Moved:
        mark = Mark(token_hex(16), self.place, is_done=False)
        file.execute("BEGIN IMMEDIATE")
        try:
            with self.engine.connect() as server, server.begin():
                rows = self._copied(file, server)
                server.execute(META.insert(), {"name": CAME, "value": mark.id})
                self.tell("All rows are there. Making that final.")
                _write_mark(file, MOVING, mark)
                file.execute("COMMIT")
        except BaseException:
            if file.in_transaction:
                file.execute("ROLLBACK")
                raise
            if not self._took_it(file, mark):
                raise
        else:
            self._finish(file, mark)
        return Moved(self.place, rows)

    def _took_it(self, file: sqlite3.Connection, mark: Mark) -> bool:
        """Ask a server that did not say whether its transaction was taken, and note it."""
        try:
            came = _came(self.engine) == mark.id
        except DBAPIError as error:
            raise StoreError(
                f"{self.place} does not say whether everything came over, so nobody plays until "
                "that is known. Type the command again, with the same URL."
            ) from error
        if came:
            self._finish(file, mark)
        else:
            _mark(file, PLAYED_ON, None)
        return came

    def _finish(self, file: sqlite3.Connection, mark: Mark) -> None:
        try:
            _mark(file, MOVED, mark)
        except sqlite3.Error as error:
            raise StoreError(
                f"Everything is in {self.place}, but that cannot be noted in {self.path}: {error}. "
                "Make room, and type the command again."
            ) from error

    def _copied(self, file: sqlite3.Connection, server: Connection) -> dict[str, int]:
        lock_and_migrate(server)
        names = ", ".join(f'"{table.name}"' for table in METADATA.sorted_tables)
        server.exec_driver_sql(f"LOCK TABLE {names} IN EXCLUSIVE MODE")
        self._refuse_if_used(server)
        driver: Any = server.connection.driver_connection
        rows = {}
        for table in METADATA.sorted_tables:
            rows[table.name] = _copy(table, _rows_of(table, file), driver)
            self.tell(f"{table.name}: {rows[table.name]}")
        rows[KEPT_FILES.name] += _copy(KEPT_FILES, self._files(file), driver)
        for table in METADATA.sorted_tables:
            _continue_ids(table, driver)
        self._compare(rows, file, server)
        server.exec_driver_sql("ANALYZE")
        return rows

    def _refuse_if_used(self, server: Connection) -> None:
        """Look that nothing is kept there but what the first command that opens it notes."""
        stored = server.execute(select(META.c.value).where(META.c.name == SECRET_CHECK)).scalar()
        if stored not in (None, self.secret.check().hex()):
            raise StoreError(f"{self.place} belongs to another secret. Take an empty database.")
        server.execute(META.delete().where(META.c.name.in_((SECRET_CHECK, SERVES))))
        for table in METADATA.sorted_tables:
            if server.execute(select(table).limit(1)).first() is not None:
                raise StoreError(
                    f"{self.place} is in use: its table {table.name} is not empty. Nothing was "
                    "moved. Take an empty database."
                )

    def _files(self, file: sqlite3.Connection) -> Iterator[tuple[bytes, bytes]]:
        """Give the files that lie in the folder, as rows; who was erased may take theirs away."""
        found = file.execute(self.database.sql(keepsaking.FIND_ALL_FILES))
        for name in sorted({name for (name,) in found if is_name(name)}):
            path = self.path.parent / GIFTS / name
            if path.exists():
                yield bytes.fromhex(name[:64]), path.read_bytes()

    def _compare(self, rows: dict[str, int], file: sqlite3.Connection, server: Connection) -> None:
        for table in METADATA.sorted_tables:
            count = f'SELECT count(*) FROM "{table.name}"'  # noqa: S608 - our names
            ((there,),) = server.exec_driver_sql(count)
            ((here,),) = file.execute(count)
            if table is KEPT_FILES:
                here = rows[table.name]
            if not there == here == rows[table.name]:
                raise StoreError(
                    f"Nothing was moved: of table {table.name}, {here} rows are here and {there} "
                    "came over."
                )


def _came(engine: Engine) -> str | None:
    """Give the id of the move by which a server has everything, once no move is under way there."""
    with engine.connect() as server, server.begin():
        server.execute(PATIENT)
        server.execute(LOCK_ADDRESS, {"of_number": MIGRATING})
        if not inspect(server).has_table(META.name):
            return None
        return server.execute(select(META.c.value).where(META.c.name == CAME)).scalar()


def _rows_of(table: Table, file: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    return file.execute(f'SELECT {_columns(table)} FROM "{table.name}"')  # noqa: S608 - our names


def _copy(table: Table, rows: Iterator[tuple[object, ...]], driver: Any) -> int:
    """Add rows by PostgreSQL's COPY, which reads SQLite's days and truths as they are written."""
    count = 0
    into = f'COPY "{table.name}" ({_columns(table)}) FROM STDIN'
    with driver.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _columns(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def _continue_ids(table: Table, driver: Any) -> None:
    """Let the next row get a number behind the greatest that came."""
    if (column := table.autoincrement_column) is None:
        return
    driver.execute(
        f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), newest) "  # noqa: S608
        f'FROM (SELECT max("{column.name}") AS newest FROM "{table.name}") AS ids '
        "WHERE newest IS NOT NULL"
    )


def _mark(file: sqlite3.Connection, number: int, mark: Mark | None) -> None:
    file.execute("BEGIN IMMEDIATE")
    try:
        _write_mark(file, number, mark)
        file.execute("COMMIT")
    except BaseException:
        if file.in_transaction:
            file.execute("ROLLBACK")
        raise


def _write_mark(file: sqlite3.Connection, number: int, mark: Mark | None) -> None:
    file.execute("DELETE FROM meta WHERE name = ?", (MOVE,))
    if mark is not None:
        file.execute("INSERT INTO meta VALUES (?, ?)", (MOVE, f"{mark.id} {mark.place}"))
    file.execute(f"PRAGMA user_version = {number}")
