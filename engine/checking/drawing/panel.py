"""The panel at the top of a drawing: what is possible in every scene."""

from collections.abc import Iterator, Sequence

from engine.checking.drawing.graph import Always, condition_of
from engine.checking.drawing.rows import IF, NAME, SAID
from engine.checking.drawing.writing import named, number, text_from, way_of
from engine.languages.widths import fitted

COLUMN_ROOM, LINE_HEIGHT = 330.0, 17.0
HEAD, FOOT, MARGIN, INSET = 46.0, 10.0, 14.0, 12.0


class Panel:
    """A panel of some width, in as many columns as have room."""

    def __init__(self, always: Sequence[Always], width: float) -> None:
        self.always, self.width = always, width
        self.columns = max(1, int(width // COLUMN_ROOM))
        self.down = self._down()
        self.height = HEAD + LINE_HEIGHT * self.down + FOOT - 8 if always else 0.0

    def _down(self) -> int:
        """Give the lines of the longest column: the fewest that hold all."""
        lines = [_lines_of(each) for each in self.always]
        down = max([*lines, -(-sum(lines) // self.columns)], default=0)
        while _columns(lines, down) > self.columns:
            down += 1
        return down

    def written(self, left: float, top: float) -> Iterator[str]:
        """Give the panel as lines of a file."""
        if not self.always:
            return
        room = self.width / self.columns
        yield '<g class="panel">'
        yield (
            f'<rect class="box" x="{number(left)}" y="{number(top)}" '
            f'width="{number(self.width)}" height="{number(self.height)}" rx="8"/>'
        )
        yield text_from("From every scene", (left + MARGIN, top + 23), "name", NAME, room)
        column = line = 0
        for each in self.always:
            if line + _lines_of(each) > self.down:
                column, line = column + 1, 0
            at = (left + MARGIN + room * column, top + HEAD + LINE_HEIGHT * line)
            yield _written(each, at, room - 2 * MARGIN)
            line += _lines_of(each)
        yield "</g>"


def _lines_of(always: Always) -> int:
    return 2 if always.way is not None and always.way.condition else 1


def _columns(lines: Sequence[int], down: int) -> int:
    columns, used = 1, 0
    for each in lines:
        if used + each > down:
            columns, used = columns + 1, 0
        used += each
    return columns


def _written(always: Always, at: tuple[float, float], room: float) -> str:
    way = always.way
    if way is None:
        return f"<g>{text_from(fitted(always.text, room, SAID), at, 'row', SAID, room)}</g>"
    told = fitted(f"{way.by} → {named(way)}", room, SAID)
    texts = [text_from(told, at, "row", SAID, room)]
    if condition := condition_of(way):
        shown = fitted(condition, room - INSET, IF)
        texts.append(text_from(shown, (at[0] + INSET, at[1] + 14), "if", IF, room - INSET))
    return way_of(way, texts)
