"""One text or one way after another: {first, then}, {cycle}, {shuffle, then}, {any}, and lists."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

from engine.story import keys
from engine.story.build.reading import Reading
from engine.story.build.texts import line
from engine.story.document import ListNode, MapNode, Node
from engine.story.model import Cases, Line, Option, Varied, Way, Words

T = TypeVar("T")
Read: TypeAlias = Callable[[Reading, Node, str], T | None]
Kind: TypeAlias = Literal["first", "cycle", "shuffle", "any"]
_WHICH = (
    "Of several, say which it is: {any: [...]} is one by chance, {cycle: [...]} one after the "
    "other, {first: ..., then: ...} the second from the second time on. What belongs together is "
    "one text."
)
KINDS: tuple[Kind, ...] = ("first", "cycle", "shuffle", "any")
# Each that was used is a bit of one number, and a phone counts exactly up to 2 ** 53.
MOST_SHUFFLED = 50


def words(reading: Reading, node: Node | None, what: str, key: str) -> Words | None:
    """Read a text or its variants; `key` is what a play counts the variants by."""
    return _Varying(reading, what, "text", line).read(node, key)


def way(reading: Reading, node: Node | None, key: str) -> Way | None:
    """Read where to go, or the ways to choose from."""
    return _Varying(reading, "go", "go", _scene).read(node, key)


def _scene(reading: Reading, node: Node, what: str) -> str | None:
    return reading.known(node, what, "scene", reading.names.scenes)


@dataclass(frozen=True, slots=True)
class _Varying(Generic[T]):
    """How one kind of thing is read: under which key it stands, and in a list of cases."""

    reading: Reading
    what: str
    case: str
    read_one: Read[T]

    def read(self, node: Node | None, key: str) -> T | Varied[T] | Cases[T] | None:
        """Read the thing itself, a list of cases, or a variant."""
        match node:
            case None:
                return None
            case ListNode(items):
                return self._cases(node, items)
            case MapNode(entries) if entries:
                return self._variant(node, key)
            case _:
                return self.read_one(self.reading, node, self.what)

    def _cases(self, node: Node, items: tuple[Node, ...]) -> Cases[T] | None:
        if len(items) > 1 and not any(isinstance(item, MapNode) for item in items):
            self._problem(node, _WHICH)
            return None
        options = [self._option(item) for item in items]
        for option, item in zip(options[:-1], items, strict=False):
            if option is not None and option.condition is None and not _has_condition(item):
                message = "Only the last of a list may have no 'if': what follows is never reached."
                self._problem(item, message)
        found = tuple(option for option in options if option is not None)
        if not items:
            self.reading.problem(node.span, "empty", f"'{self.what}' is empty here.")
        return Cases(found) if found else None

    def _option(self, node: Node) -> Option[T] | None:
        """Read `{if: ..., text: ...}` or `{if: ..., go: ...}`, or the thing itself."""
        reading = self.reading
        if not isinstance(node, MapNode):
            value = self.read_one(reading, node, self.what)
            return None if value is None else Option(value)
        entries = reading.block(node, ("if", self.case), f"One of several in '{self.what}'")
        if self.case not in entries:
            self._problem(node, f"Each of several is written {{if: ..., {self.case}: ...}}.")
            return None
        value = self.read_one(reading, entries[self.case], self.what)
        condition = reading.condition(entries.get("if"))
        return None if value is None else Option(value, condition)

    def _variant(self, node: MapNode, key: str) -> Varied[T] | None:
        what = self.what
        entries = self.reading.block(node, keys.VARIANT, f"A '{what}' that changes")
        kinds = [kind for kind in KINDS if kind in entries]
        if len(kinds) != 1 or (kinds[0] == "first" and "then" not in entries):
            message = (
                f"A '{what}' that changes is {{first: ..., then: ...}}, {{cycle: [...]}}, "
                "{shuffle: [...]}, or {any: [...]}. "
                "A text that begins with '{' wants quotes around it."
            )
            self._problem(node, message)
            return None
        kind = kinds[0]
        options = self._options(entries[kind], kind)
        if "then" in entries and kind not in ("first", "shuffle"):
            message = f"'then' goes with 'first' and 'shuffle', not with '{kind}'."
            self._problem(entries["then"], message)
        then = self._option(entries["then"]) if "then" in entries else None
        return Varied(key, kind, options, then) if options else None

    def _options(self, node: Node, kind: Kind) -> tuple[Option[T], ...]:
        items = (node,) if kind == "first" else self.reading.items(node, kind)
        if kind != "first" and isinstance(node, ListNode) and not items:
            self.reading.problem(node.span, "empty", f"'{kind}' is empty here.")
        if kind == "shuffle" and len(items) > MOST_SHUFFLED:
            message = (
                f"A 'shuffle' has at most {MOST_SHUFFLED}, and this one has {len(items)}. "
                "With {any: [...]} there may be more."
            )
            self._problem(node, message)
        found = (self._option(item) for item in items)
        return tuple(option for option in found if option is not None)

    def _problem(self, node: Node, message: str) -> None:
        self.reading.problem(node.span, "variant", message)


def _has_condition(node: Node) -> bool:
    """Tell whether a condition is written there, be it one that cannot be read."""
    return isinstance(node, MapNode) and any(key.text == "if" for key, _ in node.entries)


def lines_of(words_: Words | None) -> tuple[Line, ...]:
    """Give every line that a text may be."""
    match words_:
        case None:
            return ()
        case Line():
            return (words_,)
        case Varied(_, _, options, then):
            every = (*options, then) if then else options
            return tuple(option.value for option in every)
        case Cases(options):
            return tuple(option.value for option in options)


def scenes_of(way_: Way | None) -> tuple[str, ...]:
    """Give every scene that a way may lead to."""
    match way_:
        case None:
            return ()
        case str():
            return (way_,)
        case Varied(_, _, options, then):
            every = (*options, then) if then else options
            return tuple(option.value for option in every)
        case Cases(options):
            return tuple(option.value for option in options)
