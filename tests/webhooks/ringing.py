"""Somebody who rings the bell again and again, each time once the text before was answered."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.serving import Server
from tests.twilio_stub import text

PAUSE_S = 0.01


@dataclass(slots=True)
class Ringer:
    """Sends one text until it is answered, as Twilio does. `answered` has each with its answer."""

    server: Server
    number: str
    answered: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    refused: int = 0
    slowest_s: float = 0.0
    waiting: Mapping[str, str] | None = None

    def ring(self) -> None:
        """Send the next text, or again the one that was not answered."""
        if self.waiting is None:
            self.waiting = text("1" if self.answered else "BELL", sender=self.number)
        began = time.monotonic()
        reply = self.server.text(self.waiting)
        self.slowest_s = max(self.slowest_s, time.monotonic() - began)
        if reply.status == 503:
            self.refused += 1
            return
        assert reply.status == 200, reply
        self.answered.append((self.waiting, reply.body))
        self.waiting = None

    @property
    def wrong(self) -> list[bytes]:
        """Give the answers that do not tell the next number."""
        numbered = enumerate((body for _, body in self.answered[1:]), 1)
        return [body for number, body in numbered if b" rung %d times" % number not in body]


@contextmanager
def ringing(ringers: list[Ringer]) -> Iterator[None]:
    """Let all of them ring until the block is left."""
    over = threading.Event()

    def go(ringer: Ringer) -> None:
        while not over.is_set():
            ringer.ring()
            over.wait(PAUSE_S)

    threads = [threading.Thread(target=go, args=(each,)) for each in ringers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def ring_until(ringers: list[Ringer], count: int) -> None:
    """Wait until each of them has so many answers."""
    deadline = time.monotonic() + 30
    while min(len(each.answered) for each in ringers) < count:
        assert time.monotonic() < deadline
        time.sleep(0.005)
