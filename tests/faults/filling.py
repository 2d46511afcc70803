"""A server whose disk takes nothing more for a while, again and again, and players who go on.

Two ways work everywhere. `limited`: no file may grow beyond a few kilobytes from now, so writes
fail in the middle of a commit. `unwritable`: no file may be written at all. Where the kernel lets
us, a third is real: a small disk of its own in memory, which is `filled` to the last byte.
"""

import os
import resource
import shutil
import signal
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeAlias

from engine.checkpoints import EVERY_S
from tests.faults.killing import Found, free_port, start, visitors

Server: TypeAlias = "subprocess.Popen[bytes]"
REFUSED_EACH_TIME = 8
# Now and then the disk has room for so long that the log is written into the database.
ROOM_EVERY = 10
ROOM_FOR_S = 2.5 * EVERY_S
ANSWERED_BETWEEN = 12
ROOM_BYTES = 24_000
# Several times what the log takes when as much is written as can be (about 40 MB).
DISK_BYTES = 120_000_000
_OWN_DISK = f'mount -t tmpfs -o size={DISK_BYTES} none "$0" && exec "$@"'


@contextmanager
def limited(server: Server, data: Path) -> Iterator[None]:
    """Let the log grow by no more than a few kilobytes."""
    over = threading.Event()

    def again() -> None:
        # When the log is begun anew, all of the file is room once more.
        while not over.wait(0.2):
            _set_limit(server, _logged_bytes(data) + ROOM_BYTES)

    thread = threading.Thread(target=again)
    with _at_most(server, _logged_bytes(data) + ROOM_BYTES):
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


@contextmanager
def unwritable(server: Server, data: Path) -> Iterator[None]:
    """Let no file be written, as on a disk that is read-only."""
    with _at_most(server, 0):
        yield


@contextmanager
def filled(server: Server, data: Path) -> Iterator[None]:
    """Fill the server's own disk."""
    filler = Path(f"/proc/{server.pid}/root{data}/filler")
    with filler.open("wb", buffering=0) as file:
        with suppress(OSError):
            while file.write(bytes(1_000_000)):
                pass
        yield
    filler.unlink()


Way: TypeAlias = Callable[[Server, Path], object]
WAYS: Mapping[str, Way] = {"limited": limited, "unwritable": unwritable}
OWN_DISK: Mapping[str, Way] = {"filled": filled}


def own_disks() -> bool:
    """Tell whether a process may have a disk of its own here; no rights are needed for it."""
    if (unshare := shutil.which("unshare")) is None:
        return False
    command = [unshare, "-rm", "sh", "-c", _OWN_DISK, "/mnt", "true"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def fill_again_and_again(
    folder: Path,
    way: str,
    times: int,
    program: Sequence[str] = ("-m", "webhooks"),
    longest_wait_s: float = 30,
) -> Found:
    """Let the disk take nothing, so many times, while players go on; say what they saw.

    In the end the server is killed and started again, where its disk outlives it.
    """
    found, port, over = Found(), free_port(), threading.Event()
    wait = partial(_wait, found, longest_wait_s)
    players = visitors(folder, port, over, found)
    data = folder / "data"
    data.mkdir()
    within = ("unshare", "-rm", "sh", "-c", _OWN_DISK, str(data)) if way in OWN_DISK else ()
    server = start(folder, port, program, found, within)
    try:
        for player in players:
            player.start()
        for number in range(times):
            if number % ROOM_EVERY == ROOM_EVERY - 1:
                time.sleep(ROOM_FOR_S)
            wait(200, ANSWERED_BETWEEN, "after the disk was full" if number else "at first")
            with {**WAYS, **OWN_DISK}[way](server, data):
                wait(503, REFUSED_EACH_TIME, "while the disk was full")
        wait(200, ANSWERED_BETWEEN, "after the disk was full")
        if not within:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
            server = start(folder, port, program, found)
            wait(200, ANSWERED_BETWEEN, "after another start")
    finally:
        over.set()
        for player in players:
            player.join(30)
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    return found


def _wait(found: Found, longest_s: float, status: int, times: int, when: str) -> None:
    """Wait until players got a status so many times more."""
    before, ends = found.statuses[status], time.monotonic() + longest_s
    while found.statuses[status] < before + times:
        if found.wrong or time.monotonic() > ends:
            found.wrong.append(f"no {status} {when}")
            return
        time.sleep(0.01)


@contextmanager
def _at_most(server: Server, size: int) -> Iterator[None]:
    before = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)[0]
    _set_limit(server, size)
    try:
        yield
    finally:
        _set_limit(server, before)


def _set_limit(server: Server, size: int) -> None:
    """Let no file of a server grow beyond a size; what it has open may be larger already."""
    for pid in family(server.pid):
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


def _logged_bytes(data: Path) -> int:
    """Give where the next page is logged: the file is as long as the log has ever been.

    The number of pages is in SQLite's index of the log (https://www.sqlite.org/walformat.html).
    """
    try:
        index = (data / "wayside.db-shm").read_bytes()[:20]
    except FileNotFoundError:  # both go with the last connection, and come with the next
        index = b""
    (frames,) = struct.unpack_from("=I", index.ljust(20, b"\0"), 16)
    return 32 + int(frames) * (24 + 4_096)


def family(pid: int) -> Iterator[int]:
    """Give a process and all that it started."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from family(int(child))
