"""What is played, written down as a walk."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.checking.walks import read_walk
from engine.checking.walks.recording import MOST_LETTERS, MOST_WORDS, Recording
from engine.checking.walks.writing import Head, quoted, time_text, walk_text
from engine.play.effects import Effect, End, Lead, Offer, Say
from engine.story.build.reading import Reading
from engine.story.document import MapNode, read_document
from tests.engine.story.told import built

STORY = built("story: T\nstart: a\nscenes: {a: {say: Hi., ending: E}}\n")
USUAL = datetime(2027, 6, 5, 14)  # noqa: DTZ001 - local


def recorded(*turns: tuple[str, str, list[Effect]]) -> list[str]:
    recording = Recording()
    for key, about, effects in turns:
        recording.add(key, about, effects)
    return recording.steps


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_whatever_is_typed_is_read_back_as_it_was(text: str) -> None:
    root = read_document(f"text: {quoted(text)}\n".encode(), "w").root
    assert isinstance(root, MapNode)
    ((_, node),) = root.entries
    assert getattr(node, "text", None) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_whatever_a_menu_shows_is_read_back_as_it_was(labels: list[str]) -> None:
    shown = [label for label in labels if label.strip()] or ["x"]
    (_, menu) = recorded(("text", "x", [Offer(tuple(shown))]))
    root = read_document(f"{menu}\n".encode(), "w").root
    assert isinstance(root, MapNode)
    assert [each.text for each in Reading().texts(root.entries[0][1], "menu")] == shown


def test_after_what_was_done_stands_what_came_of_it() -> None:
    assert recorded(("text", "go", [Say("You went."), Offer(("Stay", "1 more")), End("Home")])) == [
        "text: go",
        'see: "You went."',
        'menu: [Stay, "1 more"]',
        "ends: Home",
    ]


def test_what_says_nothing_is_only_done() -> None:
    assert recorded(("wait", "5 min", []), ("text", "x", [End(""), Offer((" ",))])) == [
        'wait: "5 min"',
        "text: x",
    ]


def test_a_look_is_for_words_that_were_not_heard_before() -> None:
    again = "The gate is shut. Who is there?"
    assert recorded(
        ("text", "a", [Say(again)]),
        ("text", "b", [Say(f"{again} I asked you something.")]),
        ("text", "c", [Say(again)]),
    ) == [
        "text: a",
        'see: "The gate is shut."',
        "text: b",
        'see: "I asked you something."',
        "text: c",
        'see: "The gate is shut."',
    ]


def test_a_look_is_for_a_few_words_of_one_sentence() -> None:
    said = "Oh! " + "one two three four five six seven eight nine ten. " + "word" * 50
    (_, see) = recorded(("text", "a", [Say(said), Lead("p", "Place")]))
    assert see == "see: one two three four five six seven eight"
    assert len(see.removeprefix("see: ").split()) == MOST_WORDS
    (_, long) = recorded(("text", "a", [Say("词" * 100)]))
    assert long == f'see: "{"词" * MOST_LETTERS}"'


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(1, "1 s"), (90, "90 s"), (1200, "20 min"), (7200, "2 hours"), (172_800, "2 days")],
)
def test_a_time_is_written_in_the_largest_unit_that_fits(seconds: int, text: str) -> None:
    assert time_text(timedelta(seconds=seconds)) == text


def test_a_walk_is_written_as_it_is_read(tmp_path: Path) -> None:
    at = datetime(2027, 1, 2, 3, 4)  # noqa: DTZ001 - local
    head = Head("The: way", "web", "es", at, 7, ("while it rains",))
    file = tmp_path / "w.yaml"
    file.write_text(walk_text(STORY, head, ["text: GO"]), encoding="utf-8")
    walk = read_walk(file)
    assert (walk.name, walk.channel, walk.language, walk.at, walk.seed) == (
        head.name, head.channel, head.language, head.at, head.seed
    )  # fmt: skip
    assert [step.key for step in walk.steps] == ["text"]


def test_what_is_usual_is_left_out_of_a_walk() -> None:
    text = walk_text(STORY, Head("W", "sms", "en", USUAL), ["text: GO", "see: Hi"])
    assert text == "walk: W\nsteps:\n  - text: GO\n  - see: Hi"
