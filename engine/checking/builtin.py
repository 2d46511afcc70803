"""The words that Wayside itself hears."""

from collections.abc import Iterable, Mapping

from engine.languages.names import language_called
from engine.languages.sentences import SOURCE, commands
from engine.play.commands import COMMANDS


def built_in(texts: str, languages: Iterable[str]) -> str | None:
    """Give what a folded text asks of Wayside itself, such as HINT; None where it is no such."""
    if tag := language_called(tuple(texts.split())):
        return f"the language '{tag}'"
    for language in languages:
        found = commands(language).get(texts)
        if found in COMMANDS:
            return found.upper()
    return None


def chief_words(language: str) -> Mapping[str, str]:
    """Give the first word of each command, folded, with the command: in English and a language.

    These are what players are told of; the others are there for who guesses.
    """
    english = _first(commands(SOURCE))
    others = {
        text: name for text, name in commands(language).items() if text not in commands(SOURCE)
    }
    return {**english, **_first(others)}


def _first(texts: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text, name in texts.items():
        if name in COMMANDS:
            found.setdefault(name, text)
    return {text: name for name, text in found.items()}
