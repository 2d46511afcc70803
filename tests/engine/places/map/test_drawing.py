"""The drawn map, as it is read by a browser."""

import gzip
import re
from dataclasses import replace
from itertools import combinations
from xml.etree.ElementTree import Element, fromstring

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.places.latlon import LatLon, metres_between
from engine.places.map import MOST_GZIP_BYTES, Ground, Stop, drawn, read_ground
from engine.places.map.boxes import Box, along
from engine.places.map.drawing import _Sheet
from engine.places.map.frame import frame_around
from engine.places.map.labels import labelled, labelled_nearer
from engine.places.map.laying import laid
from engine.places.map.naming import named
from engine.places.map.stops import APART, placed
from tests.engine.places.map.towns import Town, crooked

SVG = "{http://www.w3.org/2000/svg}"
MIDDLE = LatLon(51.4545, -2.5879)
TOWN = Town(MIDDLE)
BARE = Ground()
DENSE = read_ground(TOWN.geojson()).ground
NAMES = (
    "The old Corn Exchange", "Chapel of St. Anne", "The Printer's house", "Bandstand",
    "Rosewater Library, east door", "Ferry steps", "Tannery yard", "The well", "The clock",
)  # fmt: skip
SPOTS = (
    (-480, -350), (-250, -420), (-120, -150), (150, -300), (330, -120), (420, 300), (100, 130),
    (-200, 100), (-190, 112),
)  # fmt: skip


def at(x: float, y: float) -> LatLon:
    """Give the position so many metres to the east and to the south of the town's middle."""
    return LatLon(MIDDLE.lat - y / TOWN.north_m, MIDDLE.lon + x / TOWN.east_m)


def stops(*places: LatLon) -> list[Stop]:
    return [
        Stop(f"p{number}", number, NAMES[(number - 1) % len(NAMES)], place)
        for number, place in enumerate(places, 1)
    ]


WALK = stops(*(at(*spot) for spot in SPOTS))


def svg(*of: Stop, ground: Ground = BARE, **more: object) -> Element:
    found = drawn(of, ground, **more)  # type: ignore[arg-type]
    assert found is not None
    return fromstring(found.svg)


def by_class(root: Element, name: str) -> list[Element]:
    return [each for each in root.iter() if name in (each.get("class") or "").split()]


def texts(root: Element, name: str) -> list[str]:
    return [" ".join(each.itertext()) for each in by_class(root, name)]


def box(root: Element) -> tuple[float, float]:
    _, _, width, height = map(float, (root.get("viewBox") or "").split())
    return width, height


def where(stop: Element) -> tuple[float, float]:
    found = re.fullmatch(r"translate\((\S+) (\S+)\)", stop.get("transform") or "")
    assert found
    return float(found[1]), float(found[2])


def test_every_stop_has_its_number_and_name_and_stands_where_it_is() -> None:
    root = svg(*WALK, title="A walk", language="fr")
    assert (root.get("role"), root.get("aria-label"), root.get("lang")) == ("img", "A walk", "fr")
    found = {each.get("data-place"): each for each in by_class(root, "stop")}
    assert {id_: texts(each, "figure") for id_, each in found.items()} == {
        stop.id: [f"{stop.number}"] for stop in WALK
    }
    metre = float(root.get("data-metre") or 0)
    for one, two in combinations(WALK, 2):
        (ax, ay), (bx, by) = where(found[one.id]), where(found[two.id])
        apart_m = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 / metre
        assert apart_m == pytest.approx(metres_between(one.at, two.at), rel=0.003, abs=0.6)


def test_north_is_above_and_east_to_the_right() -> None:
    root = svg(*stops(at(0, 0), at(100, 0), at(0, -100)))
    middle, east, north = (where(each) for each in reversed(by_class(root, "stop")))
    assert east[0] > middle[0]
    assert north[1] < middle[1]


def test_the_page_can_place_a_position_by_what_the_map_tells() -> None:
    root = svg(*WALK)
    lat, lon, east, north = (
        float(root.get(f"data-{name}") or 0) for name in ("lat", "lon", "east", "north")
    )
    width, height = box(root)
    found = {each.get("data-place"): where(each) for each in by_class(root, "stop")}
    for stop in WALK:
        expected = (
            width / 2 + (stop.at.lon - lon) * east,
            height / 2 + (lat - stop.at.lat) * north,
        )
        assert found[stop.id] == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize(
    ("places", "bar"),
    [
        ([at(0, 0)], "50 m"),
        ([at(0, 0), at(0, 0), at(0, 0), at(0, 0), at(0, 0)], "50 m"),
        ([at(-400, 0), at(400, 0)], "200 m"),
        ([LatLon(51.3, -2.5), LatLon(51.66, -2.5)], "10 km"),
        ([LatLon(-16.8, 179.998), LatLon(-16.8, -179.998)], "100 m"),
        ([LatLon(89.9995, 10), LatLon(89.9995, -170)], "100 m"),
        ([LatLon(60, -100), LatLon(-40, 100)], "5000 km"),
    ],
    ids=["one place", "one point", "a street", "40 km", "date line", "pole", "the world"],
)
def test_wherever_the_places_are_all_stand_on_the_sheet_and_the_scale_is_round(
    places: list[LatLon], bar: str
) -> None:
    root = svg(*stops(*places))
    width, height = box(root)
    assert width == 360
    assert 0.84 * width <= height <= 1.36 * width
    assert texts(root, "scale") == [bar]
    for each in by_class(root, "stop"):
        x, y = where(each)
        disc = by_class(each, "disc")[0]
        x, y = x + float(disc.get("cx") or 0), y + float(disc.get("cy") or 0)
        assert 11 <= x <= width - 11
        assert 11 <= y <= height - 11


