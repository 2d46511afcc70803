"""YAML text -> nodes that know their line and column. Every scalar is text."""

from dataclasses import dataclass
from typing import TypeAlias

import yaml

from engine.story import slips
from engine.story.problems import Problem, Span, StoryError

MOST_BYTES = 8 * 1024 * 1024
DEEPEST = 50
# libyaml keeps a state for each open bracket; brackets inside texts count here too, so be generous.
MOST_BRACKETS = 1_000
# More problems than this in one file help nobody, and a hostile file could hold millions.
MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; `plain` where it stands without quotes on one line, so that columns count."""

    text: str
    span: Span
    plain: bool = False


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


def read_document(source: bytes, file: str) -> Node:
    """Give the file's one node.

    Raises StoryError with every problem that can be told: not UTF-8, over 8 MB, not YAML, a key
    twice, anchors, tags, nesting over 50.
    """
    if len(source) > MOST_BYTES:
        raise StoryError([Problem(Span(file), "too-large", slips.TOO_LARGE)])
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise StoryError([Problem(Span(file, line), "not-utf-8", slips.NOT_UTF_8)]) from None
    return _Builder(text, file).document()


def lines_of(source: bytes) -> list[str]:
    """Give the file's lines, for showing the one a problem stands in."""
    return source.decode("utf-8-sig", errors="replace").splitlines()


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
        self.stack: list[_Open] = []
        self.root: Node | None = None

    def document(self) -> Node:
        if self._too_deep_for_the_parser():
            raise StoryError(self.problems)
        loader = None
        try:
            loader = yaml.CSafeLoader(self.text)
            self._build(loader)
        except yaml.YAMLError as error:
            self.problems.append(slips.of_yaml(error, self.text, self.file))
        finally:
            if loader is not None:
                loader.dispose()
        if self.root is None and not self.problems:
            self._problem(Span(self.file), "empty", slips.EMPTY)
        if self.problems or self.root is None:
            raise StoryError(self.problems)
        return self.root

    def _too_deep_for_the_parser(self) -> bool:
        """Stop 100,000 brackets before libyaml keeps a state for each of them."""
        depth = 0
        for number, line in enumerate(self.text.splitlines(), 1):
            if "[" not in line and "{" not in line:
                depth = max(depth - line.count("]") - line.count("}"), 0)
                continue
            for column, char in enumerate(line, 1):
                depth = max(depth + (char in "[{") - (char in "]}"), 0)
                if depth > MOST_BRACKETS:
                    self._problem(Span(self.file, number, column), "too-deep", slips.TOO_DEEP)
                    return True
        return False

    def _build(self, loader: yaml.CSafeLoader) -> None:
        documents = 0
        while loader.check_event():
            event = loader.get_event()
            mark = event.start_mark
            span = Span(self.file, mark.line + 1, mark.column + 1)
            match event:
                case yaml.ScalarEvent():
                    self._refuse_marks(event.anchor, event.tag, span)
                    plain = not event.style and mark.line == event.end_mark.line
                    self._add(Scalar(event.value, span, plain))
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._refuse_marks(event.anchor, event.tag, span)
                    self._open(span, is_map=isinstance(event, yaml.MappingStartEvent))
                case yaml.CollectionEndEvent():
                    self._add(self.stack.pop().closed())
                case yaml.AliasEvent():
                    self._problem(span, "anchor", slips.ALIAS.format(name=event.anchor))
                    self._add(Scalar("", span))
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        self._problem(span, "two-documents", slips.TWO_DOCUMENTS)
                        return
            if len(self.problems) >= MOST_PROBLEMS:
                return

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
            node = Scalar("", node.span)
        elif node.text in top.seen:
            first = top.seen[node.text]
            message = slips.KEY_TWICE.format(key=slips.short(node.text), line=first)
            self._problem(node.span, "key-twice", message)
        top.seen.setdefault(node.text, node.span.line)
        top.key = node

    def _problem(self, span: Span, rule: str, message: str) -> None:
        self.problems.append(Problem(span, rule, message))
