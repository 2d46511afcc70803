"""The tools for reading nodes. What they tell stands in messages.py."""

from collections.abc import Callable

import pytest

from engine.story.build.reading import Reading, whole_number
from engine.story.document import Node, Scalar, read_document
from engine.story.problems import Problem, Span


def node(text: str) -> Node:
    return read_document(text.encode(), "f").root


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("-0", 0),
        ("0042", 42),
        ("1000000000", 10**9),
        ("-1000000000", -(10**9)),
        ("1000000001", None),
        ("-1000000001", None),
        ("9" * 5_000, None),
        ("1.0", None),
        ("+1", None),
        ("1_000", None),
        (" 1", None),
        ("1\n", None),
        ("٣", None),
        ("", None),
    ],
)
def test_a_whole_number_is_digits_within_a_thousand_million(text: str, number: int | None) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    ("source", "texts"), [("x", ["x"]), ("[x, y]", ["x", "y"]), ("[]", []), ("|\n x\n", ["x\n"])]
)
def test_one_text_is_as_good_as_a_list_of_one(source: str, texts: list[str]) -> None:
    reading = Reading()
    assert [each.text for each in reading.texts(node(source), "words")] == texts
    assert reading.problems == []


def test_what_is_not_written_is_nothing_and_no_problem() -> None:
    reading = Reading()
    assert reading.text(None, "say") == ""
    assert reading.texts(None, "words") == []
    assert reading.items(None, "hints") == ()
    assert reading.named(None, "Facts") == []
    assert reading.known(None, "go", "scene", ()) is None
    assert reading.condition(None) is None
    assert reading.actions(None) == ()
    assert reading.language(None, "languages") == ""
    assert reading.yes(None, "once") is False
    assert reading.problems == []


WANTS: list[Callable[[Reading, Node], object]] = [
    lambda reading, node: reading.text(node, "k"),
    lambda reading, node: reading.known(node, "k", "scene", ()),
    lambda reading, node: reading.yes(node, "k"),
    lambda reading, node: reading.language(node, "k"),
    lambda reading, node: reading.condition(node),
]


@pytest.mark.parametrize("want", WANTS)
@pytest.mark.parametrize("source", ["''", "' '", "[]", "{}"])
def test_a_text_that_is_none_is_told_once_whoever_wants_it(
    want: Callable[[Reading, Node], object], source: str
) -> None:
    reading = Reading()
    assert not want(reading, node(source))
    assert len(reading.problems) == 1


def test_the_column_of_a_phrase_counts_where_the_text_is_plain() -> None:
    plain, quoted = Reading(), Reading()
    plain.condition(Scalar("not x", Span("f", 3, 5), plain=True))
    quoted.condition(Scalar("not x", Span("f", 3, 5)))
    assert [problem.span for problem in plain.problems + quoted.problems] == [
        Span("f", 3, 9),
        Span("f", 3, 5),
    ]


def test_every_known_key_is_given_and_every_other_told() -> None:
    reading = Reading()
    entries = reading.block(node("a: 1\nb: 2\nc: 3\n"), ("c", "a"), "A thing")
    assert list(entries) == ["a", "c"]
    assert reading.problems == [
        Problem(Span("f", 2, 1), "unknown-key", "'b' is not known here. A thing may have: c, a.")
    ]


@pytest.mark.parametrize("tag", ["en", "fil", "pt-BR", "zh-Hant-TW", "es-419"])
def test_a_language_is_named_by_its_tag(tag: str) -> None:
    assert Reading().language(node(tag), "languages") == tag


@pytest.mark.parametrize("tag", ["EN", "english", "e", "en_US", "en-", "../en", "en-x" * 50])
def test_what_is_no_language_tag_is_told(tag: str) -> None:
    reading = Reading()
    assert reading.language(node(tag), "languages") == ""
    assert [problem.rule for problem in reading.problems] == ["language"]
