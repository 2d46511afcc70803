"""Wayside broken on purpose, to see that the fault tests notice.

`python -m tests.faults.broken forgets-ids serve ...` with any name below.
"""

import os
import secrets
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from typing import Any

from engine import folders
from engine.secret import Secret
from engine.store import NotStored, Store, opening, server, sharing
from engine.store.database import Database, Transaction
from engine.store.keeping import Keeping
from engine.store.known import Message, Wake
from engine.store.letters import Letter
from engine.store.open_turn import OpenTurn
from engine.store.outbox import Outbox
from engine.store.outcome import Added, Outcome
from engine.turns import Turns
from webhooks import metrics_folder
from webhooks.command import main
from webhooks.stopping import Stopping
from webhooks.twilio.carrier import Twilio

TURNS_A_COMMIT = 20
COMMITS_AFTER_S = 0.5


def forgets_ids() -> None:
    """Take every delivery of a text for a new text."""
    known = Secret.fingerprint

    def fingerprint(self: Secret, purpose: str, *parts: str) -> bytes:
        if purpose == "message":
            parts = (secrets.token_hex(8),)
        return known(self, purpose, *parts)

    Secret.fingerprint = fingerprint  # type: ignore[method-assign]


def answers_first() -> None:
    """Answer at once, and commit only now and then."""
    held: list[Any] = []

    @contextmanager
    def write(self: Database, alone: int | None = None) -> Iterator[Transaction]:
        assert self.queue is not None
        with self.queue.turn():
            if not held:
                held.append(self.engine.raw_connection())
                held[0].cursor().execute("BEGIN IMMEDIATE")
            yield Transaction(held[0].cursor(), self)
            held.append(None)
            if len(held) > TURNS_A_COMMIT:
                held[0].commit()
                held[0].close()
                held.clear()

    Database.write = write  # type: ignore[method-assign]


def wakes_go_first() -> None:
    """Take a wake away, and only then step its play, in a transaction of its own."""
    known = Store.wake

    @contextmanager
    def wake(self: Store, wake: Wake) -> Iterator[OpenTurn | None]:
        with known(self, wake) as turn:
            pass
        if turn is None:
            yield None
            return
        self.put_off(wake, None)
        time.sleep(0.005)
        message = Message(wake.kind, "", wake.address_id, bytes(16), asked=False)
        with self._database.write() as transaction:
            yield OpenTurn(transaction, self._secret, message)

    Store.wake = wake  # type: ignore[method-assign]


def plays_go_second() -> None:
    """Commit what all share at once, and the play that added to it in another transaction."""
    known = sharing.add

    def add(transaction: Transaction, *rest: Any) -> None:
        known(transaction, *rest)
        transaction.cursor.execute("COMMIT")
        time.sleep(0.005)
        transaction.cursor.execute("BEGIN IMMEDIATE")

    sharing.add = add
    order = Keeping.keep

    def keep(self: Keeping, outcome: Outcome) -> None:
        if outcome.added.counts:
            add(self.transaction, self.known.id, self.message.id, outcome.added, 0)
        order(self, replace(outcome, added=Added()))

    Keeping.keep = keep  # type: ignore[method-assign]


def syncs_now_and_then() -> None:
    """Let SQLite sync its log only before a checkpoint."""
    opening.PRAGMAS = ("synchronous=NORMAL", *opening.PRAGMAS[1:])


def syncs_never() -> None:
    """Let SQLite sync nothing."""
    opening.PRAGMAS = ("synchronous=OFF", *opening.PRAGMAS[1:])


def leaves_names() -> None:
    """Make folders whose names are not synced."""
    folders.sync_names = lambda _folder: None


def answers_all_the_same() -> None:
    """Answer also what the disk did not take."""
    known = Database.write

    @contextmanager
    def write(self: Database, alone: int | None = None) -> Iterator[Transaction]:
        with suppress(NotStored), known(self, alone) as transaction:
            yield transaction

    Database.write = write  # type: ignore[method-assign]


def waits_for_ever() -> None:
    """Wait for the answer of a database that hangs."""
    server.LONGEST_ANSWER_S = None  # type: ignore[assignment]


def never_writes_again() -> None:
    """Take nothing any more once the disk did not take something."""
    known, gone = Database.write, list[NotStored]()

    @contextmanager
    def write(self: Database, alone: int | None = None) -> Iterator[Transaction]:
        try:
            for error in gone:
                raise error
            with known(self, alone) as transaction:
                yield transaction
        except NotStored as error:
            gone.append(error)
            raise

    Database.write = write  # type: ignore[method-assign]


