"""The number of a choice that is said with a word before it: "option 1"."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from engine.languages.tables import language_of

# These are heard whatever the language, as many phones are set to one of them.
EVERYWHERE = ("en", "es", "fr")
MOST_DIGITS = 3


def option_in(words: tuple[str, ...], language: str) -> int | None:
    """Give the number that folded words, numbers in digits, name a choice by; None for none."""
    *before, last = words or ("",)
    if " ".join(before) in option_words(language) and last.isascii() and last.isdigit():
        return int(last) if len(last) <= MOST_DIGITS else None
    return None


@cache
def option_words(language: str) -> frozenset[str]:
    """Give the folded words by which a choice is named before its number, in a language."""
    tags = {*EVERYWHERE, language_of(language).tag}
    return frozenset(word for tag in tags for word in _table().get(tag, ()))


@cache
def _table() -> Mapping[str, list[str]]:
    text = (files(__package__) / "options.json").read_text(encoding="utf-8")
    table: dict[str, list[str]] = json.loads(text)
    return table
