"""Times as staff are told them: on the clock of the installation, and which that is."""

from datetime import UTC, datetime, time, timedelta

from engine.places.zones import local_time


def clock(at_s: int, zone: str) -> str:
    """Give a moment (seconds since 1970) on the clock of an IANA zone: `2027-06-05 18:00`."""
    return local_time(datetime.fromtimestamp(at_s, UTC), zone).strftime("%Y-%m-%d %H:%M")


def when(at_s: int, zone: str, *, ends: bool = False) -> str:
    """Give a moment as staff typed it: the day alone where that begins on the clock of a zone.

    Of what `ends` then, it is the day that is over: `2031-12-31` for the first moment of 2032.
    """
    at = local_time(datetime.fromtimestamp(at_s, UTC), zone)
    # Where the clocks leave out midnight, the day begins after it.
    begin = datetime.combine(at.date(), time(), at.tzinfo)
    if begin.timestamp() != at_s:
        return clock(at_s, zone)
    return (at.date() - timedelta(days=ends)).isoformat()


def moment(at_s: int, zone: str) -> str:
    """Give the same with its zone: `2027-06-05 18:00 (America/Chicago)`."""
    return f"{clock(at_s, zone)} ({zone})"
