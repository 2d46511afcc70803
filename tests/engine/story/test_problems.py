"""Problems: where, what, and in which order."""

import pytest

from engine.story.problems import MOST_SHOWN, Problem, Span, StoryError
from tests.engine.story.told import FILE, built, told


def test_a_problem_reads_as_place_and_fact() -> None:
    problem = Problem(Span("stories/mural/story.yaml", 31, 11), "unknown-key", "'goto' is unknown.")
    assert str(problem) == "stories/mural/story.yaml:31:11: 'goto' is unknown."


def test_a_problem_of_a_whole_file_stands_at_its_first_character() -> None:
    assert Span(FILE) == Span(FILE, 1, 1)


def test_problems_are_sorted_by_file_line_and_column_and_told_once() -> None:
    problems = [
        Problem(Span("b", 1, 1), "r", "m"),
        Problem(Span("a", 10, 1), "r", "m"),
        Problem(Span("a", 9, 12), "r", "m"),
        Problem(Span("a", 9, 2), "r", "m"),
        Problem(Span("a", 9, 2), "r", "m"),
    ]
    error = StoryError(problems)
    assert error.problems == (problems[3], problems[2], problems[1], problems[0])
    assert str(error) == "a:9:2: m\na:9:12: m\na:10:1: m\nb:1:1: m"


def test_an_error_shows_a_hundred_problems_and_keeps_all() -> None:
    error = StoryError(Problem(Span("a", line), "r", "m") for line in range(1, 151))
    assert len(error.problems) == 150
    assert len(str(error).splitlines()) == MOST_SHOWN == 100


def test_every_problem_of_a_story_is_told_at_once_in_the_order_of_the_file() -> None:
    source = (
        "story: T\nstart: gaet\nremember: {a/b: 1}\nitem: [x]\n"
        "places: {p: {nam: P, within: far}}\n"
        "scenes:\n  gate:\n    say: Hello {name}\n    choices:\n      - pik: x\n        if: has x\n"
    )
    assert told(source) == [
        "2:8 unknown-scene There is no scene 'gaet'. Did you mean 'gate'?",
        "3:12 name The names of facts have at least one character and no '/', '{', '}'.",
        "4:1 unknown-key 'item' is not known here. Did you mean 'items'?",
        "5:13 missing-key The place 'p' has no 'name'.",
        "5:14 unknown-key 'nam' is not known here. Did you mean 'name'?",
        "5:30 distance 'within' is a distance such as 40 m.",
        "8:10 placeholder '{name}' names no fact. For a brace as text write '{{'.",
        "10:9 missing-key A choice has a 'pick': what the menu shows.",
        "10:9 unknown-key 'pik' is not known here. Did you mean 'pick'?",
        "11:17 phrase Cannot read 'has x': There is no item 'x'.",
    ]


def test_what_had_to_be_passed_over_does_not_hide_the_rest() -> None:
    source = (
        "story: T\nstory: U\nstart: *a\nabout: !x\nscenes:\n"
        "  a: {say: &x Hello., goto: b}\n  a: {say: Hello.}\n  [c]: d\n"
    )
    assert [" ".join(message.split()[:2]) for message in told(source)] == [
        "2:1 key-twice",
        "3:8 anchor",
        "4:8 tag",
        "6:6 no-way-on",
        "6:12 anchor",
        "6:23 unknown-key",
        "7:3 key-twice",
        "7:6 no-way-on",
        "8:3 key",
    ]


def test_a_problem_is_shown_with_the_line_it_stands_in() -> None:
    with pytest.raises(StoryError) as caught:
        built("story: T\r\nstart: a\r\nscenes:\r\n  a:\r\n    goto: b\r\n")
    assert [(p.span.line, p.excerpt, p.severity) for p in caught.value.problems] == [
        (5, "    goto: b", "error"),
        (5, "    goto: b", "error"),
    ]


def test_at_most_a_thousand_problems_are_noted() -> None:
    assert len(told("".join(f"key{number}: x\n" for number in range(2_000)))) == 1_000
