"""Opening the database: making it, bringing it up to date, and checking that the secret fits."""

import os
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from engine.folders import make_folder
from engine.secret import Secret
from engine.store.connections import USUAL_POOL, PoolSize
from engine.store.database import Database, Transaction
from engine.store.errors import NotStored, StoreError
from engine.store.marks import refuse_if_moved
from engine.store.migrating import age, migrate
from engine.store.presence import Presence
from engine.store.queue import WriteQueue
from engine.store.replacing import finish_replacing
from engine.store.shelves import GIFTS, FolderShelf, TableShelf
from engine.store.statements import ADD_META, FIND_META, LOCK_ADDRESS
from engine.store.store import Store

SECRET_CHECK = "secret check"  # noqa: S105 - the name of a row
LONGEST_WAIT_TO_OPEN_S = 60.0
LONGEST_WAIT_S = 5
# Who brings a server's database up to date waits for others who do. While it waits for a table, the
# turns behind it wait as well: so it soon lets them pass, and tries all of it again.
MIGRATING = 0x6D6967726174
MOST_TRIES = 20
PAUSE_S = 1.0
LOCKED = "55P03"
PATIENT = text(f"SET LOCAL lock_timeout = '{LONGEST_WAIT_TO_OPEN_S:.0f}s'")
HASTY = text("SET LOCAL lock_timeout = '1s'")

# `fullfsync` is for macOS, where fsync alone leaves data in the drive's cache. `secure_delete`
# overwrites what is erased. WAL is not here: it stays with the file.
# The log is written into the database every second by who serves (`engine/checkpoints.py`); a turn
# does so only where nobody does.
PRAGMAS = (
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "foreign_keys=ON",
    "secure_delete=ON",
    "wal_autocheckpoint=10000",
)


def open_store(url_or_path: str | Path, secret: Secret, pool: PoolSize = USUAL_POOL) -> Store:
    """Open everything that is kept: a path for SQLite, or a database's URL.

    `pool` is how many connections this process may have to a server.
    A SQLite database is made if it is missing and brought up to date if it is older than the
    program. Raises StoreError, whose text says what to do.
    """
    url = url_of(url_or_path)
    is_file = url.get_backend_name() == "sqlite"
    try:
        database = open_file(url) if is_file else _open_server(url, pool)
        try:
            if is_file:
                _refuse_if_moved(database)
            _check_secret(database, secret)
        except BaseException:
            database.close()
            raise
    except (DBAPIError, OSError, NotStored) as error:
        raise StoreError(f"The database {url!r} cannot be opened. {cause_of(error)}") from error
    beside = Path(str(url.database)).parent / GIFTS
    return Store(database, secret, FolderShelf(beside) if is_file else TableShelf(database))


def migrate_server(url: str) -> None:
    """Bring a PostgreSQL database to the tables of this program. Raises StoreError.

    All of it or nothing; and by one at a time, wherever that is done. Servers of the version before
    may go on meanwhile.
    """
    engine = server_engine(server := url_of(url))
    try:
        for tries_left in reversed(range(MOST_TRIES)):
            try:
                with engine.begin() as connection:
                    lock_and_migrate(connection)
                return
            except DBAPIError as error:
                if not tries_left or getattr(error.orig, "sqlstate", None) != LOCKED:
                    raise
                time.sleep(PAUSE_S)
    except DBAPIError as error:
        cause = f"cannot be brought up to date, and is as it was. {cause_of(error)}"
        raise StoreError(f"The database {server!r} {cause}") from error
    finally:
        engine.dispose()


def lock_and_migrate(connection: Connection) -> None:
    """Be the only one to do so until the end of a transaction on a server."""
    connection.execute(PATIENT)
    connection.execute(LOCK_ADDRESS, {"of_number": MIGRATING})
    connection.execute(HASTY)
    if age(connection) != "current":
        migrate(connection)


def url_of(url_or_path: str | Path) -> URL:
    """Read where a database is. Raises StoreError."""
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return URL.create("sqlite", database=str(url_or_path))
    try:
        url = make_url(url_or_path)
    except ArgumentError as error:
        raise StoreError("The database's URL cannot be read; see WAYSIDE_DATABASE_URL.") from error
    if url.get_backend_name() == "postgresql":
        return _with_ports(url.set(drivername="postgresql+psycopg"))
    if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"}:
        raise StoreError(f"The database {url!r} is neither a SQLite file nor PostgreSQL.")
    return url


