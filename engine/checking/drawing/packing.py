"""Parts of a story that no line joins, laid out one by one and put side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.checking.drawing.layout import Joined, Layout, Routed, Sized, layout, moved
from engine.checking.drawing.ranks import Link

PART_GAP = 56.0
# Parts stand side by side up to this width, or that of the widest.
PARTS_WIDTH = 1_500.0


@dataclass(frozen=True, slots=True)
class _Part:
    """Boxes that lines join, those lines (both by index), and how they are laid out."""

    boxes: tuple[int, ...]
    lines: tuple[int, ...]
    layout: Layout


def packed(boxes: Sequence[Sized], lines: Sequence[Joined]) -> Layout:
    """Lay out boxes and lines, each part of them by itself, in the order of their first boxes."""
    ties = [(line.source, line.target) for line in lines]
    found = _joined(len(boxes), [*ties, *_beside_their_group(boxes, ties)])
    parts = [_part(part, boxes, lines) for part in found]
    corners: dict[int, tuple[float, float]] = {}
    routes: dict[int, Routed] = {}
    spots = _spots(parts)
    for part, (x, y) in zip(parts, spots, strict=True):
        for box, (left, top) in zip(part.boxes, part.layout.corners, strict=True):
            corners[box] = (left + x, top + y)
        for line, route in zip(part.lines, part.layout.routes, strict=True):
            routes[line] = moved(route, x, y)
    return Layout(
        tuple(corners[box] for box in range(len(boxes))),
        tuple(routes[line] for line in range(len(lines))),
        max(x + part.layout.width for part, (x, _) in zip(parts, spots, strict=True)),
        max(y + part.layout.height for part, (_, y) in zip(parts, spots, strict=True)),
    )


def _spots(parts: Sequence[_Part]) -> list[tuple[float, float]]:
    """Give each part the highest spot that is free, of several the leftmost."""
    room = max(PARTS_WIDTH, *(part.layout.width for part in parts))
    taken: list[tuple[float, float, float]] = []
    spots = []
    for part in parts:
        wide = part.layout.width
        starts = [x for x in (0.0, *(end + PART_GAP for _, end, _ in taken)) if x + wide <= room]
        y, x = min((_lowest(taken, x, x + wide), x) for x in starts)
        taken.append((x, x + wide, y + part.layout.height))
        spots.append((x, y))
    return spots


def _lowest(taken: Sequence[tuple[float, float, float]], left: float, right: float) -> float:
    """Give the height below all that is taken between left and right."""
    below = (
        bottom + PART_GAP
        for start, end, bottom in taken
        if start < right + PART_GAP and left < end + PART_GAP
    )
    return max(below, default=0.0)


def _beside_their_group(boxes: Sequence[Sized], ties: Sequence[Link]) -> list[Link]:
    """Tie what no line leads to or from to the first of its group, to stand beside it."""
    tied = {box for tie in ties for box in tie}
    first: dict[str, int] = {}
    for index in sorted(range(len(boxes)), key=lambda each: (each not in tied, each)):
        group = boxes[index].group
        if group is not None:
            first.setdefault(group, index)
    return [
        (first[box.group], index)
        for index, box in enumerate(boxes)
        if index not in tied and box.group is not None and first[box.group] != index
    ]


def _part(found: Sequence[int], boxes: Sequence[Sized], lines: Sequence[Joined]) -> _Part:
    number = {box: index for index, box in enumerate(found)}
    inside = tuple(index for index, line in enumerate(lines) if line.source in number)
    renumbered = [
        replace(line, source=number[line.source], target=number[line.target])
        for line in (lines[index] for index in inside)
    ]
    return _Part(tuple(found), inside, layout([boxes[box] for box in found], renumbered))


def _joined(count: int, ties: Sequence[Link]) -> list[list[int]]:
    """Give the boxes that are tied to each other, part by part."""
    beside: list[list[int]] = [[] for _ in range(count)]
    for source, target in ties:
        beside[source].append(target)
        beside[target].append(source)
    seen: set[int] = set()
    parts = []
    for first in range(count):
        if first in seen:
            continue
        part, waiting = {first}, [first]
        while waiting:
            new = [box for box in beside[waiting.pop()] if box not in part]
            part.update(new)
            waiting += new
        seen |= part
        parts.append(sorted(part))
    return parts
