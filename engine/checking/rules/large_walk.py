"""Walks that take long to download."""

from collections.abc import Iterator

from engine.checking.files import MB
from engine.story.build.folder import Written
from engine.story.luggage import Piece, luggage
from engine.story.problems import Problem, Span
from engine.story.slips import short

ADVISED_BYTES = 15 * MB
MOST_BYTES = 25 * MB
NAMED = 3


def large_walk(written: Written) -> Iterator[Problem]:
    """Tell of a walk whose pictures and sounds come to more than 15 MB."""
    total = size_of(written)
    if ADVISED_BYTES < total <= MOST_BYTES and not written.story.large:
        message = (
            f"The pictures and sounds of this walk come to {total / MB:.1f} MB. More than 15 takes "
            f"minutes to download where signal is weak. {largest(written)} {SMALLER}"
        )
        yield Problem(where(written), "large-walk", message, "warning")


SMALLER = "Save sounds as MP3, mono, 48 kbit/s, and pictures as JPEG with 1200 pixels."


def size_of(written: Written) -> int:
    """Give the bytes that a phone downloads before a walk."""
    story = written.story
    return sum(piece.bytes for piece in luggage(story)) if story.measures else 0


def largest(written: Written) -> str:
    """Name the largest files of a walk."""
    names = {public: name for name, public in written.story.media.items()}
    pieces = sorted(luggage(written.story), key=_bytes, reverse=True)[:NAMED]
    told = (f"{short(names[piece.name])} ({piece.bytes / MB:.1f} MB)" for piece in pieces)
    return f"The largest: {', '.join(told)}."


def where(written: Written) -> Span:
    """Give where the story's title stands, for what is said of all of it."""
    return written.spans["story"]


def _bytes(piece: Piece) -> int:
    return piece.bytes
