"""The top of a story, and everything in it."""

import hashlib
import re
from collections.abc import Collection, Iterable
from pathlib import Path
from types import MappingProxyType

from engine.languages.folding import folded
from engine.places.latlon import metres_along
from engine.story.build.asked import asked, parts
from engine.story.build.loops import refuse_loops
from engine.story.build.places import read_places
from engine.story.build.reading import YES_NO, Reading, read_source, whole_number
from engine.story.build.replies import CARRIERS_WORDS
from engine.story.build.scenes import SIGNS, read_scene
from engine.story.document import ListNode, MapNode, Node, Scalar, source_of
from engine.story.model import (
    LARGEST_NUMBER,
    Fact,
    Place,
    Scene,
    Story,
    StoryKeyword,
    Value,
)
from engine.story.nearest import did_you_mean
from engine.story.phrases import Chose, Names
from engine.story.slips import short

KEYS = (
    "story", "about", "credits", "contact", "languages", "keywords", "start", "signs", "remember",
    "items", "places", "scenes",
)  # fmt: skip
FILE = "story.yaml"
_DIGITS = re.compile(r"-?[0-9]+")
_PHRASE_WORDS = frozenset({
    "and", "or", "not", "is", "has", "at", "by", "in", "since", "times", "to", "from",
})  # fmt: skip


def read_story(folder: Path) -> Story:
    """Read and build the story of a folder. Raises StoryError with every problem found."""
    file = folder / FILE
    return build(source_of(file), folder.resolve().name, str(file))


def edition_of(source: bytes) -> str:
    """Give the name of an edition: 16 hexadecimal digits of the source's SHA-256."""
    return hashlib.sha256(source).hexdigest()[:16]


def build(source: bytes, id_: str, file: str) -> Story:
    """Build the story `id_` from the bytes of its file. Raises StoryError."""
    edition = edition_of(source)
    return read_source(source, file, lambda reading, root: _story(reading, root, id_, edition))


def _story(reading: Reading, root: Node, id_: str, edition: str) -> Story:
    entries = reading.block(root, KEYS, "A story")
    for key in ("story", "start", "scenes"):
        if key not in entries and isinstance(root, MapNode):
            reading.problem(root.span, "missing-key", f"The story has no '{key}'.")
    facts = _facts(reading, entries.get("remember"))
    items = _items(reading, entries.get("items"), facts)
    places = read_places(reading, entries.get("places"))
    scene_nodes = reading.named(entries.get("scenes"), "Scenes")
    spans = {key.text: key.span for key, _ in scene_nodes}
    kinds = {name: fact.kind for name, fact in facts.items()}
    reading.names = Names(kinds, items, spans.keys(), places.keys())
    start = reading.known(entries.get("start"), "start", "scene", spans)
    signs = reading.one_of(entries.get("signs"), "signs", SIGNS, SIGNS["wait"])
    scenes = {
        key.text: read_scene(reading, key.text, node, places, signs) for key, node in scene_nodes
    }
    refuse_loops(reading, start, scenes, spans)
    _check_chosen(reading, scenes)
    languages = _languages(reading, entries.get("languages"))
    asked_scenes, asked_replies = asked(scenes)
    return Story(
        id=id_,
        edition=edition,
        title=reading.text(entries.get("story"), "story"),
        start=start or "",
        scenes=MappingProxyType(scenes),
        about=reading.text(entries.get("about"), "about"),
        credits=reading.text(entries.get("credits"), "credits"),
        contact=reading.text(entries.get("contact"), "contact"),
        languages=languages,
        keywords=_keywords(reading, entries.get("keywords"), languages),
        facts=MappingProxyType(facts),
        items=items,
        places=MappingProxyType(places),
        walk_m=_walk_m(places.values()),
        asked_scenes=asked_scenes,
        asked_replies=asked_replies,
    )


def _facts(reading: Reading, node: Node | None) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for key, value in reading.named(node, "Facts"):
        _refuse_phrase_words(reading, key)
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


def _items(reading: Reading, node: Node | None, facts: dict[str, Fact]) -> tuple[str, ...]:
    items: dict[str, None] = {}
    for each in reading.items(node, "items"):
        name = reading.text(each, "items")
        if not name or not isinstance(each, Scalar):
            continue
        _refuse_phrase_words(reading, each)
        if name in items or name in facts:
            message = f"'{short(name)}' is already the name of an item or a fact. Choose another."
            reading.problem(each.span, "name", message)
        items[name] = None
    return tuple(items)


def _refuse_phrase_words(reading: Reading, key: Scalar) -> None:
    for word in key.text.lower().split():
        if word in _PHRASE_WORDS:
            message = f"'{word}' has a meaning in conditions, so it cannot stand in a name."
            reading.problem(key.span, "name", message)
            return


def _languages(reading: Reading, node: Node | None) -> tuple[str, ...]:
    tags = [reading.language(each, "languages") for each in reading.items(node, "languages")]
    return tuple(filter(None, tags)) or ("en",)


def _keywords(
    reading: Reading, node: Node | None, languages: tuple[str, ...]
) -> tuple[StoryKeyword, ...]:
    keywords: dict[str, StoryKeyword] = {}
    for each, language in _worded(reading, node):
        key = folded(each.text)
        tag = reading.language(language, "keywords")
        if language is not None and tag and tag not in languages:
            message = f"The story has no language '{tag}'. It has: {', '.join(languages)}."
            reading.problem(language.span, "language", message)
        if fault := _keyword_fault(each.text, key, keywords):
            reading.problem(each.span, "keyword", fault)
        keywords[key] = StoryKeyword(each.text, key, tag or None)
    return tuple(keywords.values())


def _keyword_fault(word: str, key: str, above: Collection[str]) -> str:
    """Tell why a word cannot be a keyword; empty where it can."""
    if key.replace(" ", "") in CARRIERS_WORDS:
        shown = short(word)
        return f"'{shown}' is a word of the phone companies and never reaches us. Take another."
    if not key or key.isdigit():
        return f"'{short(word)}' has no letter. Take a plain word such as MURAL as keyword."
    return f"The keyword '{short(word)}' stands here twice." if key in above else ""


def _worded(reading: Reading, node: Node | None) -> list[tuple[Scalar, Node | None]]:
    """Give keywords with the node of their language; a list may mix `A` and `{B: es}`."""
    found: list[tuple[Scalar, Node | None]] = []
    for each in [node] if isinstance(node, MapNode | Scalar) else reading.items(node, "keywords"):
        match each:
            case MapNode(entries):
                found += entries
            case Scalar() if reading.text(each, "keywords"):
                found.append((each, None))
            case ListNode():
                reading.problem(each.span, "shape", "A keyword is a word such as MURAL.")
    return found


def _check_chosen(reading: Reading, scenes: dict[str, Scene]) -> None:
    """Tell of a `chose` whose reply is not in its scene."""
    for condition, span in reading.conditions:
        for tree in parts(condition.tree):
            if not isinstance(tree, Chose):
                continue
            scene, _, reply = tree.reply.partition("/")
            known = [each.id for each in scenes[scene].replies]
            if reply not in known:
                hint = did_you_mean(reply, known) or f" It has: {', '.join(known) or 'none'}."
                message = f"The scene '{scene}' has no reply '{short(reply)}'.{hint}"
                reading.problem(span, "unknown-reply", message)


def _walk_m(places: Iterable[Place]) -> int:
    route = [place.at for place in places if place.at is not None]
    return round(metres_along(route)) if len(route) > 1 else 0
