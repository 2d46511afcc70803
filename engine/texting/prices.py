"""What texts cost, in money: so much a segment, by country, out and in.

Built in are the United States and Canada, in US dollars: Twilio's list price and the dearest fee of
a carrier, as an account is charged both. What other countries cost differs widely, so it is set by
who serves them; until then it is taken to be more than most of them cost. Money is counted in
millionths of a dollar, in whole numbers, so that sums are exact.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["out", "in"]
MILLION = 1_000_000
# Beyond this it is a slip of the pen.
DEAREST = Decimal(10)


@dataclass(frozen=True, slots=True)
class Price:
    """What one country costs, in millionths: a segment out and in, a text with a picture or sound.

    Where pictures cannot be sent, what stands for them is a text like others.
    """

    segment_out: int
    segment_in: int
    media_out: int
    media_in: int


# https://www.twilio.com/en-us/sms/pricing/us, "current as of October 2026": long and short codes
# 0.0083 a segment out and in, 0.022 a text with media out, 0.0165 in (0.02 to a toll-free number).
# Fees out: T-Mobile and Verizon 0.0045 a segment, AT&T 0.0035; in: T-Mobile 0.0025; T-Mobile 0.01 a
# text with media (linked from https://support.twilio.com/hc/en-us/articles/360016571913).
UNITED_STATES = Price(8_300 + 4_500, 8_300 + 2_500, 22_000 + 10_000, 16_500 + 10_000)
# The list price is that of the United States. Fees out: Vidéotron 0.0055 a segment, Freedom 0.0091
# a text with media (https://support.twilio.com/hc/en-us/articles/360036587593, of November 2019).
# What is less than in the United States is taken to be as there, as nobody tells of it since.
CANADA = Price(8_300 + 5_500, 8_300 + 2_500, 22_000 + 10_000, 16_500 + 10_000)
# Our estimate, and nobody's price: most countries cost less, and few up to twice as much.
ELSEWHERE = Price(150_000, 10_800, 150_000, 26_500)
BUILT_IN: Mapping[str, Price] = MappingProxyType({"US": UNITED_STATES, "CA": CANADA})


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of an installation, by ISO 3166 region; `own` come before those built in."""

    own: Mapping[str, Price] = field(default_factory=dict)

    def of(self, country: str | None) -> Price:
        """Give what a country costs; for an unknown one, more than most."""
        return self.own.get(country or "") or BUILT_IN.get(country or "") or ELSEWHERE

    def knows(self, country: str) -> bool:
        """Tell whether a country's price was set or is built in."""
        return country in self.own or country in BUILT_IN


USUAL = Prices()


def cost(
    segments: int,
    country: str | None,
    direction: Direction = "out",
    *,
    media: int = 0,
    prices: Prices = USUAL,
) -> int:
    """Give what so many segments of plain texts cost, and so many texts with media, in millionths.

    `country` is the player's (ISO 3166). A text with media is charged as one, whatever it says.
    """
    price = prices.of(country)
    if direction == "out":
        return segments * price.segment_out + media * price.media_out
    return segments * price.segment_in + media * price.media_in


def dollars(millionths: int) -> str:
    """Write an amount as people read it: `$1,204.50`; to the cent, halves away from zero."""
    cents = (Decimal(abs(millionths)) / MILLION).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{'-' if millionths < 0 and cents else ''}${cents:,}"


_AMOUNT = re.compile(r"\$?([0-9]{1,9}(?:\.[0-9]{1,6})?)")


def read_amount(text: str) -> int:
    """Read an amount such as `20`, `$0.0083` or `12.50`, in millionths. Raises ValueError."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{text.strip()[:20]}' is no amount")
    return int(Decimal(found[1]) * MILLION)


_COUNTRY = re.compile(r"\s*([A-Za-z]{2})\s*=(.+)", re.DOTALL)


def read_prices(text: str) -> Prices:
    """Read prices such as `DE=0.11/0.0075, US=0.0128/0.0108/0.032/0.0265`.

    They are those of a segment out and in, and of a text with media out and in; what is left away
    is as for countries whose price nobody knows. Raises ValueError.
    """
    own: dict[str, Price] = {}
    for each in filter(str.strip, text.split(",")):
        found = _COUNTRY.fullmatch(each)
        if found is None:
            raise ValueError(f"'{each.strip()[:20]}' is no country with its price")
        own[found[1].upper()] = _price(found[2])
    return Prices(MappingProxyType(own))


def _price(text: str) -> Price:
    given = [read_amount(each) for each in text.split("/")]
    if len(given) > 4 or any(amount > DEAREST * MILLION for amount in given):
        raise ValueError(f"'{text.strip()[:20]}' is too much for one text")
    usual = (
        ELSEWHERE.segment_out, ELSEWHERE.segment_in,
        max(ELSEWHERE.media_out, given[0]), ELSEWHERE.media_in,
    )  # fmt: skip
    return Price(*given, *usual[len(given) :])
