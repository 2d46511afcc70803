"""What of a turn is counted, and for whom."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.play.effects import End, Hint, Miss, Say, Start
from engine.play.hear import Heard, Player
from engine.play.play import Play
from engine.store.happenings import day_of, happenings_of, masked, missed_of
from engine.store.outcome import Happening, Missed
from tests.engine.door import catalog

NEW = Play("door", "ed1", "en", 7)
GOING = replace(NEW, scene="door")
ENDED = replace(NEW, ended="Home again")
WELL = Play("well", "ed2", "es", 7, scene="well")
IN_THE_DOOR = Player("en", "door")


def moved(left: str, came: str) -> Happening:
    return Happening("moved", "door", "ed1", f"{left}}}{came}", "en")


def test_a_play_that_begins_is_counted() -> None:
    heard = Heard(IN_THE_DOOR, (GOING,), (Start(), Say("A door.")))
    began = Happening("started", "door", "ed1", "", "en")
    assert happenings_of({"door": None}, heard) == (began, moved("", "door"))
    assert happenings_of({"door": ENDED}, heard) == (began, moved("", "door"))


def test_a_play_that_begins_at_a_sign_is_counted_with_its_place_as_start_and_scan() -> None:
    heard = Heard(IN_THE_DOOR, (replace(GOING, place="yard"),), (Start(), Say("A door.")))
    assert happenings_of({"door": None}, heard) == (
        Happening("started", "door", "ed1", "yard", "en"),
        Happening("scanned", "door", "ed1", "yard", "en"),
        moved("", "door"),
    )


def test_a_play_that_goes_on_is_not_counted() -> None:
    heard = Heard(IN_THE_DOOR, (GOING,), (Say("A door."),))
    assert happenings_of({"door": GOING}, heard) == ()


def test_an_ended_play_that_is_left_for_another_story_has_not_begun() -> None:
    heard = Heard(Player("es", "well"), (ENDED, WELL), (Start(), Say("A well.")))
    assert happenings_of({"door": ENDED, "well": None}, heard) == (
        Happening("started", "well", "ed2", "", "es"),
        Happening("moved", "well", "ed2", "}well", "es"),
    )


def test_a_second_scan_of_a_sign_in_a_row_is_counted_once() -> None:
    there = replace(GOING, place="yard")
    heard = Heard(IN_THE_DOOR, (there,), (Say("A door."),))
    scanned = Happening("scanned", "door", "ed1", "yard", "en")
    assert happenings_of({"door": GOING}, heard) == (scanned,)
    assert happenings_of({"door": there}, heard) == ()


def test_an_ending_is_counted_under_its_title() -> None:
    heard = Heard(IN_THE_DOOR, (ENDED,), (Say("You go home."), End("Home again")))
    assert happenings_of({"door": GOING}, heard) == (
        moved("door", ""),
        Happening("ended", "door", "ed1", "Home again", "en"),
    )


def test_a_hint_is_counted_with_its_scene() -> None:
    heard = Heard(IN_THE_DOOR, (GOING,), (Hint("door"), Say("Knock.")))
    assert happenings_of({"door": GOING}, heard) == (
        Happening("hinted", "door", "ed1", "door", "en"),
    )


def test_who_goes_from_scene_to_scene_is_counted_with_both() -> None:
    heard = Heard(IN_THE_DOOR, (replace(GOING, scene="cellar"),), (Say("It is dark."),))
    assert happenings_of({"door": GOING}, heard) == (moved("door", "cellar"),)


def test_a_day_is_that_of_the_place_where_the_story_is_told(tmp_path: Path) -> None:
    door = catalog(tmp_path).stories["door"]
    late = datetime(2027, 6, 5, 23, 30, tzinfo=UTC)
    assert day_of(door, late) == "2027-06-06"  # London, in summer
    assert day_of(None, late) == "2027-06-05"


def test_a_text_that_was_not_understood_is_counted_and_kept_with_its_scene() -> None:
    heard = Heard(IN_THE_DOOR, (GOING,), (Miss("door", "Call +1 500 555"), Say("Sorry.")))
    assert happenings_of({"door": GOING}, heard) == (
        Happening("missed", "door", "ed1", "door", "en"),
    )
    assert missed_of(heard) == Missed("door", "door", "Call +# ### ###")


def test_a_text_that_was_understood_is_not_kept() -> None:
    assert missed_of(Heard(IN_THE_DOOR, (GOING,), (Say("Good day."),))) is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("no digits", "no digits"),
        ("0123456789", "##########"),
        ("٠١٢٣ १२३", "#### ###"),
        ("two\nlines\tand\0 more\x85", "two lines and  more"),
        ("9" * 5000, "#" * 200),
    ],
)
def test_digits_of_every_script_are_masked_and_the_text_is_one_short_line(
    text: str, kept: str
) -> None:
    assert masked(text) == kept
