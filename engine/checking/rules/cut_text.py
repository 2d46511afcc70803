"""Texts that end at a `#`."""

from collections.abc import Iterator

from engine.story import keys
from engine.story.build.folder import Written
from engine.story.document import ListNode, MapNode, Node, Scalar
from engine.story.problems import Problem, Span

# What players see or may say. Below these, every text is one of its variants.
SAID = frozenset({
    "story", "about", "credits", "contact", "welcome", "closed", "name", "access", "directions",
    "instead", "say", "alt", "transcript", "otherwise", "hints", "pick", "question", "text",
    "ending", "words", "all", "order", *keys.VARIANT,
})  # fmt: skip
# Blocks whose keys are times or numbers; a text may stand at each.
NUMBERED = frozenset({"after", "tries"})


def cut_text(written: Written) -> Iterator[Problem]:
    """Tell of a text that ends at a `#`, where the writer hardly meant a note.

    A note that stands apart, as `# this` after two spaces or more, is one.
    """
    yield from _in(written.root, said=False)


def _in(node: Node, *, said: bool) -> Iterator[Problem]:
    match node:
        case Scalar():
            if said and _is_cut(node):
                message = (
                    "The text ends here: what follows '#' is read as a note and never said. "
                    "If it belongs to the text, put the whole text in quotes."
                )
                yield Problem(_end(node), "cut-text", message, "warning")
        case ListNode(items):
            for item in items:
                yield from _in(item, said=said)
        case MapNode(entries):
            for key, value in entries:
                numbered = key.text in NUMBERED and isinstance(value, MapNode)
                if numbered and isinstance(value, MapNode):
                    for _, each in value.entries:
                        yield from _in(each, said=True)
                else:
                    yield from _in(value, said=key.text in SAID)


def _is_cut(text: Scalar) -> bool:
    behind = text.note.lstrip(" \t")
    is_note = not behind.lstrip("#") or behind.lstrip("#")[0].isspace()
    stands_apart = len(text.note) - len(behind) > 1
    return bool(behind) and not (is_note and (stands_apart or " " not in text.text))


def _end(text: Scalar) -> Span:
    """Give where the `#` stands, if the text is in one line; else where it begins."""
    spaces = len(text.note) - len(text.note.lstrip(" \t"))
    if not text.plain:
        return text.span
    return text.span._replace(column=text.span.column + len(text.text) + spaces)
