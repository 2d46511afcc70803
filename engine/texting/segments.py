"""What a text costs: the segments in which a carrier sends and charges it.

Alphabets: 3GPP TS 23.038, section 6.2.1 (GSM 7 bit default alphabet) and 6.2.1.1 (its extension).
Room: 3GPP TS 23.040: 140 octets a message, 6 of them taken by a header when there are several.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
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
_GSM, _DEAR_GSM = frozenset(_SEPTETS), frozenset(_EXTENSION)
# What takes two units: the extension, and what UTF-16 writes as a pair.
_DOUBLED: dict[Encoding, re.Pattern[str]] = {
    "GSM-7": re.compile(f"[{re.escape(_EXTENSION)}]"),
    "UCS-2": re.compile("[\U00010000-\U0010ffff]"),
}
# Units in a message of its own, and in one of several: septets, and 16-bit code units.
_ROOM: dict[Encoding, tuple[int, int]] = {"GSM-7": (160, 153), "UCS-2": (70, 67)}

_LOOK_ALIKES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′‹›´`", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
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
)
# Letters that some languages write: others read well, but it is for who wrote them to say.
_LETTERS = str.maketrans({"œ": "oe", "Œ": "OE", "ʹ": "'", "ʼ": "'", "ʺ": '"'})


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


# The same answer is counted for its price, its report and its pace.
@lru_cache(maxsize=64)
def segments(text: str) -> Segments:
    """Count what a text costs as it is."""
    letters = set(text)
    if letters <= _GSM:
        encoding: Encoding = "GSM-7"
        dearest: tuple[str, ...] = ()
        units = _units_in(text, encoding) if letters & _DEAR_GSM else len(text)
    else:
        encoding, dearest = "UCS-2", dearest_in(text)
        units = _units_in(text, encoding)
    alone, among_several = _ROOM[encoding]
    if units <= alone:
        count = 1 if text else 0
    elif units == len(text) and (encoding == "GSM-7" or not _has_joints(text)):
        count = -(-units // among_several)
    else:
        # What takes several units is not cut.
        count = len(split(text))
    return Segments(count, encoding, units, dearest)


def segments_by(kind: str, text: str) -> int:
    """Give how many segments a text is by a channel: only SMS is cut into them, all else is one."""
    return segments(text).count if kind == "sms" else int(bool(text))


def dearest_in(text: str) -> tuple[str, ...]:
    """Give the characters that force UCS-2, each once, in their order in the text."""
    if _is_gsm(text):
        return ()
    return tuple(letter for letter in dict.fromkeys(text) if letter not in _SEPTETS)


def split(text: str) -> tuple[str, ...]:
    """Give the parts of a text as its segments hold them.

    No part ends inside a character: an extension's pair, a surrogate pair, or a letter with its
    marks and an emoji of several goes whole to the next.
    """
    encoding: Encoding = "GSM-7" if _is_gsm(text) else "UCS-2"
    alone, among_several = _ROOM[encoding]
    if _units_in(text, encoding) <= alone:
        return (text,) if text else ()
    starts, at, used = [0], 0, 0
    for piece in _uncut(text, encoding):
        size = _units_in(piece, encoding)
        if used + size > among_several:
            starts.append(at)
            used = 0
        at += len(piece)
        used += size
    return tuple(text[start:end] for start, end in pairwise([*starts, len(text)]))


def _uncut(text: str, encoding: Encoding) -> Iterator[str]:
    """Give what is not cut: characters; in UCS-2 what is seen as one, if it is no monster."""
    if encoding == "GSM-7":
        yield from text
        return
    for cluster in clusters(text):
        if len(cluster) == 1 or _units_in(cluster, encoding) <= _ROOM[encoding][1]:
            yield cluster
        else:
            yield from cluster


def _has_joints(text: str) -> bool:
    return _patterns().joint.search("".join(set(text))) is not None


def clusters(text: str) -> Iterator[str]:
    """Give what is seen as one character each: a letter with its marks, a flag, a family.

    As Unicode Standard Annex 29 has it (extended grapheme clusters), but for what only stands in
    old manuscripts.
    """
    return (found.group() for found in _patterns().cluster.finditer(text))


@dataclass(frozen=True, slots=True)
class _Patterns:
    """`cluster` is what is seen as one; without a `joint`, that is each character alone."""

    cluster: re.Pattern[str]
    joint: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Make the patterns when a text first needs them: all of Unicode is looked through."""
    # Marks, joiners, and tones of skin are added to what is before them.
    added = _ranges(lambda letter: unicodedata.category(letter)[0] == "M")
    added += "\u200c\u200d\U0001f3fb-\U0001f3ff"
    symbols = _ranges(lambda letter: unicodedata.category(letter) == "So")
    flag = "[\U0001f1e6-\U0001f1ff]"
    # Korean letters that make up a syllable: what leads, then vowels and what ends it.
    leads, follows = "[\u1100-\u115f\uac00-\ud7a3]", "[\u1160-\u11ff]"
    alone = f"{flag}{flag}|{leads}{follows}+|\r\n|."
    return _Patterns(
        re.compile(f"(?:{alone})(?:[{added}]|(?<=\u200d)[{symbols}])*", re.DOTALL),
        re.compile(f"[{added}]|{flag}|{follows}|\r"),
    )


def _ranges(wanted: Callable[[str], bool]) -> str:
    """Write the characters of Unicode's first two planes that are wanted as a class holds them."""
    found = [code for code in range(0x20000) if wanted(chr(code))]
    starts = [code for code in found if not code or not wanted(chr(code - 1))]
    ends = [code for code in found if not wanted(chr(code + 1))]
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in zip(starts, ends, strict=True))


def _is_gsm(text: str) -> bool:
    return _GSM.issuperset(text)


def _units_in(text: str, encoding: Encoding) -> int:
    doubled = _DOUBLED[encoding].findall(text)
    return len(text) + len(doubled)


def look_alikes(text: str) -> str:
    """Give a text with GSM-7 look-alikes of all that has one, as its writer may type it.

    What word processors put into it (see `plain`), and letters such as `œ`. Letters that would
    make another word (`ç`, `ê`) stay.
    """
    return plain(text).translate(_LETTERS)


def plain(text: str) -> str:
    """Give a text without what word processors put into it.

    Quotes, dashes, dots, spaces and joined letters as GSM-7 has them; letters with loose accents
    are put together. No letter of any language changes.
    """
    return unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES)


def is_better_plain(text: str) -> bool:
    """Tell whether a text is GSM-7 once it is plain, is not so now, and costs no more then."""
    if _is_gsm(text) or not _is_gsm(made := plain(text)):
        return False
    return segments(made).count <= segments(text).count


def smart(text: str) -> str:
    """Give a text as it is best sent: plain where that makes it GSM-7, else as it was.

    It never costs more than the text as it was.
    """
    return plain(text) if is_better_plain(text) else text
