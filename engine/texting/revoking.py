"""Whether a text asks for no more texts, in whatever words: any reasonable wording counts.

47 CFR 64.1200(a)(10). The words are data, in revoking.json, by language.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from engine.languages.folding import fold

# Who writes more tells a story.
LONGEST = 200
# Told without spaces between their words.
_UNSPACED = frozenset({"zh"})


@dataclass(frozen=True, slots=True)
class _Wordings:
    """One language's ways to say it."""

    spaced: bool
    around: re.Pattern[str]
    whole: frozenset[str]
    within: re.Pattern[str]
    unless: re.Pattern[str]

    def hold(self, text: str, *, is_told: bool) -> bool:
        """Tell whether a folded text says it; single words only where the language is told."""
        if self.unless.search(text):
            return False
        return bool(self.within.search(text)) or (is_told and self._bare(text) in self.whole)

    def _bare(self, text: str) -> str:
        """Leave away what is said around it, however much of it."""
        before = ""
        while text != before:
            before, text = text, self.around.sub("", text).strip()
        return text


def revokes(text: str, languages: Iterable[str]) -> bool:
    """Tell whether a text asks for no more texts.

    Whole sentences are known in every language that revoking.json has; single words, which stories
    use as well, only in `languages` (BCP 47), those that are told here, and in English.
    """
    words = fold(text) if len(text) <= LONGEST else ()
    # Most texts are the number of a choice.
    if not words or (len(words) == 1 and words[0].isdecimal()):
        return False
    told = {tag.partition("-")[0] for tag in languages} | {"en"}
    spaced, joined = " ".join(words), "".join(words)
    return any(
        each.hold(spaced if each.spaced else joined, is_told=language in told)
        for language, each in _wordings().items()
        if each.spaced or not joined.isascii()
    )


@cache
def _wordings() -> dict[str, _Wordings]:
    data = json.loads((files(__package__) / "revoking.json").read_text(encoding="utf-8"))
    return {
        language: _compiled(language not in _UNSPACED, **each)
        for language, each in data["languages"].items()
    }


def _compiled(
    spaced: bool,  # noqa: FBT001 - it stands beside what it is of
    around: list[str],
    whole: list[str],
    within: list[str],
    unless: list[str],
) -> _Wordings:
    polite = "|".join(sorted(map(re.escape, around), key=len, reverse=True))
    edges = (rf"^(?:{polite})(?= |$)", rf"(?:^| )(?:{polite})$")
    if not spaced:
        edges = (rf"^(?:{polite})", rf"(?:{polite})$")
    return _Wordings(
        spaced,
        re.compile("|".join(edges)),
        frozenset(whole),
        _anywhere(within, spaced),
        _anywhere(unless, spaced),
    )


def _anywhere(patterns: list[str], spaced: bool) -> re.Pattern[str]:  # noqa: FBT001 - see above
    every = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(rf"(?<!\S)(?:{every})(?!\S)" if spaced else every)
