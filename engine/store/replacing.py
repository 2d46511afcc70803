"""Putting another SQLite database, with the files of gifts, in the place of one.

A folder cannot be replaced in one step, so what is to be there is first laid ready in full, in a
folder beside the database, which then gets another name: that is the moment from which on the new
one counts. What is left to do can be done by whoever opens the database next, as often as it takes.
"""

import os
import shutil
from pathlib import Path

from engine.folders import sync_names
from engine.store.presence import alone_at
from engine.store.shelves import GIFTS

# Where it is made ready, and what that is called once it counts.
DRAFT, READY = "-restoring", "-restored"
# In it: the name of the folder in which the old one is kept.
KEPT = "kept"
# SQLite's log, and what belongs to that, are a part of the database.
PARTS = ("", "-wal", "-shm")


def draft_of(path: Path) -> Path:
    """Give the folder in which a database that is to replace this one is made ready."""
    return path.with_name(path.name + DRAFT)


def is_kept(path: Path) -> bool:
    """Tell whether there is a database at this path, or one about to be put there."""
    return path.exists() or _ready(path).exists()


def replace(path: Path, kept: str) -> None:
    """Put the database in the draft's folder here; the old one goes to the folder `kept` beside.

    Whoever calls this is alone with the database (`alone_at`), and what is in the draft's folder is
    safe on disk.
    """
    draft = draft_of(path)
    (draft / KEPT).write_text(kept, encoding="utf-8")
    sync_file(draft / KEPT)
    sync_names(draft)
    draft.rename(_ready(path))
    sync_names(path.parent)
    _finish(path)


def finish_replacing(path: Path) -> None:
    """Finish what a process that was killed has left. Raises StoreError, OSError."""
    if _ready(path).exists():
        with alone_at(path):
            if _ready(path).exists():
                _finish(path)


def _finish(path: Path) -> None:
    """As long as the new one lies there, what is in its place is the old one."""
    ready = _ready(path)
    for name, parts in ((GIFTS, ("",)), (path.name, PARTS)):
        if not (ready / name).exists():
            continue
        for old in (path.with_name(name + part) for part in parts):
            if old.exists():
                kept = path.with_name((ready / KEPT).read_text(encoding="utf-8"))
                kept.mkdir(mode=0o700, exist_ok=True)
                old.rename(kept / old.name)
        (ready / name).rename(path.with_name(name))
    sync_names(path.parent)
    shutil.rmtree(ready)


def sync_file(path: Path) -> None:
    """Return once a file's content is safe on disk. Raises OSError."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _ready(path: Path) -> Path:
    return path.with_name(path.name + READY)
