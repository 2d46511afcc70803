"""Numbers that are said in words, up to a hundred."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from engine.languages.folding import folded
from engine.languages.tables import ENGLISH, Language, language_of

Piece: TypeAlias = str | int | None
"""A folded word, a number that stood there in digits, or None for digits that are none."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a run of words says: a number, a part of a larger number, "and", or nothing of these."""

    number: int | None = None
    enlarges: bool = False
    joins: bool = False


OTHER = Sense()


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of a language and of English, since players mix.

    `whole` has every spelling; `starts` the runs of words that count within a longer text, by
    their first word, the longest first.
    """

    whole: Mapping[str, int]
    starts: Mapping[str, tuple[tuple[tuple[str, ...], Sense], ...]]
    prefix: str

    def numbers(self, pieces: Sequence[Piece]) -> Iterator[int]:
        """Give the numbers that stand in a text, in order; of number words the longest run wins.

        Words beside "hundred", "thousand" and the like say a larger number than the tables hold,
        so that none is given for them: "two hundred and seven" is neither 2 nor 100 nor 7.
        """
        run: list[Sense] = []
        for sense in (*self._senses(tuple(self._parted(pieces))), OTHER):
            if sense.joins and run and run[-1].enlarges:
                continue
            if sense.enlarges or sense.number is not None:
                run.append(sense)
                continue
            yield from _said(run)
            run.clear()

    def in_digits(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Give folded words with each number that they say in digits: ("7", "birds").

        Words that say a larger number than the tables hold stay as they are.
        """
        if self.starts.keys().isdisjoint(words):
            return words
        found: list[str] = []
        run: list[tuple[Sense, tuple[str, ...]]] = []
        at = 0
        while at < len(words):
            sense, length = self._sense(words, at)
            said = words[at : at + length]
            at += length
            goes_on = sense.joins and run and run[-1][0].enlarges
            if goes_on or sense.enlarges or sense.number is not None:
                run.append((sense, said))
                continue
            found += (*_as_digits(run), *said)
            run.clear()
        return (*found, *_as_digits(run))

    def _senses(self, pieces: tuple[Piece, ...]) -> Iterator[Sense]:
        at = 0
        while at < len(pieces):
            sense, length = self._sense(pieces, at)
            yield sense
            at += length

    def _sense(self, pieces: tuple[Piece, ...], at: int) -> tuple[Sense, int]:
        first = pieces[at]
        if not isinstance(first, str):
            return Sense(first), 1
        for words, sense in self.starts.get(first, ()):
            if pieces[at : at + len(words)] == words:
                return sense, len(words)
        return OTHER, 1

    def _parted(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Part an "and" from the number word that it is written onto."""
        for piece in pieces:
            if isinstance(piece, str) and (rest := self._after_prefix(piece)):
                yield from (self.prefix, rest)
            else:
                yield piece

    def _after_prefix(self, word: str) -> str:
        if not self.prefix or word in self.starts or not word.startswith(self.prefix):
            return ""
        rest = word[len(self.prefix) :]
        return rest if rest in self.starts else ""


def number_words(language: str) -> NumberWords:
    """Give the number words that count in a language; in English for an unknown one."""
    return _number_words(language_of(language).tag)


@cache
def _number_words(tag: str) -> NumberWords:
    own, english = language_of(tag), language_of(ENGLISH)
    whole = {**_spellings(english), **_spellings(own)}
    senses = {
        **{word: Sense(joins=True) for word in (folded(english.and_word), folded(own.and_word))},
        **{word: Sense(enlarges=True) for word in (*english.larger, *own.larger)},
        **{
            spelling: Sense(number, enlarges=number == 100)
            for spelling, number in whole.items()
            if spelling not in own.articles
        },
        **dict.fromkeys((*english.idioms, *own.idioms), OTHER),
    }
    return NumberWords(whole, _by_first_word(senses), own.and_word if own.and_is_prefix else "")


def _spellings(language: Language) -> dict[str, int]:
    return {
        spelling: number
        for number, spellings in enumerate(language.numbers)
        for spelling in spellings
    }


def _by_first_word(
    senses: Mapping[str, Sense],
) -> dict[str, tuple[tuple[tuple[str, ...], Sense], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
    for phrase, sense in senses.items():
        words = tuple(phrase.split(" "))
        found.setdefault(words[0], []).append((words, sense))
    return {
        first: tuple(sorted(runs, key=lambda run: -len(run[0]))) for first, runs in found.items()
    }


def _said(run: Sequence[Sense]) -> Iterator[int]:
    if len(run) > 1 and any(sense.enlarges for sense in run):
        return
    yield from (sense.number for sense in run if sense.number is not None)


def _as_digits(run: Sequence[tuple[Sense, tuple[str, ...]]]) -> Iterator[str]:
    larger = len(run) > 1 and any(sense.enlarges for sense, _ in run)
    for sense, said in run:
        if larger or sense.number is None:
            yield from said
        else:
            yield str(sense.number)
