"""Wayside broken on purpose, to see that the fault tests notice.

`python -m tests.faults.broken forgets-ids serve ...` or `... answers-first serve ...`
"""

import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from engine.secret import Secret
from engine.store.database import Database, Transaction
from webhooks.command import main

TURNS_A_COMMIT = 20


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
    def write(self: Database) -> Iterator[Transaction]:
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


BREAKS: dict[str, Callable[[], None]] = {
    "forgets-ids": forgets_ids, "answers-first": answers_first
}  # fmt: skip

if __name__ == "__main__":
    BREAKS[sys.argv.pop(1)]()
    main(prog_name="wayside")
