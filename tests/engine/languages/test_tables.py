import json
import re
from importlib.resources import files

import pytest

import engine.languages
from engine.languages.folding import folded
from engine.languages.tables import Language, language_of, languages

EXPECTED = [
    "ar",
    "de",
    "en",
    "es",
    "fr",
    "hi",
    "ht",
    "it",
    "ja",
    "ko",
    "nl",
    "pl",
    "pt",
    "ru",
    "so",
    "tl",
    "uk",
    "vi",
    "zh",
]


@pytest.fixture(params=EXPECTED)
def known(request: pytest.FixtureRequest) -> Language:
    return language_of(request.param)


def spellings(language: Language) -> list[str]:
    return [spelling for spellings in language.numbers for spelling in spellings]


def test_the_shipped_languages_are_these() -> None:
    assert languages() == tuple(EXPECTED)


@pytest.mark.parametrize("tag", EXPECTED)
def test_a_file_names_its_language_and_its_source(tag: str) -> None:
    file = files(engine.languages) / f"{tag}.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    assert (data["language"], language_of(tag).tag) == (tag, tag)
    assert data["source"].endswith(".")


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("es-MX", "es"),
        ("pt_BR", "pt"),
        ("ZH-Hant-TW", "zh"),
        ("fil", "tl"),
        ("fil-PH", "tl"),
        ("en", "en"),
        ("xx", "en"),
        ("", "en"),
        ("folding", "en"),
        ("names", "en"),
        ("../tables", "en"),
        ("\ud800\0", "en"),
    ],
)
def test_an_unknown_language_is_english(tag: str, found: str) -> None:
    assert language_of(tag).tag == found


def test_a_language_has_its_own_name_and_words(known: Language) -> None:
    words = (known.name, known.nothing, known.and_word)
    assert [word for word in words if not word or word != word.strip()] == []
    assert known.tag == "en" or known.nothing != language_of("en").nothing


def test_a_language_counts_from_nought_to_a_hundred(known: Language) -> None:
    assert len(known.numbers) == 101
    assert [number for number, found in enumerate(known.numbers) if not found] == []


def test_every_spelling_folds_to_itself(known: Language) -> None:
    words = [*spellings(known), *known.articles, *known.idioms, *known.larger]
    assert [word for word in words if not word or folded(word) != word] == []


def test_no_spelling_stands_at_two_numbers(known: Language) -> None:
    found = spellings(known)
    assert [spelling for spelling in found if found.count(spelling) > 1] == []


def test_articles_are_number_words_that_players_may_use(known: Language) -> None:
    assert known.articles - {*spellings(known), *spellings(language_of("en"))} == set()


def test_idioms_and_larger_words_are_no_numbers(known: Language) -> None:
    assert {*known.idioms, *known.larger} & set(spellings(known)) == set()
    assert [word for word in known.larger if " " in word] == []


def test_a_prefix_is_written_as_it_folds(known: Language) -> None:
    assert not known.and_is_prefix or folded(known.and_word) == known.and_word


def test_list_patterns_hold_both_things_in_order(known: Language) -> None:
    wording = known.listing
    patterns = [wording.pair, wording.last, wording.more, *filter(None, wording.before)]
    assert {tuple(re.findall(r"[{}][^{}]*", pattern))[::2] for pattern in patterns} == {
        ("{0", "{1")
    }
