"""Where something is, and how far it is from there."""

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import example, given
from hypothesis import strategies as st

from engine.places.latlon import (
    LatLon,
    metres_along,
    metres_between,
    minutes_on_foot,
    near_m,
    streets_m,
)


@pytest.mark.parametrize(
    ("lat", "lon"), [(0, 0), (90, 180), (-90, -180), (51.5072, -0.1276), (-0.0, 0.0)]
)
def test_a_position_is_on_the_earth(lat: float, lon: float) -> None:
    position = LatLon(lat, lon)
    assert (position.lat, position.lon) == (lat, lon)


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        (90.000001, 0),
        (-90.000001, 0),
        (0, 180.000001),
        (0, -180.000001),
        (float("nan"), 0),
        (0, float("nan")),
        (float("inf"), 0),
    ],
)
def test_what_is_not_on_the_earth_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match=r"^Latitude is from -90 to 90, longitude from -180"):
        LatLon(lat, lon)


@pytest.mark.parametrize(
    ("a", "b", "metres"),
    [
        # Half a meridian of WGS84, and the length of a degree of the equator (a * pi / 180).
        (LatLon(-90, 0), LatLon(90, 0), 20_003_931.459),
        (LatLon(0, 0), LatLon(0, 1), 111_319.491),
        (LatLon(0, 179.5), LatLon(0, -179.5), 111_319.491),
        (LatLon(51.5072, -0.1276), LatLon(51.5072, -0.1276), 0),
    ],
)
def test_a_distance_is_measured_on_the_ellipsoid(a: LatLon, b: LatLon, metres: float) -> None:
    assert metres_between(a, b) == pytest.approx(metres, abs=0.001)
    assert metres_between(b, a) == pytest.approx(metres, abs=0.001)


def test_a_route_is_as_long_as_its_parts() -> None:
    a, b, c = LatLon(0, 0), LatLon(0, 1), LatLon(0, 0.5)
    assert metres_along([a, b, c]) == metres_between(a, b) + metres_between(b, c)
    assert metres_along(iter([a, b])) == metres_between(a, b)


@pytest.mark.parametrize("route", [[], [LatLon(1, 2)]])
def test_a_route_without_a_way_has_no_length(route: list[LatLon]) -> None:
    assert metres_along(route) == 0


@given(st.floats(-75, 75), st.floats(-180, 180), st.floats(0, 360), st.floats(0, 10_000))
@example(0.0, 180.0, 2.0, 2.0)
def test_near_is_within_a_metre_of_the_geodesic_up_to_ten_kilometres(
    lat: float, lon: float, bearing: float, metres: float
) -> None:
    there = Geodesic.WGS84.Direct(lat, lon, bearing, metres)
    a, b = LatLon(lat, lon), LatLon(there["lat2"], there["lon2"])
    assert abs(near_m(a, b) - metres) <= 1
    assert near_m(a, b) == near_m(b, a)


@pytest.mark.parametrize(
    ("flown_m", "metres", "minutes"), [(0, 0, 0), (1, 1, 1), (577, 750, 10), (1_000, 1_300, 18)]
)
def test_streets_are_longer_than_the_crow_flies(flown_m: int, metres: int, minutes: int) -> None:
    assert (streets_m(flown_m), minutes_on_foot(flown_m)) == (metres, minutes)
