"""YAML text -> nodes that know where they stand."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from engine.story.document import (
    DEEPEST,
    MOST_BYTES,
    MOST_OPEN,
    Document,
    ListNode,
    MapNode,
    Node,
    Scalar,
    read_document,
    source_of,
    with_excerpts,
)
from engine.story.problems import Problem, Span, StoryError


def at(line: int, column: int) -> Span:
    return Span("f", line, column)


def document(source: str | bytes) -> Document:
    return read_document(source if isinstance(source, bytes) else source.encode(), "f")


def read(source: str | bytes) -> Node:
    found = document(source)
    assert found.problems == ()
    return found.root


def brief(problems: Iterable[Problem]) -> list[tuple[int, int, str]]:
    return [(p.span.line, p.span.column, p.rule) for p in problems]


def refused(source: str | bytes) -> list[tuple[int, int, str]]:
    """Give what ends the reading, and what was passed over before."""
    with pytest.raises(StoryError) as caught:
        document(source)
    return brief(caught.value.problems)


def passed_over(source: str) -> list[tuple[int, int, str]]:
    """Give what does not end the reading."""
    return brief(document(source).problems)


def test_a_file_becomes_nodes_in_its_order_with_line_and_column() -> None:
    assert read("b: 1\na:\n  - x\n  - {k: 'v'}\n") == MapNode(
        (
            (Scalar("b", at(1, 1), plain=True), Scalar("1", at(1, 4), plain=True)),
            (
                Scalar("a", at(2, 1), plain=True),
                ListNode(
                    (
                        Scalar("x", at(3, 5), plain=True),
                        MapNode(
                            ((Scalar("k", at(4, 6), plain=True), Scalar("v", at(4, 9))),),
                            at(4, 5),
                        ),
                    ),
                    at(3, 3),
                ),
            ),
        ),
        at(1, 1),
    )


@pytest.mark.parametrize(
    "text",
    ["0417", "10:30-18:00", "yes", "no", "on", "null", "~", "1e3", "0x10", "2027-06-05", "<<"],
)
def test_every_scalar_is_the_text_that_was_typed(text: str) -> None:
    assert read(f"k: {text}\n") == MapNode(
        ((Scalar("k", at(1, 1), plain=True), Scalar(text, at(1, 4), plain=True)),), at(1, 1)
    )


@pytest.mark.parametrize(
    ("source", "text", "plain"),
    [
        ("two words", "two words", True),
        ("two\n words", "two words", False),
        ("'quoted'", "quoted", False),
        ('"a\\tb\\u00e9"', "a\tbé", False),
        ("|\n one\n two\n", "one\ntwo\n", False),
        (">\n one\n two\n", "one two\n", False),
        ("|\r\n one\r\n two\r\n", "one\ntwo\n", False),
    ],
)
def test_a_text_is_plain_where_it_stands_without_quotes_on_one_line(
    source: str, text: str, plain: bool
) -> None:
    assert read(source) == Scalar(text, at(1, 1), plain)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_lines_are_counted_whatever_ends_them(end: str) -> None:
    assert read(f"a: 1{end}b: 2{end}") == read("a: 1\nb: 2\n")
    assert passed_over(f"a: 1{end}b: 2{end}a: 3{end}") == [(3, 1, "key-twice")]
    assert refused(f"a: 1{end}b: \x07{end}") == [(2, 4, "character")]
    assert refused(f"a: 1{end}b: é".encode() + b"\xff") == [(2, 5, "not-utf-8")]


def test_a_byte_order_mark_counts_for_nothing() -> None:
    assert read(b"\xef\xbb\xbfa: 1\n") == read("a: 1\n")
    assert refused(b"\xef\xbb\xbfa: 1\nb: \xff\n") == [(2, 4, "not-utf-8")]


def test_columns_count_characters_and_not_bytes() -> None:
    assert passed_over("é😀: 1\nk: {é😀: x, é😀: y}\n") == [(2, 12, "key-twice")]
    assert refused("é😀: éééé\x00\n") == [(1, 9, "character")]


@pytest.mark.parametrize(
    "unseen", ["\x00", "\x01", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x80", "\x9f", "\ufffe"]
)
def test_a_character_that_cannot_be_seen_is_refused_where_it_stands(unseen: str) -> None:
    assert refused(f"a: x{unseen}y\n") == [(1, 5, "character")]


@pytest.mark.parametrize("seen", ["\t", "\xa0", "\u200d", "\ufeff", "\ufffd", "\U0010ffff"])
def test_every_other_character_is_taken(seen: str) -> None:
    assert read(f"x{seen}y") == Scalar(f"x{seen}y", at(1, 1), plain=True)


def test_the_same_key_twice_is_told_in_its_own_block_only() -> None:
    assert passed_over("a: 1\nb: {a: 1, a: 2, a: 3}\na: 2\n") == [
        (2, 11, "key-twice"),
        (2, 17, "key-twice"),
        (3, 1, "key-twice"),
    ]
    assert passed_over("a: 1\n'a': 2\n") == [(2, 1, "key-twice")]
    assert isinstance(read("a: {b: 1}\nc: {b: 1}\nd: [{b: 1}, {b: 1}]\n"), MapNode)


def test_blocks_as_keys_are_told_each_and_are_no_key_twice() -> None:
    assert passed_over("[a]: x\n{b: c}: y\n'': z\n") == [(1, 1, "key"), (2, 1, "key")]


def test_anchors_aliases_and_tags_are_told_wherever_they_stand() -> None:
    assert passed_over("&a b: &c [d]\n*a : *c\ne: !t f\n!!str g: !x {}\n") == [
        (1, 1, "anchor"),
        (1, 7, "anchor"),
        (2, 1, "anchor"),
        (2, 6, "anchor"),
        (3, 4, "tag"),
        (4, 1, "tag"),
        (4, 10, "tag"),
    ]


def test_fifty_blocks_may_stand_within_each_other_and_no_more() -> None:
    read("[" * DEEPEST + "x" + "]" * DEEPEST)
    read("- " * DEEPEST + "x")
    assert passed_over("[" * 51 + "x" + "]" * 51) == [(1, 51, "too-deep")]
    assert passed_over("- " * 51 + "x") == [(1, 101, "too-deep")]


def test_what_follows_a_block_that_is_too_deep_is_still_read() -> None:
    assert passed_over("a: " + "[" * 60 + "]" * 60 + "\nb: 1\nb: 2\n") == [
        (1, 53, "too-deep"),
        (3, 1, "key-twice"),
    ]


def test_the_nodes_around_what_is_passed_over_are_given() -> None:
    found = document("a: &x 1\na: *x\nb: !t 2\n").root
    assert isinstance(found, MapNode)
    assert [(key.text, getattr(value, "text", "")) for key, value in found.entries] == [
        ("a", "1"), ("a", ""), ("b", "2")
    ]  # fmt: skip


def test_far_too_many_open_blocks_end_the_reading() -> None:
    read("'" + "[" * MOST_OPEN + "'")
    assert refused("a: '['\nb: '" + "[" * MOST_OPEN + "'") == [(2, MOST_OPEN + 4, "too-deep")]
    assert refused("- " * (MOST_OPEN + 2) + "x\nb: 1\nb: 2\n") == [(1, 101, "too-deep")]


def test_brackets_that_close_again_are_not_deep() -> None:
    read("- '" + "[]{}" * MOST_OPEN + "'\n- ']]]}}}'\n")


def test_eight_megabytes_are_read_and_one_byte_more_is_refused() -> None:
    assert read(b"x" * MOST_BYTES) == Scalar("x" * MOST_BYTES, at(1, 1), plain=True)
    assert refused(b"x" * (MOST_BYTES + 1)) == [(1, 1, "too-large")]


def test_a_document_may_begin_with_its_mark_and_end_with_its_dots() -> None:
    assert read("---\na: 1\n...\n") == MapNode(
        ((Scalar("a", at(2, 1), plain=True), Scalar("1", at(2, 4), plain=True)),), at(2, 1)
    )


def test_a_problem_before_the_end_of_the_reading_is_told_with_it() -> None:
    assert refused("a: &x 1\na: 2\nb: @\n") == [
        (1, 4, "anchor"),
        (2, 1, "key-twice"),
        (3, 4, "first-character"),
    ]


def test_a_file_is_read_no_further_than_shows_that_it_is_too_large(tmp_path: Path) -> None:
    file = tmp_path / "story.yaml"
    with file.open("wb") as opened:
        opened.truncate(100 * MOST_BYTES)
    assert len(source_of(file)) == MOST_BYTES + 1


@pytest.mark.parametrize(
    ("name", "fact"), [("missing", "No such file or directory"), ("", "Is a directory")]
)
def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path, name: str, fact: str) -> None:
    with pytest.raises(StoryError) as caught:
        source_of(tmp_path / name)
    message = f"This file cannot be read ({fact})."
    assert caught.value.problems == (Problem(Span(str(tmp_path / name)), "no-file", message),)


def test_an_excerpt_is_the_line_of_the_problem_and_empty_past_the_end() -> None:
    problems = [Problem(Span("f", line), "r", "m") for line in (1, 2, 3, 4)]
    error = with_excerpts(problems, b"\xef\xbb\xbfone\xc2\x85tw\xffo\r\n")
    assert [problem.excerpt for problem in error.problems] == ["one", "tw\ufffdo", "", ""]


@pytest.mark.parametrize(
    ("source", "notes"),
    [
        ("a: Look for #4: it is", [" #4: it is"]),
        ("a: one\n  two lines #5 here  \n", [" #5 here"]),
        ("a: b   # apart", ["   # apart"]),
        ("a: b\t#tab", ["\t#tab"]),
        ("a: b #1\nc: d", [" #1", ""]),
        ("a: [b, c #2\n  , d]", ["", " #2", ""]),
        ("a: b#c", [""]),
        ('a: "b" # quoted', [""]),
        ("a: 'b' # quoted", [""]),
        ("a: |  # block\n  b #3", [""]),
        ("a: >\n  b #3", [""]),
        ("a: [b] # behind a bracket", [""]),
    ],
)
def test_the_note_that_ends_a_text_without_quotes_is_kept(source: str, notes: list[str]) -> None:
    assert [scalar.note for scalar in values(read(source))] == notes


def test_half_a_million_texts_in_one_line_are_read() -> None:
    # Each is asked whether a note ends it; none may look through the rest of the line for that.
    items = read("[" + "a," * 500_000 + "]")
    assert isinstance(items, ListNode)
    assert len(items.items) == 500_000


def values(node: Node) -> list[Scalar]:
    """Give every text but the keys."""
    match node:
        case Scalar():
            return [node]
        case ListNode(items):
            return [text for item in items for text in values(item)]
        case MapNode(entries):
            return [text for _, value in entries for text in values(value)]
