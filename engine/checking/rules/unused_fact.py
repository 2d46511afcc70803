"""A fact that nothing asks about and no text says."""

from collections.abc import Iterator

from engine.checking.rules.finding import warning
from engine.story.build.asked import conditions, parts
from engine.story.build.folder import Written
from engine.story.phrases import Compare
from engine.story.problems import Problem
from engine.story.slips import short

RULE = "unused-fact"


def check(written: Written) -> Iterator[Problem]:
    """Tell of every fact that is never read."""
    trees = [tree for each in conditions(written.story) for tree in parts(each.tree)]
    read = {tree.fact for tree in trees if isinstance(tree, Compare)}
    for fact in written.story.facts:
        if fact not in read and not _is_said(written, fact):
            message = (
                f"Nothing asks for '{short(fact)}', and no text says it. Take it out, or use it: "
                f"'{{{short(fact)}}}' in a text."
            )
            yield warning(written, RULE, message, f"remember/{fact}")


def _is_said(written: Written, fact: str) -> bool:
    return any(f"{{{fact}}}" in text for _, text in written.texts)
