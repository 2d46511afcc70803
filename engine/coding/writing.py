"""Codes, written into a story's file: a line for each, and not a byte of the rest is touched."""

import re
from collections.abc import Mapping
from dataclasses import replace

from engine.story.build import Written, build_written
from engine.story.document import MapNode, Node, Scalar
from engine.story.problems import StoryError

# Where people look for a code: below what the place is called and where it is.
_BEFORE = ("name", "at", "within")
_MARK = "\ufeff"
# Lines with their ends, counted as the reader of YAML counts them.
_LINES = re.compile(
    "[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+$"
)


class NotWritable(Exception):
    """A file in which no place for a code is found."""


def with_codes(written: Written, codes: Mapping[str, str]) -> bytes:
    """Give a story's file with a code for each of these places, read again to be sure of it.

    Lines end as they do beside. Raises NotWritable.
    """
    text = written.source.text.decode("utf-8")
    mark = _MARK if text.startswith(_MARK) else ""
    lines = _LINES.findall(text.removeprefix(_MARK))
    places = _entry(written.root, "places")
    spots = sorted(((_place(places, id_), code) for id_, code in codes.items()), key=_below)
    for place, code in spots:
        _write(lines, place, code)
    made = (mark + "".join(lines)).encode("utf-8")
    _check(written, made, codes)
    return made


def _check(written: Written, made: bytes, codes: Mapping[str, str]) -> None:
    """Raise NotWritable where the file now says anything else than before, but for the codes."""
    story = written.story
    try:
        now = build_written(replace(written.source, text=made), story.id).story
    except StoryError:
        raise NotWritable from None
    wanted = {
        id_: replace(place, code=codes.get(id_, place.code)) for id_, place in story.places.items()
    }
    if dict(now.places) != wanted or dict(now.scenes) != dict(story.scenes):
        raise NotWritable


def _below(spot: tuple[MapNode, str]) -> tuple[int, int]:
    """Sort so that what stands below is written first: the lines above keep their numbers."""
    line, column = spot[0].span.line, spot[0].span.column
    return -line, -column


def _place(places: Node | None, id_: str) -> MapNode:
    found = _entry(places, id_)
    if not isinstance(found, MapNode) or not found.entries:
        raise NotWritable
    return found


def _entry(node: Node | None, key: str) -> Node | None:
    entries = node.entries if isinstance(node, MapNode) else ()
    return next((value for name, value in entries if name.text == key), None)


def _write(lines: list[str], place: MapNode, code: str) -> None:
    first = place.entries[0][0].span
    line, at = lines[first.line - 1], first.column - 1
    if _is_in_braces(lines, place):
        lines[first.line - 1] = f"{line[:at]}code: {code}, {line[at:]}"
        return
    below = _line_after(place)
    end = "\r\n" if line.endswith("\r\n") else "\n"
    if not lines[below - 1].endswith(("\n", "\r")):
        lines[below - 1] += end
    lines.insert(below, f"{line[:at]}code: {code}{end}")


def _is_in_braces(lines: list[str], place: MapNode) -> bool:
    first = place.entries[0][0].span
    above = "".join(lines[: first.line - 1]) + lines[first.line - 1][: first.column - 1]
    return above.rstrip().endswith("{")


def _line_after(place: MapNode) -> int:
    """Give below which line a code belongs: the last of those that hold one line each.

    What is written over several lines has no end that is told, so that a code goes above it.
    """
    line = place.entries[0][0].span.line - 1
    for key, value in place.entries:
        if key.text not in _BEFORE or not isinstance(value, Scalar) or not value.plain:
            break
        line = value.span.line
    return line
