"""Conditions and actions: read, and given a meaning."""

from engine.story.phrases.reading import (
    ACTION_FORMS,
    CONDITION_FORMS,
    Names,
    PhraseError,
    read_action,
    read_condition,
)
from engine.story.phrases.tree import (
    Action,
    Add,
    And,
    At,
    Chose,
    Compare,
    Condition,
    Forget,
    Get,
    Has,
    Lose,
    Not,
    Or,
    Set,
    Sight,
    Tree,
    Visited,
)

__all__ = [
    "ACTION_FORMS", "CONDITION_FORMS", "Action", "Add", "And", "At", "Chose", "Compare",
    "Condition", "Forget", "Get", "Has", "Lose", "Names", "Not", "Or", "PhraseError", "Set",
    "Sight", "Tree", "Visited", "read_action", "read_condition",
]  # fmt: skip
