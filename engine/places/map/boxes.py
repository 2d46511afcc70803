"""Rectangles in which text stands, upright or turned, and whether two of them touch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, radians, sin

from engine.places.map.cutting import XY


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its middle and size, turned clockwise by so many degrees."""

    x: float
    y: float
    width: float
    height: float
    turn: float = 0.0

    def corners(self) -> list[XY]:
        """Give its corners, one after the other around it."""
        c, s = cos(radians(self.turn)), sin(radians(self.turn))
        return [
            (self.x + c * along - s * down, self.y + s * along + c * down)
            for along, down in (
                (-self.width / 2, -self.height / 2), (self.width / 2, -self.height / 2),
                (self.width / 2, self.height / 2), (-self.width / 2, self.height / 2),
            )
        ]  # fmt: skip

    def grown(self, by: float) -> "Box":
        """Give it with a margin."""
        return Box(self.x, self.y, self.width + 2 * by, self.height + 2 * by, self.turn)

    def is_within(self, width: float, height: float, margin: float = 0) -> bool:
        """Tell whether it is wholly on a sheet of that size."""
        return all(
            margin <= x <= width - margin and margin <= y <= height - margin
            for x, y in self.corners()
        )

    def touches(self, other: "Box") -> bool:
        """Tell whether both have a point in common (separating axes)."""
        if not self.turn and not other.turn:
            return (
                abs(self.x - other.x) * 2 < self.width + other.width
                and abs(self.y - other.y) * 2 < self.height + other.height
            )
        if hypot(self.x - other.x, self.y - other.y) > _reach(self) + _reach(other):
            return False
        one, two = self.corners(), other.corners()
        return not any(_parted(axis, one, two) for axis in (*_axes(self), *_axes(other)))


def _reach(box: Box) -> float:
    """Give how far its corners are from its middle."""
    return hypot(box.width, box.height) / 2


def _axes(box: Box) -> Iterator[XY]:
    c, s = cos(radians(box.turn)), sin(radians(box.turn))
    yield c, s
    yield -s, c


def _parted(axis: XY, one: Sequence[XY], two: Sequence[XY]) -> bool:
    first = [x * axis[0] + y * axis[1] for x, y in one]
    second = [x * axis[0] + y * axis[1] for x, y in two]
    return max(first) <= min(second) or max(second) <= min(first)


def square(at: XY, half: float) -> Box:
    """Give the square around a point."""
    return Box(at[0], at[1], 2 * half, 2 * half)


def along(line: Sequence[XY], thick: float, step: float = 12.0) -> list[Box]:
    """Give small squares that cover a line."""
    covered: list[Box] = []
    for (ax, ay), (bx, by) in pairwise(line):
        far = max(abs(bx - ax), abs(by - ay))
        pieces = max(1, round(far / step))
        covered += [
            square((ax + (bx - ax) * at / pieces, ay + (by - ay) * at / pieces), thick / 2)
            for at in range(pieces + 1)
        ]
    return covered