def test_across_the_date_line_the_walk_is_as_short_as_it_is() -> None:
    root = svg(*stops(LatLon(-16.8, 179.998), LatLon(-16.8, -179.998)))
    east, west = (where(each) for each in by_class(root, "stop"))
    metres = (east[0] - west[0]) / float(root.get("data-metre") or 0)
    assert metres == pytest.approx(426, abs=3)


def test_the_scale_is_as_long_as_it_says() -> None:
    root = svg(*WALK)
    (bar,) = (each for each in by_class(root, "scale")[0].iter(f"{SVG}path"))
    long = float(re.search(r"h([\d.]+)", bar.get("d") or "")[1])  # type: ignore[index]
    assert long == pytest.approx(200 * float(root.get("data-metre") or 0), abs=0.06)


def test_in_the_united_states_the_scale_tells_feet_too() -> None:
    assert texts(svg(*WALK, language="en-US"), "scale") == ["200 m 1000 ft"]
    far = stops(LatLon(42, -92), LatLon(42.3, -92))
    assert texts(svg(*far, language="es-US"), "scale") == ["5 km 5 mi"]


def test_without_a_place_there_is_no_map() -> None:
    assert drawn([]) is None
    assert drawn([replace(WALK[0], status="gone")]) is None


def test_what_is_closed_is_shown_so_and_what_is_gone_is_not_and_numbers_stay() -> None:
    one, two, three = WALK[0], replace(WALK[1], status="gone"), replace(WALK[2], status="closed")
    root = svg(one, two, three)
    found = {each.get("data-place"): each.get("class") for each in by_class(root, "stop")}
    assert found == {one.id: "stop open", three.id: "stop closed"}
    assert sorted(texts(root, "figure")) == ["1", "3"]
    assert [each.get("data-place") for each in by_class(root, "within")] == [one.id]


@pytest.mark.parametrize(
    "bad", ["<script>alert(1)</script>", '" onload="x', "a\x00\ud800b", "&lt;"]
)
def test_whatever_authors_write_is_text(bad: str) -> None:
    shape = {"type": "LineString", "coordinates": [[-2.588, 51.4545], [-2.586, 51.4545]]}
    top = {
        "type": "FeatureCollection", "attribution": bad.replace("\ud800", ""),
        "features": [{"type": "Feature", "properties": {"kind": "street",
                      "name": bad.replace("\ud800", "")}, "geometry": shape}],
    }  # fmt: skip
    ground = read_ground(orjson.dumps(top)).ground
    root = svg(Stop(bad, 1, bad, MIDDLE), ground=ground, title=bad, language=bad)
    allowed = {"svg", "g", "path", "rect", "circle", "text", "tspan", "use", "defs"}
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= allowed
    assert not any(name.startswith("on") for each in root.iter() for name in each.attrib)
    clean = bad.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    assert root.get("aria-label") == clean
    assert by_class(root, "stop")[0].get("data-place") == clean


def test_nothing_of_it_needs_an_inline_style_or_another_file() -> None:
    found = drawn(WALK, DENSE)
    assert found is not None
    assert not re.search(r"style|<script|<image|https?://(?!www\.w3\.org/2000/svg)", found.svg)


def test_a_dense_town_has_streets_houses_water_parks_and_names_and_stays_light() -> None:
    found = drawn(WALK, DENSE)
    assert found is not None
    assert (found.left_out, found.coarser) == (frozenset(), 1)
    root = fromstring(found.svg)
    shown = {(each.get("class") or "").split()[0] for each in root.iter(f"{SVG}use")}
    assert shown == {"park", "water", "building", "river", "path", "street", "road"}
    assert len(texts(root, "caption")) >= 8
    assert len(set(texts(root, "caption"))) == len(texts(root, "caption"))
    assert texts(root, "credit") == ["© OpenStreetMap contributors"]
    assert 15_000 < len(gzip.compress(found.svg.encode())) < 29 * 1024


def test_what_would_be_too_heavy_is_drawn_with_less() -> None:
    ground = read_ground(crooked(MIDDLE, 5_000)).ground
    found = drawn(stops(at(-300, -300), at(300, 300)), ground)
    assert found is not None
    assert found.left_out == {"building"}
    assert len(gzip.compress(found.svg.encode())) <= MOST_GZIP_BYTES


