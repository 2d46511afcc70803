"""Texts as written -> lines with slots."""

import pytest

from engine.story.model import First, Line, Slot, Words
from tests.engine.story.told import scene, scene_of, told

FRIEND, BEST, PLACE, ITEMS = (
    Slot("fact", "friend"), Slot("fact", "best friend"), Slot("place"), Slot("items")
)  # fmt: skip


def said(text: str) -> Words | None:
    return scene_of(f"say: {text}\nending: E").say


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hello.", ("Hello.",)),
        ("'{friend}'", (FRIEND,)),
        ("'Hello {friend}, {best friend}!'", ("Hello ", FRIEND, ", ", BEST, "!")),
        ("'{friend}{friend}'", (FRIEND, FRIEND)),
        ("'{ friend }'", (FRIEND,)),
        ("'You are at {place} with {items}'", ("You are at ", PLACE, " with ", ITEMS)),
        ("'{{friend}'", ("{friend}",)),
        ("'{{{friend}'", ("{", FRIEND)),
        ("'{{{{'", ("{{",)),
        ("'a } b'", ("a } b",)),
        ("|\n  One\n  two.\n\n", ("One\ntwo.",)),
    ],
)
def test_a_text_is_cut_at_its_slots(text: str, parts: tuple[str | Slot, ...]) -> None:
    assert said(text) == Line(parts)


def test_a_text_that_changes_has_two_lines_and_the_name_it_is_counted_by() -> None:
    assert said("{first: 'Hello {friend}', then: Again.}") == First(
        "a/say", Line(("Hello ", FRIEND)), Line(("Again.",))
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{}", ["9:10 variant"]),
        ("{first: A}", ["9:10 variant"]),
        ("{then: A}", ["9:10 variant"]),
        ("{first: A, then: B, last: C}", ["9:30 unknown-key"]),
        ("{first: '', then: B}", ["9:10 variant", "9:18 empty"]),
        ("{first: {first: A, then: B}, then: C}", ["9:10 variant", "9:18 shape"]),
    ],
)
def test_a_text_that_changes_in_another_way_is_told(text: str, found: list[str]) -> None:
    messages = told(scene(f"say: {text}\nending: E"))
    assert [" ".join(message.split()[:2]) for message in messages] == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{frend}",
            "'{frend}' names no fact. Did you mean 'friend'? For a brace as text write '{{'.",
        ),
        (
            "{Friend}",
            "'{Friend}' names no fact. Did you mean 'friend'? For a brace as text write '{{'.",
        ),
        ("{}", "'{}' names no fact. For a brace as text write '{{'."),
        ("{oil}", "'{oil}' names no fact. For a brace as text write '{{'."),
        (
            "{" + "x" * 99 + "}",
            "'{" + "x" * 60 + "...}' names no fact. For a brace as text write '{{'.",
        ),
        ("{friend", "A '{' is not closed. For a brace as text write '{{'."),
        ("{a {friend}", "A '{' is not closed. For a brace as text write '{{'."),
    ],
)
def test_a_slot_that_names_nothing_is_told(text: str, message: str) -> None:
    assert told(scene(f"say: '{text}'\nending: E")) == [f"9:10 placeholder {message}"]


def test_the_nearest_name_is_that_of_a_fact_or_of_what_is_always_there() -> None:
    message = "'{itmes}' names no fact. Did you mean 'items'? For a brace as text write '{{'."
    assert told(scene("say: '{itmes}'\nending: E")) == [f"9:10 placeholder {message}"]
