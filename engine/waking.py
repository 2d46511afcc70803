"""Time that passes by itself: every play whose time has come is stepped, soon after."""

import threading
from collections.abc import Callable

from engine.faults import facts_of
from engine.turns import Turns, Wake

POLL_S = 0.3
# Where the database cannot be reached, asking so often helps nobody.
LATER_S = 5.0


class Waker:
    """Lets time pass for players who say nothing. Any number of processes may do this at once.

    `tell_staff(what, **facts)` is told when it cannot be done.
    """

    def __init__(self, turns: Turns, tell_staff: Callable[..., None]) -> None:
        self._turns = turns
        self._tell_staff = tell_staff
        self._over = threading.Event()

    def start(self) -> None:
        """Do this from now on, in a thread that ends with the process, or with `stop`."""
        threading.Thread(target=self._run, name="waker", daemon=True).start()

    def stop(self) -> None:
        """End soon; what is being stepped is stepped."""
        self._over.set()

    def wake_all(self) -> int:
        """Let time pass for every play that waits for it now; give how many. Raises NotStored."""
        woken, before = 0, list[Wake]()
        while (due := self._turns.due()) and due != before and not self._over.is_set():
            for wake in due:
                self._turns.let_pass(wake)
            woken, before = woken + len(due), due
        return woken

    def _run(self) -> None:
        pause_s, told = POLL_S, False
        while not self._over.wait(pause_s):
            try:
                self.wake_all()
                pause_s, told = POLL_S, False
            except Exception as error:  # noqa: BLE001 - the thread is the only one that does this
                pause_s, told = LATER_S, self._tell_once(told, error)

    def _tell_once(self, told: bool, error: Exception) -> bool:  # noqa: FBT001 - a state
        if not told:
            self._tell_staff("Timed replies wait; that is tried again.", **facts_of(error))
        return True
