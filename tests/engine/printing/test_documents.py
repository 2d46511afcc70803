"""The map, the table and the cards, as finished sheets."""

import re
from dataclasses import replace

import pytest

from engine.places.map import GroundError
from engine.printing.cards import cards_of
from engine.printing.clues import NoClue
from engine.printing.lists import rows_of
from engine.printing.look import Look
from engine.printing.maps import map_of
from engine.printing.proving import codes_in, prove
from engine.printing.sizes import SIZES, NoRoom
from engine.printing.tables import table_of
from engine.printing.tongues import NoGlyph
from tests.engine.printing import house
from tests.engine.printing.test_sheets import assert_inside, lines_of, pdf_of, texts

LOOK = Look(host="Pennyweir Library")
GROUND = """{"features": [{"properties": {"kind": "street", "name": "%s"},
"geometry": {"type": "LineString", "coordinates": [[-92.32, 42.131], [-92.3, 42.131]]}}]}"""


@pytest.mark.parametrize("language", house.NAMES)
@pytest.mark.parametrize("size", ["letter", "a5"])
def test_a_map_names_and_numbers_every_sign(size: str, language: str) -> None:
    story = house.story(language)
    sheets = map_of(story, None, list(story.places.values()), LOOK, SIZES[size])
    assert sheets.data["signs"] == [
        [number, name] for number, name in enumerate(house.NAMES[language][2:], 1)
    ]
    assert len(texts(pdf_of(sheets))) == 1


def test_a_map_shows_what_lies_around_and_keeps_numbers_of_places_that_are_asked_for() -> None:
    story = house.story()
    source = (GROUND % "Mill Lane").encode()
    sheets = map_of(story, source, [story.places["tower"]], LOOK, SIZES["a4"])
    svg = sheets.files["map.svg"].decode()
    assert "Mill Lane" in svg
    assert re.findall(r'data-place="(\w+)"', svg) == ["tower", "tower"]
    assert sheets.data["signs"] == [[2, house.NAMES["en"][3]]]
    assert "HANDS4" not in texts(pdf_of(sheets))[0]


def test_letters_of_a_map_are_looked_for_too() -> None:
    story = house.story()
    with pytest.raises(NoGlyph, match=r"In map.geojson: No font that is printed with has '🙂'"):
        map_of(story, (GROUND % "🙂 Lane").encode(), [*story.places.values()], LOOK, SIZES["a4"])


def test_a_map_without_positions_or_with_a_broken_ground_is_told() -> None:
    story = house.story()
    nowhere = {id_: replace(place, at=None) for id_, place in story.places.items()}
    with pytest.raises(NoRoom, match="No place of this story has an 'at'"):
        map_of(replace(story, places=nowhere), None, [*nowhere.values()], LOOK, SIZES["a4"])
    with pytest.raises(GroundError):
        map_of(story, b"{", [*story.places.values()], LOOK, SIZES["a4"])


@pytest.mark.parametrize("language", house.NAMES)
def test_a_table_holds_a_row_for_each_sign(language: str) -> None:
    story = house.story(language)
    rows = rows_of(story, list(story.places.values()), house.DOOR, SIZES["letter"], None)
    pdf = pdf_of(table_of(story, rows, LOOK))
    said = "".join(lines_of(pdf))
    for text in ("HANDS4", "STAGE9", "42.130500", "-92.310400", "70-120cm", "code8.2cm"):
        assert text in said
    assert_inside(pdf)


def test_a_long_table_goes_on_on_further_sheets() -> None:
    story = house.story()
    rows = rows_of(story, list(story.places.values()) * 30, house.DOOR, SIZES["a4"], None)
    pages = texts(pdf_of(table_of(story, rows, LOOK)))
    assert len(pages) > 2
    assert all("Put up on, by" in page for page in pages)


@pytest.mark.parametrize("size", ["card", "a5", "letter"])
def test_a_card_holds_a_clue_that_is_read_without_a_network(size: str) -> None:
    story = house.story()
    sheets, without = cards_of(story, [*story.places.values()], house.DOOR, LOOK, SIZES[size])
    assert without == ["No card for 'tower': no scene of this place says anything."]
    pdf = pdf_of(sheets)
    ((found,),) = codes_in(pdf)
    assert "NOTE:Hello\\, you." in found
    assert found.startswith("BEGIN:VCARD\n")
    prove(pdf, sheets.codes)
    assert "Hello, you." in texts(pdf)[0]
    assert_inside(pdf)


def test_a_clue_that_fills_a_card_to_its_end_is_read() -> None:
    # By as much shorter as is told when there is too much.
    story = house.story(say=("wall " * 200)[:-306])
    sheets, _ = cards_of(story, [story.places["gate"]], house.DOOR, LOOK, SIZES["card"])
    prove(pdf_of(sheets), sheets.codes)


def test_a_clue_that_is_too_long_says_by_how_much() -> None:
    story = house.story(say="wall " * 200)
    with pytest.raises(NoRoom) as raised:
        cards_of(story, [story.places["gate"]], house.DOOR, LOOK, SIZES["card"])
    assert str(raised.value) == (
        "The clue of 'gate' is too long for a code that can be read on card: 1109 bytes with its "
        "name, of which 805 fit. Say it in about 304 characters less, or take a larger --size."
    )


def test_where_no_place_has_a_clue_there_are_no_cards() -> None:
    story = house.story()
    with pytest.raises(NoClue, match="No card for 'tower'"):
        cards_of(story, [story.places["tower"]], house.DOOR, LOOK, SIZES["card"])
