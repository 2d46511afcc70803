"""Texts as written -> lines with slots, and the variants of a text."""

import re

from engine.story.build.reading import Reading
from engine.story.document import MapNode, Node
from engine.story.model import First, Line, Slot, Words
from engine.story.nearest import did_you_mean
from engine.story.slips import short

_SLOT = re.compile(r"\{\{|\{([^{}\n]*)\}|\{")


def line(reading: Reading, node: Node | None, what: str) -> Line | None:
    """Read one text and find its slots."""
    text = reading.text(node, what)
    if node is None or not text:
        return None
    parts: list[str | Slot] = []
    plain, end = "", 0
    for match in _SLOT.finditer(text):
        plain += text[end : match.start()]
        end = match.end()
        if match[0] == "{{":
            plain += "{"
        elif match[1] is None:
            message = "A '{' is not closed. For a brace as text write '{{'."
            reading.problem(node.span, "placeholder", message)
        elif slot := _slot(reading, node, match[1].strip()):
            parts += [plain, slot] if plain else [slot]
            plain = ""
    plain += text[end:]
    return Line((*parts, plain) if plain else tuple(parts))


def _slot(reading: Reading, node: Node, name: str) -> Slot | None:
    if name in reading.names.facts:
        return Slot("fact", name)
    if name == "place":
        return Slot("place")
    if name == "items":
        return Slot("items")
    hint = did_you_mean(name, [*reading.names.facts, "place", "items"])
    message = f"'{{{short(name)}}}' names no fact.{hint} For a brace as text write '{{{{'."
    reading.problem(node.span, "placeholder", message)
    return None


def words(reading: Reading, node: Node | None, what: str, key: str) -> Words | None:
    """Read a text or its variants; `key` is what a play counts the variants by."""
    if not isinstance(node, MapNode):
        return line(reading, node, what)
    entries = reading.block(node, ("first", "then"), f"A '{what}' that changes")
    first = line(reading, entries.get("first"), "first")
    then = line(reading, entries.get("then"), "then")
    if first is None or then is None:
        message = (
            f"A '{what}' that changes has both: {{first: ..., then: ...}}. "
            "A text that begins with '{' wants quotes around it."
        )
        reading.problem(node.span, "variant", message)
        return None
    return First(key, first, then)
