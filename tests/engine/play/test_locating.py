"""The place that a position is at, by the geodesic."""

import pytest

from engine.places.latlon import LatLon, metres_between
from engine.play.locating import nearest
from engine.story.model import Place

# 60 degrees north, where a degree of longitude is half as long as at the equator.
GATE = Place("gate", "Gate", LatLon(60, 25), within_m=100)
STEPS = Place("steps", "Steps", LatLon(60, 25.0030), within_m=100)
EDGE = Place("edge", "Edge", LatLon(0, 180), within_m=100)
FOG = Place("fog", "Fog")


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (LatLon(60, 25), GATE),
        (LatLon(60, 25.0014), GATE),
        (LatLon(60, 25.0016), STEPS),
        (LatLon(60, 24.9983), GATE),
        (LatLon(60, 24.9981), None),
        (LatLon(0, -179.9995), EDGE),
        (LatLon(0, -179.9985), None),
        (LatLon(-60, 25), None),
        (LatLon(90, 0), None),
    ],
)
def test_a_position_is_at_the_nearest_place_whose_radius_holds_it(
    at: LatLon, found: Place | None
) -> None:
    assert nearest([FOG, GATE, STEPS, EDGE], at) == found


def test_the_radius_is_measured_by_the_geodesic_to_the_decimetre() -> None:
    inside, outside = LatLon(60, 25.001792), LatLon(60, 25.001793)
    assert metres_between(LatLon(60, 25), inside) == pytest.approx(99.99, abs=0.01)
    assert metres_between(LatLon(60, 25), outside) == pytest.approx(100.05, abs=0.01)
    assert (nearest([GATE], inside), nearest([GATE], outside)) == (GATE, None)
