"""How often somebody may do something: so many times at once, and then one after the other.

Kept in the memory of each process, and no more of it than one number each: who is forgotten here
may do as much at once again, and no more than that is at stake.
"""

import hashlib
import math
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass

MOST_REMEMBERED = 20_000
_KEY = secrets.token_bytes(32)


def stand_in(who: str) -> bytes:
    """Give what stands for somebody in this process alone, so that nobody need be remembered."""
    return hashlib.blake2b(who.encode(), key=_KEY, digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Pace:
    """So many times at once (`burst`), of which one comes back every `every_s` seconds."""

    burst: int
    every_s: float


class Paced:
    """Who has done how much lately; any number of threads may ask at once.

    Of each is kept the moment at which all of it will have come back (the generic cell rate
    algorithm, ITU-T I.371).
    """

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._back_at_s: OrderedDict[bytes, float] = OrderedDict()
        self._guard = threading.Lock()

    def did(self, who: bytes, now_s: float) -> int:
        """Count one more, unless it is too many; give in how many seconds it may be tried again.

        0 where it was not too many.
        """
        with self._guard:
            back_at_s, wait_s = self._standing(who, now_s)
            if not wait_s:
                self._note(who, back_at_s + self._pace.every_s)
            return wait_s

    def waits(self, who: bytes, now_s: float) -> int:
        """Give the same, without counting anything."""
        with self._guard:
            return self._standing(who, now_s)[1]

    def _standing(self, who: bytes, now_s: float) -> tuple[float, int]:
        burst_s = self._pace.burst * self._pace.every_s
        back_at_s = max(self._back_at_s.get(who, now_s), now_s)
        # A clock that was put back since must not keep anybody out for longer than they deserve.
        back_at_s = min(back_at_s, now_s + burst_s)
        over_s = back_at_s + self._pace.every_s - now_s - burst_s
        return back_at_s, max(math.ceil(round(over_s, 3)), 0)

    def _note(self, who: bytes, back_at_s: float) -> None:
        self._back_at_s[who] = back_at_s
        self._back_at_s.move_to_end(who)
        if len(self._back_at_s) > MOST_REMEMBERED:
            self._back_at_s.popitem(last=False)
