"""Replies: what a player may answer, and what then happens."""

from typing import Any

from engine.languages.folding import fold, folded
from engine.story import keys
from engine.story.build.reading import Entries, Reading, whole_number
from engine.story.build.speech import read_speech
from engine.story.build.texts import line
from engine.story.build.variants import way, words
from engine.story.document import MapNode, Node, Scalar
from engine.story.model import CHANNELS, LARGEST_NUMBER, Line, NumberRange, Reply, Speech
from engine.story.slips import short
from engine.texting.optout import CARRIERS_WORDS

# Under these names a play counts the variants of a scene itself.
COUNTED_OF_SCENES = frozenset({"say", "go", "ask", *CHANNELS})
WAYS = ("go", "visit", "ending", "handover")


def read_replies(reading: Reading, scene: str, key: str, node: Node | None) -> tuple[Reply, ...]:
    """Read `choices`, `answers` or `anytime`; `scene` is empty for `anytime`."""
    return tuple(_listed(reading, scene, key, item) for item in reading.items(node, key))


def read_reply(reading: Reading, id_: str, path: str, node: Node | None) -> Reply | None:
    """Read a text or a reply that nobody picks: `otherwise`, one of `tries` or `after`."""
    if node is None:
        return None
    if not isinstance(node, MapNode) or _is_variant(node):
        key = id_.partition("-")[0]
        speech = Speech(words(reading, node, key, path))
        return Reply(id_, path.partition("/")[0], speech=speech)
    entries = reading.block(node, keys.OUTCOME, "A reply")
    if not node.entries:
        reading.problem(node.span, "empty", "This reply does nothing.")
    return Reply(**_outcome(reading, id_, path, entries))


def _is_variant(node: MapNode) -> bool:
    return any(key.text in keys.VARIANT for key, _ in node.entries)


def _listed(reading: Reading, scene: str, key: str, node: Node) -> Reply:
    # Only choices are shown: what works in every scene is heard.
    known, what = (keys.CHOICE, "A choice") if key == "choices" else (keys.ANSWER, "An answer")
    entries = reading.block(node, known, what)
    pick = line(reading, entries.get("pick"), "pick")
    _refuse_silent(reading, key, node, entries)
    label = _label(reading, entries.get("pick"), pick)
    id_ = _id(reading, entries)
    path = f"{scene or key}/{id_}"
    reading.spans[f"replies/{path}"] = node.span
    _check_collected(reading, entries)
    return Reply(
        **_outcome(reading, id_, path, entries),
        pick=pick,
        label=label,
        words=_phrases(reading, entries.get("words"), "words"),
        all=_phrases(reading, entries.get("all"), "all"),
        order=_phrases(reading, entries.get("order"), "order"),
        number=_number(reading, entries.get("number")),
        photo=reading.yes(entries.get("photo"), "photo"),
        voice=reading.yes(entries.get("voice"), "voice"),
    )


def _check_collected(reading: Reading, entries: Entries) -> None:
    """Tell of a reply that can bring nothing of what its collection takes."""
    node = entries.get("collect")
    kind = reading.names.collections.get(node.text) if isinstance(node, Scalar) else None
    brings = {"photo": "photo" in entries, "voice": "voice" in entries}
    if node is not None and kind is not None and not brings.get(kind, not any(brings.values())):
        given = next((each for each, there in brings.items() if there), "text")
        message = f"This collection takes {kind}, but what is replied here is {given}."
        reading.problem(node.span, "kind", message)


def _refuse_silent(reading: Reading, key: str, node: Node, entries: Entries) -> None:
    """Tell of a reply that nobody can give."""
    if not isinstance(node, MapNode):
        return
    if key == "choices" and "pick" not in entries:
        reading.problem(node.span, "missing-key", "A choice has a 'pick': what the menu shows.")
    if key != "choices" and not any(matcher in entries for matcher in keys.MATCHERS):
        needed = ", ".join(f"'{matcher}'" for matcher in keys.MATCHERS)
        message = f"An answer has one of {needed}: what the player must say."
        reading.problem(node.span, "missing-key", message)


