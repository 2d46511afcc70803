"""Pieces of an SVG file as text: whatever a story says is written as text and nothing else."""

from collections.abc import Sequence

from engine.checking.drawing.graph import target_of, told
from engine.checking.drawing.layout import Routed, Run
from engine.checking.ways import Passage
from engine.languages.widths import right_to_left
from engine.languages.xml import attribute, plain


def number(value: float) -> str:
    """Give a length to a tenth."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def text_from(text: str, at: tuple[float, float], style: str, size: float, room: float) -> str:
    """Write a line that begins at its left end, or at its right end where it runs so."""
    turned = right_to_left(text)
    x = at[0] + room if turned else at[0]
    direction = ' direction="rtl"' if turned else ""
    return (
        f'<text class="{style}" x="{number(x)}" y="{number(at[1])}" '
        f'font-size="{number(size)}"{direction}>{plain(text)}</text>'
    )


def text_around(text: str, at: tuple[float, float], style: str, size: float) -> str:
    """Write a line with its middle at a point."""
    direction = ' direction="rtl"' if right_to_left(text) else ""
    return (
        f'<text class="{style}" x="{number(at[0])}" y="{number(at[1])}" '
        f'font-size="{number(size)}" text-anchor="middle"{direction}>{plain(text)}</text>'
    )


def named(way: Passage) -> str:
    """Give where a way leads, in words."""
    kind = {"ending": "ending: ", "handover": "story: ", "back": "back"}.get(way.kind, "")
    return f"{kind}{way.to}"


def way_of(way: Passage, texts: Sequence[str]) -> str:
    """Write a way as a group of the texts that tell of it."""
    to = "" if way.kind == "back" else target_of(way).partition(" ")[2]
    title = " → ".join(each for each in (way.source, told(way), named(way)) if each)
    return (
        f'<g class="way {way.kind}" data-from="{attribute(way.source)}" '
        f'data-to="{attribute(to)}"><title>{plain(title)}</title>{"".join(texts)}</g>'
    )


def path(route: Routed, label_height: float) -> str:
    """Write a route: straight in its runs, curved between them, parted where its label stands."""
    parts = []
    for index, run in enumerate(route.runs):
        parts.append(
            _curve(route.runs[index - 1], run) if index else f"M{_point(run.x, run.start)}"
        )
        if label_height and 0 < index < len(route.runs) - 1 and _holds_label(run, route):
            half = label_height / 2 + 2
            half = half if run.end >= run.start else -half
            parts.append(f"V{number(route.label_y - half)}M{_point(run.x, route.label_y + half)}")
        # An upright piece of no length would leave an arrow without a direction.
        if abs(run.end - run.start) > 0.1:
            parts.append(f"V{number(run.end)}")
    return "".join(parts)


def _holds_label(run: Run, route: Routed) -> bool:
    low, high = sorted((run.start, run.end))
    return low <= route.label_y <= high and abs(run.x - route.label_x) < 0.1


def _curve(before: Run, run: Run) -> str:
    bend = (before.end + run.start) / 2
    return f"C{_point(before.x, bend)} {_point(run.x, bend)} {_point(run.x, run.start)}"


def _point(x: float, y: float) -> str:
    return f"{number(x)},{number(y)}"
