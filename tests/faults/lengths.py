"""How long the tests of faults go on: short in `make test`, long in `make test-faults`."""

import os

LONG = os.environ.get("FAULTS") == "long"


def either(short: int, long: int) -> int:
    """Give the length that was asked for."""
    return long if LONG else short
