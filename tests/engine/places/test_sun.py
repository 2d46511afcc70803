"""Sunrise and sunset, against another implementation and against themselves."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.places.latlon import LatLon
from engine.places.sun import is_down, sunrise, sunset

FACTS = json.loads(Path(__file__).with_name("sunsets.json").read_text(encoding="utf-8"))["facts"]
NEAR = timedelta(minutes=2)
days = st.dates(date(1950, 1, 1), date(2099, 12, 30))
longitudes = st.floats(-180, 180)


def moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def near(ours: datetime | None, theirs: datetime | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return abs(ours - theirs) <= NEAR


def test_the_table_has_two_hundred_facts_with_polar_day_and_night_among_them() -> None:
    assert len(FACTS) == 200
    assert {place for place, *_, rises, _ in FACTS if rises is None} == {
        "Longyearbyen",
        "McMurdo",
        "Tromso",
    }


@pytest.mark.parametrize(
    ("place", "lat", "lon", "day", "rises", "sets"), FACTS, ids=[f"{f[0]} {f[3]}" for f in FACTS]
)
def test_sunrise_and_sunset_are_within_two_minutes_of_astral(
    place: str, lat: float, lon: float, day: str, rises: str | None, sets: str | None
) -> None:
    at = LatLon(lat, lon)
    ours = sunrise(date.fromisoformat(day), at), sunset(date.fromisoformat(day), at)
    assert near(ours[0], moment(rises)), ours
    assert near(ours[1], moment(sets)), ours


def test_a_sunset_is_a_whole_minute_in_utc() -> None:
    chicago = LatLon(41.88, -87.63)
    assert sunrise(date(2027, 6, 21), chicago) == datetime(2027, 6, 21, 10, 15, tzinfo=UTC)
    # In the evening of the 21st in Chicago, UTC has the 22nd.
    assert sunset(date(2027, 6, 21), chicago) == datetime(2027, 6, 22, 1, 29, tzinfo=UTC)


@pytest.mark.parametrize("lat", [90, -90])
def test_at_the_poles_the_sun_neither_rises_nor_sets(lat: int) -> None:
    for day in (date(2027, 1, 10), date(2027, 6, 21), date(2027, 12, 21)):
        assert (sunrise(day, LatLon(lat, 0)), sunset(day, LatLon(lat, 0))) == (None, None)


@given(days, st.floats(-60, 60), longitudes)
def test_between_the_polar_circles_noon_is_between_sunrise_and_sunset(
    day: date, lat: float, lon: float
) -> None:
    rises, sets = sunrise(day, LatLon(lat, lon)), sunset(day, LatLon(lat, lon))
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - timedelta(minutes=4 * lon)
    assert rises is not None
    assert sets is not None
    assert noon - timedelta(hours=11) < rises < noon < sets < noon + timedelta(hours=11)


@given(days, st.floats(-60, 60), longitudes)
def test_from_one_day_to_the_next_a_sunset_moves_by_a_few_minutes(
    day: date, lat: float, lon: float
) -> None:
    today, tomorrow = (sunset(day + timedelta(days=d), LatLon(lat, lon)) for d in (0, 1))
    assert today is not None
    assert tomorrow is not None
    assert abs(tomorrow - today - timedelta(days=1)) <= timedelta(minutes=6)


@given(days, st.floats(-90, 90), longitudes)
def test_the_sun_sets_or_does_not_but_never_breaks(day: date, lat: float, lon: float) -> None:
    at = LatLon(lat, lon)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - timedelta(minutes=4 * lon)
    for crossing in (sunrise(day, at), sunset(day, at)):
        assert crossing is None or abs(crossing - noon) <= timedelta(hours=12, minutes=20)


@pytest.mark.parametrize(
    ("place", "lat", "lon", "day"), [f[:4] for f in FACTS], ids=[f"{f[0]} {f[3]}" for f in FACTS]
)
def test_the_sun_is_down_from_sunset_to_sunrise_to_the_minute(
    place: str, lat: float, lon: float, day: str
) -> None:
    at, minute = LatLon(lat, lon), timedelta(minutes=1)
    rises, sets = sunrise(date.fromisoformat(day), at), sunset(date.fromisoformat(day), at)
    if rises is not None:
        assert (is_down(rises - minute, at), is_down(rises + minute, at)) == (True, False), place
    if sets is not None:
        assert (is_down(sets - minute, at), is_down(sets + minute, at)) == (False, True), place


@pytest.mark.parametrize(("month", "down"), [(6, False), (12, True)])
def test_the_sun_stays_up_in_polar_day_and_down_in_polar_night(month: int, down: bool) -> None:
    tromso = LatLon(69.6492, 18.9553)
    hours = [datetime(2027, month, 21, hour, tzinfo=UTC) for hour in range(24)]
    assert {is_down(hour, tromso) for hour in hours} == {down}
