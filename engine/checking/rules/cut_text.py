"""A text that ends at ` #`, because what follows is a note to YAML."""

import re
from collections.abc import Iterator

from engine.story.build.folder import Written
from engine.story.document import ListNode, Node, Scalar, lines_of
from engine.story.problems import Problem

RULE = "cut-text"
# A note to oneself begins with '# '; '#4' behind a text was meant to be part of it.
_CUT = re.compile(r"\s+(#\S.*)")


def check(written: Written) -> Iterator[Problem]:
    """Tell of every text that was cut."""
    lines = lines_of(written.source.text)
    for scalar in _scalars(written.root):
        line = lines[scalar.span.line - 1] if scalar.span.line <= len(lines) else ""
        rest = line[scalar.span.column - 1 + len(scalar.text) :]
        if scalar.plain and (match := _CUT.fullmatch(rest)):
            message = (
                f"The text ends before '{match[1][:20]}', because ' #' begins a note. If it "
                "belongs to the text, put the whole text in quotes; if it is a note, put a space "
                "after '#'."
            )
            yield Problem(scalar.span, RULE, message, "warning")


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from _scalars(item)
    else:
        for _, value in node.entries:
            yield from _scalars(value)
