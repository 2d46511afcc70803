"""The slips that people make in YAML, in words for people."""

import yaml

from engine.story.problems import Problem, Span

TOO_LARGE = "This file is larger than 8 MB. Split the story, or keep pictures and sound in media/."
NOT_UTF_8 = (
    "This line holds bytes that are not UTF-8. Save the file again with the encoding UTF-8 "
    "(most editors offer it under 'Save as')."
)
EMPTY = "This file is empty. A story begins with a line such as 'story: The Lantern Keeper'."
TOO_DEEP = "This is nested more than 50 deep. A bracket or an indent is probably too many."
TWO_DOCUMENTS = "A line '---' begins a second document here. Remove it: one file is one story."
KEY_NOT_A_WORD = "A key must be a plain word here. If this is meant as text, put it in quotes."
KEY_TWICE = "'{key}' stands here a second time; the first is in line {line}. Keep one of them."
ANCHOR = (
    "'&{name}' names a part to be copied, which stories do not use. "
    "If it is meant as text, put the text in quotes."
)
ALIAS = (
    "'*{name}' asks for a copy of another part, which stories do not use. "
    "If it is meant as text, put the text in quotes."
)
TAG = "A text that begins with '!' wants quotes around it."
_LONGEST_SHOWN = 60


def short(text: str) -> str:
    """Give a text so that it fits into a message."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONGEST_SHOWN else one_line[:_LONGEST_SHOWN] + "..."


def of_yaml(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """Turn libyaml's error into what the writer did and can do."""
    if isinstance(error, yaml.reader.ReaderError):
        return _of_character(error, text, file)
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(Span(file), "yaml", "This file cannot be read as YAML.")
    mark = error.problem_mark or error.context_mark
    span = Span(file, mark.line + 1, mark.column + 1) if mark else Span(file)
    begun = error.context_mark or mark
    lines = text.splitlines() or [""]
    line = lines[min(mark.line, len(lines) - 1)] if mark else ""
    begun_line = begun.line + 1 if begun else 1
    return _told(str(error.problem or ""), str(error.context or ""), span, line, begun_line)


def _of_character(error: yaml.reader.ReaderError, text: str, file: str) -> Problem:
    before = text[: error.position]
    span = Span(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
    return Problem(span, "character", "A character that cannot be seen stands here. Delete it.")


# libyaml's fact or context -> the rule, and what to say. The first that fits wins. `{mark}` is the
# character that stands there, `{begun}` the line where the part began.
_SLIPS: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "colon",
        "A colon and a space inside a text end it. Put the whole text in quotes, "
        "or write it in the next lines after '|'.",
    ),
    (
        "quoted scalar",
        "quote",
        "The quote that begins in line {begun} is never closed, or closed too early.",
    ),
    (
        "cannot start any token",
        "first-character",
        "A text that begins with '{mark}' wants quotes around it.",
    ),
    (
        "flow ",
        "bracket",
        "The bracket that opens in line {begun} is not closed where it should be. "
        "Inside brackets, texts with ':' ',' '?' or brackets want quotes; "
        "a text that begins with a bracket wants quotes as a whole.",
    ),
    (
        "block mapping",
        "indent",
        "This does not fit the lines above it. Keys of one thing stand exactly below each other; "
        "a text that begins with a quote or a bracket ends with it, or wants quotes as a whole.",
    ),
    (
        "block collection",
        "indent",
        "This does not fit the list above it. Each item begins with '- ', exactly below the others.",
    ),
    (
        "could not find expected ':'",
        "colon-missing",
        "A key is expected near line {begun}, but no colon follows. Write 'key: text', "
        "or write a text of several lines after '|', indented.",
    ),
    (
        "alias",
        "first-character",
        "A text that begins with '*' or '&' wants quotes around it.",
    ),
    ("anchor", "first-character", "A text that begins with '*' or '&' wants quotes around it."),
    ("tag", "tag", TAG),
    (
        "block scalar",
        "block",
        "After '|' or '>' nothing else stands in the line; the text follows in the next "
        "lines, indented. A text that begins with '|' or '>' wants quotes.",
    ),
)


def _told(fact: str, context: str, span: Span, line: str, begun: int) -> Problem:
    before = line[: span.column]
    if "\t" in before and not before.strip():
        return Problem(span, "tab", "A tab stands at the start of this line. Indent with spaces.")
    for sign, rule, message in _SLIPS:
        if sign in fact or sign in context:
            mark = line[span.column - 1 : span.column]
            return Problem(span, rule, message.format(mark=mark, begun=begun))
    return Problem(span, "yaml", f"This line cannot be read here: {fact or context}.")
