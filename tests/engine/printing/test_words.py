"""What signs say, in every language that Wayside speaks."""

import json
import re
from importlib.resources import files

import pytest

from engine.languages import sentences
from engine.printing import words
from engine.printing.fonts import families_for
from engine.printing.words import parted, phrase

LANGUAGES = sorted(
    each.name.removesuffix(".json")
    for each in files(sentences).iterdir()
    if each.name.endswith(".json")
)
KEYS = json.loads((files(words) / "en.json").read_text(encoding="utf-8")).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence_with_its_facts(language: str) -> None:
    own = json.loads((files(words) / f"{language}.json").read_text(encoding="utf-8"))
    english = json.loads((files(words) / "en.json").read_text(encoding="utf-8"))
    facts = {key: sorted(re.findall(r"\{(\w+)\}", text)) for key, text in own.items()}
    assert facts == {key: sorted(re.findall(r"\{(\w+)\}", text)) for key, text in english.items()}
    assert all(text.strip() == text and text for text in own.values())


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_no_language_is_english_with_another_name(language: str) -> None:
    assert [key for key in KEYS if phrase(key, language) == phrase(key, "en")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_stop_stays_stop_and_every_letter_can_be_printed(language: str) -> None:
    assert "STOP" in phrase("rates", language)
    texts = "".join(phrase(key, language) for key in KEYS)
    assert families_for(texts, language)[1] == ()


def test_the_sentences_that_protect_are_these() -> None:
    assert phrase("rates", "en") == "Msg & data rates may apply. Reply STOP to end."
    assert phrase("never", "en-GB") == "We never ask for payment or passwords."


def test_a_language_without_sentences_gets_english_ones() -> None:
    assert phrase("scan", "sv") == phrase("scan", "en")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", (("said", "Or text"), ("words", "W"), ("said", "to"), ("number", "N"))),
        (
            "hi",
            (
                ("said", "या"),
                ("words", "W"),
                ("said", "लिखकर"),
                ("number", "N"),
                ("said", "पर SMS भेजें"),
            ),
        ),
        (
            "ja",
            (
                ("said", "または"),
                ("number", "N"),
                ("said", "に"),
                ("words", "W"),
                ("said", "とSMSで送ってください"),
            ),
        ),
    ],
)
def test_a_sentence_is_cut_at_its_facts_wherever_they_stand(
    language: str, expected: tuple[tuple[str, str], ...]
) -> None:
    assert parted("text", language, words="W", number="N") == expected


def test_braces_of_an_author_are_no_facts() -> None:
    assert parted("open", "en", address="{words}") == (("said", "Or open"), ("address", "{words}"))
