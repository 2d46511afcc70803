"""Items that nobody gets, or that are good for nothing."""

from collections.abc import Iterator

from engine.checking.used import asked_for, slots
from engine.story.build.asked import actions
from engine.story.build.folder import Written
from engine.story.phrases import Get, Has
from engine.story.problems import Problem
from engine.story.slips import short


def unused_item(written: Written) -> Iterator[Problem]:
    """Tell of an item that nothing gives, or that is given and never asked for or shown."""
    story = written.story
    got = {action.item for action in actions(story) if isinstance(action, Get)}
    asked = {tree.item for tree in asked_for(written) if isinstance(tree, Has)}
    shown = any(slot.kind == "items" for slot in slots(written))
    for item in story.items:
        if item not in got:
            message = (
                f"No 'do' gives '{short(item)}', so nobody ever has it. "
                f"Write 'do: get {short(item)}' somewhere, or delete it."
            )
        elif item not in asked and not shown:
            message = (
                f"'{short(item)}' is given, but no 'if' asks for it and no text shows {{items}}. "
                "Use it, or delete it."
            )
        else:
            continue
        yield Problem(written.spans[f"items/{item}"], "unused-item", message, "warning")
