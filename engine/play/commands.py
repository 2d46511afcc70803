"""The words that work everywhere: one function a command."""

from collections.abc import Callable

from engine.languages.sentences import commands, sentence
from engine.play.effects import Repeat
from engine.play.menu import show_menu
from engine.play.telling import Telling
from engine.play.wording import worded


def command(words: tuple[str, ...], language: str) -> str | None:
    """Give the command that the whole text is."""
    return commands(language).get(" ".join(words))


def run(telling: Telling, name: str) -> bool:
    """Run a command in the scene where the player is; False where it means nothing there."""
    found = COMMANDS.get(name)
    if found is not None:
        found(telling)
    return found is not None


def _hint(telling: Telling) -> None:
    """Give the next hint; the last one again when all were given."""
    hints = telling.scene.hints
    if hints:
        telling.say(worded(telling, hints[min(telling.hints, len(hints) - 1)]))
        telling.hints = min(telling.hints + 1, len(hints))
    else:
        telling.say(sentence("no hints", telling.language))
    show_menu(telling)


def _again(telling: Telling) -> None:
    telling.effects.append(Repeat())


def _menu(telling: Telling) -> None:
    show_menu(telling)
    if not telling.menu:
        telling.say(sentence("no choices", telling.language))


COMMANDS: dict[str, Callable[[Telling], None]] = {"hint": _hint, "again": _again, "menu": _menu}
