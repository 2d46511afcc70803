"""What is measured on: a SQLite file, or a PostgreSQL of our own, both as durable as they are used.

The server is the one that the tests bring along, on the disk of the system's temporary folder;
`BENCH_DATABASE_URL` names another, in whose database there is nothing yet.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias, cast, get_args

import psycopg

from engine.secret import LENGTH
from engine.store import migrate_server
from tests.faults.nodes import nodes

Kind: TypeAlias = Literal["sqlite", "postgresql"]
OURS = {
    "fsync": "on", "shared_buffers": "256MB", "max_wal_size": "4GB", "max_connections": "100",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """A database with our tables: what it is opened by, and what `wayside serve` is told of it."""

    name: Path | str
    variables: dict[str, str] = field(default_factory=dict)

    def count(self, table: str) -> int:
        """Give how many rows a table has."""
        sql = f"SELECT count(*) FROM {table}"
        if isinstance(self.name, Path):
            with closing(sqlite3.connect(self.name)) as database:
                return int(database.execute(sql).fetchone()[0])
        with psycopg.connect(self.name) as connection:
            row = connection.execute(sql.encode()).fetchone()
            assert row
            return int(row[0])


def arguments() -> tuple[list[int], Kind]:
    """Give the numbers that a command was called with, and which kind of database at their end."""
    *numbers, last = (
        [*sys.argv[1:], "sqlite"] if sys.argv[-1] not in get_args(Kind) else sys.argv[1:]
    )
    return list(map(int, numbers)), cast("Kind", last)


@contextmanager
def database(kind: Kind, folder: Path) -> Iterator[Measured]:
    """Give a database of this kind, its file and its secret in a folder."""
    if kind == "sqlite":
        yield Measured(folder / "wayside.db")
        return
    if url := os.environ.get("BENCH_DATABASE_URL"):
        yield _migrated(url, folder)
        return
    with nodes(**OURS) as (server, _):
        yield _migrated(server.url, folder)


def _migrated(url: str, folder: Path) -> Measured:
    migrate_server(url)
    secret = folder / "secret"
    secret.touch(mode=0o600)
    secret.write_bytes(bytes(range(LENGTH)))
    told = {"WAYSIDE_DATABASE_URL": url, "WAYSIDE_SECRET_FILE": str(secret)}
    return Measured(url, told)