def _outcome(reading: Reading, id_: str, path: str, entries: Entries) -> dict[str, Any]:
    """Read what a reply does: all of it but what a player must say."""
    ways = [way_ for way_ in WAYS if way_ in entries]
    if len(ways) > 1:
        message = f"A reply goes one way: keep '{ways[0]}' or '{ways[1]}'."
        reading.problem(entries[ways[1]].span, "two-ways", message)
    collections = reading.names.collections
    # What a play counts variants by: a reply called `say` is not what its scene says.
    counted = f"{path}/reply" if id_ in COUNTED_OF_SCENES else path
    reading.spans |= {f"replies/{path}/{key}": value.span for key, value in entries.items()}
    return {
        "id": id_,
        "scene": path.partition("/")[0],
        "condition": reading.condition(entries.get("if")),
        "once": reading.yes(entries.get("once"), "once"),
        "do": reading.actions(entries.get("do")),
        "speech": read_speech(reading, entries, counted),
        "collect": reading.known(entries.get("collect"), "collect", "collection", collections),
        "go": way(reading, entries.get("go"), f"{counted}/go"),
        "visit": reading.known(entries.get("visit"), "visit", "scene", reading.names.scenes),
        "ending": reading.text(entries.get("ending"), "ending") or None,
        "handover": reading.text(entries.get("handover"), "handover") or None,
    }


def _phrases(reading: Reading, node: Node | None, key: str) -> tuple[tuple[str, ...], ...]:
    """Give texts folded, those of the translation beside the file's own."""
    written = reading.texts(node, key)
    found = [_folded(reading, each) for each in written]
    whole = ", ".join(each.text for each in written)
    if node is None or not written:
        return ()
    translated = reading.translated(node.span, key, whole)
    if translated != whole:
        own = found if key == "words" else []
        found = [*own, *(fold(each) for each in translated.split(","))]
    return tuple(each for each in found if each)


def _folded(reading: Reading, node: Scalar) -> tuple[str, ...]:
    found = fold(node.text)
    if not found:
        message = f"'{short(node.text)}' has no letter or digit, so that nobody can reply it."
        reading.problem(node.span, "no-words", message)
    _refuse_carriers(reading, node, found)
    return found


def _label(reading: Reading, node: Node | None, pick: Line | None) -> tuple[str, ...]:
    if pick is None or not isinstance(node, Scalar):
        return ()
    if len(pick.parts) != 1 or not isinstance(pick.parts[0], str):
        return ()
    found = fold(pick.parts[0])
    _refuse_carriers(reading, node, found)
    return found


def _refuse_carriers(reading: Reading, node: Scalar, found: tuple[str, ...]) -> None:
    # Carriers hear no punctuation: OPT-OUT is theirs too.
    if "".join(found) in CARRIERS_WORDS:
        message = (
            f"'{short(node.text)}' is a word of the phone companies: who sends it is signed off or "
            "gets their help, and the story never hears it. Use another."
        )
        reading.problem(node.span, "reserved-word", message)


def _id(reading: Reading, entries: Entries) -> str:
    """Give a reply's name: what it was given, or its words as they stand in the file."""
    if "id" in entries:
        return "-".join(fold(reading.text(entries["id"], "id"))) or "reply"
    if "pick" in entries:
        return "-".join(fold(reading.text(entries["pick"], "pick"))) or "reply"
    for key in ("words", "all", "order"):
        written = reading.texts(entries.get(key), key)
        if written and (said := [word for node in written for word in fold(node.text)]):
            return "-".join(said)
    for key in ("photo", "voice"):
        if key in entries:
            return key
    return "number-" + folded(reading.text(entries.get("number"), "number")).replace(" ", "-")


def _number(reading: Reading, node: Node | None) -> NumberRange | None:
    """Read `7`, `6-8`, `at least 8` or `at most 8`."""
    if node is None:
        return None
    text = reading.text(node, "number").strip()
    if not text:
        return None
    low, high = -LARGEST_NUMBER, LARGEST_NUMBER
    if (exact := whole_number(text)) is not None:
        return NumberRange(exact, exact)
    head, _, tail = text.rpartition(" ")
    bound = whole_number(tail)
    if head == "at least" and bound is not None:
        return NumberRange(bound, high)
    if head == "at most" and bound is not None:
        return NumberRange(low, bound)
    first, _, last = text.partition("-")
    ends = whole_number(first.strip()), whole_number(last.strip())
    if ends[0] is not None and ends[1] is not None and ends[0] <= ends[1]:
        return NumberRange(ends[0], ends[1])
    message = f"'{short(text)}' is no number here. Write 7, 6-8, at least 8, or at most 8."
    reading.problem(node.span, "number", message)
    return None
