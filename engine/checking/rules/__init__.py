"""What a story that was read is judged by: one rule a file, each a line here."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from engine.story.build.folder import Written
from engine.story.problems import Problem

Rule: TypeAlias = Callable[[Written], Iterable[Problem]]
RULES: Mapping[str, Rule] = {}


def findings(written: Written) -> list[Problem]:
    """Give what the rules find in a story."""
    return [problem for rule in RULES.values() for problem in rule(written)]
