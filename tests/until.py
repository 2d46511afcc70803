"""Waiting for what another process or thread does."""

import time
from collections.abc import Callable

LONGEST_WAIT_S = 30


def until(true: Callable[[], bool]) -> bool:
    """Wait until something is so; False where it does not become so."""
    ends = time.monotonic() + LONGEST_WAIT_S
    while time.monotonic() < ends:
        if true():
            return True
        time.sleep(0.05)
    return False
