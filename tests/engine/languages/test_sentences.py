"""What Wayside itself says, and the words that work everywhere."""

import json
import re
import string
from importlib.resources import files

import pytest

from engine.languages.folding import folded
from engine.languages.sentences import SOURCE, commands, sentence
from engine.play.commands import COMMANDS
from engine.texting.optout import carrier_word

SHIPPED = {
    file.name.removesuffix(".json"): json.loads(file.read_text(encoding="utf-8"))
    for file in files("engine.languages.sentences").iterdir()
    if file.name.endswith(".json")
}
ENGLISH = SHIPPED[SOURCE]["sentences"]
# A sentence fits into one text message of 160 characters, but for those that list things.
LONGEST = 160


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def filled(key: str, language: str, value: str) -> str:
    return sentence(key, language, **dict.fromkeys(gaps(ENGLISH[key]), value))


def test_a_sentence_is_filled_in() -> None:
    assert sentence("story line", "en", keyword="MURAL", title="A Wall") == "MURAL: A Wall"


def test_a_fact_is_never_read_as_a_gap() -> None:
    assert sentence("story line", "en", keyword="{title}", title="{x}") == "{title}: {x}"


def test_a_fact_that_is_empty_leaves_no_space_at_the_end() -> None:
    said = sentence("begins at", "en", place="The gate", directions="")
    assert said == "This story begins at The gate."


def test_a_fact_keeps_its_lines() -> None:
    said = sentence("begins at", "en", place="The gate", directions="Left.\nThen right.")
    assert said == "This story begins at The gate. Left.\nThen right."


@pytest.mark.parametrize("language", ["xx", "tlh", "zz-Latn", "", "../en", "en/../en"])
def test_an_unknown_language_is_answered_in_english(language: str) -> None:
    assert sentence("no stories", language) == ENGLISH["no stories"]
    assert commands(language) == commands(SOURCE)


def test_a_language_of_a_region_is_that_language() -> None:
    assert sentence("no stories", "en-GB") == ENGLISH["no stories"]


def test_an_unknown_sentence_is_a_fault() -> None:
    with pytest.raises(KeyError, match="no such sentence"):
        sentence("no such sentence", "en")


@pytest.mark.parametrize("language", sorted(SHIPPED))
@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_every_sentence_can_be_said_and_has_no_gap_of_its_own(key: str, language: str) -> None:
    assert gaps(SHIPPED[language]["sentences"].get(key, "")) <= gaps(ENGLISH[key])
    said = filled(key, language, "X")
    assert said == said.strip()
    assert re.fullmatch(r"[^{}]+", said)


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_every_sentence_costs_as_little_as_it_can(key: str) -> None:
    # One character beyond GSM-7 makes a message hold 70 characters instead of 160.
    said = filled(key, SOURCE, "X")
    assert said.isascii()
    assert not set(said) & set("[]{}\\^~|`")
    assert len(said) <= LONGEST or key == "help"


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_a_sentence_ends_as_sentences_do(key: str) -> None:
    assert filled(key, SOURCE, "X")[-1] in ".:!" or gaps(ENGLISH[key])


@pytest.mark.parametrize("language", sorted(SHIPPED))
def test_every_word_of_a_command_is_folded_and_its_own(language: str) -> None:
    texts = [text for each in SHIPPED[language]["commands"].values() for text in each]
    assert [text for text in texts if folded(text) != text or not text] == []
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("language", sorted(SHIPPED))
def test_no_command_is_a_word_of_the_carriers(language: str) -> None:
    assert [text for text in commands(language) if carrier_word(text)] == []


def test_every_command_can_be_said_in_english() -> None:
    assert set(SHIPPED[SOURCE]["commands"]) == {*COMMANDS, "thanks"}


@pytest.mark.parametrize("language", sorted(SHIPPED))
def test_english_commands_work_in_every_language(language: str) -> None:
    assert set(commands(SOURCE)) <= set(commands(language))
    assert set(commands(language).values()) == set(commands(SOURCE).values())
