import pytest

from engine.languages.numbers import number_in, numbers_within, whole_number
from engine.languages.spelled import number_words
from engine.languages.tables import language_of, languages


@pytest.mark.parametrize("tag", languages())
def test_every_spelling_is_its_number(tag: str) -> None:
    spelled = {
        (spelling, number)
        for number, spellings in enumerate(language_of(tag).numbers)
        for spelling in spellings
    }
    assert {(each, number_in(tuple(each.split()), tag)) for each, _ in spelled} == spelled
    assert {(each, whole_number(f" {each.upper()}!", tag)) for each, _ in spelled} == spelled


@pytest.mark.parametrize("tag", languages())
def test_every_spelling_is_found_in_a_longer_text_unless_it_is_an_article(tag: str) -> None:
    wrong = {
        spelling: found
        for number, spellings in enumerate(language_of(tag).numbers)
        for spelling in spellings
        if (found := numbers_within(f"xyz {spelling}, xyz", tag))
        != (() if spelling in language_of(tag).articles else (number,))
    }
    assert wrong == {}


@pytest.mark.parametrize("tag", languages())
def test_no_idiom_says_a_number(tag: str) -> None:
    found = {idiom: numbers_within(f"xyz {idiom}, xyz", tag) for idiom in language_of(tag).idioms}
    assert {idiom: numbers for idiom, numbers in found.items() if numbers} == {}


@pytest.mark.parametrize("tag", languages())
def test_a_word_for_more_takes_its_neighbours_along(tag: str) -> None:
    found = {word: numbers_within(f"xyz 2 {word} 7, xyz", tag) for word in language_of(tag).larger}
    assert {word: numbers for word, numbers in found.items() if numbers} == {}


@pytest.mark.parametrize("tag", languages())
def test_english_numbers_count_in_every_language(tag: str) -> None:
    assert numbers_within("xyz twenty-one or seven", tag) == (21, 7)
    assert number_words(tag).whole.keys() >= number_words("en").whole.keys()
