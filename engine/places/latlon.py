"""Where something is on the Earth."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class LatLon:
    """A position in degrees, WGS84. Raises ValueError outside -90..90, -180..180."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError("Latitude is from -90 to 90, longitude from -180 to 180.")


def metres_between(a: LatLon, b: LatLon) -> float:
    """Give the geodesic distance in metres (Karney 2013, by geopy)."""
    # Imported here: geopy.distance takes 0.2 s to load, and most commands never measure.
    from geopy.distance import geodesic  # noqa: PLC0415

    return float(geodesic((a.lat, a.lon), (b.lat, b.lon)).meters)


def metres_along(route: Iterable[LatLon]) -> float:
    """Give the length of a route in metres, from point to point as the crow flies."""
    return sum(metres_between(a, b) for a, b in pairwise(route))
