"""What SQLite has logged goes into the database beside the turns, not in the middle of one.

By itself SQLite does so in whichever turn fills the log: that one, and all who wait for it, then
wait for a thousand pages to be on the disk.
"""

import threading

from engine.store import NotStored, Store

EVERY_S = 1.0


class Checkpoints:
    """Keeps the log short. Any number of processes may do this at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._over = threading.Event()

    def start(self) -> None:
        """Do this from now on, in a thread that ends with the process, or with `stop`."""
        threading.Thread(target=self._run, name="checkpoints", daemon=True).start()

    def stop(self) -> None:
        """End soon."""
        self._over.set()

    def _run(self) -> None:
        while not self._over.wait(EVERY_S):
            try:
                self._store.checkpoint()
            except NotStored:
                # Turns are told of it themselves, and the log is kept until the disk takes it.
                continue
