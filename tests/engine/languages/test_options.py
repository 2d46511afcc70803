"""Numbers of the menu with a word before them."""

import json
from importlib.resources import files

import pytest

from engine.languages.folding import folded
from engine.languages.options import option_in
from engine.languages.tables import languages

TABLE = json.loads((files("engine.languages") / "options.json").read_text(encoding="utf-8"))
WORDS = [(tag, word) for tag, words in TABLE.items() for word in words]


@pytest.mark.parametrize(("language", "word"), WORDS)
def test_each_word_is_heard_in_its_language(language: str, word: str) -> None:
    assert language in languages()
    assert folded(word) == word
    assert option_in((*word.split(), "12"), language) == 12


@pytest.mark.parametrize("language", [*languages(), "xx", ""])
def test_english_spanish_and_french_are_heard_in_every_language(language: str) -> None:
    for word in ("option", "opcion", "choix"):
        assert option_in((word, "2"), language) == 2


@pytest.mark.parametrize(
    "words", [(), ("option",), ("2",), ("option", "two"), ("option", "2", "please"),
              ("wahl", "2"), ("option", "9" * 4000), ("option", "²"), ("option", "-1")],
)  # fmt: skip
def test_whatever_else_is_said_is_no_option(words: tuple[str, ...]) -> None:
    assert option_in(words, "en") is None
