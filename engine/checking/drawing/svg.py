"""A story as one SVG file that needs nothing else: no font, no script, no other file."""

from collections.abc import Iterator, Sequence

from engine.checking.drawing.graph import MARKS, Box, Graph, Tie, graph
from engine.checking.drawing.layout import Joined, Layout, Routed, Sized
from engine.checking.drawing.packing import packed
from engine.checking.drawing.panel import Panel
from engine.checking.drawing.plates import Area, plates, tints
from engine.checking.drawing.rows import (
    BOX_WIDTH,
    ICON_ROOM,
    PADDING,
    Row,
    box_height,
    box_rows,
    height,
    label_rows,
)
from engine.checking.drawing.style import HUES, ICONS, style
from engine.checking.drawing.writing import (
    number,
    path,
    text_around,
    text_from,
    way_of,
)
from engine.languages.widths import fitted, width
from engine.languages.xml import attribute, plain
from engine.story.model import Story

MARGIN, HEAD, GAP = 28.0, 56.0, 24.0
LEAST_WIDTH = 560.0
TIP = 7.0


def svg(story: Story) -> str:
    """Draw a story. The same story always gives the same text."""
    return "\n".join(_Sheet(graph(story), story.language).lines()) + "\n"


class _Sheet:
    """A drawing in the making: from boxes and lines to the text of a file."""

    def __init__(self, drawn: Graph, language: str) -> None:
        self.graph, self.language = drawn, language
        self.rows = [box_rows(box) for box in drawn.boxes]
        self.labels = [label_rows(tie.ways) for tie in drawn.ties]
        self.layout = self._layout()
        self.panel = Panel(drawn.always, self._inside())
        self.top = MARGIN + HEAD + (self.panel.height + GAP if drawn.always else 0)

    def _layout(self) -> Layout:
        index_of = {box.id: index for index, box in enumerate(self.graph.boxes)}
        sized = [
            Sized(BOX_WIDTH, box_height(rows), box.place)
            for box, rows in zip(self.graph.boxes, self.rows, strict=True)
        ]
        joined = [
            Joined(
                index_of[tie.source],
                index_of[tie.target],
                max((width(row.text, row.size) for row in rows), default=0.0),
                height(rows),
            )
            for tie, rows in zip(self.graph.ties, self.labels, strict=True)
        ]
        return packed(sized, joined)

    def _inside(self) -> float:
        return max(LEAST_WIDTH, self.layout.width)

    def lines(self) -> Iterator[str]:
        """Give the lines of the file."""
        wide = self._inside() + 2 * MARGIN
        tall = self.top + self.layout.height + MARGIN
        title = plain(f"Map of the story: {self.graph.title}")
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(wide)}" '
            f'height="{number(tall)}" viewBox="0 0 {number(wide)} {number(tall)}" '
            f'role="graphics-document" aria-labelledby="title desc" '
            f'xml:lang="{attribute(self.language)}">'
        )
        yield f'<title id="title">{title}</title>'
        yield f'<desc id="desc">{plain(self._described())}</desc>'
        yield f"<style>\n{style()}</style>"
        yield from self._signs()
        yield f'<rect class="sheet" width="{number(wide)}" height="{number(tall)}"/>'
        yield from self._head()
        yield from self.panel.written(MARGIN, MARGIN + HEAD)
        yield f'<g transform="translate({number(self._left())},{number(self.top)})">'
        yield from self._plates()
        for tie, rows, route in zip(self.graph.ties, self.labels, self.layout.routes, strict=True):
            yield from self._tie(tie, rows, route)
        for box, rows, corner in zip(self.graph.boxes, self.rows, self.layout.corners, strict=True):
            yield from self._box(box, rows, corner)
        yield "</g>"
        yield "</svg>"

    def _left(self) -> float:
        return MARGIN + (self._inside() - self.layout.width) / 2

    def _described(self) -> str:
        return (
            f"{self.graph.summary}. Each box is a scene, with the first words that are said in it; "
            "lines lead from scene to scene, and beside them stands what the player answers."
        )

    def _signs(self) -> Iterator[str]:
        yield "<defs>"
        used = {mark.kind for box in self.graph.boxes for mark in box.marks}
        for kind, lines in ICONS.items():
            if kind in used:
                yield f'<path id="icon-{kind}" d="{lines}"/>'
        for name, extra in (("tip", ""), ("tip-light", " light")):
            yield (
                f'<marker id="{name}" viewBox="0 0 8 8" refX="7.5" refY="4" '
                f'markerWidth="{number(TIP)}" markerHeight="{number(TIP)}" '
                'markerUnits="userSpaceOnUse" orient="auto-start-reverse">'
                f'<path class="tip{extra}" d="M0 .6 8 4 0 7.4Z"/></marker>'
            )
        yield "</defs>"

    def _head(self) -> Iterator[str]:
        title = fitted(self.graph.title, self._inside(), 20, bold=True)
        yield text_from(title, (MARGIN, MARGIN + 16), "title", 20, self._inside())
        summary = fitted(self.graph.summary, self._inside(), 12)
        yield text_from(summary, (MARGIN, MARGIN + 38), "note", 12, self._inside())

    def _plates(self) -> Iterator[str]:
        areas = [
            Area(x, y, x + BOX_WIDTH, y + box_height(rows))
            for (x, y), rows in zip(self.layout.corners, self.rows, strict=True)
        ]
        tint = tints(self.graph.places, len(HUES))
        for place, area in plates(areas, [box.place for box in self.graph.boxes]):
            yield (
                f'<rect class="plate p{tint[place]}" x="{number(area.left)}" '
                f'y="{number(area.top)}" width="{number(area.right - area.left)}" '
                f'height="{number(area.bottom - area.top)}" rx="14">'
                f"<title>{plain(self.graph.places[place])}</title></rect>"
            )

    def _tie(self, tie: Tie, rows: Sequence[Row], route: Routed) -> Iterator[str]:
        kind = "tie light" if tie.light else "tie"
        tip = "tip-light" if tie.light else "tip"
        both = f' marker-start="url(#{tip})"' if tie.returns else ""
        yield f'<g class="{kind}">'
        drawn = path(route, height(rows))
        yield f'<path class="line" d="{drawn}" marker-end="url(#{tip})"{both}/>'
        y = route.label_y - height(rows) / 2
        texts: list[str] = []
        for row in rows:
            y += row.height
            texts.append(text_around(row.text, (route.label_x, y - 3.2), row.style, row.size))
            if row.closes and row.way is not None:
                yield way_of(row.way, texts)
                texts = []
        silent = [way for way in tie.ways if not label_rows([way])]
        yield from (way_of(way, []) for way in silent)
        yield "</g>"

    def _box(self, box: Box, rows: Sequence[Row], corner: tuple[float, float]) -> Iterator[str]:
        x, y = corner
        tall = box_height(rows)
        ends = " ends" if any(mark.kind == "ending" for mark in box.marks) else ""
        round_ = {"start": tall / 2, "ending": tall / 2, "handover": tall / 2}.get(box.kind, 7.0)
        name = attribute(box.id.partition(" ")[2] if box.kind != "start" else "")
        yield f'<g class="{box.kind}{ends}" data-name="{name}">'
        yield f"<title>{plain(_spoken(box))}</title>"
        yield (
            f'<rect class="box" x="{number(x)}" y="{number(y)}" width="{number(BOX_WIDTH)}" '
            f'height="{number(tall)}" rx="{number(min(round_, 22))}"/>'
        )
        y += PADDING - 2
        room = BOX_WIDTH - 2 * PADDING
        for row in rows:
            y += row.height
            yield from _row(row, x + PADDING, y - 4, room, middle=box.kind != "scene")
        yield "</g>"


def _row(row: Row, x: float, y: float, room: float, *, middle: bool) -> Iterator[str]:
    if middle:
        yield text_around(row.text, (x + room / 2, y), row.style, row.size)
        return
    inset = ICON_ROOM if row.icon else 0.0
    shown = [text_from(row.text, (x + inset, y), row.style, row.size, room - inset)]
    if row.icon is not None:
        what = plain(MARKS[row.icon])
        shown.insert(0, (
            f'<use class="icon {row.icon}" href="#icon-{row.icon}" x="{number(x)}" '
            f'y="{number(y - 9.5)}"><title>{what}</title></use>'
        ))  # fmt: skip
    if row.way is not None:
        yield way_of(row.way, shown)
    else:
        yield from shown


def _spoken(box: Box) -> str:
    """Give a box in words: what a pointer that rests on it shows, and what is read aloud."""
    marks = (f"{MARKS[mark.kind]}: {mark.text}" for mark in box.marks)
    kind = {"ending": "Ending: ", "handover": "Goes on with the story: "}.get(box.kind, "")
    return "\n".join([f"{kind}{box.name}", *filter(None, [box.said]), *marks])
