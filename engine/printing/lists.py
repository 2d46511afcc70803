"""The places of a story as lists: for who puts up the signs, for maps, and for walkers' devices."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from engine.checking.mapping import stops_of
from engine.languages.xml import plain
from engine.places.latlon import LatLon
from engine.printing.signs import Door
from engine.printing.sizes import Size, read_from_m, side_mm
from engine.story.model import Place, Story

# To the middle of the code: within reach of a wheelchair, of children and of who stands.
HEIGHT = "70-120 cm"
_DEGREES = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A sign, as who puts it up must know it. `latitude` and `longitude` are degrees, or empty."""

    number: int
    place: str
    code: str
    address: str
    latitude: str
    longitude: str
    height: str
    sheet: str
    code_cm: str
    read_from: str
    permission: str
    directions: str
    note: str


def rows_of(
    story: Story, places: Sequence[Place], door: Door, size: Size, distance_m: float | None
) -> list[Row]:
    """Give a row for each of these places, numbered as on the map. Raises NoRoom."""
    numbers = {id_: number for number, id_ in enumerate(story.places, 1)}
    side = side_mm(size, distance_m)
    return [
        Row(
            number=numbers[place.id],
            place=place.name,
            code=place.code or "",
            address=door.address(place.code) if place.code else "",
            latitude=f"{place.at.lat:.{_DEGREES}f}" if place.at else "",
            longitude=f"{place.at.lon:.{_DEGREES}f}" if place.at else "",
            height=HEIGHT,
            sheet=size.name,
            code_cm=f"{side / 10:.1f}",
            read_from=f"{read_from_m(side):g} m",
            permission=place.permission,
            directions=place.directions,
            note=place.note,
        )
        for place in places
    ]


def as_geojson(story: Story, places: Sequence[Place]) -> bytes:
    """Write the places that have a position as GeoJSON (RFC 7946).

    It can be published: it holds no code, which would prove that one was there, and no note.
    """
    numbers = {stop.id: stop.number for stop in stops_of(story)}
    features = [
        {
            "type": "Feature",
            "id": place.id,
            "geometry": {
                "type": "Point",
                "coordinates": [round(place.at.lon, _DEGREES), round(place.at.lat, _DEGREES)],
            },
            "properties": {
                "number": numbers[place.id],
                "name": place.name,
                "directions": place.directions,
                "access": place.access,
            },
        }
        for place in places
        if place.at is not None
    ]
    found = {"type": "FeatureCollection", "name": story.title, "features": features}
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def as_gpx(story: Story, places: Sequence[Place]) -> bytes:
    """Write the places that have a position as waypoints (GPX 1.1), as fit to be published."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gpx version="1.1" creator="Wayside" xmlns="http://www.topografix.com/GPX/1/1">',
        f"  <metadata><name>{plain(story.title)}</name></metadata>",
        *(_waypoint(place, place.at) for place in places if place.at is not None),
        "</gpx>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _waypoint(place: Place, at: LatLon) -> str:
    said = f"<desc>{plain(place.directions)}</desc>" if place.directions else ""
    where = f'lat="{at.lat:.{_DEGREES}f}" lon="{at.lon:.{_DEGREES}f}"'
    return f"  <wpt {where}><name>{plain(place.name)}</name>{said}</wpt>"
