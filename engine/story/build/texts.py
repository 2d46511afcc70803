"""Texts as written -> lines with slots."""

import re

from engine.story.build.reading import Reading
from engine.story.document import Node
from engine.story.model import Line, Slot
from engine.story.nearest import did_you_mean
from engine.story.slips import short

_SLOT = re.compile(r"\{\{|\{([^{}\n]*)\}|\{")
_GIFTS = ("any", "newest", "count")


def line(reading: Reading, node: Node | None, what: str) -> Line | None:
    """Read one text, in the language that is being built, and find its slots."""
    text = reading.said(node, what)
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
    found = Line((*parts, plain) if plain else tuple(parts))
    reading.lines.append((found, node.span))
    return found


def plain(reading: Reading, node: Node | None, what: str) -> str:
    """Read a text that is always the same: what stands in braces would be said as it is."""
    text = reading.said(node, what)
    found = _SLOT.search(text)
    if node is not None and found and found[1] is not None:
        message = (
            f"'{short(found[0])}' cannot be filled in here: '{what}' is always the same. Say it in "
            "a 'say'."
        )
        reading.problem(node.span, "placeholder", message)
    return text.replace("{{", "{")


def _slot(reading: Reading, node: Node, name: str) -> Slot | None:
    names = reading.names
    if name in names.facts:
        return Slot("fact", name)
    if name in names.counters:
        return Slot("counter", name)
    if name == "place":
        return Slot("place")
    if name == "items":
        return Slot("items")
    # A name may hold a full stop itself: St. Mary.
    for dot in (at for at, letter in enumerate(name) if letter == "."):
        of, part = name[:dot], name[dot + 1 :]
        if (slot := _of_poll(reading, of, part) or _of_collection(reading, of, part)) is not None:
            return slot
    known = [*names.facts, *names.counters, "place", "items", *_dotted(reading)]
    hint = did_you_mean(name, known)
    message = f"'{{{short(name)}}}' names no fact.{hint} For a brace as text write '{{{{'."
    reading.problem(node.span, "placeholder", message)
    return None


def _of_poll(reading: Reading, poll: str, part: str) -> Slot | None:
    options = reading.names.polls.get(poll)
    if options is None:
        return None
    if part == "leader":
        return Slot("leader", poll)
    if part in options:
        return Slot("votes", poll, part)
    share = part.removesuffix("%").rstrip()
    return Slot("percent", poll, share) if share != part and share in options else None


def _of_collection(reading: Reading, collection: str, part: str) -> Slot | None:
    known = collection in reading.names.collections and part in _GIFTS
    return Slot("gift", collection, part) if known else None


def _dotted(reading: Reading) -> list[str]:
    """Give what can be said of polls and collections."""
    names = reading.names
    polls = [f"{poll}.{option}" for poll in names.polls for option in names.polls[poll]]
    leaders = [f"{poll}.leader" for poll in names.polls]
    return [*polls, *leaders, *(f"{name}.{part}" for name in names.collections for part in _GIFTS)]
