"""Files made to hurt: each is read or told, whole, and within the time of any other."""

import pytest

from tests.engine.story.told import scene, told, top

MANY = 100_000
MILLION = 1_000_000
DEEP = "too-deep This is nested more than 50 deep. A bracket or an indent is probably too many."
UNKNOWN = (
    "is not known here. A story may have: story, about, credits, contact, languages, keywords, "
    "start, signs, timezone, welcome, audience, hours, season, closed, remember, items, counters, "
    "polls, collections, places, scenes, anytime, after, moved, texts, offline, large."
)
NO_WAY_ON = "has no way on. Give it choices, answers, ask, walk, go, back, ending or handover."
CODE = (
    "code A code is 4 to 6 letters and digits without 0 O 1 I L, which look alike in print; "
    "or 4 to 6 digits alone."
)
NUMBER = "number A number is at most 1000000000. If it is meant as text, put it in quotes."
NO_NUMBER = "is no number here. Write 7, 6-8, at least 8, or at most 8."
EMPTY = (
    "empty This file is empty. A story begins with a line such as 'story: The Lantern Keeper', "
    "a walk with 'walk: The shortest way'."
)
LONG = "It is longer than 1000 characters."
K, X, NINES, OPEN = (char * 60 + "..." for char in "kx9(")


def place(text: str) -> str:
    return top(f"places: {{p: {{name: P, {text}}}}}")


NESTED = {
    "brackets": ("[" * MANY, [f"1:1001 {DEEP}"]),
    "braces": ("{" * MANY, [f"1:1001 {DEEP}"]),
    "keys in braces": ("{a: " * MANY, [f"1:4001 {DEEP}"]),
    "dashes": ("- " * MANY, [f"1:101 {DEEP}"]),
    "question marks": ("? " * MANY, [f"1:101 {DEEP}"]),
    "indents": ("".join(f"{' ' * depth}a:\n" for depth in range(1_200)), [f"51:51 {DEEP}"]),
}
LINES = {
    "text": (scene(f"say: {'x' * MILLION}\nending: E"), []),
    "spaces": (scene(f"say: x{' ' * MILLION}y\nending: E"), []),
    "closing braces": (scene(f"say: x{'}' * MILLION}\nending: E"), []),
    "comment": (top("#" * MILLION), []),
    "zeros": (
        "\0" * MILLION,
        ["1:1 character A character that cannot be seen stands here. Delete it."],
    ),
    "line ends": ("\r" * MILLION, [f"1:1 {EMPTY}"]),
    "key": (top(f"? {'k' * MILLION}\n: x"), [f"4:3 unknown-key '{K}' {UNKNOWN}"]),
    "name": (
        f"story: T\nstart: b\nscenes:\n  ? {'k' * MILLION}\n  : {{say: x}}\n  b: {{ending: E}}\n",
        [f"5:5 no-way-on The scene '{K}' {NO_WAY_ON}"],
    ),
    "condition": (
        scene(f"if: {'x' * MILLION}\nending: E"),
        [f"9:9 phrase Cannot read '{X}': {LONG}"],
    ),
    "condition of spaces": (
        scene(f"if: 'has oi{' ' * MILLION}x'\nending: E"),
        [f"9:9 phrase Cannot read 'has oi x': {LONG}"],
    ),
    "condition of brackets": (
        scene(f"if: {'(' * MILLION}\nending: E"),
        [f"9:9 phrase Cannot read '{OPEN}': {LONG}"],
    ),
    "slot": (
        scene(f"say: '{{{'x' * MILLION}}}'\nending: E"),
        [f"9:10 placeholder '{{{X}}}' names no fact. For a brace as text write '{{{{'."],
    ),
    "language": (
        top(f"languages: [{'ab-' * MANY}!]"),
        [f"4:13 language '{'ab-' * 20}...' is no language tag. Write en, es, fr, zh, or pt-BR."],
    ),
    "code": (place(f"code: {'9' * MILLION}"), [f"4:29 {CODE}"]),
}
NUMBERS = {
    "fact": (top(f"remember: {{n: {'9' * 5_000}}}"), [f"4:15 {NUMBER}"]),
    "answer": (
        scene(f"answers: [{{number: {'9' * 5_000}}}]"),
        [f"9:24 number '{NINES}' {NO_NUMBER}"],
    ),
    "action": (
        scene(f"do: add {'9' * 5_000} to n\nending: E"),
        [f"9:9 phrase Cannot read 'add {'9' * 56}...': {LONG}"],
    ),
    "distance": (
        place(f"within: {'9' * 5_000} m"),
        ["4:31 distance 'within' is a distance such as 40 m."],
    ),
}
BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{chr(ord(name) - 1)}, *{chr(ord(name) - 1)}]\n" for name in "bcdefghi"
)


@pytest.mark.parametrize("name", NESTED)
def test_a_hundred_thousand_blocks_within_each_other_are_told(name: str) -> None:
    source, expected = NESTED[name]
    assert told(source) == expected


@pytest.mark.parametrize("name", LINES)
def test_a_line_of_a_million_characters_is_read_or_told_in_short(name: str) -> None:
    source, expected = LINES[name]
    assert told(source) == expected


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_of_five_thousand_digits_is_told(name: str) -> None:
    source, expected = NUMBERS[name]
    assert told(source) == expected


def test_a_bomb_of_aliases_is_told_and_never_copied() -> None:
    rules = [message.split()[1] for message in told(BOMB)]
    assert (rules.count("anchor"), set(rules)) == (
        9 + 8 * 2, {"anchor", "unknown-key", "missing-key"}
    )  # fmt: skip


@pytest.mark.parametrize("source", ["- &a x\n" * MANY, "k: x\n" * MANY])
def test_of_a_hundred_thousand_problems_a_thousand_are_told(source: str) -> None:
    assert len(told(source)) == 1_000


def test_the_same_problem_is_told_once_however_often_it_stands_in_a_text() -> None:
    assert len(told(scene(f"say: '{'{x} ' * 5_000}'\nending: E"))) == 1
