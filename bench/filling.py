"""Putting millions of rows into a database, past the store: it is not what is measured."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql
from sqlalchemy import Boolean, Table

from bench.databases import Measured
from engine.store.tables import METADATA

Rows = Mapping[str, Sequence[Sequence[object]]]


class Filler(Protocol):
    """What takes rows in large numbers."""

    def add(self, rows: Rows) -> None:
        """Add whole rows, by table; as SQLite gives them."""

    def repeat(self, table: str, columns: Sequence[str], row: Sequence[object], times: int) -> None:
        """Add the same row so often."""

    def run(self, statement: str) -> None:
        """Run a statement."""


@contextmanager
def filling(kept: Measured) -> Iterator[Filler]:
    """Give what fills a database, and leave it as one that has been used for long."""
    if isinstance(kept.name, Path):
        with closing(sqlite3.connect(kept.name, isolation_level=None)) as file:
            file.execute("PRAGMA synchronous=OFF")
            file.execute("PRAGMA cache_size=-400000")
            yield _File(file)
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with psycopg.connect(kept.name, autocommit=True) as server:
        server.execute("SET synchronous_commit = off")
        yield _Server(server)
        server.execute("VACUUM ANALYZE")
        server.execute("CHECKPOINT")


def let_be_due(kept: Measured, letters: Sequence[bytes], at_s: int) -> None:
    """Let letters, by our names for them, be due at a moment."""
    each = [(at_s, letter) for letter in letters]
    if isinstance(kept.name, Path):
        with closing(sqlite3.connect(kept.name)) as file, file:
            file.executemany("UPDATE outbox SET at_s = ? WHERE id = ?", each)
        return
    with psycopg.connect(kept.name) as server, server.cursor() as cursor:
        cursor.executemany("UPDATE outbox SET at_s = %s WHERE id = %s", each)


class _File:
    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file

    def add(self, rows: Rows) -> None:
        self._file.execute("BEGIN")
        for table in METADATA.sorted_tables:
            if found := rows.get(table.name):
                marks = ", ".join("?" * len(found[0]))
                self._file.executemany(f"INSERT INTO {table.name} VALUES ({marks})", found)
        self._file.execute("COMMIT")

    def repeat(self, table: str, columns: Sequence[str], row: Sequence[object], times: int) -> None:
        marks = ", ".join("?" * len(row))
        names = ", ".join(columns)
        self._file.execute("BEGIN")
        insert = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        self._file.executemany(insert, (row for _ in range(times)))
        self._file.execute("COMMIT")

    def run(self, statement: str) -> None:
        self._file.execute(statement)


class _Server:
    def __init__(self, server: psycopg.Connection) -> None:
        self._server = server

    def add(self, rows: Rows) -> None:
        with self._server.transaction():
            for table in METADATA.sorted_tables:
                if found := rows.get(table.name):
                    columns = [column.name for column in table.columns]
                    self._copy(table.name, columns, (_typed(table, row) for row in found))

    def repeat(self, table: str, columns: Sequence[str], row: Sequence[object], times: int) -> None:
        self._copy(table, columns, (row for _ in range(times)))

    def run(self, statement: str) -> None:
        self._server.execute(statement.encode())

    def _copy(self, table: str, columns: Sequence[str], rows: Iterator[Sequence[object]]) -> None:
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        copy = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
        with self._server.cursor() as cursor, cursor.copy(copy) as copying:
            for row in rows:
                copying.write_row(row)


def _typed(table: Table, row: Sequence[object]) -> list[object]:
    """Give the row of a table that SQLite kept as PostgreSQL takes it."""
    each = zip(table.columns, row, strict=True)
    return [bool(v) if isinstance(column.type, Boolean) else v for column, v in each]
