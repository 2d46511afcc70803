"""What texts cost, in money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.texting.prices import (
    CANADA,
    ELSEWHERE,
    UNITED_STATES,
    Price,
    Prices,
    cost,
    dollars,
    read_amount,
    read_prices,
)


def test_a_segment_costs_what_its_country_and_direction_do() -> None:
    assert (cost(1, "US"), cost(1, "CA")) == (12_800, 13_800)
    assert cost(3, "US") == 38_400
    assert cost(1, "US", "in") == 10_800
    assert cost(2, "DE") == cost(2, None) == 300_000


def test_a_text_with_media_costs_as_one_whatever_it_says() -> None:
    assert cost(0, "US", media=1) == 32_000
    assert cost(0, "US", "in", media=1) == 26_500
    assert cost(1, "US", "in", media=1) == 37_300


def test_what_nobody_knows_is_taken_to_be_dear() -> None:
    known = Prices()
    assert known.of("DE") == known.of(None) == known.of("") == ELSEWHERE
    assert known.of("US") == UNITED_STATES
    assert (known.knows("CA"), known.knows("DE")) == (True, False)


def test_own_prices_come_before_those_built_in() -> None:
    own = read_prices(" us=0.0083/0.0083/0.022/0.0165, gb = $0.05/0.0075 ,")
    assert own.of("US") == Price(8_300, 8_300, 22_000, 16_500)
    assert own.of("GB") == Price(50_000, 7_500, 150_000, 26_500)
    assert own.of("CA") == CANADA
    assert own.knows("GB")
    assert cost(2, "GB", prices=own) == 100_000


def test_a_picture_never_costs_less_than_a_segment_where_only_that_was_told() -> None:
    assert read_prices("DE=0.30").of("DE") == Price(300_000, 10_800, 300_000, 26_500)


@pytest.mark.parametrize(
    "text",
    ["US", "US=", "US=a", "USA=1", "=1", "US=1/2/3/4/5", "US=11", "US=-1", "US=1e3", "US=1//2"],
)
def test_a_price_that_cannot_be_read_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no country with its price|is no amount|is too much"):
        read_prices(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("20", 20_000_000), ("$12.50", 12_500_000), (" 0.0083 ", 8_300), ("0.000001", 1)],
)
def test_an_amount_is_read_exactly(text: str, amount: int) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize("text", ["", "1,5", "1.0000001", "-1", "twenty", "1e3", "٣", "9" * 10])
def test_what_is_no_amount_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="is no amount"):
        read_amount(text)


@pytest.mark.parametrize(
    ("millionths", "written"),
    [
        (0, "$0.00"), (4_999, "$0.00"), (5_000, "$0.01"), (12_500_000, "$12.50"),
        (1_204_500_000, "$1,204.50"), (-12_800, "-$0.01"), (-1, "$0.00"),
    ],
)  # fmt: skip
def test_an_amount_is_written_to_the_cent(millionths: int, written: str) -> None:
    assert dollars(millionths) == written


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_sums_of_costs_are_exact(one: int, other: int) -> None:
    assert cost(one, "US") + cost(other, "US") == cost(one + other, "US")
