"""YAML text -> nodes that know their line and column. Every scalar is text."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from engine.story import slips
from engine.story.problems import Problem, Span, StoryError

MOST_BYTES = 8 * 1024 * 1024
DEEPEST = 50
# libyaml keeps a state for each open block; brackets inside texts count here too, so be generous.
MOST_OPEN = 1_000
# More problems than this in one file help nobody, and a hostile file could hold millions.
MOST_PROBLEMS = 1_000
_NOTE = re.compile(r"[ \t]+#.*")
_BRACKET = re.compile(r"[\[\]{}]")
# Those of YAML 1.1, so that lines are counted here as libyaml counts them.
_SELDOM = "\r\x85\u2028\u2029"
_LINE_END = re.compile(f"\r\n|[\n{_SELDOM}]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; `plain` where it stands without quotes on one line, so that columns count.

    `note` is what stands in the line behind a text without quotes, from its spaces and `#` on.
    """

    text: str
    span: Span
    plain: bool = False
    note: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class ListNode:
    """Items in the order of the file."""

    items: "tuple[Node, ...]"
    span: Span


@dataclass(frozen=True, slots=True)
class MapNode:
    """Keys and values in the order of the file; no key stands twice."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    span: Span


Node: TypeAlias = Scalar | ListNode | MapNode


@dataclass(frozen=True, slots=True)
class Document:
    """A file's one node, and what had to be passed over to read it."""

    root: Node
    problems: tuple[Problem, ...] = ()


