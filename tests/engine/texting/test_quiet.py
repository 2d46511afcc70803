"""Quiet hours: by day in every zone, also when the clocks change."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.texting.phones import zones_of
from engine.texting.quiet import FIRST, HORIZON, LAST, last_time, may_send, next_time

CHICAGO, NEW_YORK, LONDON = "America/Chicago", "America/New_York", "Europe/London"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_hours_are_nine_to_eight_in_the_evening() -> None:
    assert f"{FIRST}-{LAST}" == "09:00:00-20:00:00"


@pytest.mark.parametrize(
    ("now", "zones", "allowed"),
    [
        ("2027-06-07T13:59:59", [CHICAGO], False),
        ("2027-06-07T14:00:00", [CHICAGO], True),
        ("2027-06-08T00:59:59", [CHICAGO], True),
        ("2027-06-08T01:00:00", [CHICAGO], False),
        # New York is an hour ahead: from Chicago's 09:00 to New York's 20:00.
        ("2027-06-07T13:30:00", [CHICAGO, NEW_YORK], False),
        ("2027-06-07T14:00:00", [CHICAGO, NEW_YORK], True),
        ("2027-06-07T23:59:59", [CHICAGO, NEW_YORK], True),
        ("2027-06-08T00:00:00", [CHICAGO, NEW_YORK], False),
        ("2027-01-07T14:59:00", [CHICAGO], False),
        ("2027-01-07T15:00:00", [CHICAGO], True),
        ("2027-01-07T03:30:00", ["Asia/Kolkata"], True),
        ("2027-01-07T03:29:00", ["Asia/Kolkata"], False),
    ],
)
def test_a_text_may_go_by_day_in_every_zone(now: str, zones: list[str], allowed: bool) -> None:
    assert may_send(utc(now), zones) is allowed


@pytest.mark.parametrize(
    ("now", "zones", "then"),
    [
        ("2027-06-07T15:20:30", [CHICAGO], "2027-06-07T15:20:30"),
        ("2027-06-07T08:20:30", [CHICAGO], "2027-06-07T14:00:00"),
        ("2027-06-08T01:00:00", [CHICAGO], "2027-06-08T14:00:00"),
        ("2027-06-08T00:30:00", [CHICAGO, NEW_YORK], "2027-06-08T14:00:00"),
        ("2027-06-07T20:00:00", ["America/Los_Angeles", LONDON], "2027-06-08T16:00:00"),
        # The clocks of Chicago go forward in the night to 14 March 2027, back to 7 November.
        ("2027-03-14T02:00:00", [CHICAGO], "2027-03-14T14:00:00"),
        ("2027-03-14T07:59:59", [CHICAGO], "2027-03-14T14:00:00"),
        ("2027-03-14T08:00:00", [CHICAGO], "2027-03-14T14:00:00"),
        ("2027-11-07T01:00:00", [CHICAGO], "2027-11-07T15:00:00"),
        ("2027-11-07T06:30:00", [CHICAGO], "2027-11-07T15:00:00"),
        ("2027-11-07T07:30:00", [CHICAGO], "2027-11-07T15:00:00"),
        # Half an hour of change, and a day that never was: Samoa had no 30 December 2011.
        ("2027-04-03T10:00:00", ["Australia/Lord_Howe"], "2027-04-03T22:30:00"),
        ("2011-12-30T06:30:00", ["Pacific/Apia"], "2011-12-30T19:00:00"),
        # Los Angeles and Delhi share half an hour, in winter only.
        ("2027-01-07T12:00:00", ["America/Los_Angeles", "Asia/Kolkata"], "2027-01-08T03:30:00"),
        ("2027-06-07T12:00:00", ["America/Los_Angeles", "Asia/Kolkata"], None),
        ("2027-01-07T12:00:00", ["America/New_York", "Asia/Kolkata"], "2027-01-07T14:00:00"),
        ("2027-01-07T12:00:00", [LONDON, "Pacific/Auckland"], None),
    ],
)
def test_the_next_time_is_the_first_by_day_in_all_zones(
    now: str, zones: list[str], then: str | None
) -> None:
    assert next_time(utc(now), zones) == (None if then is None else utc(then))


def test_a_number_that_may_be_anywhere_in_america_has_no_hour_in_common() -> None:
    # From Guam to Newfoundland: who sends has to know the place of such a player otherwise.
    assert next_time(utc("2027-06-07T15:00:00"), zones_of("+18005550143")) is None


@pytest.mark.parametrize("ask", [may_send, next_time])
def test_quiet_hours_want_a_zone_that_exists_and_a_moment_in_utc(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(ValueError, match="Quiet hours need at least one time zone"):
        ask(utc("2027-06-07T15:00:00"), [])
    with pytest.raises(ValueError, match="'Chicago' is not a time zone"):
        ask(utc("2027-06-07T15:00:00"), [CHICAGO, "Chicago"])
    for moment in (
        datetime(2027, 6, 7, 15),  # noqa: DTZ001
        datetime(2027, 6, 7, 15, tzinfo=timezone(timedelta(hours=-5))),
    ):
        with pytest.raises(ValueError, match="from a moment in UTC"):
            ask(moment, [CHICAGO])


moments = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001
    datetime(2037, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
# Among them half hours, quarters, half an hour of daylight saving, and changes by day.
zones = st.lists(
    st.sampled_from(
        [
            *(CHICAGO, NEW_YORK, "America/Los_Angeles", "America/Phoenix", "America/St_Johns"),
            *("Pacific/Honolulu", "Pacific/Apia", "Pacific/Chatham", "Australia/Lord_Howe"),
            *(LONDON, "Europe/Berlin", "Africa/Casablanca", "Asia/Kolkata", "Asia/Kathmandu"),
            *("Antarctica/Casey", "Antarctica/Troll", "America/Caracas", "Asia/Pyongyang"),
        ]
    ),
    min_size=1,
    max_size=3,
    unique=True,
)


@given(moments, zones)
def test_the_next_time_is_allowed_and_no_earlier_minute_is(now: datetime, names: list[str]) -> None:
    then = next_time(now, names)
    until = now + HORIZON if then is None else then
    if then is not None:
        assert then >= now
        assert may_send(then, names)
        assert next_time(then, names) == then
    minutes = int((until - now).total_seconds()) // 60
    clocks = [ZoneInfo(name) for name in names]
    # A few thousand moments at most, every minute of the last two hours among them.
    earlier = {*range(0, minutes, 11), *range(max(0, minutes - 120), minutes)}
    for minute in earlier:
        moment = now + timedelta(minutes=minute)
        assert not all(FIRST <= moment.astimezone(zone).time() < LAST for zone in clocks)


changes = st.sampled_from(
    [
        (CHICAGO, utc("2027-03-14T08:00:00")),
        (CHICAGO, utc("2027-11-07T07:00:00")),
        ("Pacific/Apia", utc("2011-12-30T10:00:00")),
        ("Antarctica/Casey", utc("2020-10-03T16:01:00")),
        ("Asia/Pyongyang", utc("2018-05-04T15:00:00")),
        ("America/Caracas", utc("2016-05-01T07:00:00")),
        ("Australia/Lord_Howe", utc("2027-04-03T15:00:00")),
    ]
)


@given(changes, st.timedeltas(timedelta(hours=-30), timedelta(hours=30)))
def test_no_minute_is_missed_when_the_clocks_change(
    change: tuple[str, datetime], by: timedelta
) -> None:
    name, moment = change
    now = moment + by
    then = next_time(now, [name])
    assert then is not None
    assert then - now <= timedelta(hours=38)
    minute = now
    while minute < then:
        assert not may_send(minute, [name])
        minute += timedelta(minutes=1)
    assert may_send(then, [name])
    assert then == now or not may_send(then - timedelta(microseconds=1), [name])


@given(changes, st.timedeltas(timedelta(hours=-30), timedelta(hours=30)))
def test_it_becomes_quiet_at_the_last_time_and_not_before(
    change: tuple[str, datetime], by: timedelta
) -> None:
    name, moment = change
    now = moment + by
    zones = [name, "UTC"]
    then = last_time(now, zones)
    if not may_send(now, zones):
        assert then == now
        return
    assert now < then <= now + timedelta(hours=11)
    assert may_send(then - timedelta(microseconds=1), zones)
    assert not may_send(then, zones)
