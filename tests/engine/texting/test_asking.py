"""Help, and texts again, are asked for in the words of every language that Wayside speaks."""

import json
from importlib.resources import files

import pytest

from engine.languages.folding import folded
from engine.languages.tables import languages
from engine.play.commands import COMMANDS, command
from engine.texting.asking import asks_for, comes_back
from engine.texting.optout import carrier_word
from engine.texting.revoking import revokes

SAID = json.loads((files("engine.texting") / "asking.json").read_text(encoding="utf-8"))
WISHES = SAID["languages"]


def test_every_language_has_its_words_and_they_are_folded() -> None:
    assert tuple(WISHES) == languages()
    for tag, wishes in WISHES.items():
        for text in (*wishes["help"], *wishes["start"]):
            assert folded(text) == text, (tag, text)
            assert carrier_word(text) is None


@pytest.mark.parametrize("tag", languages())
def test_no_word_means_something_else_to_wayside(tag: str) -> None:
    for text in WISHES[tag]["help"]:
        assert command((*text.split(),), tag) not in COMMANDS
        assert not revokes(text, languages())
        assert text not in WISHES[tag]["start"]
    for text in WISHES[tag]["start"]:
        assert not revokes(text, languages())


@pytest.mark.parametrize(
    ("text", "told"),
    [("¡Ayuda!", ["es"]), ("AIDE", ["fr", "en"]), ("帮助", ["zh-Hans"]), ("I need help", ["es"])],
)
def test_help_is_asked_for_in_the_languages_told_here(text: str, told: list[str]) -> None:
    assert asks_for("help", text, told)
    assert not asks_for("help", f"{text} with the lantern", told)


def test_other_languages_are_left_to_stories() -> None:
    assert not asks_for("help", "ayuda", ["fr"])


def test_where_the_carrier_answers_only_its_words_bring_back() -> None:
    assert comes_back("Quiero volver", ["es"], carrier_answers=False)
    assert not comes_back("Quiero volver", ["es"], carrier_answers=True)
    for answers in (True, False):
        assert comes_back("Yes!", ["es"], carrier_answers=answers)
        assert not comes_back("yesterday", ["es"], carrier_answers=answers)
