"""What a map shows below its route: shapes of a few kinds, from a file that somebody else made."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Kind: TypeAlias = Literal[
    "park", "wood", "square", "water", "river", "stream", "building", "rail",
    "path", "lane", "street", "road",
]  # fmt: skip
# In the order in which they are drawn, one on the other.
KINDS: tuple[Kind, ...] = get_args(Kind)
AREAS: frozenset[Kind] = frozenset({"park", "wood", "square", "water", "building"})
# Longitude and latitude, in degrees, as GeoJSON has them.
Point: TypeAlias = tuple[float, float]
Line: TypeAlias = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A street, a lake, a house: its lines, or the rings around it and around its holes."""

    kind: Kind
    lines: tuple[Line, ...]
    name: str = ""
    # Nobody walks along a motorway, whatever the map shows.
    walked: bool = True


@dataclass(frozen=True, slots=True)
class Ground:
    """All shapes of a map, and who is to be credited for them; empty where nobody says so."""

    shapes: tuple[Shape, ...] = ()
    credit: str = ""
