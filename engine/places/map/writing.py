"""The pieces of a map as SVG: in classes, with colours that any style sheet outdoes."""

from collections.abc import Iterable, Iterator, Sequence

from engine.languages.widths import right_to_left
from engine.languages.xml import attribute, plain
from engine.places.map.cutting import XY
from engine.places.map.frame import Frame
from engine.places.map.furniture import BELOW, CREDIT_SIZE, MARGIN, SCALE_SIZE, Bar
from engine.places.map.ground import AREAS, KINDS, Kind
from engine.places.map.labels import LINE, SIZE, Label
from engine.places.map.naming import Drawn, Name
from engine.places.map.stops import RADIUS, Placed

# How a map looks where no style sheet is: in a file, on paper. The same colours stand in
# webhooks/web/static/walk/map.css.
PAPER, INK, ACCENT, ON_ACCENT = "#f6f1e6", "#221b15", "#0c4a47", "#fff"
FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif"
FILLS: dict[Kind, str] = {
    "park": "#d9e5c3", "wood": "#c5d9ae", "square": "#ece3d0", "water": "#b5d6e0",
    "building": "#e2d6c2",
}  # fmt: skip
STROKES: dict[Kind, tuple[str, float]] = {
    "river": ("#b5d6e0", 7), "stream": ("#b5d6e0", 2.4), "rail": ("#a59b8e", 1.6),
    "path": ("#b09a77", 1.5), "lane": ("#fffdf8", 2.6), "street": ("#fffdf8", 5),
    "road": ("#fffdf8", 7.5),
}  # fmt: skip
CASINGS: dict[Kind, tuple[str, float]] = {
    "lane": ("#d8cbb4", 3.6), "street": ("#d3c5ac", 6.4), "road": ("#c4b395", 9.3),
}  # fmt: skip
DASHES: dict[Kind, str] = {"path": "3.5 2", "rail": "5 2.5"}
# Coordinates of the ground are written in tenths of a unit.
FINE = 10


