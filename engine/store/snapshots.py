"""A SQLite database as it is at one moment, copied while others go on writing.

SQLite's own way to copy (https://www.sqlite.org/backup.html) begins anew whenever another process
has written meanwhile, which under load is always. So here it reads inside of a transaction: in WAL
mode that sees the moment at which it began, however long it takes, and nobody waits for it. What is
written meanwhile stays in the log until it is over.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO

from engine.store import keepsaking
from engine.store.database import Database
from engine.store.shelves import GIFTS, is_name

# A megabyte, and then the disk is left to others for as long as that took, or so.
PAGES = 256
PAUSE_S = 0.002


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A database's file, open at its beginning, and where the files of its gifts are, by name."""

    database: BinaryIO
    files: dict[str, Path]


class Snapshots:
    """Copies of a SQLite database. Everything here raises NotStored."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def taken(self) -> Iterator[Snapshot]:
        """Give the database as it is now.

        The copy lies on the same disk, in a file without a name: it goes with the process, however
        that ends. A file of somebody who is erased meanwhile may be gone by the time it is read.
        """
        folder = Path(str(self._database.engine.url.database)).parent
        with self._database.snapshot() as transaction:
            copy = _copied(transaction.cursor.connection, folder)
            try:
                names = [row[0] for row in transaction.all(keepsaking.FIND_ALL_FILES)]
            except BaseException:
                copy.close()
                raise
        with copy:
            yield Snapshot(copy, {each: folder / GIFTS / each for each in names if is_name(each)})


def is_whole(path: Path) -> bool:
    """Tell whether a SQLite file is a database in which nothing is damaged."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        try:
            found = connection.execute("PRAGMA integrity_check(1)").fetchall()
            lost = connection.execute("PRAGMA foreign_key_check").fetchone()
        except sqlite3.DatabaseError:
            return False
    return found == [("ok",)] and lost is None


def _copied(source: Any, folder: Path) -> BinaryIO:
    path = folder / f".backup-{token_hex(8)}"
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "rb")
    try:
        with closing(_opened_without_name(path)) as target:
            source.backup(target, pages=PAGES, progress=_pause)
    except BaseException:
        file.close()
        raise
    return file


def _opened_without_name(path: Path) -> sqlite3.Connection:
    """Open a file with SQLite and take its name away, while it is empty."""
    try:
        target = sqlite3.connect(path, isolation_level=None)
        # It is nobody's database: without a journal beside it, and no need to be safe.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE"):
            target.execute(f"PRAGMA {pragma}").fetchall()
        target.execute("PRAGMA schema_version").fetchall()  # now it is open
    finally:
        path.unlink()
    return target


def _pause(_status: int, _left: int, _all: int) -> None:
    time.sleep(PAUSE_S)
