"""Counters that nothing counts."""

from collections.abc import Iterator

from engine.story.build.asked import actions
from engine.story.build.folder import Written
from engine.story.phrases import Count
from engine.story.problems import Problem
from engine.story.slips import short


def unused_counter(written: Written) -> Iterator[Problem]:
    """Tell of a counter that stays at 0 for ever."""
    counted = {each.counter for each in actions(written.story) if isinstance(each, Count)}
    for counter in written.story.counters:
        if counter not in counted:
            message = (
                f"No 'do' counts '{short(counter)}', so it stays at 0. "
                f"Write 'do: count {short(counter)}' somewhere, or delete it."
            )
            yield Problem(
                written.spans[f"counters/{counter}"], "unused-counter", message, "warning"
            )
