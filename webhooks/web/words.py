"""What pages say themselves: a folder of words for each room of pages, a file for each language."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from engine.languages.choosing import chosen

USUAL = "en"


class Words:
    """The words of one room, read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tongues = cache(self._tongues)
        self.of = cache(self._of)

    def tongue_for(self, wanted: Iterable[str]) -> str:
        """Give the language for who wants these (BCP 47), the best first."""
        return chosen(self.tongues(), wanted) or USUAL

    def _tongues(self) -> tuple[str, ...]:
        """Give the languages (BCP 47) that there are words in."""
        return tuple(sorted(file.stem for file in self.folder.glob("*.json")))

    def _of(self, language: str) -> Mapping[str, str]:
        """Give the words of a language, by what they are for."""
        return dict(json.loads((self.folder / f"{language}.json").read_text(encoding="utf-8")))
