"""A text as it is compared: words without case, accents, punctuation and emoji.

By a table that ships as data, so that every implementation folds alike.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import normalize

from engine.languages.tables import FoldingTable, Ranges, folding_table


# A turn asks the same text several times: whose word it is, whether it revokes, what it answers.
@lru_cache(maxsize=64)
def fold(text: str) -> tuple[str, ...]:
    """Give the words of a text as they are compared; none for punctuation and emoji alone.

    In this order: Unicode's normal form C; `map`, `drop` and `space` of folding.json; normal form
    C again, since what was dropped may have kept two characters apart; each character of `alone`
    is a word, and the rest are words where spaces part them. What the table does not name stays.
    """
    if text.isascii():
        return tuple(text.translate(_TABLE).split())
    plain = normalize("NFC", normalize("NFC", text).translate(_TABLE))
    if _ALONE.search(plain):
        plain = _ALONE.sub(r" \g<0> ", plain)
    return tuple(plain.split())


def folded(text: str) -> str:
    """Give the words of a text as they are compared, joined by one space."""
    return " ".join(fold(text))


def plain_digits(text: str) -> str:
    """Give a text with its digits as 0 to 9, and without the characters that folding drops."""
    return normalize("NFC", text).translate(_DIGITS)


def _every(ranges: Ranges) -> Iterable[int]:
    for first, last in ranges:
        yield from range(first, last + 1)


def _any_of(ranges: Ranges) -> re.Pattern[str]:
    spans = (f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges)
    return re.compile(f"[{''.join(spans)}]")


def _translation(table: FoldingTable) -> dict[int, str | None]:
    return {
        **{ord(letter): form for letter, form in table.map.items()},
        **dict.fromkeys(_every(table.drop)),
        **dict.fromkeys(_every(table.space), " "),
    }


_TABLE = _translation(folding_table())
_KEPT_IN_NUMBERS = {None, *"0123456789"}
_DIGITS = {code: form for code, form in _TABLE.items() if form in _KEPT_IN_NUMBERS}
_ALONE = _any_of(folding_table().alone)
