"""Boxes and lines -> where each of them is drawn, row by row from above.

Rows of boxes take turns with rows of labels. Whatever passes a row has its own room in it, so that
no line crosses a box or a label. Lines that lead back over several rows run at the side.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.checking.drawing.ordering import ordered
from engine.checking.drawing.placing import placed, straighten
from engine.checking.drawing.ranks import ranks, turned_back

BOX_GAP, LABEL_GAP, BEND_GAP, LANE_GAP = 30.0, 14.0, 16.0, 16.0
BEND_WIDTH = 4.0
LEAST_ROW_GAP, MOST_ROW_GAP = 30.0, 64.0
# A line leaves and enters a box straight: its arrow wants the room.
STUB_OUT, STUB_IN = 5.0, 10.0
PORT_GAP, PORT_MARGIN = 26.0, 24.0


@dataclass(frozen=True, slots=True)
class Sized:
    """A box to be placed; boxes of one group are kept together."""

    width: float
    height: float
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """A line to be drawn from box to box (by index), and the room that its label needs."""

    source: int
    target: int
    label_width: float = 0.0
    label_height: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """An upright piece of a line, from one height to another. A line curves from run to run."""

    x: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Routed:
    """How a line is drawn, and the middle of its label."""

    runs: tuple[Run, ...]
    label_x: float
    label_y: float
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The upper left corners of boxes, the routes of lines, and the size of it all."""

    corners: tuple[tuple[float, float], ...]
    routes: tuple[Routed, ...]
    width: float
    height: float


def layout(boxes: Sequence[Sized], lines: Sequence[Joined]) -> Layout:
    """Lay out boxes of which each leads to or from another; the first is the start."""
    return _Laying(boxes, lines).done()


