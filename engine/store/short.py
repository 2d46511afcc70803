"""Short names for what has a long id: letters that can be read out on the phone."""

from base64 import b32encode
from collections.abc import Iterable

SHORTEST = 5


def name_of(id_: bytes) -> str:
    """Give the eight letters by which an id goes, always the same: those of its end.

    Base32 (RFC 4648) has no 0, 1, 8 and 9, which letters look like.
    """
    return b32encode(id_[::-1][:5]).decode().lower()


def length_for(names: Iterable[str]) -> int:
    """Give how many letters tell all of these apart; five at least."""
    every = set(names)
    lengths = range(SHORTEST, max(map(len, every), default=SHORTEST) + 1)
    return next((n for n in lengths if len({name[:n] for name in every}) == len(every)), 8)
