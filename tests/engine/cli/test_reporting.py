"""Problems as people, programs and GitHub read them."""

import json
from dataclasses import replace

import pytest

from engine.cli.reporting import FORMATS, as_github, as_json, as_text, printable
from engine.story.problems import Problem, Span


def problem(line: int, column: int, message: str, excerpt: str = "") -> Problem:
    return Problem(Span("a/story.yaml", line, column), "a-rule", message, excerpt=excerpt)


KEY = problem(31, 5, "'goto' is not known here.", "    goto: hall")


def test_text_shows_the_line_with_a_caret_below_the_column() -> None:
    assert as_text([KEY, problem(1, 1, "No 'start'.", "story: T")]) == (
        "a/story.yaml:31:5: error: 'goto' is not known here. [a-rule]\n"
        "        goto: hall\n"
        "        ^\n"
        "a/story.yaml:1:1: error: No 'start'. [a-rule]\n"
        "    story: T\n"
        "    ^"
    )


@pytest.mark.parametrize(
    ("excerpt", "shown"),
    [
        ("", ""),
        ("   ", ""),
        ("\tgoto: x", "\n    \tgoto: x\n    \t   ^"),
        ("go", "\n    go\n      ^"),
        ("x" * 160, "\n    " + "x" * 160 + "\n        ^"),
        ("x" * 161, ""),
    ],
)
def test_text_shows_a_line_where_there_is_one_that_fits(excerpt: str, shown: str) -> None:
    told = as_text([problem(2, 5, "Wrong.", excerpt)])
    assert told == f"a/story.yaml:2:5: error: Wrong. [a-rule]{shown}"


def test_text_shows_a_hundred_and_counts_the_rest() -> None:
    hundred = [problem(line, 1, "Wrong.") for line in range(1, 101)]
    assert as_text(hundred).count("\n") == 99
    shown = as_text([*hundred, KEY, KEY]).splitlines()
    assert (len(shown), shown[-1]) == (101, "... and 2 more.")


def test_json_is_a_list_of_objects() -> None:
    assert as_json([KEY]) == (
        "[\n"
        "  {\n"
        '    "file": "a/story.yaml",\n'
        '    "line": 31,\n'
        '    "column": 5,\n'
        '    "severity": "error",\n'
        '    "rule": "a-rule",\n'
        '    "message": "\'goto\' is not known here."\n'
        "  }\n"
        "]"
    )
    assert as_json([]) == "[]"


def test_json_keeps_every_character_of_a_message() -> None:
    message = 'é 😀 " \\ \n \t \x1b'
    assert json.loads(as_json([problem(1, 1, message)]))[0]["message"] == message


def test_github_gets_one_command_a_problem() -> None:
    warning = Problem(Span("a/story.yaml", 2), "b-rule", "Look.", "warning")
    assert as_github([KEY, warning]) == (
        "::error file=a/story.yaml,line=31,col=5,title=a-rule::'goto' is not known here.\n"
        "::warning file=a/story.yaml,line=2,col=1,title=b-rule::Look."
    )
    assert as_github([]) == ""


def test_github_gets_no_character_that_would_end_a_part() -> None:
    span = Span("50%,a:b\r\n.yaml", 1, 1)
    assert as_github([Problem(span, "a-rule", "One: 1%,\r\ntwo.")]) == (
        "::error file=50%25%2Ca%3Ab%0D%0A.yaml,line=1,col=1,title=a-rule::One: 1%25,%0D%0Atwo."
    )


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_that_is_told_can_steer_a_terminal(form: str) -> None:
    hostile = "\x1b[2J\x07\x9b1m\x7f\ud800"
    told = FORMATS[form]([Problem(Span(hostile), "a-rule", hostile, excerpt=f"x{hostile}")])
    assert told == printable(told)
    assert told.encode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\nc é😀\u200d", "a\tb\nc é😀\u200d"),
        ("\x00\x1b\r\x7f\x85\x9b", "\ufffd" * 6),
        ("\ud800\udcff", "\ufffd\ufffd"),
    ],
)
def test_what_cannot_be_printed_is_replaced(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_the_forms_are_these() -> None:
    assert list(FORMATS) == ["text", "json", "github"]


def test_text_shows_a_play_ready_to_be_kept_as_a_walk() -> None:
    found = replace(KEY, walk='walk: To the pit\nsteps:\n  - text: "1"')
    assert as_text([found]) == (
        "a/story.yaml:31:5: error: 'goto' is not known here. [a-rule]\n"
        "        goto: hall\n"
        "        ^\n"
        "    The shortest play that shows it:\n"
        "      walk: To the pit\n"
        "      steps:\n"
        '        - text: "1"'
    )


def test_json_holds_the_play_where_there_is_one() -> None:
    found = json.loads(as_json([replace(KEY, walk="walk: To the pit"), KEY]))
    assert [each.get("walk") for each in found] == ["walk: To the pit", None]
