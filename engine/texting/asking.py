"""Asking for help, and for texts again, in other words than the carriers'.

The words are data, in asking.json, by language.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

from engine.languages.folding import fold

Wish: TypeAlias = Literal["help", "start"]
# Longer than any of them.
LONGEST = 100
# What carriers take for START as well, where somebody has stopped. It is an answer in many stories,
# so that nobody else means it.
CARRIERS_START = "yes"


def asks_for(wish: Wish, text: str, languages: Iterable[str]) -> bool:
    """Tell whether a text, as a whole, asks for that, in one of these languages or in English.

    Languages are BCP 47. Who has not stopped means something else by the words of "start".
    """
    words = " ".join(fold(text)) if len(text) <= LONGEST else ""
    return bool(words) and any(words in _wordings(wish, tag) for tag in ("en", *languages))


def comes_back(text: str, languages: Iterable[str], *, carrier_answers: bool) -> bool:
    """Tell whether who has stopped asks for texts again.

    Where the carrier answers STOP and START, it hears only its own words, and lets nothing through
    after others.
    """
    if carrier_answers:
        return " ".join(fold(text[:LONGEST])) == CARRIERS_START
    return asks_for("start", text, languages)


@cache
def _wordings(wish: Wish, tag: str) -> frozenset[str]:
    return _data().get(tag.partition("-")[0], {}).get(wish, frozenset())


@cache
def _data() -> Mapping[str, Mapping[str, frozenset[str]]]:
    data = json.loads((files(__package__) / "asking.json").read_text(encoding="utf-8"))
    return {
        language: {wish: frozenset(texts) for wish, texts in wishes.items()}
        for language, wishes in data["languages"].items()
    }
