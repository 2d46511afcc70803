"""Replies: what a player may answer, and what then happens."""

from dataclasses import replace

from engine.languages.folding import fold, folded
from engine.story.build.reading import Entries, Reading, whole_number
from engine.story.build.texts import line, words
from engine.story.document import MapNode, Node, Scalar
from engine.story.model import LARGEST_NUMBER, Line, NumberRange, Reply
from engine.story.slips import short

MATCHERS = ("words", "number")
WAYS = ("go", "visit", "ending")
OUTCOME = ("if", "once", "do", "say", *WAYS)
CHOICE = ("pick", "id", *MATCHERS, *OUTCOME)
ANSWER = (*MATCHERS, "id", *OUTCOME)
# The carriers hear these words first, so that a story never would.
CARRIERS_WORDS = frozenset({
    "stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout",
    "start", "unstop", "help", "info",
})  # fmt: skip


def read_replies(reading: Reading, scene: str, key: str, node: Node | None) -> tuple[Reply, ...]:
    """Read the `choices` or `answers` of a scene."""
    return tuple(_listed(reading, scene, key, item) for item in reading.items(node, key))


def read_otherwise(reading: Reading, scene: str, node: Node | None) -> Reply | None:
    """Read a text or a reply."""
    if node is None:
        return None
    path = f"{scene}/otherwise"
    if isinstance(node, MapNode) and not any(key.text == "first" for key, _ in node.entries):
        entries = reading.block(node, OUTCOME, "A reply")
        if not node.entries:
            reading.problem(node.span, "empty", "This reply does nothing.")
        return _outcome(reading, "otherwise", path, entries)
    return Reply("otherwise", say=words(reading, node, "otherwise", path))


def _listed(reading: Reading, scene: str, key: str, node: Node) -> Reply:
    known, what = (CHOICE, "A choice") if key == "choices" else (ANSWER, "An answer")
    entries = reading.block(node, known, what)
    pick = line(reading, entries.get("pick"), "pick")
    said = tuple(_folded(reading, each) for each in reading.texts(entries.get("words"), "words"))
    number = _number(reading, entries.get("number"))
    _refuse_silent(reading, key, node, entries)
    label = _label(reading, entries.get("pick"), pick)
    id_ = _id(reading, entries, label, said)
    reply = _outcome(reading, id_, f"{scene}/{key}/{id_}", entries)
    said = tuple(filter(None, said))
    return replace(reply, pick=pick, label=label, words=said, number=number)


def _refuse_silent(reading: Reading, key: str, node: Node, entries: Entries) -> None:
    """Tell of a reply that nobody can give."""
    if not isinstance(node, MapNode):
        return
    if key == "choices" and "pick" not in entries:
        reading.problem(node.span, "missing-key", "A choice has a 'pick': what the menu shows.")
    if key == "answers" and not any(matcher in entries for matcher in MATCHERS):
        needed = " or ".join(f"'{matcher}'" for matcher in MATCHERS)
        message = f"An answer has {needed}: what the player must say."
        reading.problem(node.span, "missing-key", message)


def _outcome(reading: Reading, id_: str, path: str, entries: Entries) -> Reply:
    ways = [way for way in WAYS if way in entries]
    if len(ways) > 1:
        message = f"A reply goes one way: keep '{ways[0]}' or '{ways[1]}'."
        reading.problem(entries[ways[1]].span, "two-ways", message)
    return Reply(
        id=id_,
        condition=reading.condition(entries.get("if")),
        once=reading.yes(entries.get("once"), "once"),
        do=reading.actions(entries.get("do")),
        say=words(reading, entries.get("say"), "say", path),
        go=reading.known(entries.get("go"), "go", "scene", reading.names.scenes),
        visit=reading.known(entries.get("visit"), "visit", "scene", reading.names.scenes),
        ending=reading.text(entries.get("ending"), "ending") or None,
    )


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


def _id(
    reading: Reading, entries: Entries, label: tuple[str, ...], said: tuple[tuple[str, ...], ...]
) -> str:
    if "id" in entries:
        return "-".join(fold(reading.text(entries["id"], "id"))) or "reply"
    if "pick" in entries:
        return "-".join(label or fold(reading.text(entries["pick"], "pick"))) or "reply"
    if said:
        return "-".join(word for each in said for word in each)
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
