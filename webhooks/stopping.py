"""Ending a process so that nobody notices: what was begun is finished, and nothing new is."""

import threading
from collections.abc import Callable

from engine.clock import running_s

LONGEST_S = 10.0


class Stopping:
    """Counts the requests inside, and knows whether the process is to end."""

    def __init__(self) -> None:
        # Every request passes here, so what waits for the last one is told only where it may wait.
        self._guard = threading.Lock()
        self._changed = threading.Condition(self._guard)
        self._inside = 0
        self._begun = False
        self._ends: list[tuple[Callable[[], None], Callable[[float], None] | None]] = []

    @property
    def begun(self) -> bool:
        """Tell whether the process is to end."""
        return self._begun

    def enter(self) -> bool:
        """Let a request in, which is to `leave`; False where nothing new is begun any more."""
        with self._guard:
            self._inside += not self._begun
            return not self._begun

    def leave(self) -> None:
        """Let a request out."""
        with self._guard:
            self._inside -= 1
            if self._begun and not self._inside:
                self._changed.notify_all()

    def at_end(self, stop: Callable[[], None], wait: Callable[[float], None] | None = None) -> None:
        """Have `stop` called once nothing new is to be begun, and then `wait`, with seconds."""
        self._ends.append((stop, wait))

    def finish(self, longest_s: float = LONGEST_S) -> None:
        """Begin nothing new, and return when what was begun is over, or after that time."""
        until_s = running_s() + longest_s
        with self._changed:
            self._begun = True
        for stop, _ in self._ends:
            stop()
        with self._changed:
            self._changed.wait_for(lambda: not self._inside, until_s - running_s())
        for _, wait in self._ends:
            if wait:
                wait(max(0, until_s - running_s()))
