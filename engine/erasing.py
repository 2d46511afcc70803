"""Erasing by itself: what is too old, the traces of who was erased, and the ledger outside."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, timedelta

from engine.clock import Clock, running_s
from engine.faults import facts_of
from engine.ledger import Ledger, Read
from engine.store import Store
from engine.store.erasing import PARTS, Seen

POLL_S = 5.0
LATER_S = 60.0
# Library use is confidential: no more is kept than play needs.
IDLE_DAYS = 90
ANSWERS_DAYS = 30
DAY_S = 24 * 60 * 60
# Turns come first: after each transaction so many times as long is left to them.
PAUSES = 4
# To rewrite a file of this size takes a quarter of a second, in which texts wait.
LARGEST_REWRITTEN_BYTES = 32 * 1024 * 1024
REWRITTEN_EVERY_S = 60 * 60
CANNOT_ERASE = "What is to be erased waits; that is tried again."


class Eraser:
    """Erases what is too old, and finishes what was erased. Any number of processes may.

    `tell_staff(what, **facts)` is told when it cannot be done.
    """

    def __init__(
        self, store: Store, ledger: Ledger, clock: Clock, tell_staff: Callable[..., None]
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._clock = clock
        self._tell_staff = tell_staff
        self._emptied = frozenset[bytes]()
        self._over = threading.Event()

    def start(self) -> None:
        """Do this from now on, in a thread that ends with the process, or with `stop`."""
        threading.Thread(target=self._run, name="eraser", daemon=True).start()

    def stop(self) -> None:
        """End soon."""
        self._over.set()

    def note(self) -> int:
        """Write into the ledger who was erased; give how many. Raises NotStored, LedgerError.

        Each is written before the database takes note of it, so that a kill between the two
        writes it twice, and never not at all.
        """
        count = 0
        while erased := self._store.erasing.unnoted():
            first, before, size = self._ledger.add((each.id, each.at_s) for each in erased)
            self._store.erasing.note(erased, Seen(first, before), Seen(first, size))
            count += len(erased)
        return count

    def wash(self) -> None:
        """Take the traces of who was erased out of the database's files. Raises NotStored."""
        washing, erased = self._store.washing, self._store.washing.noted()
        if not erased:
            return
        if erased != self._emptied and not washing.empty_log():
            return
        self._emptied = erased
        if washing.size() > LARGEST_REWRITTEN_BYTES:
            washing.done(erased)
        elif not 0 <= self._now_s() - washing.rewritten_s() < REWRITTEN_EVERY_S:
            self.rewrite()

    def rewrite(self) -> None:
        """Write the database's file anew, without anything in its free space.

        Texts wait meanwhile: 8 ms a megabyte. Raises NotStored.
        """
        washing, erased = self._store.washing, self._store.washing.noted()
        washing.rewrite()
        washing.note_rewritten(self._now_s())
        if washing.empty_log():
            washing.done(erased)

    def erase_old(self, part: int, idle_days: int = IDLE_DAYS) -> int:
        """Erase who has not played for so many days, and answers from long ago, in one part.

        Gives how many players were erased. Raises NotStored.
        """
        now = self._clock()
        before = (now.astimezone(UTC) - timedelta(days=idle_days)).date()
        erasing, count = self._store.erasing, 0
        while not self._over.is_set() and (idle := erasing.idle(part, before)):
            for player in idle:
                count += self._gently(erasing.erase_idle, player, before, self._now_s())
        then_s = self._now_s() - ANSWERS_DAYS * DAY_S
        while not self._over.is_set() and self._gently(erasing.drop_old_answers, part, then_s):
            pass
        return count

    def erase_all_old(self, idle_days: int = IDLE_DAYS) -> int:
        """Do so in every part, now; give how many players were erased. Raises NotStored."""
        return sum(self.erase_old(part, idle_days) for part in range(PARTS))

    def go_round(self) -> bool:
        """Look through the next part, once a day; False where none is due. Raises NotStored."""
        part = self._store.rounds.take(self._now_s())
        if part is None:
            return False
        self.erase_old(part)
        self._store.rounds.done(part)
        return True

    def drop_tickets(self) -> None:
        """Drop the links and codes whose time is over, a few at a time. Raises NotStored."""
        now_s = self._now_s()
        while not self._over.is_set() and self._gently(self._store.carrying.drop_old, now_s):
            pass

    def _gently(self, work: Callable[..., bool], *of: object) -> bool:
        """Do one small piece, and leave the database to others for a multiple of the time."""
        began_s = running_s()
        done = work(*of)
        time.sleep(PAUSES * (running_s() - began_s))
        return done

    def _run(self) -> None:
        pause_s, told = POLL_S, False
        while not self._over.wait(pause_s):
            try:
                self.note()
                self.wash()
                self.drop_tickets()
                self.go_round()
                pause_s, told = POLL_S, False
            except Exception as error:  # noqa: BLE001 - the thread is the only one that does this
                pause_s = LATER_S
                if not told:
                    self._tell_staff(CANNOT_ERASE, **facts_of(error))
                told = True

    def _now_s(self) -> int:
        return int(self._clock().timestamp())


LOST = (
    "The ledger of erasures is not the one that this database knows: put the newest copy of it "
    "in the folder of WAYSIDE_ERASURES. Until then a restored backup may bring back who was erased."
)


def is_another(seen: Seen | None, read: Read) -> bool:
    """Tell whether a ledger is not the one that a database has lived through, or an old copy."""
    return seen is not None and (seen.first != read.first or seen.size > read.size)


def erase_again(
    store: Store, ledger: Ledger, tell_staff: Callable[..., None], *, everybody: bool = False
) -> int:
    """Erase again whom an older copy of the database still knows; give how many these were.

    Does nothing where the database has lived through all of the ledger, unless `everybody` is asked
    for. Raises NotStored, LedgerError.
    """
    seen = store.erasing.seen()
    if not everybody and ledger.size() == (seen.size if seen else 0):
        return 0
    read = ledger.read()
    if is_another(seen, read):
        tell_staff(LOST)
    wanted = dict(read.entries)
    # What was erased here just before a crash is known to have been.
    known = set() if everybody else store.erasing.known()
    count = store.erasing.erase_again(wanted) if wanted.keys() - known else 0
    if read.size:
        store.erasing.lived_through(Seen(read.first, read.size))
    return count
