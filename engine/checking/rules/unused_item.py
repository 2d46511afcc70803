"""An item that nobody gets, or that nothing asks for."""

from collections.abc import Iterator

from engine.checking.rules.finding import warning
from engine.story.build.asked import actions, conditions, parts
from engine.story.build.folder import Written
from engine.story.phrases import Get, Has
from engine.story.problems import Problem
from engine.story.slips import short

RULE = "unused-item"


def check(written: Written) -> Iterator[Problem]:
    """Tell of every item that is never got, or of no use and never named."""
    story = written.story
    got = {action.item for action in actions(story) if isinstance(action, Get)}
    trees = [tree for each in conditions(story) for tree in parts(each.tree)]
    asked = {tree.item for tree in trees if isinstance(tree, Has)}
    listed = any("{items}" in text for _, text in written.texts)
    for item in story.items:
        if item not in got:
            message = f"Nobody ever gets '{short(item)}'. Give it with 'do: get {short(item)}'."
        elif item not in asked and not listed:
            message = (
                f"'{short(item)}' is of no use: nothing asks whether a player has it, and no text "
                "says {items}."
            )
        else:
            continue
        yield warning(written, RULE, message, f"items/{item}")
