"""Where something is on the Earth."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, radians, remainder, sin

from geographiclib.geodesic import Geodesic

# WGS84: the radius at the equator, and the square of the eccentricity.
_RADIUS_M = 6_378_137.0
_E2 = 0.00669437999014
# At 4.5 km/h, that is 1.25 m/s, a comfortable pace of people of all ages (Bohannon and Williams
# Andrews 2011, Physiotherapy 97, 182-189).
METRES_A_MINUTE = 75
# How much longer streets are than the crow flies: 1.2 in the United States, 1.3 in Germany, 1.4 in
# England (Ballou and others 2002, Transportation Research A 36, 843-848).
DETOUR = 1.3


@dataclass(frozen=True, slots=True)
class LatLon:
    """A position in degrees, WGS84. Raises ValueError outside -90..90, -180..180."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError("Latitude is from -90 to 90, longitude from -180 to 180.")


def metres_between(a: LatLon, b: LatLon) -> float:
    """Give the geodesic distance in metres (Karney 2013)."""
    found = Geodesic.WGS84.Inverse(a.lat, a.lon, b.lat, b.lon, Geodesic.DISTANCE)
    return float(found["s12"])


def metres_along(route: Iterable[LatLon]) -> float:
    """Give the length of a route in metres, from point to point as the crow flies."""
    return sum(metres_between(a, b) for a, b in pairwise(route))


def streets_m(flown_m: float) -> int:
    """Give how long a way is by streets and paths, about, that the crow flies in so many metres."""
    return round(flown_m * DETOUR)


def minutes_on_foot(flown_m: float) -> int:
    """Give how many minutes it takes to walk it, the last one whole."""
    return -(-streets_m(flown_m) // METRES_A_MINUTE)


def near_m(a: LatLon, b: LatLon) -> float:
    """Give the distance in metres of two positions some kilometres apart at most.

    On the ellipsoid's own curvatures (WGS84) at the middle latitude; within 1 m of the geodesic up
    to 10 km. For the turn, where the geodesic would take a hundred times as long.
    """
    north_m, east_m = metres_a_degree((a.lat + b.lat) / 2)
    return hypot((b.lat - a.lat) * north_m, turned(b.lon - a.lon) * east_m)


def metres_a_degree(lat: float) -> tuple[float, float]:
    """Give how long a degree is at a latitude: to the north, and to the east (WGS84)."""
    at = radians(lat)
    bend = 1 - _E2 * sin(at) ** 2
    north_m = radians(1) * _RADIUS_M * (1 - _E2) / bend**1.5
    return north_m, radians(1) * _RADIUS_M * cos(at) / bend**0.5


def turned(degrees: float) -> float:
    """Give a difference of longitudes the short way round: from -180 up to below 180."""
    # Exact, so that there and back are the same.
    short = remainder(degrees, 360)
    return -180.0 if short == 180 else short
