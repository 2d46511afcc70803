"""The folder in which the processes of one server count together.

Each has files of its own there, which stay when it is killed: so nothing is lost, and whoever comes
in its place begins at nothing in others. It lies in memory where the system has a place for that,
as files that are written to as memory end the process when a disk is full.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

# Read by prometheus_client when it is imported.
VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
PREFIX = "wayside-metrics-"
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - each has a folder there that nobody else can open


@contextmanager
def counted_together(beside: Path | None = None) -> Iterator[Path]:
    """Make the folder, let the processes that are started from now on use it, and delete it.

    What a server that was killed has left in `beside` goes as well. On Windows one process serves,
    and each counts for itself.
    """
    beside = beside or (IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else Path(tempfile.gettempdir()))
    for left in beside.glob(f"{PREFIX}*"):
        _delete_if_left(left)
    folder, held = _made(beside)
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(folder)
    try:
        yield folder
    finally:
        del os.environ[VARIABLE]
        if before is not None:
            os.environ[VARIABLE] = before
        shutil.rmtree(folder, ignore_errors=True)
        if held is not None:
            os.close(held)


def _made(beside: Path) -> tuple[Path, int | None]:
    """Make a folder that we hold; another server that starts may have taken it for left."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=beside))
        with suppress(OSError):
            held = _held(folder)
            if folder.exists():
                return folder, held


if sys.platform == "win32":

    def _held(_folder: Path) -> int | None:
        return None

    def _delete_if_left(_folder: Path) -> None:
        pass

else:

    def _held(folder: Path) -> int | None:
        """Hold a folder until this process and all that it starts are gone."""
        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return handle

    def _delete_if_left(folder: Path) -> None:
        """Delete a folder of ours that nobody holds."""
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.fstat(handle).st_uid == os.getuid():
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(handle)
