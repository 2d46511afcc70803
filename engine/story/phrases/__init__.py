"""Conditions and actions: read, and given a meaning."""

from engine.story.phrases.actions import read_action
from engine.story.phrases.conditions import UNITS_S, read_condition
from engine.story.phrases.scanner import Names, PhraseError
from engine.story.phrases.tree import (
    Action,
    Add,
    And,
    AnyGift,
    At,
    Between,
    By,
    Chose,
    Compare,
    Condition,
    Count,
    Counted,
    Dark,
    During,
    Forget,
    Get,
    Has,
    Lose,
    Not,
    OnDay,
    Or,
    Set,
    Sight,
    Since,
    Speaks,
    Tag,
    Tree,
    Visited,
    Vote,
)

__all__ = [
    "UNITS_S", "Action", "Add", "And", "AnyGift", "At", "Between", "By", "Chose", "Compare",
    "Condition", "Count", "Counted", "Dark", "During", "Forget", "Get", "Has", "Lose", "Names",
    "Not", "OnDay", "Or", "PhraseError", "Set", "Sight", "Since", "Speaks", "Tag", "Tree",
    "Visited", "Vote", "read_action", "read_condition",
]  # fmt: skip
