"""The queue in front of the database: one writer at a time, in the order they came.

SQLite lets whoever polls at the right moment write first; under load some then wait for most of a
second. Here the threads of a process stand in line, and so do processes, by locks on two files
beside the database. The system opens these locks when a process ends, however it ends.
"""

import os
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from engine.clock import running_s
from engine.store.errors import NotStored

if sys.platform != "win32":
    import fcntl

LONGEST_WAIT_S = 5.0
FIRST_POLLS = 200
FIRST_POLL_S = 0.000_05
POLL_S = 0.001
CLOSED = -1
# Whose turn is to move everything elsewhere says so by a lock on this file beside the database, so
# that nobody waits for it in vain.
LONG_TURN = "-moving"


class WriteQueue:
    """The line of all threads and processes that want to write beside this path."""

    def __init__(self, path: Path, *, longest_wait_s: float = LONGEST_WAIT_S) -> None:
        self._threads = ThreadQueue()
        self._processes = ProcessQueue(path)
        self._longest_wait_s = longest_wait_s

    @contextmanager
    def turn(self, longest_wait_s: float | None = None) -> Iterator[None]:
        """Wait until it is our turn to write. Raises NotStored after that many seconds."""
        deadline = running_s() + (longest_wait_s or self._longest_wait_s)
        self._threads.enter(deadline)
        try:
            self._processes.enter(deadline)
            try:
                yield
            finally:
                self._processes.leave()
        finally:
            self._threads.leave()

    @contextmanager
    def long_turn(self, longest_wait_s: float) -> Iterator[None]:
        """Do so, and let whoever comes meanwhile have NotStored at once."""
        with self.turn(longest_wait_s), self._processes.long():
            yield

    def close(self) -> None:
        """Close the two files."""
        self._processes.close()


class ThreadQueue:
    """The line of threads in one process: first come, first served."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()

    def enter(self, deadline: float) -> None:
        """Wait for our turn. Raises NotStored once `running_s` is past the deadline."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            gate = Lock()
            gate.acquire()
            self._waiting.append(gate)
        if not gate.acquire(timeout=max(0, deadline - running_s())):
            self._give_up(gate)

    def leave(self) -> None:
        """Let the next one in."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _give_up(self, gate: Lock) -> None:
        with self._guard:
            if gate in self._waiting:  # or else our turn came just now
                self._waiting.remove(gate)
                raise NotStored("Too many are waiting to write.")


class ProcessQueue:
    """The line of processes, one thread of each.

    Who holds `-next` is the only one to try for `-now`: a process that just wrote cannot take
    its turn again before one that waits.
    """

    def __init__(self, path: Path) -> None:
        self._next = _open(path.with_name(path.name + "-next"))
        self._now = _open(path.with_name(path.name + "-now"))
        self._long = path.with_name(path.name + LONG_TURN)

    def enter(self, deadline: float) -> None:
        """Wait for our turn. Raises NotStored once `running_s` is past the deadline."""
        _lock(self._next, deadline, self._long)
        try:
            _lock(self._now, deadline, self._long)
        finally:
            _unlock(self._next)

    @contextmanager
    def long(self) -> Iterator[None]:
        """Tell those who wait that this turn takes long. Killed, we leave a file, but no lock."""
        handle = _open(self._long)
        try:
            _lock(handle, running_s())
            yield
        finally:
            self._long.unlink(missing_ok=True)
            os.close(handle)

    def leave(self) -> None:
        """Let the next one in."""
        _unlock(self._now)

    def close(self) -> None:
        """Close both files, which also leaves the line; nobody can enter it any more."""
        for handle in (self._next, self._now):
            if handle != CLOSED:
                os.close(handle)
        self._next = self._now = CLOSED


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


if sys.platform == "win32":  # where one process serves, and SQLite's own lock is enough

    def _lock(handle: int, deadline: float, long: Path | None = None) -> None:
        pass

    def _unlock(handle: int) -> None:
        pass

else:

    def _lock(handle: int, deadline: float, long: Path | None = None) -> None:
        polls = 0
        while not _locked(handle):
            if running_s() > deadline:
                raise NotStored("Another process has been writing for too long.")
            time.sleep(FIRST_POLL_S if polls < FIRST_POLLS else POLL_S)
            polls += 1
            if long and polls % FIRST_POLLS == 0 and _is_locked(long):
                raise NotStored("Everything is being moved to another database.")

    def _is_locked(path: Path) -> bool:
        try:
            handle = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            # Who only looks must not seem, to another who looks, to be the one who moves.
            return not _locked(handle, fcntl.LOCK_SH)
        finally:
            os.close(handle)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)

    def _locked(handle: int, how: int = fcntl.LOCK_EX) -> bool:
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except (OSError, ValueError) as error:
            raise NotStored(f"The queue cannot be used: {error}.") from error
        return True
