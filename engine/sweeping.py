"""Texts that never arrived: after an outage the carrier is asked for what it could not deliver."""

import threading
from collections.abc import Callable, Iterable
from typing import Protocol

from engine.clock import Clock
from engine.faults import facts_of
from engine.store import Store
from engine.turns import Incoming, Turns

# So long the carrier itself may still try to hand a text over.
UNDERWAY_S = 3 * 60
EVERY_S = 5 * 60
LOOKED_EVERY_S = 30
# Who was away for longer has players who expect no answer any more.
FURTHEST_BACK_S = 24 * 60 * 60
CANNOT_LOOK = "Nobody could look for texts that never arrived; that is tried again."
SWEPT_UNTIL = "swept until"


class Inbox(Protocol):
    """Who has the texts that were sent to us."""

    def received(self, since_s: int) -> Iterable[Incoming]:
        """Give every text since then, the oldest first. Raises NotTaken and Unsure."""


class Sweeper:
    """Plays what never arrived. Any number of processes may do this at once.

    `tell_staff(what, **facts)` is told how many there were, and when it cannot be done.
    """

    def __init__(
        self,
        turns: Turns,
        store: Store,
        inbox: Inbox,
        clock: Clock,
        tell_staff: Callable[..., None],
    ) -> None:
        self._turns = turns
        self._store = store
        self._inbox = inbox
        self._clock = clock
        self._tell_staff = tell_staff
        self._over = threading.Event()

    def start(self) -> None:
        """Sweep now and then from now on, in a thread that ends with the process or with `stop`."""
        threading.Thread(target=self._run, name="sweeper", daemon=True).start()

    def stop(self) -> None:
        """End soon."""
        self._over.set()

    def sweep(self) -> int:
        """Play what never arrived; give how many texts that were.

        The first sweep of an installation finds nothing: what came before it was not for us to
        answer. Raises NotStored, NotTaken and Unsure.
        """
        now_s = int(self._clock().timestamp())
        until_s = now_s - UNDERWAY_S
        noted = self._store.noted(SWEPT_UNTIL)
        if noted is None:
            self._store.note(SWEPT_UNTIL, str(until_s))
            return 0
        since_s = max(_before(int(noted), now_s), now_s - FURTHEST_BACK_S)
        received = list(self._inbox.received(since_s))
        played = sum(
            self._turns.take_late(each, received[place + 1 :])
            for place, each in enumerate(received)
            if each.sent_s is not None and since_s <= each.sent_s < until_s
        )
        self._store.note(SWEPT_UNTIL, str(until_s))
        if played:
            self._tell_staff("Texts that never arrived were played.", count=str(played))
        return played

    def _run(self) -> None:
        told = False
        while not self._over.is_set():
            try:
                if self._is_due():
                    self.sweep()
                told = False
            except Exception as error:  # noqa: BLE001 - the thread is the only one that does this
                if not told:
                    self._tell_staff(CANNOT_LOOK, **facts_of(error))
                told = True
            self._over.wait(LOOKED_EVERY_S)

    def _is_due(self) -> bool:
        """Tell whether nobody has swept for a while, in any process."""
        noted = self._store.noted(SWEPT_UNTIL)
        now_s = int(self._clock().timestamp())
        return noted is None or now_s >= _before(int(noted), now_s) + UNDERWAY_S + EVERY_S


def _before(noted_s: int, now_s: int) -> int:
    """Give until when was swept; long ago, where a clock that was put back since has noted it."""
    return noted_s if noted_s <= now_s else 0
