"""What signs say, in every language that Wayside itself speaks."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

from engine.languages.tables import language_of

SOURCE = "en"
Part: TypeAlias = Literal["said", "words", "number", "address"]
_SLOT = re.compile(r"\{(words|number|address)\}")


def phrase(key: str, language: str) -> str:
    """Give a sentence of a sign; in English where there is none. Raises KeyError."""
    return _read(language)[key]


def parted(key: str, language: str, **facts: str) -> tuple[tuple[str, str], ...]:
    """Give a sentence in parts, each with what it is: said, or which fact stands there.

    So a fact can be set large wherever a language has it.
    """
    parts = _SLOT.split(phrase(key, language))
    found = [("said", text.strip()) for text in parts[::2]]
    named = [(name, facts[name]) for name in parts[1::2]]
    mixed = [part for pair in zip(found, [*named, ("said", "")], strict=True) for part in pair]
    return tuple(part for part in mixed if part[1])


@cache
def _read(language: str) -> Mapping[str, str]:
    folder = files(__name__)
    file = folder / f"{language_of(language).tag}.json"
    if not file.is_file():
        file = folder / f"{SOURCE}.json"
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return found
