"""What a text costs: the segments in which a carrier sends and charges it.

Alphabets: 3GPP TS 23.038, section 6.2.1 (GSM 7 bit default alphabet) and 6.2.1.1 (its extension).
Room: 3GPP TS 23.040: 140 octets a message, 6 of them taken by a header when there are several.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, TypeAlias

Encoding: TypeAlias = Literal["GSM-7", "UCS-2"]

# In the order of their codes from 0; code 27 leads over to the extension and is no character.
_DEFAULT = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = "\f^{}\\[~]|€"
_SEPTETS = dict.fromkeys(_DEFAULT.replace("\x1b", ""), 1) | dict.fromkeys(_EXTENSION, 2)
# What takes two units: the extension, and what UTF-16 writes as a pair.
_DOUBLED: dict[Encoding, re.Pattern[str]] = {
    "GSM-7": re.compile(f"[{re.escape(_EXTENSION)}]"),
    "UCS-2": re.compile("[\U00010000-\U0010ffff]"),
}
# Units in a message of its own, and in one of several: septets, and 16-bit code units.
_ROOM: dict[Encoding, tuple[int, int]] = {"GSM-7": (160, 153), "UCS-2": (70, 67)}

_LOOK_ALIKES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′‹›ʹʼ´`", "'"),
        **dict.fromkeys("“”„‟″«»ʺ", '"'),
        **dict.fromkeys("‐‑‒–—―−•", "-"),
        # Spaces of every width, and the tab.
        **dict.fromkeys("\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005", " "),
        **dict.fromkeys("\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
        **dict.fromkeys("\u2028\u2029", "\n"),
        # What nobody sees: soft hyphen, zero-width space, word joiner, byte order mark.
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff", ""),
    }
    # Unicode's own look-alikes of these: three dots, and the letters that are joined.
    | {letter: unicodedata.normalize("NFKC", letter) for letter in "…ﬀﬁﬂﬃﬄﬅﬆĳĲ"}
    | {"œ": "oe", "Œ": "OE"}
)


@dataclass(frozen=True, slots=True)
class Segments:
    """What a text costs: `count` segments, 0 for the empty text.

    `units` are septets in GSM-7, 16-bit code units in UCS-2. `dearest` are the characters that
    force UCS-2, each once, in their order in the text; none in GSM-7.
    """

    count: int
    encoding: Encoding
    units: int
    dearest: tuple[str, ...]


def segments(text: str) -> Segments:
    """Count what a text costs as it is."""
    dearest = dearest_in(text)
    encoding: Encoding = "UCS-2" if dearest else "GSM-7"
    units = _units_in(text, encoding)
    alone, among_several = _ROOM[encoding]
    if units <= alone:
        count = 1 if text else 0
    elif units == len(text):
        count = -(-units // among_several)
    else:
        # What takes two units is not cut in half.
        count = len(split(text))
    return Segments(count, encoding, units, dearest)


def dearest_in(text: str) -> tuple[str, ...]:
    """Give the characters that force UCS-2, each once, in their order in the text."""
    if _is_gsm(text):
        return ()
    return tuple(letter for letter in dict.fromkeys(text) if letter not in _SEPTETS)


def split(text: str) -> tuple[str, ...]:
    """Give the parts of a text as its segments hold them.

    No part ends inside a character: an extension's pair or a surrogate pair goes whole to the next.
    """
    encoding: Encoding = "GSM-7" if _is_gsm(text) else "UCS-2"
    alone, among_several = _ROOM[encoding]
    if _units_in(text, encoding) <= alone:
        return (text,) if text else ()
    starts, used = [0], 0
    for index, letter in enumerate(text):
        size = _units(letter, encoding)
        if used + size > among_several:
            starts.append(index)
            used = 0
        used += size
    ends = [*starts[1:], len(text)]
    return tuple(text[start:end] for start, end in zip(starts, ends, strict=True))


def _is_gsm(text: str) -> bool:
    return _SEPTETS.keys() >= set(text)


def _units_in(text: str, encoding: Encoding) -> int:
    doubled = _DOUBLED[encoding].findall(text)
    return len(text) + len(doubled)


def look_alikes(text: str) -> str:
    """Give a text with GSM-7 look-alikes of what word processors put into it.

    Quotes, dashes, dots, spaces, ligatures; letters with loose accents are put together. Letters
    that would change a word (`ç`, `ê`) stay.
    """
    return unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES)


def smart(text: str) -> str:
    """Give a text as it is best sent: with look-alikes where these make it GSM-7, else as it was.

    It never costs more than the text as it was.
    """
    plain = look_alikes(text)
    cost = segments(plain)
    cheaper = cost.encoding == "GSM-7" and cost.count <= segments(text).count
    return plain if cheaper else text


def _units(letter: str, encoding: Encoding) -> int:
    if encoding == "GSM-7":
        return _SEPTETS[letter]
    return 1 if letter <= "\uffff" else 2
