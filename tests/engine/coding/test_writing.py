"""Codes written into a story's file, and nothing else of it touched."""

import pytest

from engine.coding.writing import NotWritable, with_codes
from engine.story.build import Source, build_written

HEAD = "story: T\nstart: a\nplaces:\n"
TAIL = "\nscenes: {a: {ending: E}}\n"


def written(places: str, codes: dict[str, str], *, end: str = "\n", mark: str = "") -> str:
    text = (mark + HEAD + places + TAIL).replace("\n", end).encode()
    made = with_codes(build_written(Source(text), "t"), codes).decode()
    return made.removeprefix((mark + HEAD).replace("\n", end)).removesuffix(TAIL.replace("\n", end))


PLACES = {
    "below its position, above what follows": (
        "  gate:\n    name: The gate  # green\n    at: 51.5, -0.12\n@    note: A\n"
    ),
    "at the end": "  gate:\n    name: The gate\n@",
    "above a name of several lines": (
        "  # First\n  gate:\n\n    # Its name\n@    name: >\n      The\n      gate\n    at: 1, 2\n"
    ),
    "above a note on what follows": (
        '  gate:\n    name: The gate\n@    # Keep this\n    note: "two\n      lines"\n'
    ),
}


@pytest.mark.parametrize("where", PLACES)
def test_a_code_gets_a_line_of_its_own(where: str) -> None:
    places = PLACES[where]
    made = written(places.replace("@", ""), {"gate": "K7M5R"})
    assert made == places.replace("@", "    code: K7M5R\n")


@pytest.mark.parametrize(
    "places",
    ['  gate: {@name: The gate, at: "51.5, -0.12"}  # x\n', "  gate: {\n    @name: The gate }\n"],
)
def test_inside_braces_a_code_goes_first(places: str) -> None:
    made = written(places.replace("@", ""), {"gate": "K7M5R"})
    assert made == places.replace("@", "code: K7M5R, ")


def test_several_codes_are_written_at_once() -> None:
    places = "  a:\n    name: A\n  b: {name: B}\n  c:\n    name: C\n    at: 1, 2"
    codes = {"a": "K7M5R", "b": "4273", "c": "H8P2T"}
    assert written(places, codes) == (
        "  a:\n    name: A\n    code: K7M5R\n  b: {code: 4273, name: B}\n"
        "  c:\n    name: C\n    at: 1, 2\n    code: H8P2T"
    )


def test_lines_end_as_they_did_and_the_first_mark_stays() -> None:
    places = "  gate:\n    name: The gate\n    note: A \u2028 B\n"
    made = written(places.replace("\u2028", "/"), {"gate": "K7M5R"}, end="\r\n", mark="\ufeff")
    assert made == "  gate:\r\n    name: The gate\r\n    code: K7M5R\r\n    note: A / B\r\n"


def test_where_a_code_would_change_something_else_nothing_is_written() -> None:
    places = "  gate: {? name : The gate}\n"
    with pytest.raises(NotWritable):
        written(places, {"gate": "K7M5R"})


def test_a_place_that_is_not_in_the_file_gets_no_code() -> None:
    with pytest.raises(NotWritable):
        written("  gate: {name: A}\n", {"tower": "K7M5R"})
