"""`map.geojson`, whatever it holds."""

import json
import time
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.places.latlon import LatLon
from engine.places.map import Ground, GroundError, Stop, drawn, read_ground
from engine.places.map.ground import AREAS, KINDS, Shape
from engine.places.map.reading import MOST_BYTES, MOST_POINTS, OPENSTREETMAP
from engine.places.map.tags import kind_of

LINE = [[-0.12, 51.5], [-0.121, 51.501]]
RING = [[-0.12, 51.5], [-0.121, 51.501], [-0.122, 51.5], [-0.12, 51.5]]
READ_LINE = ((-0.12, 51.5), (-0.121, 51.501))


def geojson(*features: Any, **top: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **top}).encode()


def feature(geometry: Any, id_: Any = None, **tags: Any) -> dict[str, Any]:
    return {"type": "Feature", "id": id_, "properties": tags, "geometry": geometry}


def line(coordinates: Any = LINE, **tags: Any) -> dict[str, Any]:
    tags = tags or {"highway": "residential"}
    return feature({"type": "LineString", "coordinates": coordinates}, **tags)


def test_every_kind_can_be_named_plainly_as_what_it_is() -> None:
    for kind in KINDS:
        assert kind_of({"kind": kind}, area=kind in AREAS) == kind


@pytest.mark.parametrize(
    ("tags", "area", "kind"),
    [
        ({"highway": "motorway"}, False, "road"),
        ({"highway": "tertiary_link"}, False, "road"),
        ({"highway": "living_street"}, False, "street"),
        ({"highway": "service"}, False, "lane"),
        ({"highway": "service", "service": "parking_aisle"}, False, None),
        ({"highway": "footway", "footway": "sidewalk"}, False, None),
        ({"highway": "steps"}, False, "path"),
        ({"highway": "pedestrian", "area": "yes"}, True, "square"),
        ({"highway": "path", "tunnel": "yes"}, False, "path"),
        ({"waterway": "river"}, False, "river"),
        ({"waterway": "stream", "tunnel": "culvert"}, False, None),
        ({"natural": "water"}, True, "water"),
        ({"natural": "water"}, False, None),
        ({"natural": "wood"}, True, "wood"),
        ({"leisure": "park"}, True, "park"),
        ({"landuse": "cemetery"}, True, "park"),
        ({"landuse": "industrial"}, True, None),
        ({"building": "yes", "highway": "residential"}, True, "building"),
        ({"building": "no"}, True, None),
        ({"railway": "tram"}, False, "rail"),
        ({"railway": "subway"}, False, None),
        ({"place": "square"}, True, "square"),
        ({"kind": "castle"}, True, None),
        ({}, True, None),
    ],
)
def test_tags_say_what_a_thing_is(tags: dict[str, str], area: bool, kind: str | None) -> None:
    assert kind_of(tags, area=area) == kind


def test_lines_rings_and_their_many_kinds_are_read() -> None:
    read = read_ground(
        geojson(
            line(),
            feature({"type": "MultiLineString", "coordinates": [LINE, LINE]}, highway="path"),
            feature({"type": "Polygon", "coordinates": [RING, RING]}, building="yes"),
            feature({"type": "MultiPolygon", "coordinates": [[RING], [RING]]}, natural="water"),
            feature(
                {"type": "GeometryCollection",
                 "geometries": [{"type": "LineString", "coordinates": LINE}, {"type": "Point"}]},
                waterway="river",
            ),
            feature({"type": "Point", "coordinates": [-0.12, 51.5]}, natural="tree"),
            feature(None, highway="path"),
        )
    )  # fmt: skip
    ring = tuple(map(tuple, RING))
    assert read.passed_over == ()
    assert read.ground.shapes == (
        Shape("street", (READ_LINE,)),
        Shape("path", (READ_LINE, READ_LINE)),
        Shape("building", (ring, ring)),
        Shape("water", (ring,)),
        Shape("water", (ring,)),
        Shape("river", (READ_LINE,)),
    )


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "River Street"), ("es", "Calle Río"), ("es-MX", "Calle Río")],
)
def test_names_are_those_of_the_language(language: str, name: str) -> None:
    tags = {"highway": "residential", "name": " River\n Street", "name:es": "Calle Río"}
    assert read_ground(geojson(line(**tags)), language).ground.shapes[0].name == name


def test_nobody_walks_along_a_motorway() -> None:
    read = read_ground(geojson(line(highway="trunk"), line(highway="path", foot="no")))
    assert [shape.walked for shape in read.ground.shapes] == [False, False]


