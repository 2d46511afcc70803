"""The ground of a map on its sheet: simplified, cut at the edges, and without crumbs."""

from collections.abc import Iterable, Iterator

from engine.places.map.cutting import (
    XY,
    Edges,
    cut_line,
    cut_ring,
    simplified,
    simplified_ring,
    size_of,
)
from engine.places.map.frame import Frame
from engine.places.map.ground import AREAS, Kind, Line, Shape
from engine.places.map.naming import Drawn

# Beyond the edges, so that no outline of a lake runs along the edge of the sheet.
_OUTSIDE = 12.0
_LEAST_AREA = 3.0
_LEAST_LINE = 2.0
_MINOR: frozenset[Kind] = frozenset({"path", "lane", "stream"})


def laid(shapes: Iterable[Shape], frame: Frame, tolerance_m: float) -> list[Drawn]:
    """Give what of the shapes is on the sheet, out by no more than so many metres."""
    tolerance = tolerance_m * frame.units_a_metre
    edges = (-_OUTSIDE, -_OUTSIDE, frame.width + _OUTSIDE, frame.height + _OUTSIDE)
    found: list[Drawn] = []
    for shape in shapes:
        pieces = _rings if shape.kind in AREAS else _pieces
        lines = tuple(
            tuple(piece)
            for line in shape.lines
            for piece in pieces(shape.kind, _on_sheet(line, frame), edges, tolerance)
        )
        if lines:
            found.append(Drawn(shape.kind, lines, shape.name, shape.walked))
    return found


def _on_sheet(line: Line, frame: Frame) -> list[XY]:
    return [frame.at(lon, lat) for lon, lat in line]


def _pieces(kind: Kind, line: list[XY], edges: Edges, tolerance: float) -> Iterator[list[XY]]:
    least = _LEAST_LINE if kind in _MINOR else 0.5
    for piece in cut_line(line, edges):
        seen = simplified(piece, tolerance)
        if _reach(seen) >= least:
            yield seen


def _rings(kind: Kind, line: list[XY], edges: Edges, tolerance: float) -> Iterator[list[XY]]:
    ring = line[:-1] if line[0] == line[-1] else line
    cut = cut_ring(ring, edges)
    if len(cut) < 3:
        return
    seen = simplified_ring([*cut, cut[0]], tolerance)[:-1]
    if len(seen) >= 3 and size_of(seen) >= (_LEAST_AREA if kind == "building" else 1.0):
        yield seen


def _reach(line: list[XY]) -> float:
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return max(max(xs) - min(xs), max(ys) - min(ys))
