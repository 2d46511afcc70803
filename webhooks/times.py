"""Times as staff are told them: on the clock of the installation, and which that is."""

from datetime import UTC, datetime

from engine.places.zones import local_time


def clock(at_s: int, zone: str) -> str:
    """Give a moment (seconds since 1970) on the clock of an IANA zone: `2027-06-05 18:00`."""
    return local_time(datetime.fromtimestamp(at_s, UTC), zone).strftime("%Y-%m-%d %H:%M")


def moment(at_s: int, zone: str) -> str:
    """Give the same with its zone: `2027-06-05 18:00 (America/Chicago)`."""
    return f"{clock(at_s, zone)} ({zone})"