def source_of(file: Path) -> bytes:
    """Give a file's bytes, of a file that is too large only as many as show that.

    Raises StoryError where there is none to read.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        message = f"This file cannot be read ({error.strerror})."
        raise StoryError([Problem(Span(str(file)), "no-file", message)]) from None


def read_document(source: bytes, file: str) -> Document:
    """Give the file's one node, with every problem that does not end the reading.

    A key twice, anchors, aliases, tags and nesting over 50 do not. Raises StoryError where it ends
    early: not UTF-8, over 8 MB, not YAML, no document or two.
    """
    if len(source) > MOST_BYTES:
        raise StoryError([Problem(Span(file), "too-large", slips.TOO_LARGE)])
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        span = _end_of(error.object[: error.start].decode(), file)
        raise StoryError([Problem(span, "not-utf-8", slips.NOT_UTF_8)]) from None
    return _Builder(text, file).document()


def with_excerpts(problems: Iterable[Problem], source: bytes) -> StoryError:
    """Give the error that shows each problem with the line of the source it stands in."""
    lines = lines_of(source.decode("utf-8-sig", errors="replace"))
    return StoryError(
        replace(each, excerpt=lines[each.span.line - 1]) if each.span.line <= len(lines) else each
        for each in problems
    )


def lines_of(text: str) -> list[str]:
    """Give the lines of a text as spans count them."""
    if any(end in text for end in _SELDOM):
        return _LINE_END.split(text)
    return text.split("\n")


def _end_of(text: str, file: str) -> Span:
    """Give the place that follows a text."""
    lines = lines_of(text)
    return Span(file, len(lines), len(lines[-1]) + 1)


class _Open:
    """A list or block whose end has not come yet."""

    __slots__ = ("entries", "is_map", "items", "key", "seen", "span")

    def __init__(self, span: Span, *, is_map: bool) -> None:
        self.span = span
        self.is_map = is_map
        self.items: list[Node] = []
        self.entries: list[tuple[Scalar, Node]] = []
        self.seen: dict[str, int] = {}
        self.key: Scalar | None = None

    def closed(self) -> Node:
        if self.is_map:
            return MapNode(tuple(self.entries), self.span)
        return ListNode(tuple(self.items), self.span)


class _Builder:
    """Builds nodes while libyaml's events come, on a stack of its own: depth is only a number.

    Blocks nested too deep, anchors and tags are told and passed over, so that what follows is
    still read; libyaml's own limits never come into play.
    """

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self.lines: list[str] | None = None
        self.stack: list[_Open] = []
        self.root: Node | None = None

    def document(self) -> Document:
        if self._too_deep_for_the_parser():
            raise StoryError(self.problems)
        loader = yaml.CSafeLoader(self.text)
        try:
            self._build(loader)
        except yaml.reader.ReaderError as error:
            # libyaml counts bytes here.
            before = self.text.encode()[: error.position].decode()
            self._end(Problem(_end_of(before, self.file), "character", slips.CHARACTER))
        except yaml.MarkedYAMLError as error:
            self._end(self._slip(error))
        finally:
            loader.dispose()
        if self.root is None and not self.problems:
            self._problem(Span(self.file), "empty", slips.EMPTY)
        if self.root is None:
            raise StoryError(self.problems)
        return Document(self.root, tuple(self.problems))

    def _slip(self, error: yaml.MarkedYAMLError) -> Problem:
        # libyaml counts a line more where the last one has no end.
        span = min(self._span(error.problem_mark), _end_of(self.text, self.file))
        begun = self._span(error.context_mark or error.problem_mark)
        line = lines_of(self.text)[span.line - 1]
        return slips.of_yaml(str(error.problem), str(error.context or ""), span, begun, line)

    def _note(self, end: Any) -> str:
        """Give the note that ended a text without quotes; empty where something else did."""
        if self.lines is None:
            self.lines = lines_of(self.text)
        # libyaml counts a line more where the last one has no end.
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        # Nearly every line ends with its text, and asking a pattern takes longer.
        if "#" not in line:
            return ""
        found = _NOTE.match(line, end.column)
        return found[0].rstrip() if found else ""

    def _span(self, mark: Any) -> Span:  # PyYAML has two kinds of marks, alike but unrelated.
        return Span(self.file, mark.line + 1, mark.column + 1)

    def _too_deep_for_the_parser(self) -> bool:
        """Stop 100,000 brackets before libyaml keeps a state for each of them."""
        if self.text.count("[") + self.text.count("{") <= MOST_OPEN:
            return False
        depth = 0
        for bracket in _BRACKET.finditer(self.text):
            depth = max(depth + (1 if bracket[0] in "[{" else -1), 0)
            if depth > MOST_OPEN:
                span = _end_of(self.text[: bracket.start()], self.file)
                self._problem(span, "too-deep", slips.TOO_DEEP)
                return True
        return False

    def _build(self, loader: yaml.CSafeLoader) -> None:
        documents = 0
        file = self.file
        # The kinds of events have little in common that types could tell.
        next_event: Callable[[], Any] = loader.get_event
        while (event := next_event()) is not None:
            # Nearly all of the time is spent here; a `match` would take half as long again.
            kind, start = type(event), event.start_mark
            span = Span(file, start.line + 1, start.column + 1)
            if kind is yaml.ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refuse_marks(event.anchor, event.tag, span)
                self._add(self._scalar(event, span))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._refuse_marks(event.anchor, event.tag, span)
                self._open(span, is_map=kind is yaml.MappingStartEvent)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._add(self.stack.pop().closed())
            elif kind is yaml.AliasEvent:
                self._problem(span, "anchor", slips.ALIAS.format(name=event.anchor))
                self._add(Scalar("", span))
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._end(Problem(span, "two-documents", slips.TWO_DOCUMENTS))
                    return
            if len(self.problems) >= MOST_PROBLEMS or len(self.stack) > MOST_OPEN:
                return

    def _scalar(self, event: Any, span: Span) -> Scalar:
        if event.style:
            return Scalar(event.value, span)
        end = event.end_mark
        return Scalar(event.value, span, end.line + 1 == span.line, self._note(end))

    def _open(self, span: Span, *, is_map: bool) -> None:
        if len(self.stack) == DEEPEST:
            self._problem(span, "too-deep", slips.TOO_DEEP)
        self.stack.append(_Open(span, is_map=is_map))

    def _refuse_marks(self, anchor: str | None, tag: str | None, span: Span) -> None:
        if anchor is not None:
            self._problem(span, "anchor", slips.ANCHOR.format(name=anchor))
        if tag is not None:
            self._problem(span, "tag", slips.TAG)

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if not top.is_map:
            top.items.append(node)
        elif top.key is None:
            self._begin_entry(top, node)
        else:
            top.entries.append((top.key, node))
            top.key = None

    def _begin_entry(self, top: _Open, node: Node) -> None:
        if not isinstance(node, Scalar):
            self._problem(node.span, "key", slips.KEY_NOT_A_WORD)
            top.key = Scalar("", node.span)
            return
        if node.text in top.seen:
            first = top.seen[node.text]
            message = slips.KEY_TWICE.format(key=slips.short(node.text), line=first)
            self._problem(node.span, "key-twice", message)
        top.seen.setdefault(node.text, node.span.line)
        top.key = node

    def _end(self, problem: Problem) -> None:
        """Note what ends the reading: what was read so far is no whole."""
        self.problems.append(problem)
        self.root = None

    def _problem(self, span: Span, rule: str, message: str) -> None:
        self.problems.append(Problem(span, rule, message))
