"""Backups of an installation on SQLite, and putting one back.

A backup is one file, encrypted (`engine.packing`) by a key that comes from the installation's
secret: what it is, the database as it was at one moment, and the files of players' photos and voice
messages. The secret is not in it, nor is the ledger of who was erased since.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import chain, count
from pathlib import Path
from typing import IO, BinaryIO

from engine.clock import Clock
from engine.erasing import Eraser, erase_again
from engine.faults import Foreseen
from engine.folders import make_folder, sync_names
from engine.ledger import Ledger
from engine.packing import PackError, Piece, pack, unpack
from engine.secret import Secret
from engine.store import Store, StoreError, open_store
from engine.store.marks import refuse_if_moved_at
from engine.store.migrating import NEWEST
from engine.store.presence import alone_at
from engine.store.replacing import draft_of, finish_replacing, replace, sync_file
from engine.store.shelves import GIFTS, is_name
from engine.store.snapshots import is_whole

if sys.platform != "win32":
    import fcntl

# Of the way in which it is packed; a later one may be otherwise.
FORMAT = 1
FACTS, DATABASE = "backup.json", "wayside.db"
# What is being written has this behind its name.
UNFINISHED = ".unfinished"


class BackupError(Foreseen):
    """A backup cannot be made or put back; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: its bytes, and how many files of players are in it."""

    size: int
    files: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was put back: when it was made, its files, who was erased again, and where the
    old database is; None where there was none."""

    made_at: datetime
    files: int
    erased: int
    old: Path | None


def back_up(store: Store, secret: Secret, to: Path, clock: Clock) -> Made:
    """Write a backup, which has its name only once it is whole and safe on disk.

    Turns go on meanwhile. Raises BackupError, NotStored, OSError.
    """
    files = 0

    def counted(pieces: Iterator[Piece]) -> Iterator[Piece]:
        nonlocal files
        for piece in pieces:
            files += piece.name.startswith(f"{GIFTS}/")
            yield piece

    with _draft(to) as (draft, file):
        with store.snapshots.taken() as taken:
            facts = {"format": FORMAT, "tables": NEWEST, "made_at": clock().isoformat()}
            pieces = counted(_pieces(facts, taken.database, taken.files))
            pack(pieces, secret.backup_key(), file)
        file.flush()
        os.fsync(file.fileno())
        size = file.tell()
        draft.rename(to)
        sync_names(to.parent)
    return Made(size, files)


def _pieces(
    facts: dict[str, object], database: BinaryIO, files: dict[str, Path]
) -> Iterator[Piece]:
    told = json.dumps(facts).encode()
    yield Piece(FACTS, len(told), BytesIO(told).read)
    yield Piece(DATABASE, os.fstat(database.fileno()).st_size, database.read)
    for name, path in files.items():
        # Whose it is may be erased at this moment.
        with suppress(FileNotFoundError), path.open("rb") as file:
            yield Piece(f"{GIFTS}/{name}", os.fstat(file.fileno()).st_size, file.read)


