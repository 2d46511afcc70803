"""The sheet that a map is drawn on: from degrees to units, of which a phone shows one a pixel."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.places.latlon import LatLon, metres_a_degree, turned

WIDTH = 360.0
# How high a sheet may be, of its width.
LOWEST, HIGHEST = 0.85, 1.35
# Room around the places: something of what they have around them, and of their names.
LEAST_MARGIN_M = 90.0
MARGIN = 0.17


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet: equirectangular at its middle latitude, north above (Snyder 1987, page 90)."""

    middle: LatLon
    width: float
    height: float
    units_a_metre: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Give where a position is on the sheet, from the left and from above."""
        north_m, east_m = metres_a_degree(self.middle.lat)
        x = turned(lon - self.middle.lon) * east_m * self.units_a_metre
        y = (self.middle.lat - lat) * north_m * self.units_a_metre
        return self.width / 2 + x, self.height / 2 + y


def frame_around(places: Sequence[LatLon], width: float = WIDTH) -> Frame:
    """Give the sheet that shows all places. Raises ValueError without any."""
    west, across = _span([place.lon for place in places])
    lats = [place.lat for place in places]
    middle = LatLon((min(lats) + max(lats)) / 2, turned(west + across / 2))
    north_m, east_m = metres_a_degree(middle.lat)
    wide_m, high_m = across * east_m, (max(lats) - min(lats)) * north_m
    margin_m = max(LEAST_MARGIN_M, MARGIN * max(wide_m, high_m))
    wide_m, high_m = wide_m + 2 * margin_m, high_m + 2 * margin_m
    height = width * min(max(high_m / wide_m, LOWEST), HIGHEST)
    return Frame(middle, width, height, min(width / wide_m, height / high_m))


def _span(lons: Sequence[float]) -> tuple[float, float]:
    """Give the shortest piece of the globe that holds all: its western end, and how wide it is."""
    if not lons:
        raise ValueError("A map wants a place.")
    there = sorted(set(lons))
    gaps = [(b - a, b) for a, b in pairwise((*there, there[0] + 360))]
    widest, east = max(gaps)
    return turned(east), 360 - widest
