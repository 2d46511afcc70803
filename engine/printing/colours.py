"""The three colours of a sign, and how well one is read on another."""

import re
from dataclasses import dataclass

# WCAG 2.2, 1.4.6: what can be read by nearly everybody, also in the evening and behind laminate.
LEAST_CONTRAST = 7.0
_HEX = re.compile("#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Colours:
    """`ink` is the code and what is said, on `paper`; `accent` is the band and what is typed."""

    ink: str = "#1c1a17"
    paper: str = "#ffffff"
    accent: str = "#0c4a47"


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour such as #0c4a47."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Give how light a colour is, from 0 to 1 (WCAG 2.2, relative luminance)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
