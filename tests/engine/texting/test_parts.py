"""Long texts in parts."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.texting.parts import LONGEST_PART, MOST_PARTS, parts


def units(text: str) -> int:
    """Count as UTF-16 does."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_what_no_carrier_shows_is_left_out() -> None:
    assert parts("a\0b\x1bc\ufffed\r\ne\ud800f") == ["abcd\nef"]
    assert parts("\0 \n") == []


@pytest.mark.parametrize(
    ("between", "first"),
    [("\n\n", 1500), ("\n", 1500), (" ", 1500), ("\n\n", 1600), (" ", 1600), ("\n\n", 900)],
)
def test_a_long_text_ends_its_first_part_at_a_break(between: str, first: int) -> None:
    text = "a" * first + between + "b" * 1200
    assert parts(text) == ["a" * first, "b" * 1200]


def test_a_paragraph_is_a_better_break_than_a_line_and_a_line_than_a_word() -> None:
    start, line, word = "a" * 1000, "b" * 300, "c" * 250
    rest = "d" * 200
    assert parts(f"{start}\n\n{line}\n{word} {rest}") == [start, f"{line}\n{word} {rest}"]
    assert parts(f"{start} {line}\n{word} {rest}") == [f"{start} {line}", f"{word} {rest}"]


def test_a_break_that_would_leave_a_part_nearly_empty_is_not_taken() -> None:
    assert parts("Hm.\n\n" + "word " * 400)[0] == "Hm.\n\n" + ("word " * 319).strip()


def test_a_word_without_end_is_cut() -> None:
    assert parts("a" * 3300) == ["a" * 1600, "a" * 1600, "a" * 100]


def test_more_than_ten_parts_are_not_sent() -> None:
    assert parts("a" * 20_000) == ["a" * LONGEST_PART] * MOST_PARTS


def test_characters_that_count_twice_are_counted_twice() -> None:
    assert parts("🎺" * 1000)[0] == "🎺" * 800 or units(parts("🎺" * 1000)[0]) <= 1600


@given(st.text(st.sampled_from("ab🎺é \n"), max_size=5000))
@example("🎺" * 801)
@example("a" * 1599 + "🎺")
def test_no_part_is_too_long_and_nothing_but_breaks_is_lost(text: str) -> None:
    found = parts(text)
    assert [part for part in found if not part or units(part) > LONGEST_PART] == []
    assert "".join("".join(found).split()) == "".join(text.split())
