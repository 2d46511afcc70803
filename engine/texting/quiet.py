"""Quiet hours: a text that the player did not just ask for comes by day.

The hours are our choice. They lie within the federal rule for sales calls in the United States,
08:00 to 21:00 where the called person is (47 CFR 64.1200(c)(1)), as some states' are narrower.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, time, timedelta, tzinfo

from engine.places.zones import zone_named

FIRST = time(9)
LAST = time(20)
# Zones half a world apart have no hour in common; a text so long after its time is of no use.
HORIZON = timedelta(days=7)

_NONE = timedelta(0)
_MINUTE = timedelta(minutes=1)


def may_send(now_utc: datetime, zones: Collection[str]) -> bool:
    """Tell whether it is from 09:00 until before 20:00 in every one of the zones.

    Raises ValueError for no zones, an unknown one, and a moment without a zone.
    """
    return not _wait(now_utc, _known(now_utc, zones))


def next_time(now_utc: datetime, zones: Collection[str]) -> datetime | None:
    """Give the first moment from now on at which `may_send` holds, in UTC.

    None if there is none within a week. Raises ValueError as `may_send`.
    """
    known = _known(now_utc, zones)
    moment = now_utc
    while moment <= now_utc + HORIZON:
        wait = _wait(moment, known)
        if not wait:
            return moment
        moment += wait
    return None


def last_time(now_utc: datetime, zones: Collection[str]) -> datetime:
    """Give the moment, from now on, at which `may_send` ceases to hold; now where it does not.

    In UTC. Raises ValueError as `may_send`.
    """
    return min(_closing(now_utc, zone) for zone in _known(now_utc, zones))


def _closing(moment: datetime, zone: tzinfo) -> datetime:
    """Give when it becomes quiet in one zone: at 20:00 of this day, by its clock."""
    if _wait_in(moment, zone):
        return moment
    local = moment.astimezone(zone)
    return datetime.combine(local.date(), LAST, zone).astimezone(UTC)


def _known(now_utc: datetime, zones: Collection[str]) -> list[tzinfo]:
    if now_utc.utcoffset() != _NONE:
        raise ValueError("Quiet hours are reckoned from a moment in UTC.")
    if not zones:
        raise ValueError("Quiet hours need at least one time zone.")
    return [zone_named(zone) for zone in zones]


def _wait(moment: datetime, zones: Iterable[tzinfo]) -> timedelta:
    """Give how long no moment is allowed in all zones: nothing when this one is."""
    return max(_wait_in(moment, zone) for zone in zones)


def _wait_in(moment: datetime, zone: tzinfo) -> timedelta:
    local = moment.astimezone(zone)
    if FIRST <= local.time() < LAST:
        return _NONE
    days = 1 if local.time() >= LAST else 0
    opening = datetime.combine(local.date() + timedelta(days=days), FIRST)
    wait = opening - local.replace(tzinfo=None)
    if (moment + wait).astimezone(zone).utcoffset() == local.utcoffset():
        return wait
    # The clocks change before that: go on minute by minute, as they change on whole minutes.
    return _MINUTE - timedelta(seconds=local.second, microseconds=local.microsecond)
