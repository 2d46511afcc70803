"""Who was erased, outside the database: what an old copy of the database does not know.

A text file to which lines are added and nothing else: when (UTC), and a fingerprint that leads to
nobody without the secret and the database.

    2027-06-05T12:00:00Z 00112233445566778899aabbccddeeff
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from engine.faults import Foreseen

if sys.platform != "win32":
    import fcntl

FILE = "erasures.txt"
_LINE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) ([0-9a-f]{32})")
_TIME = "%Y-%m-%dT%H:%M:%SZ"


class LedgerError(Foreseen):
    """The ledger cannot be read or written; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Read:
    """A ledger as it is: its first line, how many bytes it has, and its entries.

    An entry is a fingerprint and when, in seconds since 1970.
    """

    first: str
    size: int
    entries: tuple[tuple[bytes, int], ...]


class Ledger:
    """The ledger in a folder of its own. Everything here raises LedgerError.

    `makes_folder`: the first entry makes the folder. Where it may not, one that is missing is most
    likely a disk that is not there, with the ledger on it.
    """

    def __init__(self, folder: Path, *, makes_folder: bool = True) -> None:
        self._path = folder / FILE
        self._makes_folder = makes_folder

    @property
    def path(self) -> Path:
        """Give where it is."""
        return self._path

    def check(self) -> None:
        """Look whether it can be read and added to; nothing is made by looking."""
        with self._told():
            if self._path.exists():
                os.close(os.open(self._path, os.O_RDWR | os.O_APPEND))
            else:
                tempfile.TemporaryFile(dir=_nearest(self._path.parent)).close()

    def add(self, entries: Iterable[tuple[bytes, int]]) -> tuple[str, int, int]:
        """Add entries, safe on disk when this returns; give its first line, and its bytes before
        and after.

        Any number of processes may add at once.
        """
        lines = "".join(_line(fingerprint, at_s) for fingerprint, at_s in entries)
        with self._told(), self._open() as handle:
            size = os.fstat(handle).st_size
            if size and _at(handle, size - 1, 1) != b"\n":
                lines = f"\n{lines}"  # somebody was cut short here
            data = lines.encode()
            while data:
                data = data[os.write(handle, data) :]
            os.fsync(handle)
            first = _at(handle, 0, 200).decode("ascii", "replace").partition("\n")[0]
            return first, size, os.fstat(handle).st_size

    def read(self) -> Read:
        """Give all of it; an empty one where there is none. What is no entry is passed over."""
        with self._told():
            try:
                data = self._path.read_bytes()
            except FileNotFoundError:
                return Read("", 0, ())
        lines = data.decode("ascii", "replace").split("\n")
        return Read(lines[0], len(data), tuple(_entries(lines)))

    def size(self) -> int:
        """Give how many bytes it has; none where there is none."""
        with self._told():
            return self._path.stat().st_size if self._path.exists() else 0

    @contextmanager
    def _open(self) -> Iterator[int]:
        """Open it alone, for its owner only; its folder is on disk as well once it is made."""
        folder = self._path.parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        is_new = not self._path.exists()
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            if sys.platform != "win32":
                fcntl.flock(handle, fcntl.LOCK_EX)
                if is_new:
                    _sync_folder(folder)
            yield handle
        finally:
            os.close(handle)

    @contextmanager
    def _told(self) -> Iterator[None]:
        folder = self._path.parent
        if not self._makes_folder and not folder.exists():
            raise LedgerError(
                f"There is no folder {folder}, in which it is noted who was erased. If it is on "
                f"another disk, let that be there first; for a new one type: mkdir -p {folder}. Or "
                "set WAYSIDE_ERASURES to another folder."
            )
        try:
            yield
        except OSError as error:
            raise LedgerError(
                f"The ledger of erasures at {self._path} cannot be used: {error.strerror}. Who is "
                "erased is noted there, so let the user of this program read and write it, or set "
                "WAYSIDE_ERASURES to another folder."
            ) from error


def _nearest(folder: Path) -> Path:
    """Give the folder, or the first above it that is there: the rest would be made in it."""
    return next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())


def _at(handle: int, place: int, length: int) -> bytes:
    os.lseek(handle, place, os.SEEK_SET)
    return os.read(handle, length)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _line(fingerprint: bytes, at_s: int) -> str:
    return f"{datetime.fromtimestamp(at_s, UTC).strftime(_TIME)} {fingerprint.hex()}\n"


def _entries(lines: Iterable[str]) -> Iterator[tuple[bytes, int]]:
    for line in lines:
        with suppress(ValueError):  # a day that is none
            if found := _LINE.fullmatch(line):
                at = datetime.strptime(found[1], _TIME).replace(tzinfo=UTC)
                yield bytes.fromhex(found[2]), int(at.timestamp())
