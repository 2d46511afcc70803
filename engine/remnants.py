"""Deleting at the carrier what it still has of players who were erased."""

import threading
from collections.abc import Callable
from typing import Protocol

from engine.clock import Clock
from engine.faults import facts_of
from engine.store import Store
from engine.store.known import SENT_TO
from engine.store.remnants import Remnant, RemnantQueue

POLL_S = 5.0
LATER_S = 60.0
# Carriers list what is new a little late, and may not delete a message for up to 14 days.
AGAIN_S = (10 * 60, 60 * 60, 6 * 60 * 60, 24 * 60 * 60)
LONGEST_S = 30 * 24 * 60 * 60
GIVEN_UP = (
    "Messages of somebody who was erased could not be deleted at Twilio for thirty days. Ask "
    "Twilio's support to delete what is older than that, or set a retention there."
)
CANNOT_DELETE = "Messages of players who were erased are still at Twilio; that is tried again."


class Archive(Protocol):
    """Who still has the messages. Both methods raise NotTaken, Unsure and Never."""

    def erase(
        self, number: str, sender: str, until_s: int, was_erased: Callable[[str], bool]
    ) -> bool:
        """Delete the messages between a number and ours up to then; True where none were left.

        `was_erased` tells of the name that the carrier gave a message whether it was taken here.
        """

    def number_of(self, sender: str, at_s: int, is_it: Callable[[str], bool]) -> str | None:
        """Give who sent us a message about then, by the name that the carrier gave it."""


class Deleting:
    """Deletes what is due. Any number of processes may do this at once.

    `tell_staff(what, **facts)` is told when it cannot be done.
    """

    def __init__(
        self, store: Store, archive: Archive, clock: Clock, tell_staff: Callable[..., None]
    ) -> None:
        self._queue: RemnantQueue = store.remnants
        self._archive = archive
        self._clock = clock
        self._tell_staff = tell_staff
        self._over = threading.Event()

    def start(self) -> None:
        """Do this from now on, in a thread that ends with the process, or with `stop`."""
        threading.Thread(target=self._run, name="deleting", daemon=True).start()

    def stop(self) -> None:
        """End soon; what is being deleted is deleted."""
        self._over.set()

    def delete(self) -> int:
        """Delete all that is due; give for how many nothing is left. Raises NotStored and more.

        What fails is tried again later, longer each time.
        """
        finished = 0
        while not self._over.is_set() and (remnant := self._queue.claim(self._now_s())):
            if self._is_too_old(remnant):
                self._tell_staff(GIVEN_UP)
                self._queue.done(remnant)
                continue
            done = False
            try:
                done = self._deleted(remnant)
            finally:
                # Whatever went wrong: others come first before this one is tried again.
                after_s = AGAIN_S[min(remnant.tries, len(AGAIN_S)) - 1]
                self._queue.again(remnant, self._now_s() + after_s)
            if done:
                self._queue.done(remnant)
            finished += done
        return finished

    def _deleted(self, remnant: Remnant) -> bool:
        number = remnant.number or self._archive.number_of(
            remnant.sender,
            remnant.message_at_s,
            lambda sid: remnant.message in self._fingerprints(sid),
        )
        if number is None:
            return True
        return self._archive.erase(number, remnant.sender, remnant.until_s, self._was_erased)

    def _fingerprints(self, sid: str) -> set[bytes]:
        """Give what may stand for a message, by whichever channel it came."""
        return {self._queue.fingerprint(kind, sid) for kind in SENT_TO}

    def _was_erased(self, sid: str) -> bool:
        return any(map(self._queue.is_spent, self._fingerprints(sid)))

    def _is_too_old(self, remnant: Remnant) -> bool:
        was_tried = remnant.tries > len(AGAIN_S)
        return was_tried and self._now_s() > remnant.until_s + LONGEST_S

    def _run(self) -> None:
        pause_s, told = POLL_S, False
        while not self._over.wait(pause_s):
            try:
                self.delete()
                pause_s, told = POLL_S, False
            except Exception as error:  # noqa: BLE001 - the thread is the only one that does this
                pause_s = LATER_S
                if not told:
                    self._tell_staff(CANNOT_DELETE, **facts_of(error))
                told = True

    def _now_s(self) -> int:
        return int(self._clock().timestamp())
