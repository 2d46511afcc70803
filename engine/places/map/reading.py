"""`map.geojson` (RFC 7946) -> what is drawn of it. The file may hold anything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

import orjson

from engine.places.map.ground import AREAS, Ground, Line, Point, Shape
from engine.places.map.tags import is_walked, kind_of

MOST_BYTES = 8 * 1024 * 1024
MOST_POINTS = 200_000
LONGEST_NAME = 60
LONGEST_CREDIT = 80
OPENSTREETMAP = "© OpenStreetMap contributors"
_LINES = {"LineString": 0, "MultiLineString": 1}
_RINGS = {"Polygon": 1, "MultiPolygon": 2}
_FLAT = (*_LINES, *_RINGS, "Point", "MultiPoint")


class GroundError(Exception):
    """The file is no map at all. `line` and `column` count from 1."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class Read:
    """What was read, and in words what of it had to be passed over."""

    ground: Ground
    passed_over: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """How much was read, and what was wrong with it."""

    points: int = 0
    passed_over: list[str] = field(default_factory=list)


def read_ground(source: bytes, language: str = "en") -> Read:
    """Read a map with the names of a language, where it has them. Raises GroundError."""
    if len(source) > MOST_BYTES:
        raise GroundError("The map is over 8 MB. Export a smaller square around the places.")
    top = _parsed(source)
    features = top.get("features") if isinstance(top, dict) else None
    if not isinstance(top, dict) or not isinstance(features, list):
        raise GroundError(
            "This is no map: a GeoJSON file is a FeatureCollection with a list of features."
        )
    reading = _Reading()
    shapes = [
        shape
        for number, feature in enumerate(features, 1)
        for shape in _shapes(reading, number, feature, language)
    ]
    return Read(Ground(tuple(shapes), _credit(top, features)), tuple(reading.passed_over))


def _parsed(source: bytes) -> Any:
    try:
        return orjson.loads(source.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise GroundError(
            "This is no GeoJSON: what stands here cannot be read. Export the map once more, and "
            "do not edit it by hand.",
            error.lineno,
            error.colno,
        ) from None


def _shapes(reading: _Reading, number: int, feature: Any, language: str) -> Iterator[Shape]:
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict | None):
        reading.passed_over.append(f"Feature {number} is none.")
        return
    geometry, tags = feature.get("geometry"), feature.get("properties")
    if geometry is None:
        return
    tags = _texts(tags)
    if not _is_geometry(geometry):
        reading.passed_over.append(f"{_called(number, feature)} has no kind of geometry.")
        return
    for area, lines in _parts(geometry):
        kind = kind_of(tags, area=area)
        if kind is None:
            continue
        try:
            read = tuple(_line(reading, line) for line in lines)
        except ValueError as error:
            reading.passed_over.append(f"{_called(number, feature)} {error}")
            return
        least = 3 if kind in AREAS else 2
        kept = tuple(line for line in read if len(line) >= least)
        if kept:
            yield Shape(kind, kept, _name(tags, language), is_walked(tags))


def _parts(geometry: dict[str, Any]) -> Iterator[tuple[bool, list[Any]]]:
    """Give the lines of a geometry, or the rings of each of its polygons; those are areas."""
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        for each in _list(geometry.get("geometries")):
            if isinstance(each, dict) and each.get("type") in _FLAT:
                yield from _parts(each)
        return
    coordinates = _list(geometry.get("coordinates"))
    if kind in _LINES:
        yield False, coordinates if _LINES[kind] else [coordinates]
    elif kind in _RINGS:
        for rings in coordinates if _RINGS[kind] == 2 else [coordinates]:
            yield True, _list(rings)


def _is_geometry(geometry: dict[str, Any]) -> bool:
    return geometry.get("type") in (*_FLAT, "GeometryCollection")


def _texts(tags: Any) -> dict[str, str]:
    """Give those properties that are texts, as tags are."""
    known = tags if isinstance(tags, dict) else {}
    return {key: value for key, value in known.items() if isinstance(value, str)}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _line(reading: _Reading, line: Any) -> Line:
    """Read positions. Raises ValueError for one that is none, GroundError for too many."""
    positions = line if isinstance(line, list) else [line]
    reading.points += len(positions)
    if reading.points > MOST_POINTS:
        raise GroundError(
            f"The map has more than {MOST_POINTS:,} points. Export a smaller square around the "
            "places."
        )
    return tuple(map(_point, positions))


def _point(position: Any) -> Point:
    match position:
        case [int() | float() as lon, int() | float() as lat, *_] if (
            type(lon) is not bool and type(lat) is not bool and isfinite(lon) and isfinite(lat)
        ):
            if abs(lat) <= 90 and abs(lon) <= 180:
                return float(lon), float(lat)
            raise ValueError(
                f"has the position {lon:.6g}, {lat:.6g}, which is not on the Earth: longitude "
                "comes first, in degrees."
            )
    raise ValueError("has a position that is not two numbers.")


def _name(tags: Mapping[str, str], language: str) -> str:
    base = language.partition("-")[0]
    for key in (f"name:{language}", f"name:{base}", "name"):
        if name := tags.get(key, "").strip():
            return " ".join(name.split())[:LONGEST_NAME]
    return ""


def _called(number: int, feature: dict[str, Any]) -> str:
    """Name a feature so that it can be found."""
    name = _name(_texts(feature.get("properties")), "en")
    id_ = feature.get("id")
    known = ", ".join(
        each for each in (str(id_)[:40] if isinstance(id_, str | int) else "", name) if each
    )
    return f"Feature {number} ({known})" if known else f"Feature {number}"


def _credit(top: dict[str, Any], features: list[Any]) -> str:
    """Give who is to be credited: what the file says of itself, or that its things show."""
    said = [top.get(key) for key in ("attribution", "copyright", "generator")]
    texts = [" ".join(text.split()) for text in said if isinstance(text, str) and text.strip()]
    if any("openstreetmap" in text.lower() or "overpass" in text.lower() for text in texts):
        return OPENSTREETMAP
    if any(_is_of_openstreetmap(feature) for feature in features):
        return OPENSTREETMAP
    owned = [text for text in said[:2] if isinstance(text, str) and text.strip()]
    return " ".join(owned[0].split())[:LONGEST_CREDIT] if owned else ""


def _is_of_openstreetmap(feature: Any) -> bool:
    """Tell by how its exports name things: `way/123` in `id` or `@id`, or an `osm_id`."""
    if not isinstance(feature, dict):
        return False
    tags = feature.get("properties")
    tags = tags if isinstance(tags, dict) else {}
    ids = (feature.get("id"), tags.get("@id"))
    starts = ("node/", "way/", "relation/")
    return "osm_id" in tags or any(
        isinstance(each, str) and each.startswith(starts) for each in ids
    )
