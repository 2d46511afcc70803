"""What Wayside itself says, and the words that work everywhere, in the player's language."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from engine.languages.tables import language_of

SOURCE = "en"


def sentence(key: str, language: str, channel: str = "sms", **facts: str) -> str:
    """Give a sentence with its facts filled in; in English where a language has none.

    A sentence for one channel alone stands under its key with the channel behind it: "ended web".
    Raises KeyError for a key that English lacks.
    """
    keys = (f"{key} {channel}", key)
    told = (told_in(tag)["sentences"] for tag in (language, SOURCE))
    found = next((said[each] for said in told for each in keys if each in said), None)
    if found is None:
        raise KeyError(key)
    return str(found).format(**facts).strip()


def word(key: str, language: str) -> str:
    """Give a piece of a sentence as it stands there: "yes", "on Monday", "April".

    In English where a language has none. Raises KeyError for a key that English lacks.
    """
    return str(told_in(language)["words"].get(key) or told_in(SOURCE)["words"][key])


@cache
def commands(language: str) -> Mapping[str, str]:
    """Give the command that each folded text stands for; English ones work in every language."""
    found: dict[str, str] = {}
    for tag in (SOURCE, language):
        for command, texts in told_in(tag)["commands"].items():
            found.update(dict.fromkeys(texts, command))
    return found


@cache
def told_in(language: str) -> dict[str, Any]:
    """Give all of it in a language: `sentences`, `words`, and the texts of each of `commands`."""
    file = files(__name__) / f"{language_of(language).tag}.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))
