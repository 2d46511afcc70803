"""Scenes: what is said on arrival, and what is waited for."""

from collections.abc import Mapping
from typing import Any

from engine.story import keys
from engine.story.build.reading import Entries, Reading
from engine.story.build.replies import read_replies, read_reply
from engine.story.build.same import Taken
from engine.story.build.speech import read_speeches
from engine.story.build.times import read_after
from engine.story.build.variants import way, words
from engine.story.build.ways import check_ways
from engine.story.document import ListNode, MapNode, Node
from engine.story.model import (
    Ask,
    AskKind,
    Place,
    Proof,
    Reply,
    Scene,
    Signs,
    Walk,
    Words,
)
from engine.story.slips import short

SIGNS: Mapping[str, Signs] = {"wait": "wait", "open": "open"}
KINDS: Mapping[str, AskKind] = {
    "text": "text", "number": "number", "photo": "photo", "voice": "voice"
}  # fmt: skip
PROOFS: Mapping[str, Proof] = {"any": "any", "sign": "sign", "gps": "gps"}
MOST_TRIES = 100


def read_scene(
    reading: Reading, id_: str, node: Node, places: Mapping[str, Place], signs: Signs
) -> Scene:
    """Read one scene; `signs` is what the story says of its signs."""
    reading.owner = id_
    entries = reading.block(node, keys.SCENE, "A scene")
    reading.spans |= {f"scenes/{id_}/{key}": value.span for key, value in entries.items()}
    scenes = reading.names.scenes
    scene = Scene(
        id=id_,
        speech=read_speeches(reading, entries, id_),
        place=reading.known(entries.get("place"), "place", "place", places),
        condition=reading.condition(entries.get("if")),
        signs=reading.one_of(entries.get("signs"), "signs", SIGNS, signs),
        do=reading.actions(entries.get("do")),
        replies=_replies(reading, id_, node),
        ask=_ask(reading, id_, entries.get("ask")),
        walk=_walk(reading, entries.get("walk"), places),
        go=way(reading, entries.get("go"), f"{id_}/go"),
        back=reading.yes(entries.get("back"), "back"),
        ending=reading.text(entries.get("ending"), "ending") or None,
        handover=reading.text(entries.get("handover"), "handover") or None,
        otherwise=read_reply(reading, "otherwise", f"{id_}/otherwise", entries.get("otherwise")),
        hints=_hints(reading, id_, entries.get("hints")),
        tries=_tries(reading, id_, entries.get("tries")),
        after=read_after(reading, id_, entries.get("after")),
        checkpoint=reading.yes(entries.get("checkpoint"), "checkpoint"),
        skip=reading.known(entries.get("skip"), "skip", "scene", scenes),
    )
    check_ways(reading, scene, node, entries)
    return scene


def _replies(reading: Reading, id_: str, node: Node) -> tuple[Reply, ...]:
    """Read choices and answers in the order in which the two keys stand in the file."""
    taken = Taken()
    replies: list[Reply] = []
    for key, value in node.entries if isinstance(node, MapNode) else ():
        if key.text in ("choices", "answers"):
            replies += checked(reading, taken, id_, key.text, value)
    return tuple(replies)


def checked(reading: Reading, taken: Taken, id_: str, key: str, node: Node) -> tuple[Reply, ...]:
    """Read a list of replies, none of which may be the same as one above."""
    read = read_replies(reading, id_, key, node)
    items = node.items if isinstance(node, ListNode) else ()
    for reply, item in zip(read, items, strict=True):
        taken.refuse_same(reading, reply, item)
    if isinstance(node, ListNode) and not node.items:
        reading.problem(node.span, "empty", f"'{key}' is empty here.")
    return read


def _ask(reading: Reading, id_: str, node: Node | None) -> Ask | None:
    if node is None:
        return None
    entries = reading.block(node, keys.ASK, "'ask'")
    reading.spans |= {f"scenes/{id_}/ask/{key}": value.span for key, value in entries.items()}
    names = reading.names
    kind = reading.one_of(entries.get("kind"), "kind", KINDS, KINDS["text"])
    save = reading.known(entries.get("save"), "save", "fact", names.facts)
    collect = reading.known(entries.get("collect"), "collect", "collection", names.collections)
    _check_save(reading, entries, kind, save)
    if collect is not None and names.collections[collect] != kind:
        message = (
            f"'{collect}' takes {names.collections[collect]}, but what is asked for is {kind}."
        )
        reading.problem(entries["collect"].span, "kind", message)
    question = words(reading, entries.get("question"), "question", f"{id_}/ask")
    return Ask(question, kind, save, collect)


def _check_save(reading: Reading, entries: Entries, kind: AskKind, save: str | None) -> None:
    if save is None:
        return
    fact = reading.names.facts[save]
    if kind in ("photo", "voice"):
        message = f"A {kind} cannot be kept in a fact. Take a collection: 'collect'."
        reading.problem(entries["save"].span, "kind", message)
    elif fact != kind:
        first = '""' if kind == "text" else "0"
        message = (
            f"'{save}' is a {fact}, but what is asked for is a {kind}. "
            f"Let it begin as a {kind}: '{save}: {first}'."
        )
        reading.problem(entries["save"].span, "kind", message)


def _walk(reading: Reading, node: Node | None, places: Mapping[str, Place]) -> Walk | None:
    if node is None:
        return None
    entries: Entries = {"to": node}
    if isinstance(node, MapNode):
        entries = reading.block(node, keys.WALK, "'walk'")
        if "to" not in entries:
            reading.problem(node.span, "missing-key", "'walk' has no 'to': the place to walk to.")
    to = [_place(reading, each, places) for each in reading.texts(entries.get("to"), "to")]
    every: Any = tuple(places) if "any" in to and "any" not in places else None
    return Walk(
        to=every or tuple(place for place in to if place is not None),
        proof=reading.one_of(entries.get("proof"), "proof", PROOFS, PROOFS["any"]),
        map=reading.one_of(entries.get("map"), "map", {"yes": True, "no": False}, default=True),
    )


def _place(reading: Reading, node: Node, places: Mapping[str, Place]) -> str | None:
    if reading.text(node, "walk") == "any" and places:
        return "any"
    return reading.known(node, "walk", "place", places)


def _hints(reading: Reading, id_: str, node: Node | None) -> tuple[Words, ...]:
    read = [
        words(reading, item, "hints", f"{id_}/hints/{number}")
        for number, item in enumerate(reading.items(node, "hints"), 1)
    ]
    return tuple(each for each in read if each is not None)


def _tries(reading: Reading, id_: str, node: Node | None) -> Mapping[int, Reply]:
    tries: dict[int, Reply] = {}
    for key, value in reading.named(node, "Tries"):
        if not key.text.isdecimal() or not 1 <= int(key.text[:4]) <= MOST_TRIES:
            message = f"'{short(key.text)}' is no number of tries. Write {{3: ...}}."
            reading.problem(key.span, "number", message)
            continue
        path = f"{id_}/tries/{key.text}"
        reading.spans[f"replies/{path}"] = key.span
        reply = read_reply(reading, f"tries-{key.text}", path, value)
        if reply is not None:
            tries[int(key.text)] = reply
    return tries
