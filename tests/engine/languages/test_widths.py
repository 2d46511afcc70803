"""How wide a text will be, and where it is cut."""

import pytest

from engine.languages.widths import ELLIPSIS, fitted, right_to_left, width, wrapped

TEXTS = [
    "You reach the north gate. Look for the sign.",
    "Wwwwmmmmm",
    "川に沿って二分歩くと、古い鉄の橋があります。",
    "أهلا بك عند البوابة الحديدية القديمة",
    "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301",
    "👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
    "x" * 300,
    "",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("room", [20.0, 57.0, 156.0, 1_000.0])
def test_a_text_that_is_cut_fits_its_room(text: str, room: float) -> None:
    assert width(fitted(text, room, 11), 11) <= room
    lines = wrapped(text, room, 11, 3)
    assert len(lines) <= 3
    for line in lines:
        assert 0 < width(line, 11) <= room


def test_only_what_is_too_wide_is_cut() -> None:
    assert fitted("gate", 100, 12) == "gate"
    assert fitted("The gate is shut", width("The gate is", 12), 12) == f"The gate{ELLIPSIS}"
    assert fitted("iiii", width("iiii", 12), 12) == "iiii"


def test_lines_end_between_words_and_the_last_is_cut() -> None:
    text = "You reach the north gate and look for the sign"
    assert wrapped(text, 100, 12, 2) == ("You reach the", f"north gate an{ELLIPSIS}")
    assert " ".join(wrapped(text, 100, 12, 9)) == text


def test_chinese_and_japanese_lines_end_anywhere() -> None:
    assert wrapped("川に沿って歩く", 40, 12, 9) == ("川に沿", "って歩", "く")


def test_chinese_letters_are_twice_as_wide_as_small_latin_ones() -> None:
    assert width("川", 10) == pytest.approx(10.5)
    assert width("a", 10) == pytest.approx(6.1)
    assert width("e\u0301", 10) == width("e", 10)
    assert width("MW", 10) > width("il", 10) * 2
    assert width("gate", 10, bold=True) > width("gate", 10)


def test_a_letter_is_not_cut_from_its_marks() -> None:
    for room in range(10, 60):
        cut = fitted("e\u0301" * 20, room, 10).removesuffix(ELLIPSIS)
        assert cut == "e\u0301" * (len(cut) // 2)
        assert "\u200d" not in fitted("👩‍👩‍👧" * 20, room, 10)[-2:]


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("gate", False),
        ("שלום", True),
        ("بوابة", True),
        ("7 שלום", True),
        ("", False),
        ("7!", False),
    ],
)
def test_the_first_letter_tells_which_way_a_text_runs(text: str, turned: bool) -> None:
    assert right_to_left(text) == turned
