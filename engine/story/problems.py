"""What is wrong in a file that staff wrote: where, what, and what to type instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]
MOST_SHOWN = 100


class Span(NamedTuple):
    """A place in a file; line and column count characters from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. `excerpt` is the line it stands in, empty where there is none to show.

    `walk` is a play that shows it, as the text of a walk; empty where there is none.
    """

    span: Span
    rule: str
    message: str
    severity: Severity = "error"
    excerpt: str = ""
    walk: str = ""

    def __str__(self) -> str:
        return f"{self.span.file}:{self.span.line}:{self.span.column}: {self.message}"


class StoryError(Exception):
    """A story that cannot be played, with every problem that was found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems[:MOST_SHOWN]))
