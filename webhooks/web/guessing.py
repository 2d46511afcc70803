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
        now_s = self._clock().timestamp()
        return max(paced.waits(who, now_s) for paced, who in self._counted())

    def missed(self) -> None:
        """Count that what this request asked for is not there."""
        for paced, who in self._counted():
            paced.did(who, self._clock().timestamp())

    def _counted(self) -> list[tuple[Paced, bytes]]:
        network = network_of(self._settings)
        counted = [(self._all_guesses, ALL)]
        return counted if network is None else [*counted, (self._guesses, stand_in(network))]
