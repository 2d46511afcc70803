"""Where the files of gifts lie: in a folder on one machine, in the database where several share it.

What is deleted from a SQLite database stays readable in its file for a while, large files make its
one writer slow, and a folder is seen by one machine alone; so each is right where the other is not.
"""

import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from engine.store import keepsaking
from engine.store.database import Database, Transaction

# The folder beside a SQLite database in which photos and voice messages lie.
GIFTS = "gifts"
_NAME = re.compile(r"([0-9a-f]{64})\.(jpg|mp3)")


class Shelf(Protocol):
    """Keeps files by name: the SHA-256 of the content in hexadecimal, and what it is."""

    def put(self, transaction: Transaction, name: str, data: bytes) -> None:
        """Keep a file, if it is not there; safe on disk when the transaction is."""

    def get(self, name: str) -> bytes | None:
        """Give a file, or None."""

    def drop(self, transaction: Transaction, name: str) -> None:
        """Delete a file, if it is there."""


def is_name(name: str) -> bool:
    """Tell whether a file can have this name."""
    return _NAME.fullmatch(name) is not None


class FolderShelf:
    """Files in a folder, which is made with the first of them. Nobody else may read them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, transaction: Transaction, name: str, data: bytes) -> None:  # noqa: ARG002
        """Keep a file, if it is not there."""
        path = self._folder / name
        if path.exists():
            return
        self._folder.mkdir(mode=0o700, exist_ok=True)
        draft = self._draft(name)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _settle(self._folder)

    def get(self, name: str) -> bytes | None:
        """Give a file, or None."""
        with suppress(FileNotFoundError):
            return (self._folder / name).read_bytes()
        return None

    def drop(self, transaction: Transaction, name: str) -> None:  # noqa: ARG002
        """Delete a file, and what a process that was killed has left of it."""
        self._draft(name).unlink(missing_ok=True)
        (self._folder / name).unlink(missing_ok=True)

    def _draft(self, name: str) -> Path:
        return self._folder / f".{name}"


class TableShelf:
    """Files in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, transaction: Transaction, name: str, data: bytes) -> None:
        """Keep a file, if it is not there."""
        if transaction.first(keepsaking.FIND_KEPT_FILE, of_id=_id(name)) is None:
            transaction.run(keepsaking.ADD_KEPT_FILE, id=_id(name), data=data)

    def get(self, name: str) -> bytes | None:
        """Give a file, or None."""
        with self._database.read() as transaction:
            row = transaction.first(keepsaking.FIND_KEPT_FILE, of_id=_id(name))
        return bytes(row[0]) if row else None

    def drop(self, transaction: Transaction, name: str) -> None:
        """Delete a file, if it is there."""
        transaction.run(keepsaking.DROP_KEPT_FILE, of_id=_id(name))


def _id(name: str) -> bytes:
    return bytes.fromhex(name[:64])


def _settle(folder: Path) -> None:
    """Wait until a folder's entries are on disk."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
