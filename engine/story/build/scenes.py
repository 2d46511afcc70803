"""Scenes: what is said on arrival, and what is waited for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.story.build.reading import Entries, Reading
from engine.story.build.replies import read_otherwise, read_replies
from engine.story.build.texts import words
from engine.story.document import ListNode, MapNode, Node
from engine.story.model import Ask, Place, Reply, Scene, Signs, Words
from engine.story.slips import short

KEYS = (
    "say", "place", "if", "signs", "do", "choices", "answers", "ask", "otherwise", "hints", "go",
    "back", "ending",
)  # fmt: skip
WAITS = ("choices", "answers", "ask")
SIGNS: Mapping[str, Signs] = {"wait": "wait", "open": "open"}


def read_scene(
    reading: Reading, id_: str, node: Node, places: Mapping[str, Place], signs: Signs
) -> Scene:
    """Read one scene; `signs` is what the story says of its signs."""
    entries = reading.block(node, KEYS, "A scene")
    replies = _replies(reading, id_, node)
    scene = Scene(
        id=id_,
        place=reading.known(entries.get("place"), "place", "place", places),
        condition=reading.condition(entries.get("if")),
        signs=reading.one_of(entries.get("signs"), "signs", SIGNS, signs),
        do=reading.actions(entries.get("do")),
        say=words(reading, entries.get("say"), "say", f"{id_}/say"),
        replies=replies,
        ask=_ask(reading, id_, entries.get("ask")),
        go=reading.known(entries.get("go"), "go", "scene", reading.names.scenes),
        back=reading.yes(entries.get("back"), "back"),
        ending=reading.text(entries.get("ending"), "ending") or None,
        otherwise=read_otherwise(reading, id_, entries.get("otherwise")),
        hints=_hints(reading, id_, entries.get("hints")),
    )
    _check_ways(reading, scene, node, entries)
    return scene


def _replies(reading: Reading, id_: str, node: Node) -> tuple[Reply, ...]:
    """Read choices and answers in the order in which the two keys stand in the file."""
    taken = _Taken()
    replies: list[Reply] = []
    for key, value in node.entries if isinstance(node, MapNode) else ():
        if key.text not in ("choices", "answers"):
            continue
        read = read_replies(reading, id_, key.text, value)
        replies += read
        items = value.items if isinstance(value, ListNode) else ()
        for reply, item in zip(read, items, strict=True):
            _refuse_same(reading, reply, taken, item)
        if isinstance(value, ListNode) and not value.items:
            reading.problem(value.span, "empty", f"'{key.text}' is empty here.")
    return tuple(replies)


@dataclass(slots=True)
class _Taken:
    """The ids of the replies above, and the words of those that can always be given."""

    ids: set[str] = field(default_factory=set)
    words: set[tuple[str, ...]] = field(default_factory=set)


def _refuse_same(reading: Reading, reply: Reply, taken: _Taken, item: Node) -> None:
    if reply.id in taken.ids:
        message = (
            f"Two replies of this scene would be called '{short(reply.id)}'. "
            "Give this one an id of its own: 'id: another'."
        )
        reading.problem(item.span, "same-reply", message)
        return
    taken.ids.add(reply.id)
    if reply.condition is not None or reply.once:
        return
    mine = {*reply.words, reply.label} - {()}
    if same := sorted(mine & taken.words):
        words = short(" ".join(same[0]))
        message = f"'{words}' is already taken by a reply above, so this one never gets it."
        reading.problem(item.span, "same-words", message)
    taken.words |= mine


def _ask(reading: Reading, id_: str, node: Node | None) -> Ask | None:
    if node is None:
        return None
    entries = reading.block(node, ("question", "save"), "'ask'")
    save = reading.known(entries.get("save"), "save", "fact", reading.names.facts)
    if save is not None and reading.names.facts[save] != "text":
        message = (
            f"'{save}' is a {reading.names.facts[save]}, but what is asked for is a text. "
            f"Let it begin as a text: '{save}: \"\"'."
        )
        reading.problem(entries["save"].span, "kind", message)
    return Ask(words(reading, entries.get("question"), "question", f"{id_}/ask"), save)


def _hints(reading: Reading, id_: str, node: Node | None) -> tuple[Words, ...]:
    read = [
        words(reading, item, "hints", f"{id_}/hints/{number}")
        for number, item in enumerate(reading.items(node, "hints"), 1)
    ]
    return tuple(each for each in read if each is not None)


def _check_ways(reading: Reading, scene: Scene, node: Node, entries: Entries) -> None:
    ends = [key for key in ("ending", "back") if key in entries and (key != "back" or scene.back)]
    ways = [key for key in (*WAITS, "go") if key in entries]
    if not ways and not ends and isinstance(node, MapNode):
        message = (
            f"The scene '{short(scene.id)}' has no way on. Give it choices, answers, ask, go, back "
            "or ending."
        )
        reading.problem(node.span, "no-way-on", message)
    for key in ends if ways else ():
        message = f"'{key}' and '{ways[0]}' do not go together: the scene would never do both."
        reading.problem(entries[key].span, "two-ways", message)
    if len(ends) > 1:
        reading.problem(entries["back"].span, "two-ways", "Keep 'ending' or 'back', not both.")
    _check_waiting(reading, entries)


def _check_waiting(reading: Reading, entries: Entries) -> None:
    if "go" in entries and "ask" not in entries and ("choices" in entries or "answers" in entries):
        message = (
            "Beside choices or answers, 'go' stands only with 'ask': put a 'go' in each reply."
        )
        reading.problem(entries["go"].span, "two-ways", message)
    if "ask" in entries and "go" not in entries:
        message = "After 'ask', the scene needs a 'go': where the story goes on."
        reading.problem(entries["ask"].span, "no-way-on", message)
    if "hints" in entries and not any(key in entries for key in WAITS):
        message = "Nobody can ask for these hints: the scene does not wait."
        reading.problem(entries["hints"].span, "hints", message)