def number(value: float) -> str:
    """Give a length to a tenth."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def ground(shapes: Sequence[Drawn]) -> Iterator[str]:
    """Write the ground from below: areas, then the edges of streets, then the streets."""
    paths = {kind: _path(kind, shapes) for kind in KINDS}
    paths = {kind: path for kind, path in paths.items() if path}
    if not paths:
        return
    yield f'<g class="ground" transform="scale({1 / FINE:g})" fill="none" stroke-linejoin="round">'
    yield "<defs>"
    yield from (f'<path id="map-{kind}" d="{path}"/>' for kind, path in paths.items())
    yield "</defs>"
    for kind in paths:
        if kind in AREAS:
            fill = f'fill="{FILLS[kind]}" fill-rule="evenodd"'
            yield f'<use class="{kind}" href="#map-{kind}" {fill}/>'
    for kind in (each for each in paths if each in ("river", "stream")):
        yield _stroked(kind, kind, *STROKES[kind])
    for kind in (each for each in paths if each in CASINGS):
        yield _stroked(kind, f"{kind} edge", *CASINGS[kind])
    for kind in (each for each in paths if each in STROKES and each not in ("river", "stream")):
        yield _stroked(kind, kind, *STROKES[kind])
    yield "</g>"


def _stroked(kind: Kind, classes: str, colour: str, wide: float) -> str:
    dash = DASHES.get(kind, "")
    dashes = " ".join(number(float(each) * FINE) for each in dash.split())
    dashed = f' stroke-dasharray="{dashes}"' if dash else ' stroke-linecap="round"'
    return (
        f'<use class="{classes}" href="#map-{kind}" stroke="{colour}" '
        f'stroke-width="{number(wide * FINE)}"{dashed}/>'
    )


def _path(kind: Kind, shapes: Iterable[Drawn]) -> str:
    """Write all lines of a kind as one path of whole numbers, each point from the one before."""
    return "".join(
        _steps(line, closed=kind in AREAS)
        for shape in shapes
        if shape.kind == kind
        for line in shape.lines
    )


def _steps(line: Sequence[XY], *, closed: bool) -> str:
    points = [(round(x * FINE), round(y * FINE)) for x, y in line]
    x, y = points[0]
    text, last = [f"M{x}{_signed(y)}"], ""
    for point in points[1:]:
        if point != (x, y):
            step = f"{_signed(point[0] - x) if last else point[0] - x}{_signed(point[1] - y)}"
            text.append(step if last else f"l{step}")
            (x, y), last = point, "l"
    return "".join((*text, "z" if closed else "")) if last else ""


def _signed(value: int) -> str:
    return f"{value}" if value < 0 else f" {value}"


def grid(frame: Frame, wide: float) -> str:
    """Write lines as far apart as the scale is long, for a map that shows nothing else."""
    across, down = (frame.width / 2) % wide, (frame.height / 2) % wide
    upright = [
        f"M{number(across + wide * each)} 0v{number(frame.height)}"
        for each in range(int((frame.width - across) / wide) + 1)
    ]
    level = [
        f"M0 {number(down + wide * each)}h{number(frame.width)}"
        for each in range(int((frame.height - down) / wide) + 1)
    ]
    return f'<path class="grid" d="{"".join((*upright, *level))}" stroke="#e6ddcc"/>'


def names(found: Iterable[Name]) -> Iterator[str]:
    """Write the names of streets, waters and parks, with a halo of paper around them."""
    lines = [text for name in found for text in _name(name)]
    if lines:
        yield (
            f'<g class="captions" fill="#5a4f42" stroke="{PAPER}" stroke-width="2.6" '
            'stroke-linejoin="round" paint-order="stroke" text-anchor="middle">'
        )
        yield from lines
        yield "</g>"


TINTS: dict[Kind, str] = {"park": "#38541f", "wood": "#38541f", "water": "#1a4e60",
                           "river": "#1a4e60", "stream": "#1a4e60"}  # fmt: skip


def _name(name: Name) -> Iterator[str]:
    turn = f"rotate({number(name.box.turn)})" if name.box.turn else ""
    tint = f' fill="{TINTS[name.kind]}" font-style="italic"' if name.kind in TINTS else ""
    first = -(len(name.lines) - 1) * name.size * 1.2 / 2 + name.size * 0.35
    inner = "".join(
        f'<tspan x="0" y="{number(first + index * name.size * 1.2)}">{plain(line)}</tspan>'
        for index, line in enumerate(name.lines)
    )
    yield (
        f'<text class="caption {name.kind}" font-size="{number(name.size)}"{tint} '
        f'transform="translate({number(name.box.x)} {number(name.box.y)}){turn}">{inner}</text>'
    )


def route(legs: Sequence[tuple[Sequence[XY], bool]]) -> Iterator[str]:
    """Write the way from stop to stop: a line along streets, dots as the crow flies."""
    if not legs:
        return
    yield '<g class="trail" fill="none" stroke-linecap="round" stroke-linejoin="round">'
    lines = [(_line(leg), "way" if streets else "way crow") for leg, streets in legs]
    whole = "".join(line for line, _ in lines)
    yield f'<path class="under" d="{whole}" stroke="{PAPER}" stroke-width="7"/>'
    for line, classes in lines:
        dots = ' stroke-dasharray="0 7"' if "crow" in classes else ""
        yield f'<path class="{classes}" d="{line}" stroke="{ACCENT}" stroke-width="3.6"{dots}/>'
    yield "</g>"


def _line(points: Sequence[XY]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def circles(stops: Iterable[Placed], frame: Frame) -> Iterator[str]:
    """Write how near is there, for each stop that is open, in its true size."""
    seen: set[tuple[XY, int]] = set()
    for each in stops:
        if each.stop.status == "open":
            # Several at one point would make each other dark.
            opacity = "0" if (each.place, each.stop.within_m) in seen else ".1"
            seen.add((each.place, each.stop.within_m))
            radius = number(each.stop.within_m * frame.units_a_metre)
            yield (
                f'<circle class="within" data-place="{attribute(each.stop.id)}" '
                f'cx="{number(each.place[0])}" cy="{number(each.place[1])}" r="{radius}" '
                f'fill="{ACCENT}" fill-opacity="{opacity}"/>'
            )


def leaders(stops: Iterable[Placed]) -> Iterator[str]:
    """Write what ties a number to its place where it stands beside it: below all numbers."""
    for each in stops:
        if each.moved:
            (x, y), (mark_x, mark_y) = each.place, each.mark
            yield (
                f'<g class="tie" transform="translate({number(x)} {number(y)})">'
                f'<path class="leader" d="M0 0L{number(mark_x - x)} {number(mark_y - y)}" '
                f'stroke="{ACCENT}" stroke-width="2"/>'
                f'<circle class="spot" r="3" fill="{ACCENT}"/></g>'
            )


def stop(each: Placed, nearer: int, label: Label | None) -> str:
    """Write a stop around its place, so that it can be kept small while the map grows.

    Its name is hidden where it has room only for who looks so much nearer.
    """
    (x, y), (mark_x, mark_y) = each.place, each.mark
    dx, dy = mark_x - x, mark_y - y
    inner = []
    at = f'cx="{number(dx)}" cy="{number(dy)}"'
    closed = each.stop.status == "closed"
    fill, figure = (PAPER, ACCENT) if closed else (ACCENT, ON_ACCENT)
    dash = ' stroke-dasharray="3.4 2.4"' if closed else ""
    inner.append(
        f'<circle class="rim" {at} r="{number(RADIUS + 2)}" fill="{PAPER}"/>'
        f'<circle class="disc" {at} r="{number(RADIUS)}" fill="{fill}" stroke="{ACCENT}" '
        f'stroke-width="1.6"{dash}/>'
        f'<text class="figure" x="{number(dx)}" y="{number(dy + 4.4)}" font-size="12.5" '
        f'font-weight="700" fill="{figure}" text-anchor="middle">{each.stop.number}</text>'
    )
    if label is not None:
        inner.append(_label(label, nearer, x, y))
    return (
        f'<g class="stop {each.stop.status}" data-place="{attribute(each.stop.id)}" '
        f'transform="translate({number(x)} {number(y)})">{"".join(inner)}</g>'
    )


def _label(label: Label, nearer: int, x: float, y: float) -> str:
    # A line that runs from right to left begins at its right end.
    turned = right_to_left(label.lines[0])
    anchor = (
        {"start": "end", "end": "start"}.get(label.anchor, "middle") if turned else label.anchor
    )
    lines = "".join(
        f'<tspan x="{number(label.x - x)}" y="{number(label.y - y + index * LINE)}">'
        f"{plain(line)}</tspan>"
        for index, line in enumerate(label.lines)
    )
    direction = ' direction="rtl"' if turned else ""
    hidden = f' data-nearer="{nearer}" visibility="hidden"' if nearer > 1 else ""
    return (
        f'<text class="label"{hidden} font-size="{SIZE:g}" font-weight="600" fill="{INK}" '
        f'stroke="{PAPER}" stroke-width="3.4" stroke-linejoin="round" paint-order="stroke" '
        f'text-anchor="{anchor}"{direction}>{lines}</text>'
    )


def north(frame: Frame) -> str:
    """Write the arrow to the north."""
    return (
        f'<g class="north" transform="translate({number(frame.width - MARGIN - 10)} '
        f'{number(MARGIN + 4)})"><path d="M0 -1L7 17L0 12.6L-7 17Z" fill="{INK}"/>'
        f'<text y="30" font-size="11.5" font-weight="700" fill="{INK}" stroke="{PAPER}" '
        'stroke-width="3" paint-order="stroke" text-anchor="middle">N</text></g>'
    )


def scale(frame: Frame, bars: Sequence[Bar]) -> str:
    """Write the scale: metres above its line, feet or miles below their own."""
    parts = []
    for index, bar in enumerate(bars):
        down = index * BELOW
        parts.append(
            f'<path d="M0 {down - 5}v5h{number(bar.units)}v-5" fill="none" stroke="{INK}" '
            f'stroke-width="1.6"/><text x="{number(bar.units / 2)}" y="{down - 4}" '
            f'font-size="{SCALE_SIZE:g}" fill="{INK}" stroke="{PAPER}" stroke-width="3" '
            f'stroke-linejoin="round" paint-order="stroke" text-anchor="middle">'
            f"{plain(bar.text)}</text>"
        )
    foot = frame.height - MARGIN - BELOW * (len(bars) - 1)
    return (
        f'<g class="scale" transform="translate({number(MARGIN)} {number(foot)})">'
        f"{''.join(parts)}</g>"
    )


def credit(frame: Frame, text: str) -> str:
    """Write who is to be credited for the ground."""
    return (
        f'<text class="credit" x="{number(frame.width - 6)}" y="{number(frame.height - 6)}" '
        f'font-size="{CREDIT_SIZE:g}" fill="{INK}" stroke="{PAPER}" stroke-width="2.6" '
        f'paint-order="stroke" text-anchor="end">{plain(text)}</text>'
    )
