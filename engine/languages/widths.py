"""How wide a text will be in a font that nobody knows yet: an estimate on the wide side.

Widths are in em, by the kind of letter. They are above those of the system fonts in common use
(Segoe UI, San Francisco, Roboto, Noto Sans, DejaVu Sans), so that a text that fits here fits there.
"""

import unicodedata
from functools import lru_cache

ELLIPSIS = "…"
BOLD = 1.08
_THIN = frozenset("il.,:;'|!`´ ·‘’ıíìî")
_NARROW = frozenset('jtfrI()[]{}/\\-"')
_WIDE = frozenset("mwMWQGOÖ@%&—ÆŒæœ©®™…")
# Marks that stand on the letter before them, and signs that nobody sees.
_NO_WIDTH = frozenset(("Mn", "Me", "Cf"))
_MARKS = frozenset(("Mn", "Me", "Mc"))
_JOINER = "\u200d"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Give the width of a text of one line, in the unit of its size."""
    return sum(map(_em, text)) * size * (BOLD if bold else 1)


@lru_cache(maxsize=4_096)
def _em(letter: str) -> float:
    if letter in _THIN:
        return 0.34
    if letter in _NARROW:
        return 0.44
    if letter in _WIDE:
        return 1.02
    if letter.isascii():
        return 0.74 if letter.isupper() else 0.61
    category = unicodedata.category(letter)
    if category in _NO_WIDTH:
        return 0.0
    if category == "So" or letter >= "\U0001f000":
        return 1.4
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    # Letters of other alphabets: Cyrillic and Devanagari are wider than Latin, Arabic narrower.
    return 0.8


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Give a text cut with an ellipsis where it is wider than its room."""
    if width(text, size, bold=bold) <= room:
        return text
    return _head(text, room - width(ELLIPSIS, size, bold=bold), size, bold=bold) + ELLIPSIS


def wrapped(
    text: str, room: float, size: float, lines: int, *, bold: bool = False
) -> tuple[str, ...]:
    """Give a text in at most so many lines, each within its room; the last cut where more is left.

    Lines end between words, and anywhere between Chinese, Japanese and Korean characters.
    """
    done: list[str] = []
    rest = " ".join(text.split())
    while rest and len(done) < lines - 1:
        line = _line(rest, room, size, bold=bold)
        done.append(line.rstrip())
        rest = rest[len(line) :].lstrip()
    return (*done, fitted(rest, room, size, bold=bold)) if rest else tuple(done)


def _line(text: str, room: float, size: float, *, bold: bool) -> str:
    """Give as much of a text as fits in one line, and at least one letter."""
    head = _head(text, room, size, bold=bold) or _first(text)
    if len(head) == len(text):
        return text
    ends = [at for at in range(1, len(head) + 1) if _may_part(text, at)]
    return text[: ends[-1]] if ends else head


def _first(text: str) -> str:
    """Give the first letter with what has no width of its own."""
    ends = (at for at in range(1, len(text)) if _em(text[at]))
    return text[: next(ends, len(text))]


def _may_part(text: str, at: int) -> bool:
    return text[at] == " " or _stands_alone(text[at - 1]) or _stands_alone(text[at])


def _stands_alone(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) == "W" and unicodedata.category(letter) == "Lo"


def _head(text: str, room: float, size: float, *, bold: bool) -> str:
    """Give the start of a text that fits, cut before a letter and not before its marks."""
    used, end = 0.0, 0
    scale = size * (BOLD if bold else 1)
    for letter in text:
        used += _em(letter) * scale
        if used > room:
            break
        end += 1
    while 0 < end < len(text) and (
        unicodedata.category(text[end]) in _MARKS or _JOINER in text[end - 1 : end + 1]
    ):
        end -= 1
    return text[:end].rstrip()


def right_to_left(text: str) -> bool:
    """Tell whether a text runs from right to left: its first letter with a direction does."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
