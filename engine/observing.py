"""What is told of turns and letters while it happens, to whoever counts it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from engine.clock import running_s
from engine.store.errors import NotStored

# What came of a message: it was answered; taken without a word at once; had been taken before; the
# story or the program failed; or it could not be kept, so that it comes again.
Came: TypeAlias = Literal["answered", "silent", "repeated", "failed", "not_stored"]
# What came of a letter: a try ends in one of the first four, the last two are told later.
Result: TypeAlias = Literal["sent", "not_taken", "unsure", "refused", "delivered", "undelivered"]
# The door by which time passes for who says nothing.
TIME = "time"


class Observer(Protocol):
    """Who is told. Told of it quickly and by many threads at once; must not raise."""

    def turned(
        self, door: str, came: Came, took_s: float, segments_in: int, segments_out: int
    ) -> None:
        """Hear of a turn that is over: by which kind of address it came, and what it cost."""

    def posted(self, result: Result, code: int = 0, segments: int = 0) -> None:
        """Hear of a letter. `code` is the carrier's number for why not, `segments` what went."""


class Unobserved:
    """Counts nothing."""

    def turned(
        self, door: str, came: Came, took_s: float, segments_in: int, segments_out: int
    ) -> None:
        """Let it pass."""

    def posted(self, result: Result, code: int = 0, segments: int = 0) -> None:
        """Let it pass."""


UNOBSERVED = Unobserved()


@dataclass(slots=True)
class Seen:
    """What is known of a turn that goes on."""

    came: Came = "silent"
    segments_in: int = 0
    segments_out: int = 0


@contextmanager
def observed(observer: Observer, door: str) -> Iterator[Seen]:
    """Tell of a turn once it is left, with what was noted in it."""
    seen, begun_s = Seen(), running_s()
    try:
        yield seen
    except NotStored:
        seen = Seen("not_stored")
        raise
    except BaseException:
        seen = Seen("failed")
        raise
    finally:
        observer.turned(door, seen.came, running_s() - begun_s, seen.segments_in, seen.segments_out)
