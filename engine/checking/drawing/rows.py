"""The lines of text in boxes and beside lines, cut to their room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.checking.drawing.graph import Box, MarkKind, condition_of
from engine.checking.ways import Passage
from engine.languages.widths import fitted, wrapped

BOX_WIDTH, PADDING = 216.0, 12.0
NAME, SAID, MARK, LABEL, IF = 13.0, 11.5, 11.0, 11.0, 10.5
ICON_ROOM, LABEL_ROOM = 17.0, 156.0


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text in a box or label, with its style, its size, and the height it takes."""

    text: str
    style: str
    size: float
    height: float
    bold: bool = False
    icon: MarkKind | None = None
    way: Passage | None = None
    # The last of the lines that belong to one way.
    closes: bool = True


def box_rows(box: Box) -> list[Row]:
    """Give the lines of text in a box."""
    room = BOX_WIDTH - 2 * PADDING
    rows = []
    if box.kind in ("ending", "handover"):
        caption = "Ending" if box.kind == "ending" else "Goes on with the story"
        rows.append(Row(caption, "note", MARK, 15))
    rows += [
        Row(line, "name", NAME, 17, bold=True)
        for line in wrapped(box.name, room, NAME, 2, bold=True) or ("(no title)",)
    ]
    rows += [Row(line, "said", SAID, 15) for line in wrapped(box.said, room, SAID, 2)]
    for index, mark in enumerate(box.marks):
        bold = mark.kind == "ending"
        text = f"Ending: {mark.text}" if bold else mark.text
        line = fitted(" ".join(text.split()), room - ICON_ROOM, MARK, bold=bold)
        tall = 16.5 if index else 21.0
        rows.append(Row(line, f"mark {mark.kind}", MARK, tall, bold, mark.kind, mark.way))
    return rows


def label_rows(ways: Iterable[Passage]) -> list[Row]:
    """Give the lines of text beside a line: for each way what takes it, and its condition."""
    rows: list[Row] = []
    for way in ways:
        by = wrapped(way.by, LABEL_ROOM, LABEL, 2)
        condition = wrapped(condition_of(way), LABEL_ROOM, IF, 2)
        texts = [(line, "by", LABEL, 14.0) for line in by]
        texts += [(line, "if", IF, 13.0) for line in condition]
        rows += [
            Row(text, kind, size, tall, way=way, closes=number == len(texts))
            for number, (text, kind, size, tall) in enumerate(texts, 1)
        ]
    return rows


def height(rows: Sequence[Row]) -> float:
    """Give the height of lines that stand below each other."""
    return sum(row.height for row in rows)


def box_height(rows: Sequence[Row]) -> float:
    """Give the height of a box with these lines in it."""
    return height(rows) + 2 * PADDING - 4
