"""Looking something up at most once a second, however often it is asked for, and never for long."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from engine.clock import running_s
from engine.faults import facts_of
from webhooks.logs import log

T = TypeVar("T")
EVERY_S = 1.0
LONGEST_S = 2.0


class Seldom(Generic[T]):
    """Gives what `look` found within the last second.

    `late` is given where a look fails, or takes longer than `longest_s`: it goes on, and until it
    is over nobody else looks, nor waits for it.
    """

    def __init__(
        self,
        look: Callable[[], T],
        late: T,
        *,
        every_s: float = EVERY_S,
        longest_s: float = LONGEST_S,
    ) -> None:
        self._look = look
        self._late = late
        self._every_s = every_s
        self._longest_s = longest_s
        self._guard = threading.Lock()
        self._going: threading.Event | None = None
        self._begun_s = self._over_s = float("-inf")
        self._found = late

    def __call__(self) -> T:
        """Give it, and look first where that is long ago."""
        with self._guard:
            if self._going is None and running_s() - self._over_s >= self._every_s:
                self._going, self._begun_s = threading.Event(), running_s()
                threading.Thread(target=self._run, args=(self._going,), daemon=True).start()
            going, until_s = self._going, self._begun_s + self._longest_s
        if going is not None and not going.wait(max(0, until_s - running_s())):
            return self._late
        return self._found

    def _run(self, going: threading.Event) -> None:
        found = self._late
        try:
            found = self._look()
        except Exception as error:  # noqa: BLE001 - whoever asks is told that nobody knows
            log.error("How this server is could not be looked up.", **facts_of(error))
        with self._guard:
            self._found, self._over_s, self._going = found, running_s(), None
        going.set()
