"""What others wrote, as it can be shown in any terminal and opened in any spreadsheet."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

CUT = "…"
# So many marks may sit on one letter; more would climb over the lines above.
MOST_MARKS = 4
# Joiners that emoji, Persian and the scripts of India are written with.
_JOINERS = "\u200c\u200d"
# Controls, what steers the direction of writing or is not seen, and what means nothing.
_STEERING = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
# What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection"), in full width too.
_FORMULA = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20|%]")


def plain(text: str) -> str:
    """Give a text in one line that cannot steer a terminal: what might is spelled, as <U+202E>."""
    shown, marks = [], 0
    for char in text:
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if char == "\n":
            shown.append(" / ")
        elif char not in _JOINERS and kind in _STEERING:
            shown.append(f"<U+{ord(char):04X}>")
        elif marks <= MOST_MARKS:
            shown.append(char)
    return "".join(shown)


def quoted(text: str, mark: str = "  | ") -> str:
    """Give a text line by line, each with a mark before it that no text can leave out."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(f"{mark}{plain(line)}".rstrip() for line in lines)


def cut(text: str, most: int) -> str:
    """Give a text that takes at most so many columns."""
    if columns(text) <= most:
        return text
    while text and columns(text) > most - 1:
        text = text[:-1]
    return f"{text}{CUT}"


def columns(text: str) -> int:
    """Count the columns that a terminal needs for a text: two for wide letters, none for marks."""
    return sum(_columns_of(char) for char in text)


def table(rows: Sequence[Sequence[str]], *, words: int = 1) -> str:
    """Give rows below each other, columns two spaces apart; the first `words` columns hold words.

    The others hold numbers, and end in a line.
    """
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths, words) for row in rows)


def cell(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula: an apostrophe goes before it."""
    text = plain(text)
    return f"'{text}" if _FORMULA.match(text.lstrip()) else text


def _line(row: Iterable[str], widths: Sequence[int], words: int) -> str:
    cells = []
    for at, (text, width) in enumerate(zip(row, widths, strict=True)):
        space = " " * (width - columns(text))
        cells.append(f"{text}{space}" if at < words else f"{space}{text}")
    return "  ".join(cells).rstrip()


def _columns_of(char: str) -> int:
    if char in _JOINERS or unicodedata.combining(char) or unicodedata.category(char) == "Mn":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
