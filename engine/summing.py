"""What happened is summed up while the server runs, so that reports stay quick."""

import threading
from collections.abc import Callable

from engine.faults import facts_of
from engine.store.totals import Totals

EVERY_S = 60.0
# Between two lots: turns come first.
PAUSE_S = 0.2


CANNOT_SUM = "Reports grow slow: they cannot be summed up; that is tried again."


class Summing:
    """Condenses what turns have appended. Any number of processes may do this at once.

    `tell_staff(what, **facts)` is told when it cannot be done.
    """

    def __init__(self, totals: Totals, tell_staff: Callable[..., None]) -> None:
        self._totals = totals
        self._tell_staff = tell_staff
        self._over = threading.Event()

    def start(self) -> None:
        """Do this from now on, in a thread that ends with the process, or with `stop`."""
        threading.Thread(target=self.run, name="summing", daemon=True).start()

    def stop(self) -> None:
        """End soon; what is being summed up is."""
        self._over.set()

    def sum_all(self) -> int:
        """Sum up all there is; give how much that was. Raises NotStored."""
        done = 0
        while (more := self._totals.sum_up()) and not self._over.wait(PAUSE_S):
            done += more
        return done + more

    def run(self) -> None:
        """Sum up until stopped."""
        told = False
        while not self._over.wait(EVERY_S):
            try:
                self.sum_all()
                told = False
            except Exception as error:  # noqa: BLE001 - the thread is the only one that does this
                told = self._tell_once(told, error)

    def _tell_once(self, told: bool, error: Exception) -> bool:  # noqa: FBT001 - a state
        if not told:
            self._tell_staff(CANNOT_SUM, **facts_of(error))
        return True
