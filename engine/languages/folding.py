"""A text as it is compared: case, accents, punctuation and emoji never matter.

By a table that ships as data, so that every implementation folds alike.
"""

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files

_ALONE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)


def fold(text: str) -> tuple[str, ...]:
    """Give the words of a text, folded; none for a text of punctuation and emoji alone.

    Scripts written without spaces (Han, kana, Thai, Lao, Khmer, Burmese) give a word a character.
    """
    if not text.isascii():
        text = _ALONE.sub(r" \g<0> ", unicodedata.normalize("NFC", text))
    return tuple(text.translate(_table()).split())


def folded(text: str) -> str:
    """Give the folded words of a text joined by one space."""
    return " ".join(fold(text))


@cache
def _table() -> dict[int, str | None]:
    """Give what `str.translate` needs: code point to its folded form, a space, or nothing."""
    data = json.loads((files(__package__) / "folding.json").read_text(encoding="utf-8"))
    table: dict[int, str | None] = {}
    for first, last in data["space"]:
        table.update(dict.fromkeys(range(first, last + 1), " "))
    for first, last in data["drop"]:
        table.update(dict.fromkeys(range(first, last + 1), None))
    table.update({ord(letter): form for letter, form in data["map"].items()})
    return table
