"""What a place says, as a contact that needs no network."""

import pytest

from engine.printing.clues import NoClue, as_contact, clue_of
from engine.story.build import build
from engine.story.model import Place
from tests.engine.printing.house import DOOR, WEB_ONLY

STORY = """\
story: T
start: a
remember: {points: 0}
places:
  gate: {name: G, code: HANDS4}
  tower: {name: T}
  mill: {name: M}
  well: {name: W}
  barn: {name: B}
scenes:
  a: {say: Hello., choices: [{pick: On, go: once}]}
  early: {place: gate, if: not visited a, say: Too early., back: yes}
  once:
    place: gate
    say: {first: "Look up, and count.", then: Again.}
    go: late
  late: {place: gate, say: Well done., go: points}
  points: {place: tower, say: "You have {points}.", go: wells}
  wells: {place: well, say: A wall., back: yes}
  cases:
    place: barn
    say:
      - if: points at least 1
        text: You know it.
      - text: A barn.
    ending: E
"""
TOLD = build(STORY.encode(), "t", "story.yaml")


@pytest.mark.parametrize(
    ("place", "expected"),
    [("gate", "Look up, and count."), ("well", "A wall."), ("barn", "A barn.")],
)
def test_a_clue_is_what_the_place_says_to_who_first_comes_to_stay(
    place: str, expected: str
) -> None:
    assert clue_of(TOLD, TOLD.places[place]) == expected


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (
            "tower",
            (
                "No card for 'tower': what the scene 'points' says is different for each player, "
                "as it holds { }."
            ),
        ),
        ("mill", "No card for 'mill': no scene of this place says anything."),
    ],
)
def test_a_place_without_a_clue_says_why(place: str, told: str) -> None:
    with pytest.raises(NoClue) as raised:
        clue_of(TOLD, TOLD.places[place])
    assert str(raised.value) == told


def test_a_contact_holds_the_clue_as_phones_read_it() -> None:
    place = Place("gate", "The gate; north, east", code="HANDS4")
    assert as_contact(place, "Count,\nthen add \\ 2; and go.", DOOR) == (
        "BEGIN:VCARD\n"
        "VERSION:3.0\n"
        "N:The gate\\; north\\, east;;;;\n"
        "FN:The gate\\; north\\, east\n"
        "NOTE:Count\\,\\nthen add \\\\ 2\\; and go.\n"
        "URL:https://play.pennyweir.example/s/HANDS4\n"
        "END:VCARD"
    )
    assert "URL" not in as_contact(Place("gate", "The gate"), "A", WEB_ONLY)
