"""Texts as written -> lines with slots."""

import pytest

from engine.story.model import Cases, Line, Option, Slot, Varied, Words
from engine.story.phrases import Compare, Condition
from tests.engine.story.told import SHARED, built, scene, told

FRIEND, BEST, PLACE, ITEMS = (
    Slot("fact", "friend"), Slot("fact", "best friend"), Slot("place"), Slot("items")
)  # fmt: skip


def said(text: str) -> Words | None:
    source = scene(f"say: {text}\nending: E\n") + SHARED
    return built(source).scenes["a"].speech["sms"].say


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
        ("'{heron visits}'", (Slot("counter", "heron visits"),)),
        ("'{best wall.oak}'", (Slot("votes", "best wall", "oak"),)),
        ("'{best wall.oak %}'", (Slot("percent", "best wall", "oak"),)),
        ("'{best wall.river%}'", (Slot("percent", "best wall", "river"),)),
        ("'{best wall.leader}'", (Slot("leader", "best wall"),)),
        ("'{memories.any}'", (Slot("gift", "memories", "any"),)),
        ("'{memories.newest}'", (Slot("gift", "memories", "newest"),)),
        ("'{memories.count}'", (Slot("gift", "memories", "count"),)),
        ("|\n  One\n  two.\n\n", ("One\ntwo.",)),
    ],
)
def test_a_text_is_cut_at_its_slots(text: str, parts: tuple[str | Slot, ...]) -> None:
    assert said(text) == Line(parts)


def one(text: str, condition: Condition | None = None) -> Option[Line]:
    return Option(Line((text,)), condition)


MET = Condition("met", Compare("met", "is", value=True), lambda sight: sight.fact("met") is True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "{first: 'Hello {friend}', then: Again.}",
            Varied("a/say", "first", (Option(Line(("Hello ", FRIEND))),), one("Again.")),
        ),
        ("{cycle: [A, B]}", Varied("a/say", "cycle", (one("A"), one("B")))),
        ("{cycle: [A]}", Varied("a/say", "cycle", (one("A"),))),
        ("{shuffle: [A, B]}", Varied("a/say", "shuffle", (one("A"), one("B")))),
        ("{shuffle: [A, B], then: C}", Varied("a/say", "shuffle", (one("A"), one("B")), one("C"))),
        (
            f"{{shuffle: [{', '.join(f'N{n}' for n in range(50))}]}}",
            Varied("a/say", "shuffle", tuple(one(f"N{n}") for n in range(50))),
        ),
        ("{any: [A, B]}", Varied("a/say", "any", (one("A"), one("B")))),
        (
            "{any: [{if: met, text: A}, B]}",
            Varied("a/say", "any", (one("A", MET), one("B"))),
        ),
        ("[{if: met, text: A}, {text: B}]", Cases((one("A", MET), one("B")))),
        ("[{if: met, text: A}, B]", Cases((one("A", MET), one("B")))),
        ("[{if: met, text: A}]", Cases((one("A", MET),))),
    ],
)
def test_a_text_that_changes_has_its_lines_and_the_name_it_is_counted_by(
    text: str, words: Words
) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{}", ["9:10 shape"]),
        ("{first: A}", ["9:10 variant"]),
        ("{then: A}", ["9:10 variant"]),
        ("{first: A, then: B, last: C}", ["9:30 unknown-key"]),
        ("{first: '', then: B}", ["9:18 empty"]),
        (
            "{first: {first: A, then: B}, then: C}",
            ["9:18 variant", "9:19 unknown-key", "9:29 unknown-key"],
        ),
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


def test_a_text_that_is_always_the_same_shows_a_brace_that_is_written_twice() -> None:
    assert built(scene("ending: E\n") + "about: 'Write {{name}.'\n").about == "Write {name}."
    assert told(scene("ending: E\n") + "about: 'Write {name}.'\n") != []
