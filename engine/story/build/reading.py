"""The tools for reading nodes: each tells what is wrong and gives what could be read."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar, cast

from engine.story.document import (
    MOST_PROBLEMS,
    ListNode,
    MapNode,
    Node,
    Scalar,
    read_document,
    with_excerpts,
)
from engine.story.keys import VARIANT
from engine.story.model import LARGEST_NUMBER, Line
from engine.story.nearest import did_you_mean
from engine.story.phrases import (
    Action,
    Condition,
    Names,
    PhraseError,
    read_action,
    read_condition,
)
from engine.story.problems import Problem, Span, StoryError
from engine.story.slips import short
from engine.story.translation import Entry

YES_NO = {"yes": True, "no": False}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# Spaces that are not the space bar's, as copied from web pages and word processors.
_UNSEEN = re.compile("[\xa0\u2000-\u200b\u202f\u2060\u3000\ufeff]")
_DASHED = re.compile(r"-[^\W\d]")
_WHOLE = re.compile(r"-?[0-9]{1,10}")
_T = TypeVar("_T")
Entries: TypeAlias = dict[str, Node]
# (context, text) -> the text in the language that is being built.
Translate: TypeAlias = Callable[[str, str], str]


def _as_written(_context: str, text: str) -> str:
    return text


@dataclass(slots=True)
class Reading:
    """What has been found wrong so far, the names that are known, and the conditions read so far.

    A condition may ask for a reply of a scene that is read later, so each is kept with its place.
    """

    problems: list[Problem] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    conditions: list[tuple[Condition, Span]] = field(default_factory=list)
    translate: Translate = _as_written
    # Whose texts are read: a scene, a place, or "story". Translations are found by it.
    owner: str = "story"
    # Where things are written, for findings about the whole story: "scenes/hall/go" and such.
    spans: dict[str, Span] = field(default_factory=dict)
    # The same for each line that is said, and for each text that wants a translation.
    lines: list[tuple[Line, Span]] = field(default_factory=list)
    texts_at: dict[Entry, Span] = field(default_factory=dict)
    # What each phrase means, by its node's identity: the same in every language.
    meanings: dict[int, Any] = field(default_factory=dict)
    # The files in media/; None where nobody looked.
    media: Collection[str] | None = None

    def problem(self, span: Span, rule: str, message: str) -> None:
        """Note an error, unless there are too many already."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(span, rule, message))

    def block(self, node: Node, known: Collection[str], what: str) -> Entries:
        """Give the entries of a block whose keys are known ones; tell of every other key."""
        if not isinstance(node, MapNode):
            self.problem(node.span, "shape", f"{what} is written with keys here, such as "
                         f"'{next(iter(known))}: ...'.")  # fmt: skip
            return {}
        entries: Entries = {}
        for key, value in node.entries:
            if key.text in known:
                entries[key.text] = value
            else:
                self._unknown_key((key, value), known, what, first=node.entries[0][0])
        return entries

    def _unknown_key(
        self, entry: tuple[Scalar, Node], known: Collection[str], what: str, *, first: Scalar
    ) -> None:
        key, value = entry
        if _DASHED.match(key.text):
            hint = " A space is missing after '-'."
        elif _UNSEEN.search(key.text):
            hint = " A character that cannot be seen stands in it. Type it anew."
        elif key is not first and _is_cut_off(key, value):
            hint = " A comma ends a text inside { }: put the whole text in quotes."
        else:
            hint = did_you_mean(key.text, known) or f" {what} may have: {', '.join(known)}."
        self.problem(key.span, "unknown-key", f"'{short(key.text)}' is not known here.{hint}")

    def named(self, node: Node | None, what: str) -> list[tuple[Scalar, Node]]:
        """Give the entries of a block whose keys are names that the writer chose."""
        if node is None:
            return []
        if not isinstance(node, MapNode):
            self.problem(node.span, "shape", f"{what} are written as a block: 'name: ...'.")
            return []
        return [(key, value) for key, value in node.entries if self._is_name(key, what)]

    def _is_name(self, key: Scalar, what: str) -> bool:
        if key.text and not re.search(r"[/{}\n]", key.text):
            return True
        message = f"The names of {what.lower()} have at least one character and no '/', '{{', '}}'."
        self.problem(key.span, "name", message)
        return False

    def text(self, node: Node | None, what: str) -> str:
        """Give a text without its last newlines; empty where there is none, or only space."""
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.problem(node.span, "shape", _not_one_text(node, what))
            return ""
        if not node.text.strip():
            self.problem(node.span, "empty", f"'{what}' is empty here.")
            return ""
        return node.text.rstrip("\n")

    def said(self, node: Node | None, what: str) -> str:
        """Give a text for players, in the language that is being built."""
        text = self.text(node, what)
        return self.translated(node.span, what, text) if node is not None and text else ""

    def translated(self, span: Span, what: str, text: str) -> str:
        """Give a text in the language that is being built, and note where it stands."""
        entry = f"{self.owner} {what}", text
        self.texts_at.setdefault(entry, span)
        return self.translate(*entry)

    def texts(self, node: Node | None, what: str) -> list[Scalar]:
        """Give one text, or a list of them, as a list."""
        match node:
            case None:
                return []
            case Scalar():
                return [node] if self.text(node, what) else []
            case ListNode(items):
                return [each for item in items for each in self._one_text(item, what)]
            case MapNode():
                self.problem(node.span, "shape", f"'{what}' is a text or a list of texts here.")
                return []

    def _one_text(self, node: Node, what: str) -> list[Scalar]:
        return [node] if self.text(node, what) and isinstance(node, Scalar) else []

    def items(self, node: Node | None, what: str) -> tuple[Node, ...]:
        """Give the items of a list."""
        if node is None:
            return ()
        if not isinstance(node, ListNode):
            self.problem(node.span, "shape", f"'{what}' is a list here: write [one, two], or "
                         "'- one' and '- two' in lines of their own.")  # fmt: skip
            return ()
        return node.items

    def one_of(self, node: Node | None, what: str, options: Mapping[str, _T], default: _T) -> _T:
        """Give what one of a few words means."""
        if node is None:
            return default
        text = self.text(node, what)
        if text and text not in options:
            words = " or ".join(f"'{option}'" for option in options)
            self.problem(node.span, "value", f"'{what}' is {words} here, not '{short(text)}'.")
        return options.get(text, default)

    def yes(self, node: Node | None, what: str) -> bool:
        """Give yes or no; no where nothing is written."""
        return self.one_of(node, what, YES_NO, default=False)

    def language(self, node: Node | None, what: str) -> str:
        """Give a language tag; empty where there is none."""
        tag = self.text(node, what)
        if node is None or not tag or _LANGUAGE.fullmatch(tag):
            return tag
        message = f"'{short(tag)}' is no language tag. Write en, es, fr, zh, or pt-BR."
        self.problem(node.span, "language", message)
        return ""

    def known(self, node: Node | None, what: str, kind: str, names: Collection[str]) -> str | None:
        """Give the name of something that exists."""
        if node is None:
            return None
        name = self.text(node, what)
        if name and name not in names:
            hint = did_you_mean(name, names)
            self.problem(node.span, f"unknown-{kind}", f"There is no {kind} '{short(name)}'.{hint}")
            return None
        return name or None

    def no_file(self, node: Node, name: str, kind: str) -> None:
        """Tell of a file that is not in media/."""
        hint = did_you_mean(name, self.media or ())
        message = f"There is no {kind} '{short(name)}' in media/.{hint}"
        self.problem(node.span, f"unknown-{kind}", message)

    def condition(self, node: Node | None) -> Condition | None:
        """Read a phrase that is true or false."""
        condition = self._phrase(node, "if", read_condition)
        if condition is not None and node is not None:
            self.conditions.append((condition, node.span))
        return condition

    def actions(self, node: Node | None) -> tuple[Action, ...]:
        """Read one action or a list of them."""
        read = [self._phrase(each, "do", read_action) for each in self.texts(node, "do")]
        return tuple(action for action in read if action is not None)

    def _phrase(self, node: Node | None, what: str, read: Callable[[str, Names], _T]) -> _T | None:
        phrase = self.text(node, what)
        if not phrase or not isinstance(node, Scalar):
            return None
        if id(node) in self.meanings:
            return cast("_T", self.meanings[id(node)])
        try:
            meaning = self.meanings[id(node)] = read(phrase, self.names)
            return meaning
        except PhraseError as error:
            column = node.span.column + error.at if node.plain else node.span.column
            span = Span(node.span.file, node.span.line, column)
            self.problem(span, "phrase", f"Cannot read '{short(phrase)}': {error}")
            return None


