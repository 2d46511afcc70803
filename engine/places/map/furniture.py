"""What every map has at its edges: a scale, an arrow to the north, and who is to be credited."""

from dataclasses import dataclass

from engine.languages.widths import width
from engine.places.map.boxes import Box
from engine.places.map.frame import Frame

MARGIN = 10.0
SCALE_SIZE = 10.5
CREDIT_SIZE = 9.0
NORTH = 15.0
LONGEST_BAR = 0.3
# From the scale in metres down to that in feet.
BELOW = 17
_FOOT_M, _MILE_M = 0.3048, 1609.344


@dataclass(frozen=True, slots=True)
class Bar:
    """A scale bar: how long, and what that is: 100 m, 500 ft."""

    units: float
    text: str


def bars(frame: Frame, *, feet: bool) -> list[Bar]:
    """Give the scale in metres, and beside it in feet or miles where these are usual."""
    longest_m = frame.width * LONGEST_BAR / frame.units_a_metre
    found = [_metric(longest_m), *([_customary(longest_m)] if feet else [])]
    return [Bar(length_m * frame.units_a_metre, text) for length_m, text in found]


def _metric(longest_m: float) -> tuple[float, str]:
    length = _round_below(longest_m)
    return length, f"{length:g} m" if length < 1000 else f"{length / 1000:g} km"


def _customary(longest_m: float) -> tuple[float, str]:
    feet = _round_below(longest_m / _FOOT_M)
    if longest_m < _MILE_M / 2:
        return feet * _FOOT_M, f"{feet:g} ft"
    miles = max(_round_below(longest_m / _MILE_M), 0.5)
    return miles * _MILE_M, f"{miles:g} mi"


def _round_below(most: float) -> float:
    """Give the largest of 1, 2, 5, 10, 20, 50 ... that is not above a number."""
    power = 1.0
    while power * 10 <= most:
        power *= 10
    while power > most:
        power /= 10
    return next(power * each for each in (5, 2, 1) if power * each <= most or each == 1)


def north_box(frame: Frame) -> Box:
    """Give where the arrow to the north stands: at the upper right."""
    return Box(frame.width - MARGIN - 10, MARGIN + 20, 28, 46)


def scale_box(frame: Frame, found: list[Bar]) -> Box:
    """Give where the scale stands: at the lower left."""
    wide = max(max(bar.units, width(bar.text, SCALE_SIZE)) for bar in found) + 8
    high = 24.0 + BELOW * (len(found) - 1)
    return Box(MARGIN - 4 + wide / 2, frame.height - MARGIN + 4 - high / 2, wide, high)


def credit_box(frame: Frame, credit: str) -> Box:
    """Give where the credit stands: at the lower right."""
    wide = width(credit, CREDIT_SIZE) + 8
    return Box(frame.width - wide / 2 - 2, frame.height - 9, wide, 15)
