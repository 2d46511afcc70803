"""What is known of languages, as data for the step on a phone: tables.js there reads it."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from engine.languages.folding import folded
from engine.languages.names import names
from engine.languages.options import option_words
from engine.languages.sentences import told_in
from engine.languages.spelled import number_words
from engine.languages.tables import (
    ENGLISH,
    ListWording,
    Ranges,
    folding_table,
    language_of,
)

Data: TypeAlias = dict[str, Any]


def tables_data(language: str, others: Iterable[str] = ()) -> Data:
    """Give all that is said and heard in a language, and the words that work in the others too."""
    own = {ENGLISH, language_of(language).tag}
    heard = {language_of(tag).tag for tag in others} - own
    return {
        "folding": _folding(),
        "names": dict(names()),
        "languages": {
            **{tag: language_data(tag) for tag in sorted(own)},
            **{tag: {"commands": told_in(tag)["commands"]} for tag in sorted(heard)},
        },
    }


def language_data(tag: str) -> Data:
    """Give what is known of one language."""
    known, said = language_of(tag), told_in(tag)
    return {
        **{part: said[part] for part in ("sentences", "words", "commands")},
        "numbers": _numbers(tag),
        "ontoDigits": _ranges(known.onto_digits),
        "nothing": known.nothing,
        "list": _listing(known.listing),
        "options": sorted(option_words(tag)),
    }


def _numbers(tag: str) -> Data:
    """Give its number words and the English ones, as both count."""
    own, english = language_of(tag), language_of(ENGLISH)
    words = number_words(tag)
    return {
        "whole": dict(words.whole),
        "articles": sorted(own.articles),
        "and": sorted({folded(english.and_word), folded(own.and_word)}),
        "larger": sorted({*english.larger, *own.larger}),
        "idioms": sorted({*english.idioms, *own.idioms}),
        "prefix": words.prefix,
    }


def _listing(listing: ListWording) -> Data:
    patterns = {"pair": listing.pair, "last": listing.last, "more": listing.more}
    if not listing.starts:
        return patterns
    pair, last = listing.before
    starts, starts_not = list(listing.starts), list(listing.starts_not)
    return {**patterns, "before": {"starts": starts, "not": starts_not, "pair": pair, "last": last}}


def _folding() -> Data:
    table = folding_table()
    # As two texts it weighs a tenth less than as pairs.
    return {
        "from": "".join(table.map),
        "to": "\n".join(table.map.values()),
        "drop": _ranges(table.drop),
        "space": _ranges(table.space),
        "alone": _ranges(table.alone),
    }


def _ranges(ranges: Ranges) -> list[list[int]]:
    return [list(ends) for ends in ranges]
