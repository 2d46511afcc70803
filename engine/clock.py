"""The only reader of the time."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]


def utc_now() -> datetime:
    """Give this moment, aware, in UTC."""
    return datetime.now(UTC)


def running_s() -> float:
    """Give seconds from some moment in the past: for waits, never set back."""
    return time.monotonic()