@pytest.mark.parametrize(
    ("source", "credit"),
    [
        (geojson(generator="overpass-turbo"), OPENSTREETMAP),
        (geojson(copyright="The data is from www.openstreetmap.org."), OPENSTREETMAP),
        (geojson(line(**{"@id": "way/1", "highway": "path"})), OPENSTREETMAP),
        (geojson(feature(None, "way/77")), OPENSTREETMAP),
        (geojson(line(osm_id=7, highway="path")), OPENSTREETMAP),
        (geojson(attribution=" Town of\nRosewater "), "Town of Rosewater"),
        (geojson(attribution="x" * 500), "x" * 80),
        (geojson(line()), ""),
        (geojson(attribution=["OpenStreetMap"], generator=7), ""),
    ],
)
def test_who_made_the_data_is_credited_where_it_says_so(source: bytes, credit: str) -> None:
    assert read_ground(source).ground.credit == credit


@pytest.mark.parametrize(
    "source",
    [
        b"", b"{", b"[]", b"null", b'"x"', b"{}", b'{"features": {}}', b'{"features": NaN}',
        b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe{}", b"x" * (MOST_BYTES + 1),
    ],
    ids=lambda source: repr(source[:12]),
)  # fmt: skip
def test_what_is_no_map_is_told_kindly(source: bytes) -> None:
    with pytest.raises(GroundError, match=r"^(This is no|The map is over 8 MB)"):
        read_ground(source)


@pytest.mark.parametrize(
    ("coordinates", "told"),
    [
        ([[1, 2], [1, "2"]], "has a position that is not two numbers."),
        ([[1, 2], [True, 2]], "has a position that is not two numbers."),
        ([[1, 2], None], "has a position that is not two numbers."),
        ([[1, 2], [1]], "has a position that is not two numbers."),
        ("street", "has a position that is not two numbers."),
        (
            [[1, 2], [1, 1e300]],
            (
                "has the position 1, 1e+300, which is not on the Earth: longitude comes first, in "
                "degrees."
            ),
        ),
    ],
)  # fmt: skip
def test_a_broken_feature_is_passed_over_and_named(coordinates: Any, told: str) -> None:
    if not isinstance(coordinates, list):
        coordinates = [coordinates]
    read = read_ground(geojson(line(), line(coordinates, highway="path", name="Lane"), line()))
    assert read.passed_over == (f"Feature 2 (Lane) {told}",)
    assert len(read.ground.shapes) == 2


def test_features_that_are_none_are_told() -> None:
    read = read_ground(geojson(7, feature([1]), feature({"type": "Cube"}, 4, name="Box")))
    assert read.passed_over == (
        "Feature 1 is none.",
        "Feature 2 is none.",
        "Feature 3 (4, Box) has no kind of geometry.",
    )


def test_too_many_points_are_told_soon() -> None:
    many = geojson(*[line([[0, 0]] * 1_000)] * (MOST_POINTS // 1_000 + 1))
    with pytest.raises(GroundError, match="more than 200,000 points"):
        read_ground(many)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers(-10**20, 10**20) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(("type", "features", "geometry", "properties", "coordinates", "highway",
                         "geometries", "name", "id", "@id", "building", "kind")),
        inner, max_size=5,
    ),
    max_leaves=30,
)  # fmt: skip
GEOMETRY = st.fixed_dictionaries({
    "type": st.sampled_from(("LineString", "MultiLineString", "Polygon", "MultiPolygon",
                             "GeometryCollection", "Point")) | JSON,
    "coordinates": JSON | st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90))),
    "geometries": JSON,
})  # fmt: skip
FEATURE = JSON | st.fixed_dictionaries({
    "properties": st.sampled_from(({"highway": "path", "name": "P"}, {"building": 1})) | JSON,
    "geometry": GEOMETRY | JSON,
})  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(FEATURE, max_size=5))
def test_whatever_stands_in_it_is_read_or_told_and_drawn(features: list[Any]) -> None:
    try:
        source = orjson.dumps({"features": features})
    except TypeError:
        return
    ground = read_ground(source).ground
    assert drawn([Stop("a", 1, "A", LatLon(0, 0))], ground) is not None


def test_a_map_made_to_be_slow_is_drawn_in_seconds() -> None:
    zigzag = [(index / 1e7 - 0.005, 0.0008 * (index % 2)) for index in range(100_000)]
    pieces = [((i / 1e6, 0.0), (i / 1e6 + 1e-6, 0.0001)) for i in range(4_000)]
    shapes = (
        Shape("street", (tuple(zigzag),), "Zigzag Street"),
        Shape("street", tuple(pieces), "Many Pieces"),
    )
    begun = time.perf_counter()
    found = drawn([Stop("a", 1, "A", LatLon(0, 0)), Stop("b", 2, "B", LatLon(0, 0.001))],
                  Ground(shapes))  # fmt: skip
    assert found is not None
    assert time.perf_counter() - begun < 60
