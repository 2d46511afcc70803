"""Problems as staff read them, as programs read them, and as GitHub shows them."""

import json
import re
from collections.abc import Callable, Sequence

from engine.story.problems import MOST_SHOWN, Problem

LONGEST_EXCERPT = 160
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def printable(text: str) -> str:
    """Give a text that cannot steer a terminal, and that every terminal can be given.

    Control characters but for tab and newline, and lone surrogates, become U+FFFD.
    """
    return _STEERING.sub("\ufffd", text)


def as_text(problems: Sequence[Problem]) -> str:
    """Give each problem and its rule, with the line it stands in and a caret below its column."""
    shown = "\n".join(_with_walk(problem) for problem in problems[:MOST_SHOWN])
    more = len(problems) - MOST_SHOWN
    return printable(f"{shown}\n... and {more} more." if more > 0 else shown)


def _with_walk(problem: Problem) -> str:
    """Give a problem with the play that shows it, ready to be kept as a walk."""
    if not problem.walk:
        return _with_caret(problem)
    walk = "\n".join(f"      {line}" for line in problem.walk.splitlines())
    return f"{_with_caret(problem)}\n    The shortest play that shows it:\n{walk}"


def _with_caret(problem: Problem) -> str:
    head = f"{problem.span.file}:{problem.span.line}:{problem.span.column}: "
    head += f"{problem.severity}: {problem.message} [{problem.rule}]"
    line = problem.excerpt.rstrip("\n")
    if not line.strip() or len(line) > LONGEST_EXCERPT:
        return head
    # Tabs stay tabs, so that the caret stands right whatever their width.
    before = "".join("\t" if char == "\t" else " " for char in line[: problem.span.column - 1])
    return f"{head}\n    {line}\n    {before}^"


def as_json(problems: Sequence[Problem]) -> str:
    """Give a list of objects: file, line, column, severity, rule, message, perhaps a walk."""
    found = [
        {
            "file": problem.span.file,
            "line": problem.span.line,
            "column": problem.span.column,
            "severity": problem.severity,
            "rule": problem.rule,
            "message": problem.message,
            **({"walk": problem.walk} if problem.walk else {}),
        }
        for problem in problems
    ]
    return printable(json.dumps(found, ensure_ascii=False, indent=2))


def as_github(problems: Sequence[Problem]) -> str:
    """Give workflow commands, one a problem, which GitHub shows beside the line."""
    return printable(
        "\n".join(
            f"::{problem.severity} file={_escaped(problem.span.file, property_=True)},"
            f"line={problem.span.line},col={problem.span.column},title={problem.rule}"
            f"::{_escaped(problem.message)}"
            for problem in problems
        )
    )


def _escaped(text: str, *, property_: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_ else text


FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "text": as_text, "json": as_json, "github": as_github
}  # fmt: skip
