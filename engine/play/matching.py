"""A player's words -> the reply that was meant, tier by tier."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from rapidfuzz.distance import OSA

from engine.languages.folding import fold
from engine.languages.numbers import numbers_within, whole_number
from engine.languages.spelled import number_words
from engine.play.world import Keyword, Sign
from engine.story.model import Reply

Words: TypeAlias = tuple[str, ...]
LONGEST_HEARD = 1_600
LONGEST_CODE = 6
# Who writes more has not answered with a number.
MOST_WORDS_WITH_NUMBERS = 40
# One slip more than a long word is allowed.
TOO_MANY = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text as it is compared: folded, and as a number if it is one.

    `digits` are the words with numbers in digits, empty where they say none.
    """

    text: str
    words: Words
    number: int | None
    digits: Words = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reply that can be given now, with its label as it is shown, folded."""

    reply: Reply
    label: Words = ()

    @property
    def phrases(self) -> tuple[Words, ...]:
        """The words that stand for this reply, its label included."""
        return (*self.reply.words, self.label) if self.label else self.reply.words


def spoken(text: str, language: str) -> Spoken:
    """Give a text as it is compared; of a longer text, the first 1,600 characters."""
    text = text[:LONGEST_HEARD]
    words = fold(text)
    digits = _in_digits(words, language) if len(words) <= MOST_WORDS_WITH_NUMBERS else ()
    return Spoken(text, words, whole_number(text, language), digits, language)


def _in_digits(words: Words, language: str) -> Words:
    """Give words with numbers in digits; none where they say no number."""
    found = number_words(language).in_digits(words)
    return found if any(word.isdigit() for word in found) else ()


@lru_cache(maxsize=65_536)
def _phrase_in_digits(phrase: Words, language: str) -> Words:
    return _in_digits(phrase, language)


def called(words: Words, keywords: Mapping[str, Keyword]) -> Keyword | None:
    """Give the keyword that the whole text is."""
    return keywords.get(" ".join(words))


def sign_in(
    words: Words, keywords: Mapping[str, Keyword], signs: Mapping[str, Sign]
) -> Sign | None:
    """Give the sign whose code the whole text is, alone or after a keyword of its story."""
    code = code_in(words, keywords, signs)
    return None if code is None else signs[code]


def code_in(words: Words, keywords: Mapping[str, Keyword], signs: Mapping[str, Sign]) -> str | None:
    """Give the code of a sign that the whole text is, folded; as `sign_in` finds it.

    A code may be written in parts: "HANDS 4", "42 73".
    """
    for parts in range(1, min(len(words), LONGEST_CODE) + 1):
        code = "".join(words[-parts:])
        if not (sign := signs.get(code)):
            continue
        if parts == len(words):
            return code
        keyword = keywords.get(" ".join(words[:-parts]))
        if keyword and keyword.story == sign.story:
            return code
    return None


def retired_in(
    words: Words, keywords: Mapping[str, Keyword], retired: Container[str]
) -> str | None:
    """Give the code of a sign that opens nothing any more, alone or after any keyword."""
    for parts in range(1, min(len(words), LONGEST_CODE) + 1):
        code = "".join(words[-parts:])
        if code in retired and (parts == len(words) or " ".join(words[:-parts]) in keywords):
            return code
    return None


def same(heard: Spoken, candidates: Iterable[Candidate]) -> Reply | None:
    """Give the first reply whose words, label or number the whole text is."""
    for candidate in candidates:
        if heard.words and heard.words in candidate.phrases:
            return candidate.reply
        if heard.digits and heard.digits in _phrases_in_digits(candidate, heard):
            return candidate.reply
        wanted = candidate.reply.number
        if wanted and heard.number is not None and wanted.low <= heard.number <= wanted.high:
            return candidate.reply
    return None


def within(heard: Spoken, candidates: Iterable[Candidate], language: str) -> Reply | None:
    """Give the first reply whose words stand inside the text, or whose number is its only one."""
    numbers: tuple[int, ...] | None = None
    for candidate in candidates:
        if any(_stands_in(phrase, heard.words) for phrase in candidate.phrases):
            return candidate.reply
        if any(_stands_in(each, heard.digits) for each in _phrases_in_digits(candidate, heard)):
            return candidate.reply
        reply = candidate.reply
        if _all_in(reply.all, heard.words) or _ordered(reply.order, heard.words):
            return reply
        if (wanted := candidate.reply.number) is None:
            continue
        if numbers is None:
            numbers = numbers_within(heard.text, language)
        if len(numbers) == 1 and wanted.low <= numbers[0] <= wanted.high:
            return candidate.reply
    return None


def _phrases_in_digits(candidate: Candidate, heard: Spoken) -> Iterable[Words]:
    """Give the phrases that say a number, in digits; none where none was said."""
    if not heard.digits:
        return ()
    found = (_phrase_in_digits(phrase, heard.language) for phrase in candidate.phrases)
    return [phrase for phrase in found if phrase]


def _stands_in(phrase: Words, words: Words) -> bool:
    size = len(phrase)
    return any(words[at : at + size] == phrase for at in range(len(words) - size + 1))


def _all_in(phrases: tuple[Words, ...], words: Words) -> bool:
    return bool(phrases) and all(_stands_in(phrase, words) for phrase in phrases)


def _ordered(phrases: tuple[Words, ...], words: Words) -> bool:
    """Tell whether each phrase stands after the one before it."""
    at = 0
    for phrase in phrases:
        ends = (end for end in range(at + len(phrase), len(words) + 1))
        end = next((end for end in ends if words[end - len(phrase) : end] == phrase), None)
        if end is None:
            return False
        at = end
    return bool(phrases)


def part_of_label(heard: Spoken, candidates: Iterable[Candidate]) -> Reply | None:
    """Give the reply in whose label all words of the text stand, if there is exactly one."""
    wanted = set(heard.words)
    found = [each.reply for each in candidates if wanted and wanted <= set(each.label)]
    return found[0] if len(found) == 1 else None


def near(heard: Spoken, candidates: Sequence[Candidate]) -> Reply | None:
    """Give the reply that the text nearly is, if no other is equally near.

    The measure is the optimal string alignment distance (Damerau-Levenshtein, each part edited at
    most once) without spaces, since dictation parts words as it likes, and with a last "s" or "es"
    counting for nothing. A number is never nearly another, nor nearly a word.
    """
    if heard.number is not None:
        return None
    best: list[Reply] = []
    least = TOO_MANY
    parts = _Parts(heard.words)
    for candidate in candidates:
        slips = min((_slips(phrase, parts) for phrase in candidate.phrases), default=TOO_MANY)
        if slips < least:
            best, least = [candidate.reply], slips
        elif slips == least < TOO_MANY:
            best.append(candidate.reply)
    return best[0] if len(best) == 1 else None


class _Parts:
    """What a phrase of so many words may be near to: the whole text, and each run of so many."""

    __slots__ = ("_by_size", "_whole", "_words")

    def __init__(self, words: Words) -> None:
        self._words = words
        self._whole = "".join(words)
        self._by_size: dict[int, frozenset[str]] = {}

    def of(self, size: int) -> frozenset[str]:
        """Give them without spaces."""
        found = self._by_size.get(size)
        if found is None:
            starts = range(len(self._words) - size + 1 if size else 0)
            runs = ("".join(self._words[at : at + size]) for at in starts)
            found = self._by_size[size] = frozenset((self._whole, *runs))
        return found


@lru_cache(maxsize=65_536)
def _wanted(phrase: Words) -> tuple[str, frozenset[str], int]:
    """Give a phrase without spaces, its forms, and how many slips it allows."""
    wanted = "".join(phrase)
    if any(char.isdigit() for char in wanted):
        return wanted, frozenset(), 0
    return wanted, frozenset(_forms(wanted)), _allowed(wanted)


def _slips(phrase: Words, parts: _Parts) -> int:
    """Count the slips in the likeliest part of the text; TOO_MANY where there is none."""
    wanted, forms, allowed = _wanted(phrase)
    size = len(phrase)
    for parted in (parts.of(size), parts.of(size - 1), parts.of(size + 1)):
        if not forms.isdisjoint(parted):
            return 0
    if not allowed:
        return TOO_MANY
    alike = (part for part in parts.of(size) if abs(len(part) - len(wanted)) <= allowed)
    return min((_distance(wanted, part, allowed) for part in alike), default=TOO_MANY)


def _forms(word: str) -> tuple[str, ...]:
    """Give a word, its plurals, and what it may be the plural of; of three letters or more."""
    singular = tuple(
        word.removesuffix(ending)
        for ending in ("s", "es")
        if word.endswith(ending) and len(word) - len(ending) >= 3
    )
    return (word, f"{word}s", f"{word}es", *singular) if len(word) >= 3 else (word,)


def _distance(wanted: str, found: str, allowed: int) -> int:
    if any(char.isdigit() for char in found):
        return TOO_MANY
    distance = OSA.distance(wanted, found, score_cutoff=allowed)
    return distance if distance <= allowed else TOO_MANY


def _allowed(wanted: str) -> int:
    if len(wanted) < 4:
        return 0
    return 1 if len(wanted) < 8 else 2
