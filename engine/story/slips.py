"""The slips that people make in YAML, in words for people."""

import re
from dataclasses import dataclass

from engine.story.problems import Problem, Span

TOO_LARGE = "This file is larger than 8 MB. Split the story, or keep pictures and sound in media/."
NOT_UTF_8 = (
    "This line holds bytes that are not UTF-8. Save the file again with the encoding UTF-8 "
    "(most editors offer it under 'Save as')."
)
CHARACTER = "A character that cannot be seen stands here. Delete it."
EMPTY = (
    "This file is empty. A story begins with a line such as 'story: The Lantern Keeper', "
    "a walk with 'walk: The shortest way'."
)
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
_TAB = "A tab stands here. Put a space in its place."
_MISFIT = (
    "This does not fit the lines above it. Keys of one thing stand exactly below each other; "
    "a text that begins with a quote or a bracket ends with it, or wants quotes as a whole."
)
_TAB_FIRST = "A tab stands at the start of this line. Indent with spaces."
_NO_SPACE = "A space is missing after '-'."
_TOO_SOON = (
    "The quote before this ended the text. Where a text has such a quote inside, put the whole of "
    "it in the other kind of quotes, or write it in the next lines after '|'."
)
_GOES_ON = (
    "A key cannot stand here, because this line goes on with the text above it. Either this line "
    "is indented too far, or the line above has no colon with a space after its key."
)
_FIRST = "A text that begins with '{mark}' wants quotes around it."
_STAR = "A text that begins with '*' or '&' wants quotes around it."
_LONGEST_SHOWN = 60


def short(text: str) -> str:
    """Give a text so that it fits into a message."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONGEST_SHOWN else one_line[:_LONGEST_SHOWN] + "..."


@dataclass(frozen=True, slots=True)
class _Slip:
    """What libyaml's fact or context holds -> the rule, and what to say.

    `{mark}` is the character that stands there, `{begun}` the line where the part began.
    """

    sign: str
    rule: str
    message: str


# The first that fits wins.
_SLIPS = (
    _Slip(
        "mapping values are not allowed",
        "colon",
        "A colon and a space inside a text end it. Put the whole text in quotes, "
        "or write it in the next lines after '|'.",
    ),
    _Slip(
        "block sequence entries are not allowed",
        "list",
        "A list begins in a line of its own, below its key. "
        "A text that begins with '-' and a space wants quotes around it.",
    ),
    _Slip("mapping keys are not allowed", "first-character", _FIRST),
    _Slip(
        "parsing a quoted scalar",
        "backslash",
        "Inside double quotes, '\\' and what follows it mean another character. "
        "Write '\\\\' for a backslash, or put the text in single quotes.",
    ),
    _Slip("quoted scalar", "quote", "The quote that opens here is never closed."),
    _Slip("cannot start any token", "first-character", _FIRST),
    _Slip("parsing a block node", "first-character", _FIRST),
    _Slip(
        "flow ",
        "bracket",
        "The bracket that opens in line {begun} is not closed where it should be. "
        "Inside brackets, texts with ':' ',' '?' or brackets want quotes; "
        "a text that begins with a bracket wants quotes as a whole.",
    ),
    _Slip("block mapping", "indent", _MISFIT),
    _Slip("document start", "indent", _MISFIT),
    _Slip(
        "block collection",
        "indent",
        "This does not fit the list above it. Each item begins with '- ', "
        "exactly below the others.",
    ),
    _Slip(
        "could not find expected ':'",
        "colon-missing",
        "A key is expected here, but no colon and space follow it. Write 'key: text', "
        "or write a text of several lines after '|', indented.",
    ),
    _Slip("alias", "first-character", _STAR),
    _Slip("anchor", "first-character", _STAR),
    _Slip("tag", "tag", TAG),
    _Slip(
        "block scalar",
        "block",
        "After '|' or '>' nothing else stands in the line; the text follows in the next "
        "lines, indented. A text that begins with '|' or '>' wants quotes.",
    ),
    _Slip("directive", "first-character", "A line that begins with '%' is no text. Indent it."),
)
# All else is told where it begins: libyaml may have noticed it only at the file's end.
_TOLD_WHERE_NOTICED = frozenset({"backslash", "bracket", "indent"})


def of_yaml(fact: str, context: str, span: Span, begun: Span, line: str) -> Problem:
    """Turn libyaml's error into what the writer did and can do.

    `span` is where libyaml noticed it, in `line`; `begun` is where the part began that it was in.
    """
    before, mark = line[: span.column - 1], line[span.column - 1 : span.column]
    if "\t" in before + mark and not (before + mark).strip():
        return Problem(span, "tab", _TAB_FIRST)
    if mark == "\t":
        return Problem(span, "tab", _TAB)
    if dash := re.match(r"\s*(-)[\[{\"']", line):
        return Problem(Span(span.file, span.line, dash.start(1) + 1), "list", _NO_SPACE)
    slip = next((each for each in _SLIPS if each.sign in fact or each.sign in context), None)
    if slip is None:
        return Problem(span, "yaml", f"This line cannot be read here: {fact}.")
    if slip.rule == "colon" and not re.search(r":\s", before):
        return Problem(span, "colon", _GOES_ON)
    if slip.rule == "indent" and re.search(r"""(?::|-) ("[^"]*"|'[^']*')$""", before.rstrip()):
        return Problem(span, "quote", _TOO_SOON)
    place = span if slip.rule in _TOLD_WHERE_NOTICED else begun
    return Problem(place, slip.rule, slip.message.format(mark=mark, begun=begun.line))
