"""New codes: told apart, no words, and free."""

from collections.abc import Callable
from itertools import combinations

import pytest

from engine.checking.rules.alike_codes import are_alike
from engine.coding.codes import UNFIT, NoCode, means_something, new_codes
from engine.story.build import build
from engine.story.build.places import CODE_LETTERS


def dice(seed: int) -> Callable[[int], int]:
    """Give chance that is the same each time."""
    state = [seed]

    def below(number: int) -> int:
        state[0] = (state[0] * 1_103_515_245 + 12_345) % 2**31
        return (state[0] >> 8) % number

    return below


@pytest.mark.parametrize("digits", [False, True])
def test_no_slip_makes_one_code_of_another(digits: bool) -> None:
    taken = ["HANDS4", "4273"]
    codes = new_codes(100, taken, dice(7), digits=digits)
    assert len(set(codes)) == 100
    assert not any(are_alike(*pair) for pair in combinations([*codes, *taken], 2))


def test_codes_are_of_letters_that_are_not_confused_and_make_no_word() -> None:
    for code in new_codes(200, [], dice(3)):
        assert 4 <= len(code) <= 6
        assert set(code) <= set(CODE_LETTERS) - set("AEUYBGSZ34")
        assert [letter.isalpha() for letter in code] == [at % 2 == 0 for at in range(len(code))]


def test_codes_of_digits_are_of_digits_alone_and_call_nobody() -> None:
    codes = new_codes(150, [], dice(5), digits=True)
    assert all(code.isdigit() and 4 <= len(code) <= 6 for code in codes)
    assert [code for code in codes if any(each in code for each in UNFIT)] == []
    assert not set("".join(codes)) & set("01")


def test_where_short_codes_are_full_longer_ones_are_made() -> None:
    # One slip leads from any four digits to four whose sum ends in 0.
    full = [f"{number:04}" for number in range(10_000) if sum(map(int, str(number))) % 10 == 0]
    assert [len(code) for code in new_codes(2, full, dice(1), digits=True)] == [5, 5]


def test_where_nothing_is_free_that_is_told() -> None:
    with pytest.raises(NoCode, match="There is no room for another code beside 0 others"):
        new_codes(1, [], dice(1), unfit=lambda _code: True)


def test_a_code_that_means_something_else_is_passed_over() -> None:
    (first,) = new_codes(1, [], dice(9))
    assert new_codes(1, [], dice(9), unfit=lambda code: code == first) != [first]


STORY = b"""\
story: Years
start: a
keywords: [K7M5R]
scenes:
  a:
    say: Which year?
    answers:
      - number: 1950-1952
        ending: Right
      - number: at least 2000
        ending: Late
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [("1951", True), ("1953", False), ("4273", False), ("K7M5R", True), ("K7M5T", False)],
)
def test_keywords_and_answers_of_stories_are_no_codes(code: str, expected: bool) -> None:
    story = build(STORY, "years", "story.yaml")
    assert means_something(code, [story]) is expected