def _with_ports(server: URL) -> URL:
    try:
        server.get_dialect()().create_connect_args(server)
    except ArgumentError as error:
        raise StoreError(
            "The database's URL must give a port for each host, such as host=A,B&port=5432,5432; "
            "see WAYSIDE_DATABASE_URL."
        ) from error
    return server


def open_file(url: URL) -> Database:
    """Open a SQLite database, whether it is played on or not. Raises as `open_store` does."""
    path = Path(str(url.database))
    make_folder(path.parent)
    finish_replacing(path)
    presence = Presence(path)
    try:
        return _open_present(url, path, presence)
    except BaseException:
        presence.close()
        raise


def _open_present(url: URL, path: Path, presence: Presence) -> Database:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite would let others read it
    queue = WriteQueue(path)
    engine = _file_engine(url)
    try:
        with queue.turn(LONGEST_WAIT_TO_OPEN_S):
            _bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        queue.close()
        raise
    return Database(engine, queue, presence=presence)


def _file_engine(url: URL) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": LONGEST_WAIT_S},
        paramstyle="named",
        pool_reset_on_return=None,
        pool_use_lifo=True,
    )
    event.listen(engine, "connect", _on_connect)
    return engine


def _on_connect(connection: DBAPIConnection, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    for pragma in PRAGMAS:
        connection.cursor().execute(f"PRAGMA {pragma}")


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode=WAL").scalar_one()
        if mode != "wal":
            raise StoreError("The database is on a disk where SQLite cannot keep a WAL file.")
        if age(connection) == "current":
            return
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        migrate(connection)
        connection.commit()


def _open_server(url: URL, pool: PoolSize) -> Database:
    engine = server_engine(url)
    _refuse_if_older(engine)
    from engine.store.server import ServerConnections  # noqa: PLC0415 - needs the driver

    return Database(engine, connections=ServerConnections(engine, pool))


def _refuse_if_older(engine: Engine) -> None:
    with engine.connect() as connection:
        if age(connection) != "current":
            raise StoreError(
                "The database is older than this Wayside. Make a backup, then type: wayside migrate"
            )


def server_engine(url: URL) -> Engine:
    """Give what speaks with a server while it is opened or brought up to date. Raises StoreError.

    As little lasts longer than a transaction as in `engine/store/server.py`.
    """
    try:
        return create_engine(url, poolclass=NullPool, connect_args={"prepare_threshold": None})
    except ModuleNotFoundError as error:
        raise StoreError(
            "PostgreSQL needs a driver that is not installed. "
            "Type: pip install 'psycopg[binary]' psycopg-pool"
        ) from error


def _refuse_if_moved(database: Database) -> None:
    with closing(database.engine.raw_connection()) as connection:
        driver: Any = connection.driver_connection
        refuse_if_moved(driver)


def _check_secret(database: Database, secret: Secret) -> None:
    """Refuse a secret with which nobody in this database would be known again."""
    ours = secret.check().hex()
    with database.read() as transaction:
        stored = _stored_check(transaction)
    if stored is None:
        with database.write() as transaction:
            if not database.queue:
                transaction.run(LOCK_ADDRESS, of_number=0)
            stored = _stored_check(transaction)
            if stored is None:
                transaction.run(ADD_META, name=SECRET_CHECK, value=ours)
    if (stored or ours) != ours:
        raise StoreError(NOT_KNOWN)


NOT_KNOWN = (
    "The secret does not belong to this database: with it, nobody who has played would be "
    "known again. Put the secret that it was made with at WAYSIDE_SECRET_FILE."
)


def _stored_check(transaction: Transaction) -> str | None:
    row = transaction.first(FIND_META, of_name=SECRET_CHECK)
    return row[0] if row else None


def cause_of(error: Exception) -> str:
    """Give what a database said was wrong."""
    return str(error.orig if isinstance(error, DBAPIError) else error)
