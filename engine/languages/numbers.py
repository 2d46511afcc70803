"""The whole numbers that a text says, in digits or in words."""

import re
from collections.abc import Sequence

from engine.languages.folding import fold, plain_digits
from engine.languages.spelled import Piece, number_words
from engine.languages.tables import language_of

LARGEST = 10**9
LONGEST = 12
"""Numbers go from -LARGEST to LARGEST, and have LONGEST digits at most, leading zeros included."""

# A minus counts only where a number can begin: "6-8" and "catch-22" have none. Thousands are
# parted by one sign throughout; any other point or comma within makes a decimal, a date or a list.
_NUMERAL = re.compile(
    r"(?P<minus>(?:^|(?<=[ \t\r\n(:=\u00a0\u2009\u202f\u3000]))[-\u2212\ufe63\uff0d])?"
    r"(?P<whole>[1-9][0-9]{0,2}(?P<part>[.,\u066b\u066c\uff0c\uff0e \u00a0\u2009\u202f])[0-9]{3}"
    r"(?:(?P=part)[0-9]{3})*(?![0-9])|[0-9]+)"
    r"(?P<rest>(?:[.,\u066b\u066c\uff0c\uff0e][0-9]+)*)"
)
_NO_DIGIT = re.compile("[^0-9]+")


def number_in(words: tuple[str, ...], language: str) -> int | None:
    """Give the number that folded words are as a whole: ("7",), ("twenty", "one")."""
    if len(words) == 1 and words[0].isascii() and words[0].isdigit():
        return _value(words[0])
    return number_words(language).whole.get(" ".join(words))


def whole_number(text: str, language: str) -> int | None:
    """Give the number that a text is: "7", "#7", "-7", "1,000", "Seven!"; None for "3.5" or "A7".

    From -10^9 to 10^9, of 12 digits at most; groups of thousands may be parted by comma, point
    or space. English number words count in every language.
    """
    return _as_whole(_pieces(text, language), language)


def numbers_within(text: str, language: str) -> tuple[int, ...]:
    """Give every number that stands in a text, in order: (7, 8) for "seven, or 8".

    What is no number is passed over: decimals, digits within a name ("A7"), words that are
    articles as well ("un"), numbers in words that are larger than 100.
    """
    pieces = _pieces(text, language)
    if (whole := _as_whole(pieces, language)) is not None:
        return (whole,)
    return tuple(number_words(language).numbers(pieces))


def _as_whole(pieces: Sequence[Piece], language: str) -> int | None:
    if len(pieces) == 1 and isinstance(pieces[0], int):
        return pieces[0]
    words = tuple(piece for piece in pieces if isinstance(piece, str))
    return number_in(words, language) if len(words) == len(pieces) else None


def _pieces(text: str, language: str) -> list[Piece]:
    plain = plain_digits(text)
    pieces: list[Piece] = []
    end = 0
    for numeral in _NUMERAL.finditer(plain):
        pieces += fold(plain[end : numeral.start()])
        end = numeral.end()
        pieces.append(None if _in_a_name(plain, numeral, language) else _number(numeral))
    pieces += fold(plain[end:])
    return pieces


def _number(numeral: re.Match[str]) -> int | None:
    value = None if numeral["rest"] else _value(_NO_DIGIT.sub("", numeral["whole"]))
    return -value if value and numeral["minus"] else value


def _value(digits: str) -> int | None:
    if len(digits) > LONGEST:
        return None
    value = int(digits)
    return value if value <= LARGEST else None


def _in_a_name(text: str, numeral: re.Match[str], language: str) -> bool:
    """Tell whether a letter stands at the digits, as in "A7" or "7th"."""
    start, end = numeral.span()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if fold(before + "0")[-1] != "0":
        return True
    return fold("0" + after)[0] != "0" and not any(
        first <= ord(after) <= last for first, last in language_of(language).onto_digits
    )
