"""What the store of a test keeps, looked at and changed past the store."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import psycopg

from engine.store import Store

# The file with the URL of a test's database, where that is on a server.
ON_SERVER = "postgresql"


def kept_in(folder: Path) -> Path | str:
    """Give what the store of a test is opened by: the file in its folder, or a server's URL."""
    on_server = folder / ON_SERVER
    return on_server.read_text() if on_server.exists() else folder / "wayside.db"


def rows(folder: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    """Run a statement, with `?` for each value, and give what it finds; days are ISO 8601."""
    name = kept_in(folder)
    if isinstance(name, Path):
        with closing(sqlite3.connect(name, isolation_level=None)) as connection:
            return connection.execute(sql, values).fetchall()
    with psycopg.connect(name, autocommit=True) as connected:
        cursor = connected.execute(sql.replace("?", "%s").encode(), values or None)
        found = cursor.fetchall() if cursor.description else []
    return [tuple(map(_plain, row)) for row in found]


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