@contextmanager
def _draft(to: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """Open the file that becomes the backup, alone; one that was left there begins anew."""
    draft = to.with_name(to.name + UNFINISHED)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(handle, "wb") as file:
        if sys.platform != "win32":
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BackupError(f"Another backup is being written to {to}.") from error
            if not _is_still(draft, handle):
                raise BackupError(f"Another backup has just been written to {to}.")
        file.truncate()
        draft.chmod(0o600)
        try:
            yield draft, file
        except BaseException:
            draft.unlink(missing_ok=True)
            raise


def _is_still(draft: Path, handle: int) -> bool:
    """Tell whether a file that was opened has its name yet: who was before us may have ended."""
    try:
        return os.path.samestat(draft.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def unfinished_in(folder: Path) -> list[Path]:
    """Give what is left of backups that were ended before they were whole."""
    return [each for each in sorted(folder.glob(f"*{UNFINISHED}")) if not _is_written(each)]


def _is_written(path: Path) -> bool:
    """Tell whether somebody writes this at the moment."""
    with suppress(OSError), path.open("rb") as file:
        if sys.platform != "win32":
            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
    return False


@dataclass(frozen=True, slots=True)
class Restoring:
    """Puts a backup in the place of the database at `path`, or where there is none yet.

    `tell(what, **facts)` is told what people should know.
    """

    path: Path
    secret: Secret
    ledger: Ledger
    clock: Clock
    tell: Callable[..., None]

    def restore(self, backup: Path) -> Restored:
        """Put a backup back: all of it, or nothing where it or anything else is not right.

        Who was erased since it was made is erased in it before it counts. Raises BackupError,
        StoreError, NotStored, LedgerError, OSError.
        """
        make_folder(self.path.parent)
        finish_replacing(self.path)
        with backup.open("rb") as file, alone_at(self.path), self._folder() as draft:
            refuse_if_moved_at(self.path)
            made_at, files = self._unpacked(file, draft)
            if not is_whole(draft / self.path.name):
                raise BackupError(f"The database in {backup} is damaged. Take another backup.")
            erased = self._erased_again(draft)
            _settle(draft, self.path.name)
            old = self._free_name()
            replace(self.path, old.name)
        return Restored(made_at, files, erased, old if old.exists() else None)

    def _free_name(self) -> Path:
        """Give where the old database is to be kept: a folder that is not there yet."""
        name = f"before-{self.clock():%Y%m%dT%H%M%S}"
        names = chain([name], (f"{name}-{number}" for number in count(2)))
        return next(path for each in names if not (path := self.path.with_name(each)).exists())

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        """Make the folder in which all of it is made ready; what was left there goes."""
        draft = draft_of(self.path)
        shutil.rmtree(draft, ignore_errors=True)
        (draft / GIFTS).mkdir(parents=True, mode=0o700)
        draft.chmod(0o700)
        try:
            yield draft
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def _unpacked(self, file: BinaryIO, draft: Path) -> tuple[datetime, int]:
        facts: dict[str, object] = {}
        names: list[str] = []

        def take(name: str, content: IO[bytes]) -> None:
            names.append(name)
            if name == FACTS:
                facts.update(_facts(content))
            else:
                _write(draft / self._place(name), content)

        try:
            unpack(file, self.secret.backup_key(), take)
            made_at = datetime.fromisoformat(str(facts["made_at"]))
        except (PackError, KeyError, TypeError, ValueError) as error:
            why = str(error) if isinstance(error, PackError) else "It is no backup of Wayside."
            raise BackupError(
                f"This backup cannot be put back. {why} Nothing is changed."
            ) from error
        if DATABASE not in names:
            raise BackupError("There is no database in this backup. Nothing is changed.")
        return made_at, sum(name.startswith(f"{GIFTS}/") for name in names)

    def _place(self, name: str) -> str:
        folder, _, file = name.rpartition("/")
        if name != DATABASE and not (folder == GIFTS and is_name(file)):
            raise PackError("It has something in it that is not known here.")
        return self.path.name if name == DATABASE else name

    def _erased_again(self, draft: Path) -> int:
        """Bring what was unpacked up to date, and erase in it whom the ledger names."""
        store = open_store(draft / self.path.name, self.secret)
        try:
            erased = erase_again(store, self.ledger, self.tell, everybody=True)
            if erased:
                # Their photos go with them, and what they left in the free space of the file.
                for file in sorted((draft / GIFTS).iterdir()):
                    store.keepsakes.let_go(file.name)
                Eraser(store, self.ledger, self.clock, self.tell).rewrite()
        finally:
            store.close()
        return erased


def _facts(content: IO[bytes]) -> dict[str, object]:
    facts = json.load(content)
    if facts["format"] > FORMAT or facts["tables"] > NEWEST:
        raise StoreError(
            "This backup is of a newer Wayside. Install that version or later, and type this "
            "again. Nothing is changed."
        )
    return dict(facts)


def _write(path: Path, content: IO[bytes]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(content, file, 1024 * 1024)


def _settle(draft: Path, database: str) -> None:
    """Leave nothing but the database and the files, all of it safe on disk."""
    for path in draft.iterdir():
        if path.name not in (database, GIFTS):
            path.unlink()
    for path in (draft / database, *(draft / GIFTS).iterdir()):
        sync_file(path)
    sync_names(draft / GIFTS)
    sync_names(draft)