class _Laying:
    """A layout in the making. Items are the boxes, then the bends and labels of lines."""

    def __init__(self, boxes: Sequence[Sized], lines: Sequence[Joined]) -> None:
        self.boxes, self.lines = boxes, lines
        pairs = [(line.source, line.target) for line in lines]
        self.back = turned_back(len(boxes), pairs)
        # Upper and lower end of each line.
        self.ends = [(b, a) if index in self.back else (a, b) for index, (a, b) in enumerate(pairs)]
        self.row = self._box_rows()
        self.widths = [box.width for box in boxes]
        self.gaps = [BOX_GAP for _ in boxes]
        self.groups = [box.group for box in boxes]
        self.bends: list[tuple[int, ...]] = [self._bend(index) for index in range(len(lines))]
        self.links = [link for index in range(len(lines)) for link in self._links(index)]
        rows: list[list[int]] = [[] for _ in range(max(self.row) + 1)]
        for item, row in enumerate(self.row):
            rows[row].append(item)
        self.rows = ordered(rows, self.links, self.groups)
        self.middles = placed(
            self.rows, self.links, self._rooms(), groups=self.groups, bends=len(boxes)
        )
        straighten(self.rows, self.bends, self.middles, self._rooms())
        self.lanes = self._lanes()
        self.tops, self.heights = self._heights()

    def _box_rows(self) -> list[int]:
        """Give each box's row; what no line leads to or from stands beside its group."""
        rows = [2 * rank for rank in ranks(len(self.boxes), self.ends)]
        tied = {box for pair in self.ends for box in pair}
        for index, box in enumerate(self.boxes):
            if index not in tied:
                mates = [rows[each] for each in tied if self.boxes[each].group == box.group]
                rows[index] = min(mates, default=0)
        return rows

    def _rooms(self) -> list[float]:
        """Give the room that each item takes in its row: its width and half a gap on each side."""
        return [width + gap for width, gap in zip(self.widths, self.gaps, strict=True)]

    def _at_side(self, index: int) -> bool:
        upper, lower = self.ends[index]
        return index in self.back and self.row[lower] - self.row[upper] > 2

    def _label_row(self, index: int) -> int:
        """Give the row of a line's label: next to where the line comes from."""
        upper, lower = self.ends[index]
        return self.row[lower] - 1 if index in self.back else self.row[upper] + 1

    def _bend(self, index: int) -> tuple[int, ...]:
        """Make room for a line in each row that it passes."""
        if self._at_side(index):
            return ()
        line, (upper, lower) = self.lines[index], self.ends[index]
        first = len(self.row)
        for row in range(self.row[upper] + 1, self.row[lower]):
            labelled = line.label_width and row == self._label_row(index)
            self.row.append(row)
            self.widths.append(line.label_width if labelled else BEND_WIDTH)
            self.gaps.append(LABEL_GAP if labelled else BEND_GAP)
            self.groups.append(None)
        return tuple(range(first, len(self.row)))

    def _links(self, index: int) -> Iterable[tuple[int, int]]:
        if self._at_side(index):
            return ()
        upper, lower = self.ends[index]
        chain = (upper, *self.bends[index], lower)
        return pairwise(chain)

    def _lanes(self) -> dict[int, float]:
        """Give each line at the side a place to the right of all that it passes."""
        edges = [
            max((self.middles[item] + self.widths[item] / 2 for item in row), default=0.0)
            for row in self.rows
        ]
        side = [index for index in range(len(self.lines)) if self._at_side(index)]
        spans = {index: [self.row[end] for end in self.ends[index]] for index in side}
        lanes: dict[int, float] = {}
        for index in sorted(side, key=lambda each: (spans[each][1] - spans[each][0], each)):
            passed = range(spans[index][0] + 1, spans[index][1])
            half = dict.fromkeys(passed, BEND_WIDTH / 2) | {
                self._label_row(index): max(BEND_WIDTH, self.lines[index].label_width) / 2
            }
            lanes[index] = max(edges[row] + LANE_GAP + room for row, room in half.items())
            for row, room in half.items():
                edges[row] = lanes[index] + room
        return lanes

    def _heights(self) -> tuple[list[float], list[float]]:
        """Give the upper edge and the height of each row."""
        heights = [0.0] * len(self.rows)
        for box, row in zip(self.boxes, self.row, strict=False):
            heights[row] = max(heights[row], box.height)
        for index, line in enumerate(self.lines):
            row = self._label_row(index)
            heights[row] = max(heights[row], line.label_height)
        aside = [0.0] * len(self.rows)
        for source, target in self.links:
            row = self.row[source]
            aside[row] = max(aside[row], abs(self.middles[source] - self.middles[target]))
        for index, lane in self.lanes.items():
            upper, lower = self.ends[index]
            for end, row in ((upper, self.row[upper]), (lower, self.row[lower] - 1)):
                aside[row] = max(aside[row], abs(self.middles[end] - lane))
        tops, y = [], 0.0
        for row, height in enumerate(heights):
            tops.append(y)
            # Around a row without labels, one gap is enough.
            full = all(heights[row : row + 2])
            gap = (LEAST_ROW_GAP if full else LEAST_ROW_GAP / 2) + aside[row] * 0.06
            y += height + min(MOST_ROW_GAP, gap)
        return tops, heights

    def _corner(self, box: int) -> tuple[float, float]:
        row = self.row[box]
        x = self.middles[box] - self.boxes[box].width / 2
        return x, self.tops[row] + (self.heights[row] - self.boxes[box].height) / 2

    def _ports(self) -> dict[tuple[int, int], float]:
        """Give where each line leaves and enters its boxes, so that it crosses no other there."""
        beside: dict[tuple[int, bool], list[tuple[float, int]]] = {}
        for index, (upper, lower) in enumerate(self.ends):
            bends = [self.middles[bend] for bend in self.bends[index]]
            lane = [self.lanes[index]] if index in self.lanes else []
            first = (*lane, *bends[:1], self.middles[lower])[0]
            last = (*lane, *bends[-1:], self.middles[upper])[0]
            beside.setdefault((upper, True), []).append((first, index))
            beside.setdefault((lower, False), []).append((last, index))
        ports: dict[tuple[int, int], float] = {}
        for (box, _), met in beside.items():
            room = self.boxes[box].width - 2 * PORT_MARGIN
            step = min(PORT_GAP, room / max(1, len(met) - 1))
            for number, (_, index) in enumerate(sorted(met)):
                ports[box, index] = self.middles[box] + step * (number - (len(met) - 1) / 2)
        return ports

    def _route(self, index: int, ports: dict[tuple[int, int], float]) -> Routed:
        upper, lower = self.ends[index]
        below, above = self.row[upper], self.row[lower]
        corner, foot = self._corner(upper), self._corner(lower)
        turned = index in self.back
        leaves, enters = (STUB_IN, STUB_OUT) if turned else (STUB_OUT, STUB_IN)
        bottom = corner[1] + self.boxes[upper].height
        runs = [
            Run(ports[upper, index], bottom, max(self._bottom(below), bottom + leaves)),
            *self._passing(index),
            Run(ports[lower, index], min(self.tops[above], foot[1] - enters), foot[1]),
        ]
        label = self._label_row(index)
        x = self.lanes.get(index)
        if x is None:
            x = self.middles[self.bends[index][label - below - 1]]
        y = self.tops[label] + self.heights[label] / 2
        if turned:
            runs = [Run(run.x, run.end, run.start) for run in reversed(runs)]
        return Routed(tuple(runs), x, y, turned)

    def _bottom(self, row: int) -> float:
        return self.tops[row] + self.heights[row]

    def _passing(self, index: int) -> list[Run]:
        if index in self.lanes:
            upper, lower = (self.row[end] for end in self.ends[index])
            return [Run(self.lanes[index], self.tops[upper + 1], self._bottom(lower - 1))]
        return [
            Run(self.middles[bend], self.tops[self.row[bend]], self._bottom(self.row[bend]))
            for bend in self.bends[index]
        ]

    def done(self) -> Layout:
        """Give the layout with its upper left corner at 0, 0."""
        ports = self._ports()
        routes = [self._route(index, ports) for index in range(len(self.lines))]
        items = range(len(self.widths))
        left = min(self.middles[item] - self.widths[item] / 2 for item in items)
        right = max(self.middles[item] + self.widths[item] / 2 for item in items)
        for index, lane in self.lanes.items():
            right = max(right, lane + self.lines[index].label_width / 2, lane + BEND_WIDTH)
        corners = [self._corner(box) for box in range(len(self.boxes))]
        return Layout(
            tuple((x - left, y) for x, y in corners),
            tuple(moved(route, -left, 0.0) for route in routes),
            right - left,
            self._bottom(len(self.rows) - 1),
        )


def moved(route: Routed, x: float, y: float) -> Routed:
    """Give a route so much farther right and down."""
    runs = tuple(Run(run.x + x, run.start + y, run.end + y) for run in route.runs)
    return Routed(runs, route.label_x + x, route.label_y + y, route.turned)
