"""Facts that are kept for nothing."""

from collections.abc import Iterator

from engine.checking.used import asked_for, slots
from engine.story.build.folder import Written
from engine.story.phrases import Compare
from engine.story.problems import Problem
from engine.story.slips import short


def unread_fact(written: Written) -> Iterator[Problem]:
    """Tell of a fact that no text and no condition uses."""
    story = written.story
    read = {tree.fact for tree in asked_for(written) if isinstance(tree, Compare)}
    read |= {slot.name for slot in slots(written) if slot.kind == "fact"}
    for fact in story.facts:
        if fact not in read:
            message = (
                f"No text and no 'if' uses '{short(fact)}', so that keeping it changes nothing. "
                "Use it, or delete it and what sets it."
            )
            yield Problem(written.spans[f"remember/{fact}"], "unread-fact", message, "warning")
