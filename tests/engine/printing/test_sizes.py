"""How large a code is, for how far away it is read."""

import pytest

from engine.printing.sizes import SIZES, SMALLEST_MM, NoRoom, Size, metres, read_from_m, side_mm


@pytest.mark.parametrize(
    ("text", "expected"),
    [("3m", 3.0), ("80 cm", 0.8), ("10ft", 3.048), ("40 in", 1.016), ("1.25", 1.25)],
)
def test_a_distance_is_read_in_the_units_people_write(text: str, expected: float) -> None:
    assert metres(text) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["", "far", "0m", "-3m", "3 km", "1e3m", "3m 3m"])
def test_what_is_no_distance_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Write a distance such as 3m"):
        metres(text)


@pytest.mark.parametrize("size", SIZES.values(), ids=lambda size: size.name)
@pytest.mark.parametrize("languages", [1, 2])
def test_a_code_is_a_tenth_of_its_distance_and_never_too_small(size: Size, languages: int) -> None:
    farthest = read_from_m(size.most_mm(languages))
    for distance_m in (None, 0.1, 0.25, 0.5, farthest):
        if distance_m is None or distance_m <= farthest:
            side = side_mm(size, distance_m, languages)
            assert side >= max((distance_m or 0) * 1000 / 10, SMALLEST_MM)
            assert side <= size.most_mm(languages)


def test_a_nearer_distance_does_not_make_a_code_smaller_than_usual() -> None:
    assert side_mm(SIZES["a4"], 0.3) == side_mm(SIZES["a4"], None) == 82
    assert side_mm(SIZES["a4"], 1.0) == 100


@pytest.mark.parametrize(
    ("size", "distance_m", "told"),
    [
        (
            "a4", 3,
            ("A code that is read from 3 m is 30 cm wide. On a4 there is room for 10.7 cm, which "
            "is read from 1 m. Take --size a1, or --distance 1m."),
        ),
        (
            "sticker", 0.5,
            ("A code that is read from 0.5 m is 5 cm wide. On sticker there is room for 3.0 cm, "
            "which is read from 0.3 m. Take --size a5, or --distance 0.3m."),
        ),
        (
            "a1", 9,
            ("A code that is read from 9 m is 90 cm wide. On a1 there is room for 30.5 cm, which "
            "is read from 3 m. Take --distance 3m."),
        ),
    ],
)  # fmt: skip
def test_where_a_sheet_has_no_room_it_says_what_would_fit(
    size: str, distance_m: float, told: str
) -> None:
    with pytest.raises(NoRoom) as raised:
        side_mm(SIZES[size], distance_m)
    assert str(raised.value) == told


def test_from_how_far_a_code_is_read_is_told_in_tenths_below() -> None:
    assert [read_from_m(side) for side in (25, 82, 109.2, 300)] == [0.2, 0.8, 1.0, 3.0]
