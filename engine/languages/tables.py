"""What is known of each language: the shipped data, read once."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

Ranges: TypeAlias = tuple[tuple[int, int], ...]

ENGLISH = "en"
FOLDING = "folding"
NO_LANGUAGES = {FOLDING, "names", "options"}
# Filipino is the standard form of Tagalog; phones name it by either tag.
SAME = {"fil": "tl"}


@dataclass(frozen=True, slots=True)
class FoldingTable:
    """How characters are compared: folding.json. Ranges are code points, both ends included."""

    map: Mapping[str, str]
    drop: Ranges
    space: Ranges
    alone: Ranges


@dataclass(frozen=True, slots=True)
class ListWording:
    """How things are listed: patterns of {0} and {1}, as in CLDR.

    `pair` joins two, `last` what was joined so far and the last of three or more, `more` the
    ones before. `before` replaces `pair` and `last` where the last thing begins with one of
    `starts` and none of `starts_not`.
    """

    pair: str
    last: str
    more: str
    starts: tuple[str, ...] = ()
    starts_not: tuple[str, ...] = ()
    before: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Language:
    """The words of a language that the engine knows. All but `nothing` and `name` are folded.

    `numbers` are the spellings of 0 to 100. `articles` are spellings that are numbers only as the
    whole text ("un"), `idioms` phrases around a number word that say no number ("the one"),
    `larger` words that make a larger number of their neighbours ("thousand"). `and_is_prefix`:
    "and" is written onto the next word. `onto_digits`: characters that may follow digits without
    a space and leave them a number.
    """

    tag: str
    name: str
    numbers: tuple[tuple[str, ...], ...]
    articles: frozenset[str]
    idioms: tuple[str, ...]
    larger: tuple[str, ...]
    and_word: str
    and_is_prefix: bool
    onto_digits: Ranges
    nothing: str
    listing: ListWording


@cache
def languages() -> tuple[str, ...]:
    """Give the tags of the languages that there is data for, in order."""
    found = (
        file.name.removesuffix(".json")
        for file in files(__package__).iterdir()
        if file.name.endswith(".json")
    )
    return tuple(sorted(tag for tag in found if tag not in NO_LANGUAGES))


@lru_cache(maxsize=256)
def language_of(tag: str) -> Language:
    """Give the language of a BCP 47 tag: that of "es-MX" is "es", an unknown one is English."""
    first = tag.replace("_", "-").partition("-")[0].lower()
    first = SAME.get(first, first)
    return _language(first if first in languages() else ENGLISH)


@cache
def folding_table() -> FoldingTable:
    """Give the table by which texts are compared."""
    data = _read(FOLDING)
    return FoldingTable(
        data["map"], _ranges(data["drop"]), _ranges(data["space"]), _ranges(data["alone"])
    )


@cache
def _language(tag: str) -> Language:
    data = _read(tag)
    return Language(
        tag=tag,
        name=data["name"],
        numbers=tuple(tuple(spellings) for spellings in data["numbers"]),
        articles=frozenset(data["articles"]),
        idioms=tuple(data["idioms"]),
        larger=tuple(data["larger"]),
        and_word=data["and"],
        and_is_prefix=data.get("and_is_prefix", False),
        onto_digits=_ranges(data.get("onto_digits", ())),
        nothing=data["nothing"],
        listing=_list_wording(data["list"]),
    )


def _list_wording(data: Mapping[str, Any]) -> ListWording:
    plain = ListWording(data["pair"], data["last"], data["more"])
    if not (before := data.get("before")):
        return plain
    return ListWording(
        plain.pair,
        plain.last,
        plain.more,
        tuple(before["starts"]),
        tuple(before["not"]),
        (before["pair"], before["last"]),
    )


def _ranges(pairs: Iterable[Iterable[int]]) -> Ranges:
    return tuple((first, last) for first, last in pairs)


def _read(name: str) -> dict[str, Any]:
    file = files(__package__) / f"{name}.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))
