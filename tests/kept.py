"""What the store of a test keeps, looked at and changed past the store."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, create_engine, make_url

from engine.secret import LENGTH
from engine.store import Store, migrate_server
from engine.store.migrating import migrate

# The file with the URL of a test's database, where that is on a server.
ON_SERVER = "postgresql"


def kept_in(folder: Path) -> Path | str:
    """Give what the store of a test is opened by: the file in its folder, or a server's URL."""
    on_server = folder / ON_SERVER
    return on_server.read_text() if on_server.exists() else folder / "wayside.db"


def rows(folder: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Run a statement, with `?` for each value, and give what it finds; days are ISO 8601."""
    name = kept_in(folder)
    if isinstance(name, Path):
        with closing(sqlite3.connect(name, isolation_level=None)) as connection:
            return connection.execute(sql, values).fetchall()
    with psycopg.connect(name, autocommit=True) as connected:
        cursor = connected.execute(sql.replace("?", "%s").encode(), values or None)
        found = cursor.fetchall() if cursor.description else []
    return [tuple(map(_plain, row)) for row in found]


def with_secret(folder: Path) -> dict[str, str]:
    """Put down the secret of tests, and give the variables of a server on what is kept here."""
    secret = folder / "secret"
    secret.touch(0o600)
    secret.write_bytes(bytes(range(LENGTH)))
    name = kept_in(folder)
    return {"WAYSIDE_DATABASE_URL": name} if isinstance(name, str) else {}


@contextmanager
def older(folder: Path, revision: str) -> Iterator[Connection]:
    """Make a database as this revision had it, and let something be put into it."""
    name = kept_in(folder)
    url = URL.create("sqlite", database=str(name)) if isinstance(name, Path) else make_url(name)
    if url.get_backend_name() == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url)
    with engine.begin() as connection:
        migrate(connection, to=revision)
        yield connection
    engine.dispose()


def bring_up_to_date(folder: Path) -> None:
    """Do what is done by command on a server; a file is brought up to date when it is opened."""
    if isinstance(url := kept_in(folder), str):
        migrate_server(url)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


@contextmanager
def nobody_writes(store: Store) -> Iterator[None]:
    """Let every turn wait."""
    if queue := store._database.queue:
        with queue.turn():
            yield
        return
    with store._database.write() as transaction:
        transaction.cursor.execute("LOCK TABLE players IN EXCLUSIVE MODE")
        yield
