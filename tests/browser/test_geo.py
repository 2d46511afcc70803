"""Distances and directions on the phone agree with those on the server."""

import pytest
from playwright.sync_api import Page

from engine.places.latlon import LatLon, metres_between

PLACES = {
    "a street": ((47.5, 8.25), (47.5009, 8.2513)),
    "a town": ((44.98, -93.27), (44.95, -93.20)),
    "over the date line": ((-17.8, 179.999), (-17.8, -179.999)),
    "over the equator": ((0.001, 32.5), (-0.001, 32.5)),
    "near the pole": ((89.999, 0), (89.999, 180)),
    "the same place": ((1.5, 2.5), (1.5, 2.5)),
    "the other side of the Earth": ((0, 0), (0, 180)),
}
METRES = """([from, to]) => import("/walk/geo.js").then(({metres}) =>
    metres({lat: from[0], lon: from[1]}, {lat: to[0], lon: to[1]}))"""
WINDS = """(points) => import("/walk/geo.js").then(({wind}) => points.map(([lat, lon]) =>
    wind({lat: 60, lon: 10}, {lat, lon})))"""


@pytest.mark.parametrize("name", PLACES)
def test_distances_are_those_of_the_server(modules: Page, name: str) -> None:
    start, end = PLACES[name]
    here = modules.evaluate(METRES, [start, end])
    assert here == pytest.approx(metres_between(LatLon(*start), LatLon(*end)), rel=0.006)


def test_directions_are_named_by_eight_winds(modules: Page) -> None:
    # A degree of longitude is half of one of latitude at 60 degrees.
    around = [
        (60.01, 10.0),
        (60.01, 10.02),
        (60.0, 10.02),
        (59.99, 10.02),
        (59.99, 10.0),
        (59.99, 9.98),
        (60.0, 9.98),
        (60.01, 9.98),
        (60.01, 9.993),
        (60.01, 10.007),
    ]
    assert modules.evaluate(WINDS, around) == [
        *("n", "ne", "e", "se", "s", "sw", "w", "nw"),
        *("n", "n"),
    ]
