"""Places: every key, and what becomes of it."""

import pytest

from engine.places.hours import Hours
from engine.places.latlon import LatLon
from engine.story.keys import PLACE
from engine.story.model import Place
from tests.engine.story.told import built, told, top

# From 10:30 to 18:00 on each day, in minutes since Monday.
DAILY = Hours(tuple((day * 1440 + 630, day * 1440 + 1080) for day in range(7)))
READ: dict[str, tuple[str, str, object]] = {
    "name": ("North gate", "name", "North gate"),
    "at": ("51.50720, -0.12760", "at", LatLon(51.5072, -0.1276)),
    "within": ("40 m", "within_m", 40),
    "code": ("hands4", "code", "HANDS4"),
    "hours": (
        "10:30-18:00",
        "hours",
        DAILY,
    ),
    "access": ("Step-free.", "access", "Step-free."),
    "directions": ("Turn left.", "directions", "Turn left."),
    "note": ("On the post.", "note", "On the post."),
    "permission": ("Ms Hill, 2027", "permission", "Ms Hill, 2027"),
    "status": ("gone", "status", "gone"),
    "instead": ("The gate is away for the winter.", "instead", "The gate is away for the winter."),
}


def place_of(text: str) -> Place:
    return built(top(f"places:\n  p:\n    name: P\n    {text}\n")).places["p"]


def messages(text: str) -> list[str]:
    return told(top(f"places:\n  p:\n    name: P\n    {text}\n"))


@pytest.mark.parametrize("key", READ)
def test_a_key_of_a_place_is_read(key: str) -> None:
    value, attribute, expected = READ[key]
    text = f"places:\n  p:\n    name: P\n    {key}: {value}\n"
    story = built(top(text.replace("    name: P\n", "") if key == "name" else text))
    assert getattr(story.places["p"], attribute) == expected


def test_every_key_of_a_place_has_a_case() -> None:
    assert set(READ) == set(PLACE)


def test_a_place_needs_only_a_name() -> None:
    assert built(top("places: {the gate: {name: Gate}}\n")).places == {
        "the gate": Place("the gate", "Gate", None, 30, None)
    }


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("0, 0", LatLon(0, 0)),
        ("-90,180", LatLon(-90, 180)),
        ('"51.5 , -0.1"', LatLon(51.5, -0.1)),
        (
            "51.50754881226637, -0.12784210205078125",
            LatLon(51.50754881226637, -0.12784210205078125),
        ),
    ],
)
def test_a_position_is_read_as_maps_give_it(typed: str, at: LatLon) -> None:
    assert place_of(f"at: {typed}").at == at


@pytest.mark.parametrize(
    "typed",
    ["51.5", "51.5 -0.1", "51.5, -0.1, 3", "91, 0", "0, 181", "N 51, W 0", "1e1, 0", "nan, 0",
     "51.5, -0.1N", ".5, 0", "5., 0", "1234, 0", "0," + "9" * 5_000, "0.5,0." + "1" * 21],
)  # fmt: skip
def test_what_is_no_position_is_told(typed: str) -> None:
    told = (
        "7:9 position 'at' is latitude and longitude in degrees, such as 51.50720, -0.12760; "
        "inside { } put both in quotes."
    )
    assert messages(f"at: {typed}") == [told]


@pytest.mark.parametrize(
    ("typed", "metres"),
    [("40 m", 40), ("40", 40), ("40m", 40), ("2 km", 2_000), ("100 ft", 30), ("1 m", 1)],
)
def test_a_distance_is_metres_kilometres_or_feet(typed: str, metres: int) -> None:
    assert place_of(f"within: {typed}").within_m == metres


@pytest.mark.parametrize(
    "typed", ["0", "0 m", "1 ft m", "-5 m", "near", "0.5 km", "9" * 5_000, "40 M"]
)
def test_what_is_no_distance_is_told(typed: str) -> None:
    assert messages(f"within: {typed}") == ["7:13 distance 'within' is a distance such as 40 m."]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("HANDS4", "HANDS4"), ("hands4", "HANDS4"), ("0417", "0417"), ('"4273"', "4273"),
     ("101010", "101010"), ("ABCD", "ABCD")],
)  # fmt: skip
def test_a_code_is_read_in_capitals(typed: str, code: str) -> None:
    assert place_of(f"code: {typed}").code == code


@pytest.mark.parametrize(
    "typed", ["ABC", "ABCDEFG", "HALO", "A1BC", "AB CD", "ÄBCD", "٤٢٧٣", "123", "1234567"]
)
def test_a_code_that_would_be_misread_is_told(typed: str) -> None:
    told = (
        "7:11 code A code is 4 to 6 letters and digits without 0 O 1 I L, which look alike in "
        "print; or 4 to 6 digits alone."
    )
    assert messages(f"code: {typed}") == [told]


def test_a_word_of_the_phone_companies_is_no_code() -> None:
    assert messages("code: Start") == [
        "7:11 code 'START' is a word of the phone companies and never reaches us. Take another."
    ]


def test_two_places_of_a_story_have_two_codes() -> None:
    text = "places:\n  p: {name: P, code: AB22}\n  q: {name: Q, code: ab22}\n  r: {name: R}\n"
    assert told(top(text)) == ["6:6 code The code 'AB22' is already that of 'p'."]


@pytest.mark.parametrize("key", [key for key in PLACE if key != "name"])
def test_an_empty_key_of_a_place_is_told_once(key: str) -> None:
    assert messages(f"{key}:") == [f"7:{len(key) + 6} empty '{key}' is empty here."]
