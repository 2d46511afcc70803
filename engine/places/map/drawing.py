"""A walk as a map: one SVG, for a page or for paper."""

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.languages.xml import attribute
from engine.places.latlon import metres_a_degree
from engine.places.map import writing
from engine.places.map.boxes import Box, along, square
from engine.places.map.frame import WIDTH, Frame, frame_around
from engine.places.map.furniture import bars, credit_box, north_box, scale_box
from engine.places.map.ground import KINDS, Ground, Kind
from engine.places.map.labels import Label, labelled, labelled_nearer
from engine.places.map.laying import laid
from engine.places.map.naming import Drawn, named
from engine.places.map.stops import RADIUS, Placed, Stop, placed
from engine.places.map.streets import legs

TOLERANCE_M = 1.2
# What a phone loads over a weak network; it comes after the page is there.
MOST_GZIP_BYTES = 45 * 1024
_FEET = "-US"
# What is left out of a map that is too heavy, and how much coarser the rest is; the last fits.
_LIGHTER: tuple[tuple[frozenset[Kind], float], ...] = (
    (frozenset(), 1),
    (frozenset(), 2),
    (frozenset({"building"}), 1.5),
    (frozenset({"building", "lane", "stream"}), 3),
    (frozenset({"building", "lane", "stream", "path", "square"}), 6),
    (frozenset({"building", "lane", "stream", "path", "square", "street", "wood"}), 12),
    (frozenset(KINDS), 1),
)


@dataclass(frozen=True, slots=True)
class Map:
    """A drawn map. `left_out`: kinds of things that it would be too heavy with."""

    svg: str
    left_out: frozenset[Kind] = frozenset()
    coarser: float = 1


def drawn(
    stops: Sequence[Stop],
    ground: Ground = Ground(),  # noqa: B008 - frozen
    *,
    title: str = "",
    language: str = "en",
    width: float = WIDTH,
) -> Map | None:
    """Draw a walk; None without a stop. The same walk always gives the same text.

    What is gone is not drawn. With `language` of the United States, the scale tells feet, too.
    """
    there = [stop for stop in stops if stop.status != "gone"]
    if not there:
        return None
    frame = frame_around([stop.at for stop in there], width)
    found = None
    for left_out, coarser in _LIGHTER:
        shapes = [shape for shape in ground.shapes if shape.kind not in left_out]
        lines = laid(shapes, frame, TOLERANCE_M * coarser)
        sheet = _Sheet(frame, there, lines, ground, title=title, language=language)
        found = Map("\n".join(sheet.lines()) + "\n", left_out, coarser)
        if len(gzip.compress(found.svg.encode(), 9, mtime=0)) <= MOST_GZIP_BYTES:
            break
    return found


class _Sheet:
    """A map in the making: from stops and shapes to the text of a file."""

    def __init__(
        self,
        frame: Frame,
        stops: Sequence[Stop],
        shapes: Sequence[Drawn],
        ground: Ground,
        *,
        title: str,
        language: str,
    ) -> None:
        self.frame, self.shapes = frame, shapes
        self.credit = ground.credit if shapes else ""
        self.title, self.language = title, language
        places = [frame.at(stop.at.lon, stop.at.lat) for stop in stops]
        self.stops = placed(stops, places, (frame.width, frame.height))
        self.legs = legs(places, ground.shapes, frame)
        self.bars = bars(frame, feet=language.endswith(_FEET))

    def lines(self) -> Iterator[str]:
        """Write the map from below."""
        edges = self._edges()
        route = [box for leg, _ in self.legs for box in along(leg, 6)]
        labels = labelled(self.stops, self.frame, edges, route)
        shown: dict[str, tuple[int, Label]] = {id_: (1, label) for id_, label in labels.items()}
        shown |= labelled_nearer(self.stops, self.frame, labels)
        taken = [*edges, *(label.box for label in labels.values()), *_marks(self.stops)]
        yield self._head()
        yield (
            f'<rect class="paper" width="{writing.number(self.frame.width)}" '
            f'height="{writing.number(self.frame.height)}" fill="{writing.PAPER}"/>'
        )
        if self.shapes:
            yield from writing.ground(self.shapes)
        else:
            yield writing.grid(self.frame, self.bars[0].units)
        yield from writing.circles(self.stops, self.frame)
        yield from writing.names(named(self.shapes, self.frame, [*taken, *route]))
        yield from writing.route(self.legs)
        yield '<g class="stops">'
        yield from writing.leaders(self.stops)
        # The first stands above the last, as one is looked for before the other.
        for each in reversed(self.stops):
            yield writing.stop(each, *shown.get(each.stop.id, (1, None)))
        yield "</g>"
        yield writing.north(self.frame)
        yield writing.scale(self.frame, self.bars)
        if self.credit:
            yield writing.credit(self.frame, self.credit)
        yield "</svg>"

    def _edges(self) -> list[Box]:
        credit = [credit_box(self.frame, self.credit)] if self.credit else []
        return [north_box(self.frame), scale_box(self.frame, self.bars), *credit]

    def _head(self) -> str:
        frame = self.frame
        north_m, east_m = metres_a_degree(frame.middle.lat)
        size = f"{writing.number(frame.width)} {writing.number(frame.height)}"
        # What a page wants to know to draw where somebody is.
        facts = {
            "lat": f"{frame.middle.lat:.6f}",
            "lon": f"{frame.middle.lon:.6f}",
            "east": f"{east_m * frame.units_a_metre:.6g}",
            "north": f"{north_m * frame.units_a_metre:.6g}",
            "metre": f"{frame.units_a_metre:.6g}",
            "feet": "yes" if len(self.bars) > 1 else "no",
            "credit": self.credit,
        }
        told = "".join(f' data-{name}="{attribute(value)}"' for name, value in facts.items())
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 {size}" '
            f'role="img" aria-label="{attribute(self.title)}" lang="{attribute(self.language)}" '
            f'font-family="{attribute(writing.FONT)}"{told}>'
        )


def _marks(stops: Sequence[Placed]) -> list[Box]:
    return [square(each.mark, RADIUS + 2) for each in stops]