def test_no_name_covers_a_number_another_name_or_an_edge() -> None:
    frame = frame_around([stop.at for stop in WALK])
    sheet = _Sheet(frame, WALK, laid(DENSE.shapes, frame, 1.2), DENSE, title="", language="en-US")
    edges = sheet._edges()
    route = [each for leg, _ in sheet.legs for each in along(leg, 6)]
    labels = labelled(sheet.stops, frame, edges, route)
    assert set(labels) == {stop.id for stop in WALK}
    held = [*(label.box for label in labels.values()), *edges]
    marks = [each.mark for each in sheet.stops]
    streets = [name.box for name in named(sheet.shapes, frame, held)]
    assert len(streets) >= 8
    assert not [pair for pair in combinations([*held, *streets], 2) if pair[0].touches(pair[1])]
    assert not [
        mark for mark in marks for box_ in held
        if abs(mark[0] - box_.x) < box_.width / 2 + 10
        and abs(mark[1] - box_.y) < box_.height / 2 + 10
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 360), st.floats(0, 360)) | st.just((180.0, 180.0)),
        min_size=1,
        max_size=18,
    )
)
def test_numbers_never_cover_each_other(places: list[tuple[float, float]]) -> None:
    of = [Stop(f"{index}", index, "", MIDDLE) for index in range(len(places))]
    marks = [each.mark for each in placed(of, places, (360, 420))]
    assert all(14 <= x <= 346 and 14 <= y <= 406 for x, y in marks)
    for (ax, ay), (bx, by) in combinations(marks, 2):
        assert ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 >= APART - 2.5


def test_circles_at_one_point_do_not_darken_each_other() -> None:
    root = svg(*stops(at(0, 0), at(0, 0), at(60, 0)))
    assert [each.get("fill-opacity") for each in by_class(root, "within")] == [".1", "0", ".1"]


def test_no_word_of_a_name_is_cut_to_make_it_narrow() -> None:
    root = svg(Stop("a", 1, "Ψηφιακή βιβλιοθήκη της πόλης", MIDDLE))
    (label,) = by_class(root, "label")
    lines = [each.text or "" for each in label.iter(f"{SVG}tspan")]
    assert " ".join(lines) == "Ψηφιακή βιβλιοθήκη της πόλης"


def test_a_number_beside_its_place_is_tied_to_it() -> None:
    root = svg(*stops(at(0, 0), at(0, 0)))
    assert {where(tie) for tie in by_class(root, "tie")} == {where(by_class(root, "stop")[0])}
    tips = {(each.get("d") or "").partition("L")[2] for each in by_class(root, "leader")}
    discs = {f"{each.get('cx')} {each.get('cy')}" for each in by_class(root, "disc")}
    assert tips == discs
    assert len(discs) == 2
    assert by_class(svg(*WALK[:2]), "tie") == []


def test_the_way_follows_streets_where_they_lead_there_and_else_the_crow() -> None:
    along_streets = by_class(svg(*WALK, ground=DENSE), "way")
    assert {each.get("class") for each in along_streets} == {"way"}
    assert len(along_streets) == len(WALK) - 1
    assert {each.get("class") for each in by_class(svg(*WALK), "way")} == {"way crow"}


def test_the_same_walk_gives_the_same_text() -> None:
    assert drawn(WALK, DENSE) == drawn(WALK, read_ground(Town(MIDDLE).geojson()).ground)


def test_names_without_room_wait_for_who_looks_nearer_and_then_have_some() -> None:
    crowd = stops(*(at(45 * (number % 6), 40 * (number // 6)) for number in range(24)))
    root = svg(*crowd)
    hidden = [each for each in by_class(root, "label") if each.get("visibility") == "hidden"]
    assert len(by_class(root, "label")) == len(crowd)
    assert 0 < len(hidden) < len(crowd)
    assert {each.get("data-nearer") for each in hidden} <= {"2", "4", "8"}
    frame = frame_around([stop.at for stop in crowd])
    sheet = _Sheet(frame, crowd, [], BARE, title="", language="en")
    first = labelled(sheet.stops, frame, sheet._edges(), ())
    later = labelled_nearer(sheet.stops, frame, first)
    assert set(first) | set(later) == {stop.id for stop in crowd}
    for nearer in (2, 4, 8):
        held = {**first, **{id_: label for id_, (from_, label) in later.items() if from_ <= nearer}}
        boxes = []
        for each in sheet.stops:
            (x, y), (mark_x, mark_y) = each.place, each.mark
            x, y = x * (nearer - 1), y * (nearer - 1)
            boxes.append(Box(mark_x + x, mark_y + y, 22, 22))
            if label := held.get(each.stop.id):
                boxes.append(replace(label.box, x=label.box.x + x, y=label.box.y + y))
        assert not [pair for pair in combinations(boxes, 2) if pair[0].touches(pair[1])]
