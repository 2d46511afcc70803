"""How large a sign is, how large its code must be, and from how far that is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# A code is read from ten times its side, in the light and with the phones there are; below this
# side many cameras do not find it at all.
READ_FROM = 10
SMALLEST_MM = 25.0
# What codes are smaller by where two languages want room beside them.
_IN_TWO, _MOST_IN_TWO = 0.7, 0.8
_DISTANCE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*(m|cm|ft|in)?")
_METRES = {"m": 1.0, "cm": 0.01, "ft": 0.3048, "in": 0.0254}


@dataclass(frozen=True, slots=True)
class Size:
    """A sheet. Its code has `side_mm` where nobody asks for another distance, `largest_mm` at most.

    `base_pt` is what all its letters are measured by: the smaller a sheet, the nearer one stands.
    """

    name: str
    width_mm: float
    height_mm: float
    side_mm: float
    largest_mm: float
    base_pt: float

    def usual_mm(self, languages: int) -> float:
        """Give the side of a code where nobody asks for another distance."""
        return self.side_mm if languages == 1 else max(self.side_mm * _IN_TWO, SMALLEST_MM)

    def most_mm(self, languages: int) -> float:
        """Give the largest side of a code that leaves room for words."""
        return (
            self.largest_mm if languages == 1 else max(self.largest_mm * _MOST_IN_TWO, SMALLEST_MM)
        )


SIZES: Mapping[str, Size] = {
    each.name: each
    for each in (
        Size("letter", 215.9, 279.4, 82, 102, 5.9),
        Size("tabloid", 279.4, 431.8, 112, 142, 7.9),
        Size("a1", 594, 841, 240, 305, 16.8),
        Size("a2", 420, 594, 170, 215, 11.9),
        Size("a3", 297, 420, 120, 152, 8.4),
        Size("a4", 210, 297, 82, 107, 5.9),
        Size("a5", 148, 210, 58, 75, 4.5),
        Size("card", 105, 148, 38, 45, 3.6),
        Size("sticker", 74, 105, 28, 30, 2.9),
    )
}


class NoRoom(Exception):
    """A sheet has no room for what is asked of it: why, and what would fit."""


def metres(text: str) -> float:
    """Read a distance such as 3m, 80 cm or 10 ft. Raises ValueError."""
    match = _DISTANCE.fullmatch(text.strip().lower())
    if match is None or not float(match[1]):
        raise ValueError("Write a distance such as 3m, 80cm or 10ft.")
    return float(match[1]) * _METRES[match[2] or "m"]


def side_mm(size: Size, distance_m: float | None, languages: int = 1) -> float:
    """Give the side of a code that is read from so far. Raises NoRoom with what would fit."""
    wanted, most = (distance_m or 0) * 1000 / READ_FROM, size.most_mm(languages)
    if wanted <= most:
        return max(wanted, size.usual_mm(languages), SMALLEST_MM)
    larger = min(
        (each for each in SIZES.values() if each.most_mm(languages) >= wanted),
        key=lambda each: each.width_mm,
        default=None,
    )
    other = f"Take --size {larger.name}, or " if larger else "Take "
    raise NoRoom(
        f"A code that is read from {distance_m:g} m is {wanted / 10:g} cm wide. On {size.name} "
        f"there is room for {most / 10:.1f} cm, which is read from {read_from_m(most):g} m. "
        f"{other}--distance {read_from_m(most):g}m."
    )


def read_from_m(side: float) -> float:
    """Give from how many metres a code of that side in millimetres is read, in tenths below."""
    return int(side * READ_FROM / 100) / 10
