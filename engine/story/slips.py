"""The slips that people make in YAML, in words for people."""

import re

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
KEY_NOT_A_WORD = (
    "A key must be a plain word here. If this is meant as text, put it in quotes."
)
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
    start = lines[min(begun.line, len(lines) - 1)] if begun else ""
    begun_at = begun.line + 1 if begun else 1
    return _told(str(error.problem or ""), str(error.context or ""), span, line, start, begun_at)


def _of_character(error: yaml.reader.ReaderError, text: str, file: str) -> Problem:
    before = text[: error.position]
    span = Span(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
    message = (
        f"There is a character here that cannot be seen (number {error.character}). Delete it."
        if isinstance(error.character, int)
        else "There is a character here that cannot be seen. Delete it."
    )
    return Problem(span, "character", message)


def _told(fact: str, context: str, span: Span, line: str, start: str, begun_at: int) -> Problem:
    where = line[span.column - 1 :]
    rule, message = "yaml", ""
    if "\t" in line[: span.column] and not line[: span.column].strip():
        rule, message = "tab", "A tab stands at the start of this line. Use spaces to indent."
    elif "mapping values are not allowed" in fact:
        rule = "colon"
        message = (
            "A colon and a space inside a text end it. Put the whole text in quotes, "
            "or write it in the next lines after '|'."
        )
    elif "quoted scalar" in context:
        rule = "quote"
        message = f"The quote that begins in line {begun_at} is never closed, or closed too early."
    elif "cannot start any token" in fact:
        rule = "first-character"
        message = f"A text that begins with '{where[:1]}' wants quotes around it."
    elif "flow sequence" in context or "flow mapping" in context:
        rule, message = "bracket", _of_bracket(start, begun_at)
    elif "block mapping" in context or "block collection" in context:
        rule = "indent"
        message = (
            "This line is not indented like the lines it belongs to. Keys of one thing stand "
            "exactly below each other; a text of several lines is written after '|', indented."
        )
    elif "could not find expected ':'" in fact:
        rule = "colon-missing"
        message = (
            f"A key is expected near line {begun_at}, but no colon follows. Write 'key: text', "
            "or write a text of several lines after '|', indented."
        )
    elif "alias" in context or "anchor" in context:
        rule = "first-character"
        message = "A text that begins with '*' or '&' wants quotes around it."
    elif "tag" in context or "tag" in fact:
        rule, message = "tag", TAG
    elif "block scalar" in context:
        rule = "block"
        message = (
            "After '|' or '>' nothing else stands in the line; the text follows in the next "
            "lines, indented. A text that begins with '|' or '>' wants quotes."
        )
    return Problem(span, rule, message or f"This line cannot be read here: {fact or context}.")


def _of_bracket(start: str, begun_at: int) -> str:
    if re.search(r":\s*[\[{]", start) is None:
        return f"The bracket that opens in line {begun_at} is not closed where it should be."
    return (
        f"The '{{' or '[' that opens in line {begun_at} is not closed where it should be. "
        "Inside brackets, texts with ':' ',' '?' or brackets want quotes; "
        "a text that begins with a bracket wants quotes as a whole."
    )
