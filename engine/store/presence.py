"""Who has a SQLite database open: any number of processes, or one that puts another in its place.

The system forgets a process when it ends, however it ends.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.store.errors import StoreError

if sys.platform != "win32":
    import fcntl

# The file beside a database on which the locks are.
HERE = "-here"
CLOSED = -1


class Presence:
    """That somebody has a database open. Raises StoreError while it is being replaced."""

    def __init__(self, path: Path) -> None:
        self._handle = _locked(path, alone=False)

    def close(self) -> None:
        """Note that they have it open no more."""
        if self._handle != CLOSED:
            os.close(self._handle)
        self._handle = CLOSED


@contextmanager
def alone_at(path: Path) -> Iterator[None]:
    """Keep everybody else from opening a database. Raises StoreError where somebody has."""
    handle = _locked(path, alone=True)
    try:
        yield
    finally:
        os.close(handle)


def _locked(path: Path, *, alone: bool) -> int:
    handle = os.open(path.with_name(path.name + HERE), os.O_RDWR | os.O_CREAT, 0o600)
    if sys.platform != "win32":  # which lets nobody replace a file that somebody has open
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(handle)
            raise StoreError(_IN_USE if alone else _REPLACED) from error
    return handle


_IN_USE = (
    "The database is in use: end wayside serve and wayside deliver, and let other commands finish. "
    "Then type this again."
)
_REPLACED = "A backup is being put in the place of this database. Try again when that is done."