def _is_cut_off(key: Scalar, value: Node) -> bool:
    """Tell whether a key has no colon, as the rest of a text with a comma inside { }."""
    end = key.span.column + len(key.text)
    return isinstance(value, Scalar) and not value.text and value.span.column == end


def _not_one_text(node: ListNode | MapNode, what: str) -> str:
    if isinstance(node, MapNode) and any(key.text in VARIANT for key, _ in node.entries):
        return f"'{what}' is one text here, always the same: it cannot change from time to time."
    return f"'{what}' is a text here. If it holds ':' or begins with a bracket, put it in quotes."


def read_source(
    source: bytes,
    file: str,
    read: Callable[[Reading, Node], _T],
    reading: Reading | None = None,
) -> _T:
    """Give what `read` makes of the file's node. Raises StoryError with every problem found."""
    try:
        document = read_document(source, file)
    except StoryError as error:
        raise with_excerpts(error.problems, source) from None
    reading = reading or Reading()
    result = read(reading, document.root)
    # What was passed over was read as empty, of which nothing more is to be told.
    passed_over = {problem.span for problem in document.problems}
    rest = (problem for problem in reading.problems if problem.span not in passed_over)
    if problems := [*document.problems, *rest]:
        raise with_excerpts(problems, source)
    return result


def whole_number(text: str) -> int | None:
    """Give a whole number within 10**9 either way, or None."""
    if _WHOLE.fullmatch(text) is None or abs(int(text)) > LARGEST_NUMBER:
        return None
    return int(text)
