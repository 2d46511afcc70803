"""Things named one after the other, as a language does it."""

from collections.abc import Sequence

from engine.languages.folding import folded
from engine.languages.tables import ListWording, language_of


def listing(words: Sequence[str], language: str) -> str:
    """Give "oil", "oil and brass key" or "oil, rope and brass key"; the word for nothing if none.

    Source: the list patterns of CLDR, which each language's file names.
    """
    known = language_of(language)
    if not words:
        return known.nothing
    if len(words) == 1:
        return words[0]
    pair, last = _joining(known.listing, words[-1])
    if len(words) == 2:
        return pair.format(*words)
    so_far = words[0]
    for word in words[1:-1]:
        so_far = known.listing.more.format(so_far, word)
    return last.format(so_far, words[-1])


def _joining(wording: ListWording, word: str) -> tuple[str, str]:
    found = folded(word)
    if found.startswith(wording.starts) and not found.startswith(wording.starts_not):
        return wording.before
    return wording.pair, wording.last
