"""The time zone of a place, and its clock."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tzfpy import timezonenames

from engine.places.latlon import LatLon
from engine.places.zones import local_time, zone_at, zone_named


@pytest.mark.parametrize(
    ("lat", "lon", "zone"),
    [
        (41.88, -87.63, "America/Chicago"),
        (40.71, -74.01, "America/New_York"),
        (33.45, -112.07, "America/Phoenix"),
        (21.31, -157.86, "Pacific/Honolulu"),
        (51.51, -0.13, "Europe/London"),
        (28.61, 77.21, "Asia/Kolkata"),
        (-33.87, 151.21, "Australia/Sydney"),
        (-13.83, -171.76, "Pacific/Apia"),
        (30.0, -40.0, "Etc/GMT+3"),
    ],
)
def test_a_place_has_the_time_zone_of_its_clocks(lat: float, lon: float, zone: str) -> None:
    assert zone_at(LatLon(lat, lon)) == zone


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_place_has_a_zone_that_is_known(lat: float, lon: float) -> None:
    name = zone_at(LatLon(lat, lon))
    assert zone_named(name).key == name


def test_every_zone_of_the_map_is_known() -> None:
    names = timezonenames()
    assert len(names) > 400
    assert [zone_named(name).key for name in names] == list(names)


def test_a_moment_is_shown_as_the_clocks_of_the_zone_show_it() -> None:
    winter = local_time(datetime(2027, 3, 14, 7, 59, tzinfo=UTC), "America/Chicago")
    summer = local_time(datetime(2027, 3, 14, 8, 0, tzinfo=UTC), "America/Chicago")
    assert winter.isoformat() == "2027-03-14T01:59:00-06:00"
    assert summer.isoformat() == "2027-03-14T03:00:00-05:00"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Chicago",
        "America",
        "America/Chicgo",
        "../../etc/passwd",
        "/etc/localtime",
        "America/../Europe/Paris",
        "tzdata.zi",
        "America/Chi\0cago",
        "America/Chicago\n",
        "Amériqué/Chicago",
    ],
)
def test_an_unknown_zone_is_answered_with_what_to_type(name: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        zone_named(name)
    assert str(caught.value) == f"'{name}' is not a time zone. Write one like America/Chicago."


def test_a_long_name_is_not_repeated_whole() -> None:
    with pytest.raises(ValueError, match=f"'{'A' * 40}…' is not a time zone"):
        zone_named("A" * 5000)


def test_the_map_is_loaded_only_when_a_place_is_asked_for() -> None:
    code = "import sys, engine.places.zones; sys.exit('tzfpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