def sends_inside() -> None:
    """Send each letter inside a transaction, for which every turn has to wait."""
    databases: list[Database] = []
    claim, send = Outbox.claim, Twilio.send

    def claiming(self: Outbox, now_s: float) -> list[Letter]:
        databases[:] = [self._database]
        return claim(self, now_s)

    def sending(self: Twilio, letter: Letter) -> str:
        with databases[0].write():
            return send(self, letter)

    Outbox.claim = claiming  # type: ignore[method-assign]
    Twilio.send = sending  # type: ignore[method-assign]


def looks_by_itself() -> None:
    """Follow what is published now and then alone, whatever edition a play has met already."""
    known = Turns.__init__

    def init(self: Turns, *of: Any, **more: Any) -> None:
        known(self, *of[:4], **more)

    Turns.__init__ = init  # type: ignore[method-assign]


def commits_later() -> None:
    """Answer at once, and commit a little later."""

    @contextmanager
    def write(self: Database, alone: int | None = None) -> Iterator[Transaction]:
        pool = self._connections
        connection = pool.take()
        transaction = Transaction(connection.cursor(), self)
        pool.begin(transaction.cursor, alone)
        yield transaction
        transaction.make_all()
        later = threading.Timer(
            COMMITS_AFTER_S, lambda: (pool.commit(connection), pool.give_back(connection))
        )
        later.start()

    Database.write = write  # type: ignore[method-assign]


def locks_nobody() -> None:
    """Let two turns of one player go on at the same moment."""
    Store._alone_with = lambda self, *_: self._database.write()  # type: ignore[method-assign]


def sends_again() -> None:
    """Send what may have been sent, without asking whether it was."""
    Twilio.find = lambda *_: None  # type: ignore[method-assign]


def ends_at_once() -> None:
    """End when asked to, whatever was begun."""
    Stopping.finish = lambda _self, _longest_s=0: os._exit(0)  # type: ignore[method-assign]


def ends_unsaid() -> None:
    """Leave it to granian to finish what was begun, which lets nobody in to ask meanwhile."""
    Stopping.finish = lambda _self, _longest_s=0: None  # type: ignore[method-assign]


def counts_alone() -> None:
    """Let each process of a server count for itself."""
    metrics_folder.counted_together = nullcontext  # type: ignore[assignment]


BREAKS: dict[str, Callable[[], None]] = {
    "forgets-ids": forgets_ids, "answers-first": answers_first
}  # fmt: skip
BREAKS_OF_SILENCE: dict[str, Callable[[], None]] = {
    "wakes-go-first": wakes_go_first, "plays-go-second": plays_go_second
}  # fmt: skip
BREAKS_OF_POWER: dict[str, Callable[[], None]] = {
    "syncs-now-and-then": syncs_now_and_then, "syncs-never": syncs_never,
    "leaves-names": leaves_names,
}  # fmt: skip
BREAKS_OF_DISK: dict[str, Callable[[], None]] = {
    "answers-all-the-same": answers_all_the_same, "never-writes-again": never_writes_again
}  # fmt: skip
BREAKS_OF_ABSENCE: dict[str, Callable[[], None]] = {"waits-for-ever": waits_for_ever}
BREAKS_OF_SENDING: dict[str, Callable[[], None]] = {"sends-inside": sends_inside}
BREAKS_OF_SEVERAL: dict[str, Callable[[], None]] = {
    "commits-later": commits_later, "locks-nobody": locks_nobody, "sends-again": sends_again
}  # fmt: skip
BREAKS_OF_EDITIONS: dict[str, Callable[[], None]] = {"looks-by-itself": looks_by_itself}
BREAKS_OF_COUNTING: dict[str, Callable[[], None]] = {"counts-alone": counts_alone}
BREAKS_OF_ENDING: dict[str, Callable[[], None]] = {
    "ends-at-once": ends_at_once, "ends-unsaid": ends_unsaid
}  # fmt: skip

if __name__ == "__main__":
    every = BREAKS | BREAKS_OF_SILENCE | BREAKS_OF_POWER | BREAKS_OF_DISK | BREAKS_OF_SENDING
    every |= BREAKS_OF_SEVERAL | BREAKS_OF_EDITIONS | BREAKS_OF_ENDING | BREAKS_OF_COUNTING
    every |= BREAKS_OF_ABSENCE
    every[sys.argv.pop(1)]()
    main(prog_name="wayside")
