"""What a story that was read is judged by: one rule a file, and one line here."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from engine.checking.rules import (
    alike_codes,
    closing_time,
    cut_text,
    dear_character,
    family,
    long_message,
    long_walk,
    near_places,
    number_choices,
    small_radius,
    translation,
    unread_audio,
    unused_fact,
    unused_item,
    yes_word,
)
from engine.story.build.folder import Written
from engine.story.problems import Problem

Rule: TypeAlias = Callable[[Written], Iterable[Problem]]
RULES: Mapping[str, Rule] = {
    alike_codes.RULE: alike_codes.check,
    closing_time.RULE: closing_time.check,
    cut_text.RULE: cut_text.check,
    dear_character.RULE: dear_character.check,
    family.RULE: family.check,
    long_message.RULE: long_message.check,
    long_walk.RULE: long_walk.check,
    near_places.RULE: near_places.check,
    number_choices.RULE: number_choices.check,
    small_radius.RULE: small_radius.check,
    translation.MISSING: translation.missing,
    translation.STALE: translation.stale,
    unread_audio.RULE: unread_audio.check,
    unused_fact.RULE: unused_fact.check,
    unused_item.RULE: unused_item.check,
    yes_word.RULE: yes_word.check,
}


def findings(written: Written) -> list[Problem]:
    """Give what the rules find in a story."""
    return [problem for rule in RULES.values() for problem in rule(written)]
