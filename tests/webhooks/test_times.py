"""Moments as staff are told them."""

from datetime import datetime

import pytest

from webhooks.times import when

CHICAGO = "America/Chicago"


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


@pytest.mark.parametrize(
    ("moment", "zone", "begins", "ends"),
    [
        ("2032-01-01T06:00:00Z", CHICAGO, "2032-01-01", "2031-12-31"),
        ("2032-01-01T06:00:01Z", CHICAGO, "2032-01-01 00:00", "2032-01-01 00:00"),
        ("2032-01-01T05:59:59Z", CHICAGO, "2031-12-31 23:59", "2031-12-31 23:59"),
        ("2032-01-01T00:00:00Z", CHICAGO, "2031-12-31 18:00", "2031-12-31 18:00"),
        ("2032-01-01T00:00:00Z", "UTC", "2032-01-01", "2031-12-31"),
        # Clocks there go from 23:59 to 01:00, and in Havana twice from 00:00 to 00:59.
        ("2027-09-05T04:00:00Z", "America/Santiago", "2027-09-05", "2027-09-04"),
        ("2026-11-01T04:00:00Z", "America/Havana", "2026-11-01", "2026-10-31"),
        ("2026-11-01T05:00:00Z", "America/Havana", "2026-11-01 00:00", "2026-11-01 00:00"),
    ],
)
def test_where_a_day_begins_it_is_told_alone_and_of_what_ends_the_day_before(
    moment: str, zone: str, begins: str, ends: str
) -> None:
    assert when(at(moment), zone) == begins
    assert when(at(moment), zone, ends=True) == ends
