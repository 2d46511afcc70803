"""A town that nobody lives in, as dense as a real one: the same seed always builds the same."""

import json
from collections.abc import Iterator
from itertools import pairwise
from math import cos, pi, sin
from random import Random
from typing import Any

from engine.places.latlon import LatLon, metres_a_degree

NAMES = (
    "Ferry", "Orchard", "Weir", "Mill", "Tannery", "Ropewalk", "Cooper", "Lantern", "Chapel",
    "Harbour", "Baker", "Cinder", "Quarry", "Linden", "Saddler", "Granary", "Bellfounder", "Ash",
    "Heron", "Cartwright", "Dyer", "Fuller", "Gate", "Hatter", "Ivy", "Juniper", "Kiln", "Loom",
    "Market", "Nailer", "Oak", "Pewter", "Quay", "Rook", "Slate", "Tinker", "Vine", "Willow",
)  # fmt: skip


class Town:
    """A square of so many metres around a point, with streets, houses, a river and parks."""

    def __init__(self, middle: LatLon, metres: float = 1_500, seed: int = 1) -> None:
        self.middle, self.metres, self.chance = middle, metres, Random(seed)
        self.north_m, self.east_m = metres_a_degree(middle.lat)
        self.number = 0

    def geojson(self) -> bytes:
        """Give the town as overpass turbo would export it."""
        top = {
            "type": "FeatureCollection",
            "generator": "overpass-turbo",
            "copyright": "The data included in this document is from www.openstreetmap.org.",
            "timestamp": "2027-01-01T00:00:00Z",
            "features": list(self.features()),
        }
        return json.dumps(top).encode()

    def features(self) -> Iterator[dict[str, Any]]:
        """Build the river first, then parks, streets, and the houses between them."""
        yield from self._river()
        lines = self._grid()
        yield from self._streets(lines)
        yield from self._blocks(lines)

    def _feature(self, tags: dict[str, str], points: list[Any], *, area: bool) -> dict[str, Any]:
        self.number += 1
        degrees = [self._degrees(x, y) for x, y in points]
        return {
            "type": "Feature",
            "id": f"way/{self.number}",
            "properties": {"@id": f"way/{self.number}", **tags},
            "geometry": {
                "type": "Polygon" if area else "LineString",
                "coordinates": [[*degrees, degrees[0]]] if area else degrees,
            },
        }

    def _degrees(self, x: float, y: float) -> list[float]:
        return [
            round(self.middle.lon + x / self.east_m, 7),
            round(self.middle.lat - y / self.north_m, 7),
        ]

    def _bent(self, x: float, y: float) -> tuple[float, float]:
        """Bend the plane, so that no street is quite straight."""
        size = self.metres
        return (
            x + 28 * sin(2.2 * pi * y / size) + 0.06 * y,
            y + 34 * sin(1.7 * pi * x / size + 0.6) - 0.04 * x,
        )

    def _river(self) -> Iterator[dict[str, Any]]:
        half = self.metres / 2
        middle = [
            (-half + part * self.metres / 60, 0.27 * self.metres + 60 * sin(part / 9))
            for part in range(61)
        ]
        wide = [(x, y - 24 - 7 * sin(x / 70)) for x, y in middle]
        far = [(x, y + 24 + 6 * cos(x / 90)) for x, y in reversed(middle)]
        yield self._feature({"natural": "water", "water": "river"}, wide + far, area=True)
        yield self._feature({"waterway": "river", "name": "River Arden"}, middle, area=False)

    def _grid(self) -> tuple[list[float], list[float]]:
        def cuts() -> list[float]:
            at, found = -self.metres / 2, []
            while at < self.metres / 2:
                found.append(at)
                at += self.chance.uniform(78, 128)
            return found

        return cuts(), cuts()

    def _crossing(self, x: float, y: float) -> tuple[float, float]:
        return self._bent(x, y)

    def _streets(self, lines: tuple[list[float], list[float]]) -> Iterator[dict[str, Any]]:
        names = iter(self.chance.sample(NAMES, len(NAMES)))
        for upright, cuts, others in ((True, lines[0], lines[1]), (False, lines[1], lines[0])):
            for index, cut in enumerate(cuts):
                main = index % 5 == 2
                kind = "Avenue" if main else self.chance.choice(("Street", "Lane", "Row"))
                tags = {
                    "highway": "secondary" if main else "residential",
                    "name": f"{next(names, 'High')} {kind}",
                    "surface": "asphalt",
                    "maxspeed": "30",
                }
                for a, b in pairwise(others):
                    points = [
                        self._crossing(*((cut, at) if upright else (at, cut)))
                        for at in (a + (b - a) * part / 6 for part in range(7))
                    ]
                    if self._is_wet(points[3]) and not (main and upright):
                        continue
                    yield self._feature(tags, points, area=False)

    def _is_wet(self, point: tuple[float, float]) -> bool:
        x, y = point
        middle = 0.27 * self.metres + 60 * sin((x + self.metres / 2) / self.metres * 60 / 9)
        return abs(y - middle) < 62

    def _blocks(self, lines: tuple[list[float], list[float]]) -> Iterator[dict[str, Any]]:
        parks = iter(
            ("Ferry Green", "Orchard Gardens", "Bandstand Park", "Abbey Field", "The Copse")
        )
        for left, right in pairwise(lines[0]):
            for top, bottom in pairwise(lines[1]):
                middle = self._crossing((left + right) / 2, (top + bottom) / 2)
                if self._is_wet(middle):
                    continue
                if self.chance.random() < 0.09:
                    yield from self._park(next(parks, ""), left, top, right, bottom)
                else:
                    yield from self._houses(left, top, right, bottom)

    def _park(self, name: str, *sides: float) -> Iterator[dict[str, Any]]:
        left, top, right, bottom = sides
        inner = [
            (left + 9, top + 9),
            (right - 9, top + 9),
            (right - 9, bottom - 9),
            (left + 9, bottom - 9),
        ]
        tags = {"leisure": "park", "name": name} if name else {"leisure": "park"}
        yield self._feature(tags, [self._crossing(*each) for each in inner], area=True)
        across = [(left, top), ((left + right) / 2 + 8, (top + bottom) / 2 - 6), (right, bottom)]
        yield self._feature(
            {"highway": "footway"}, [self._crossing(*each) for each in across], area=False
        )
        pond = [
            (left + 34 + 12 * cos(turn / 8 * 2 * pi), bottom - 30 + 9 * sin(turn / 8 * 2 * pi))
            for turn in range(8)
        ]
        yield self._feature(
            {"natural": "water"}, [self._crossing(*each) for each in pond], area=True
        )

    def _houses(
        self, left: float, top: float, right: float, bottom: float
    ) -> Iterator[dict[str, Any]]:
        for upper in (True, False):
            x = left + 9
            while x < right - 16:
                wide, deep = self.chance.uniform(8, 19), self.chance.uniform(10, 22)
                x2 = min(x + wide, right - 9)
                y = top + 9 if upper else bottom - 9 - deep
                corners = [(x, y), (x2, y), (x2, y + deep), (x, y + deep)]
                if self.chance.random() < 0.4:
                    corners[2:3] = [(x2, y + deep * 0.6), (x + (x2 - x) * 0.6, y + deep * 0.6),
                                    (x + (x2 - x) * 0.6, y + deep)]  # fmt: skip
                yield self._feature(
                    {"building": "yes", "addr:housenumber": str(self.number % 90)},
                    [self._crossing(*each) for each in corners],
                    area=True,
                )
                x = x2 + self.chance.choice((0, 0, 0, 2.5, 6))


def crooked(middle: LatLon, houses: int, metres: float = 800) -> bytes:
    """Give a map of houses no two of which are alike, so that nothing of it can be packed."""
    town = Town(middle, metres)
    chance, half = town.chance, metres / 2
    features = []
    for _ in range(houses):
        x, y = chance.uniform(-half, half), chance.uniform(-half, half)
        corners = [
            (x + chance.uniform(5, 20) * cos(turn), y + chance.uniform(5, 20) * sin(turn))
            for turn in range(6)
        ]
        features.append(town._feature({"building": "yes"}, corners, area=True))
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()
