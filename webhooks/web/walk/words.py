"""What the pages of a walk say themselves, in the languages in which they can say it."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from engine.languages.choosing import chosen

FOLDER = Path(__file__).parent / "words"
USUAL = "en"


@cache
def tongues() -> tuple[str, ...]:
    """Give the languages (BCP 47) that there are words in."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.json")))


@cache
def words(language: str) -> Mapping[str, str]:
    """Give the words of a language, by what they are for."""
    return dict(json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8")))


def tongue_for(wanted: Iterable[str]) -> str:
    """Give the language for who wants these, the best first."""
    return chosen(tongues(), wanted) or USUAL
