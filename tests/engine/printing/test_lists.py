"""The places as lists: for who puts up signs, for maps, and for walkers' devices."""

import json
from xml.etree import ElementTree

from engine.printing.lists import Row, as_geojson, as_gpx, rows_of
from engine.printing.sizes import SIZES
from engine.story.build import build
from tests.engine.printing.house import DOOR

STORY = """\
story: Lamps & <Locks>
start: a
places:
  attic: {name: The attic}
  gate:
    name: The gate & the arch
    at: 51.5072, -0.1276
    code: HANDS4
    access: One step.
    directions: Behind the mill.
    permission: Town hall, granted until 2027
    note: On the post.
scenes: {a: {ending: E}}
"""
TOLD = build(STORY.encode(), "lamps", "story.yaml")
PLACES = list(TOLD.places.values())


def test_a_row_tells_all_that_who_puts_up_a_sign_must_know() -> None:
    assert rows_of(TOLD, PLACES[1:], DOOR, SIZES["a4"], 1.0) == [
        Row(
            number=2,
            place="The gate & the arch",
            code="HANDS4",
            address="play.pennyweir.example/s/HANDS4",
            latitude="51.507200",
            longitude="-0.127600",
            height="70-120 cm",
            sheet="a4",
            code_cm="10.0",
            read_from="1 m",
            permission="Town hall, granted until 2027",
            directions="Behind the mill.",
            note="On the post.",
        )
    ]


def test_a_place_without_position_and_code_has_a_row_with_blanks() -> None:
    (row,) = rows_of(TOLD, PLACES[:1], DOOR, SIZES["a4"], None)
    assert (row.number, row.code, row.address, row.latitude) == (1, "", "", "")


def test_geojson_holds_where_places_are_and_neither_codes_nor_notes() -> None:
    assert json.loads(as_geojson(TOLD, PLACES)) == {
        "type": "FeatureCollection",
        "name": "Lamps & <Locks>",
        "features": [
            {
                "type": "Feature",
                "id": "gate",
                "geometry": {"type": "Point", "coordinates": [-0.1276, 51.5072]},
                "properties": {
                    "number": 2,
                    "name": "The gate & the arch",
                    "directions": "Behind the mill.",
                    "access": "One step.",
                },
            }
        ],
    }


def test_gpx_holds_a_waypoint_for_each_place_with_a_position() -> None:
    made = as_gpx(TOLD, PLACES)
    space = "{http://www.topografix.com/GPX/1/1}"
    root = ElementTree.fromstring(made)
    (found,) = root.findall(f"{space}wpt")
    assert found.attrib == {"lat": "51.507200", "lon": "-0.127600"}
    assert [(each.tag.removeprefix(space), each.text) for each in found] == [
        ("name", "The gate & the arch"),
        ("desc", "Behind the mill."),
    ]
    assert root.findtext(f"{space}metadata/{space}name") == "Lamps & <Locks>"
    assert b"HANDS4" not in made
