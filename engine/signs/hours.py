"""Whole hours and days since 1970 on the clock of a place."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from engine.places.zones import local_time
from engine.signs.usual import DAY, Visits

_EPOCH = date(1970, 1, 1)


def hours_there(visits: Iterable[Visits], zone: str) -> list[Visits]:
    """Give visits by hours since 1970 in UTC by those of a zone's clock, in order.

    On the night in which clocks change they may be an hour off. Raises ValueError as `zone_named`.
    """
    found: Counter[int] = Counter()
    for hour, times in visits:
        found[hour_there(hour, zone)] += times
    return sorted(found.items())


def hour_there(hour: int, zone: str) -> int:
    """Give an hour since 1970 in UTC by the clock of a zone."""
    return hour + _ahead(hour // DAY, zone)


def day_of(day: date) -> int:
    """Give a day as whole days since 1970."""
    return (day - _EPOCH).days


def date_of(day: int) -> date:
    """Give the date of a whole day since 1970."""
    return _EPOCH + timedelta(days=day)


def clock_at(hour: int) -> datetime:
    """Give what the clock shows at an hour of its own."""
    return datetime.combine(_EPOCH, datetime.min.time()) + timedelta(hours=hour)


@lru_cache(maxsize=1_000)
def _ahead(day: int, zone: str) -> int:
    """Give by how many whole hours the clock is ahead of UTC from noon of a day on."""
    noon = datetime.fromtimestamp((day * DAY + DAY // 2) * 3600, UTC)
    ahead = local_time(noon, zone).utcoffset() or timedelta()
    return ahead // timedelta(hours=1)
