"""Looks after the signs: how each stands, and which fell silent since somebody looked."""

import threading
from collections.abc import Callable

from engine.clock import Clock
from engine.faults import facts_of
from engine.play.catalog import Catalog
from engine.signs.learning import learned
from engine.signs.register import Entry
from engine.signs.rhythm import alarms, standings, today_of
from engine.signs.standing import Standing
from engine.silences.gathering import gathered
from engine.store import Store

EVERY_S = 60 * 60.0
FALLEN_SILENT = "Signs have fallen silent. To see which: wayside sign health"
CANNOT_WATCH = "It cannot be told which signs are silent; that is tried again."


class Silences:
    """Looks after the signs of a store. Any number of processes may: each silence is told once.

    `tell_staff(what, **facts)` is told of new silences, and when they cannot be looked for.
    """

    def __init__(
        self,
        store: Store,
        catalog: Callable[[], Catalog],
        clock: Clock,
        tell_staff: Callable[..., None] = lambda *_what, **_facts: None,
    ) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock
        self._tell_staff = tell_staff
        self._over = threading.Event()

    def start(self) -> None:
        """Look every hour from now on, in a thread that ends with the process, or with `stop`."""
        threading.Thread(target=self.run, name="silences", daemon=True).start()

    def stop(self) -> None:
        """End soon."""
        self._over.set()

    def run(self, every_s: float = EVERY_S) -> None:
        """Look every hour until stopped."""
        while not self._over.wait(every_s):
            try:
                if found := self.look():
                    self._tell_staff(FALLEN_SILENT, count=len(found))
            except Exception as error:  # noqa: BLE001 - the thread is the only one that does this
                self._tell_staff(CANNOT_WATCH, **facts_of(error))

    def health(self) -> dict[str, Standing]:
        """Tell how each sign stands that is watched, by its code. Raises NotStored.

        It is not while staff know that it is away, or that nobody can come there.
        """
        return {
            each.code: group.up_to_now(each)
            for group in gathered(self._store, self._catalog(), self._clock())
            for each in standings(group.signs, group.now, group.rung)
        }

    def look(self) -> list[Standing]:
        """Find the silences that are new, and write each into the log of its sign.

        Raises NotStored.
        """
        now = self._clock()
        found = []
        for group in gathered(self._store, self._catalog(), now):
            usual = learned(group.signs, group.now)
            today = today_of(group.signs, usual, group.now)
            for each in alarms(usual, today, group.now, group.rung):
                if each.code not in {*group.rung, *group.here}:
                    entry = Entry(each.code, int(now.timestamp()), "silent", note=each.words)
                    found += [each] if self._store.signs.tell(entry) else []
        return found
