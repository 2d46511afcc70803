"""The coloured ground below the boxes of one place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MARGIN = 11.0
# Boxes of a place that stand farther apart from above than this get grounds of their own.
FARTHEST_BELOW, FARTHEST_BESIDE = 190.0, 60.0


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: "Area") -> "Area":
        """Give the smallest rectangle around both."""
        return Area(
            min(self.left, other.left), min(self.top, other.top),
            max(self.right, other.right), max(self.bottom, other.bottom),
        )  # fmt: skip

    def grown(self, by: float) -> "Area":
        """Give the rectangle with a margin."""
        return Area(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def touches(self, other: "Area") -> bool:
        """Tell whether they have a piece in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def is_near(self, other: "Area") -> bool:
        """Tell whether they may share a ground."""
        below = max(self.top, other.top) - min(self.bottom, other.bottom)
        beside = max(self.left, other.left) - min(self.right, other.right)
        return below <= FARTHEST_BELOW and beside <= FARTHEST_BESIDE


def plates(areas: Sequence[Area], places: Sequence[str | None]) -> list[tuple[str, Area]]:
    """Give the grounds of the boxes of each place: no box of another place stands on them."""
    found: list[tuple[str, Area]] = []
    for place in dict.fromkeys(place for place in places if place is not None):
        own = [area for area, of in zip(areas, places, strict=True) if of == place]
        others = [area for area, of in zip(areas, places, strict=True) if of != place]
        found += [(place, area.grown(MARGIN)) for area in _together(own, others)]
    return found


def _together(own: Sequence[Area], others: Sequence[Area]) -> list[Area]:
    merged = list(own)
    pair = _pair(merged, others)
    while pair is not None:
        one, two = pair
        rest = [area for area in merged if area is not one and area is not two]
        merged = [*rest, one.around(two)]
        pair = _pair(merged, others)
    return merged


def _pair(areas: Sequence[Area], others: Sequence[Area]) -> tuple[Area, Area] | None:
    for index, one in enumerate(areas):
        for two in areas[index + 1 :]:
            whole = one.around(two).grown(MARGIN)
            if one.is_near(two) and not any(whole.touches(other) for other in others):
                return one, two
    return None


def tints(places: Mapping[str, str], several: int) -> dict[str, int]:
    """Give each place one of so many colours, in turn."""
    return {place: index % several for index, place in enumerate(places)}
