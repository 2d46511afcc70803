"""What a story remembers: of one player (facts, items), and of all (counters, polls, gifts)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.story.build.reading import YES_NO, Entries, Reading, whole_number
from engine.story.document import ListNode, Node, Scalar
from engine.story.model import LARGEST_NUMBER, Fact, GiftKind, Slot, Value
from engine.story.slips import short

GIFTS: Mapping[str, GiftKind] = {"text": "text", "photo": "photo", "voice": "voice"}
_DIGITS = re.compile(r"-?[0-9]+")
_PHRASE_WORDS = frozenset({
    "and", "or", "not", "is", "has", "at", "by", "in", "since", "times", "to", "from",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remembered:
    """The names that a story gives to what it remembers; no name stands for two of them."""

    facts: dict[str, Fact] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    counters: tuple[str, ...] = ()
    polls: dict[str, dict[str, str]] = field(default_factory=dict)
    collections: dict[str, GiftKind] = field(default_factory=dict)


def read_remembered(reading: Reading, entries: Entries) -> Remembered:
    """Read facts, items, counters, polls and collections."""
    taken: set[str] = set()
    return Remembered(
        facts=_facts(reading, entries.get("remember"), taken),
        items=_names(reading, entries.get("items"), "items", "items", taken),
        counters=tuple(_names(reading, entries.get("counters"), "counters", "counters", taken)),
        polls=_polls(reading, entries.get("polls"), taken),
        collections=_collections(reading, entries.get("collections"), taken),
    )


def _facts(reading: Reading, node: Node | None, taken: set[str]) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for key, value in reading.named(node, "Facts"):
        _take_name(reading, key, taken)
        reading.spans[f"remember/{key.text}"] = key.span
        if not isinstance(value, Scalar):
            message = f"'{short(key.text)}' has a first value here: a number, yes, no, or a text."
            reading.problem(value.span, "shape", message)
            continue
        facts[key.text] = _fact(reading, key.text, value)
    return facts


def _fact(reading: Reading, name: str, node: Scalar) -> Fact:
    number: Value | None = whole_number(node.text) if node.plain else None
    if number is not None:
        return Fact(name, "number", number)
    if node.plain and _DIGITS.fullmatch(node.text):
        message = f"A number is at most {LARGEST_NUMBER}. If it is meant as text, put it in quotes."
        reading.problem(node.span, "number", message)
    if node.plain and node.text in YES_NO:
        return Fact(name, "yes or no", YES_NO[node.text])
    return Fact(name, "text", node.text)


def _names(
    reading: Reading, node: Node | None, what: str, path: str, taken: set[str]
) -> dict[str, str]:
    """Give names as they are written, each with itself; `path` is where they stand."""
    names: dict[str, str] = {}
    for each in reading.items(node, what):
        if reading.text(each, what) and isinstance(each, Scalar):
            _take_name(reading, each, taken)
            reading.spans[f"{path}/{each.text}"] = each.span
            names[each.text] = each.text
    return names


def _polls(reading: Reading, node: Node | None, taken: set[str]) -> dict[str, dict[str, str]]:
    polls: dict[str, dict[str, str]] = {}
    for key, value in reading.named(node, "Polls"):
        _take_name(reading, key, taken)
        reading.spans[f"polls/{key.text}"] = key.span
        polls[key.text] = _names(reading, value, "polls", f"polls/{key.text}", set())
        if isinstance(value, ListNode) and len(polls[key.text]) < 2:
            message = f"A poll has two options or more: '{short(key.text)}: [oak, river]'."
            reading.problem(value.span, "poll", message)
    return polls


def names_shown(reading: Reading, remembered: Remembered) -> Remembered:
    """Give it with the names that a text may show in the language that is being built.

    To be asked when every text was read: what none shows wants no translation.
    """
    slots = {slot for line, _ in reading.lines for slot in line.parts if isinstance(slot, Slot)}
    leaders = {slot.name for slot in slots if slot.kind == "leader"}
    reading.owner = "story"
    items, polls = dict(remembered.items), dict(remembered.polls)
    if any(slot.kind == "items" for slot in slots):
        items = _translated(reading, items, "items", "items")
    for poll in [each for each in polls if each in leaders]:
        polls[poll] = _translated(reading, polls[poll], "polls", f"polls/{poll}")
    return replace(remembered, items=items, polls=polls)


def _translated(reading: Reading, names: Mapping[str, str], what: str, path: str) -> dict[str, str]:
    return {name: reading.translated(reading.spans[f"{path}/{name}"], what, name) for name in names}


def _collections(reading: Reading, node: Node | None, taken: set[str]) -> dict[str, GiftKind]:
    collections: dict[str, GiftKind] = {}
    for key, value in reading.named(node, "Collections"):
        _take_name(reading, key, taken)
        reading.spans[f"collections/{key.text}"] = key.span
        kind = reading.one_of(value, key.text, GIFTS, GIFTS["text"])
        collections[key.text] = kind
    return collections


def _take_name(reading: Reading, key: Scalar, taken: set[str]) -> None:
    """Tell of a name with a word that phrases use, and of one that stands for two things."""
    for word in key.text.lower().split():
        if word in _PHRASE_WORDS:
            message = f"'{word}' has a meaning in conditions, so it cannot stand in a name."
            reading.problem(key.span, "name", message)
            return
    if key.text in taken:
        message = f"'{short(key.text)}' is already the name of something else. Choose another."
        reading.problem(key.span, "name", message)
    taken.add(key.text)
