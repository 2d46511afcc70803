"""The drawn map: a walk's stops, and what lies around them, as one SVG."""

from engine.places.map.drawing import MOST_GZIP_BYTES, Map, drawn
from engine.places.map.ground import Ground
from engine.places.map.reading import GroundError, Read, read_ground
from engine.places.map.stops import Stop

__all__ = [
    "MOST_GZIP_BYTES",
    "Ground",
    "GroundError",
    "Map",
    "Read",
    "Stop",
    "drawn",
    "read_ground",
]
