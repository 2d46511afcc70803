"""Who tries what nobody may find by trying: each miss counts, for an address and for all."""

from engine.clock import Clock
from engine.paces import Pace, Paced, stand_in
from webhooks.settings import Settings
from webhooks.web.browsers import network_of

# A class may mistype its own, and may have one address.
GUESSES, ALL_GUESSES = Pace(60, 1.0), Pace(1_000, 0.2)
ALL = b"all"


class Guessing:
    """Counts the misses of one kind of thing, in the memory of this process."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._guesses, self._all_guesses = Paced(GUESSES), Paced(ALL_GUESSES)

    def wait_s(self) -> int:
        """Give in how many seconds another try is looked at; 0 for at once."""
        return max(self.own_wait_s(), self._all_guesses.waits(ALL, self._now_s()))

    def own_wait_s(self) -> int:
        """Give the same of the network that asks alone, however much all others try."""
        network = network_of(self._settings)
        return self._guesses.waits(stand_in(network), self._now_s()) if network else 0

    def missed(self) -> None:
        """Count that what this request asked for is not there."""
        self._all_guesses.did(ALL, self._now_s())
        if network := network_of(self._settings):
            self._guesses.did(stand_in(network), self._now_s())

    def _now_s(self) -> float:
        return self._clock().timestamp()
