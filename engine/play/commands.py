"""The words that work everywhere: one function a command."""

from collections.abc import Callable

from engine.languages.sentences import commands
from engine.play.arriving import begin, enter, go_on, wait
from engine.play.effects import Carry, Erase, Hint, Repeat, Report
from engine.play.fitting import fit, points_left
from engine.play.leading import nearby, where
from engine.play.menu import show_menu
from engine.play.play import Checkpoints, to_data
from engine.play.proving import say_if_away
from engine.play.telling import Telling
from engine.play.walking import here, skip
from engine.play.wording import speak, worded

# These ask for a second text that confirms.
CONFIRMED = ("restart", "forget me")
MOVED_BY_REPLIES = ("scene", "facts", "items", "visits", "taken", "counted")


def command(words: tuple[str, ...], language: str) -> str | None:
    """Give the command that the whole text is."""
    return commands(language).get(" ".join(words))


def command_in(telling: Telling, words: tuple[str, ...]) -> str | None:
    """Give the command that the whole text is, in the player's language or another of the story."""
    tongues = (telling.language, *telling.story.languages)
    return next((found for tag in tongues if (found := command(words, tag))), None)


def run(telling: Telling, name: str) -> bool:
    """Run a command in the scene where the player is; False where it means nothing there."""
    found = COMMANDS.get(name)
    if found is None or (found is _web and not telling.world.link()):
        return False
    found(telling)
    return True


def confirmed(telling: Telling, name: str | None, asked: str | None) -> bool:
    """Do what was asked for before, if this confirms it or says no; False where it does neither."""
    if asked not in CONFIRMED or name not in ("yes", "no", asked):
        return False
    if name == "no":
        telling.say(telling.sentence("kept"))
        # A story that has ended waits for none of its choices any more.
        if telling.ended is None:
            show_menu(telling)
    elif asked == "restart":
        begin(telling, None)
    else:
        forget(telling)
    return True


def forget(telling: Telling) -> None:
    """Ask for everything of this player to be erased."""
    telling.say(telling.sentence("forgotten"))
    telling.effects.append(Erase())


def _hint(telling: Telling) -> None:
    telling.effects.append(Hint(telling.scene.id))
    _give_hint(telling)


def _give_hint(telling: Telling) -> None:
    """Give the next hint; the last one again when all were given."""
    hints = telling.scene.hints
    if hints:
        telling.say(worded(telling, hints[min(telling.hints, len(hints) - 1)]))
        telling.hints = min(telling.hints + 1, len(hints))
    else:
        telling.say(telling.sentence("no hints"))
    show_menu(telling)


def _again(telling: Telling) -> None:
    telling.effects.append(Repeat())


def _menu(telling: Telling) -> None:
    show_menu(telling)
    if not telling.menu:
        telling.say(telling.sentence("no choices"))


def _back(telling: Telling) -> None:
    """Go back to the last checkpoint; from a checkpoint to the one before."""
    points = points_left(telling.story, telling.checkpoints)
    if points and _leads_back_here(telling, points):
        points = points[:-1]
    if not points:
        telling.say(telling.sentence("nothing to go back to"))
        wait(telling)
        return
    _be_at(telling, points)


def _be_at(telling: Telling, points: Checkpoints) -> None:
    """Be at the last of these checkpoints again, and wherever it goes on to by itself."""
    telling.go_back_to(points)
    fit(telling)
    speak(telling, telling.scene.speech[telling.world.channel])
    if (following := go_on(telling, telling.scene)) is not None:
        enter(telling, following)


def _leads_back_here(telling: Telling, points: Checkpoints) -> bool:
    """Tell whether nothing has come of being at the last of these checkpoints since the arrival."""
    there = telling.trial()
    there.go_back_to(points)
    fit(there)
    if not there.scene.waits:
        there = telling.trial()
        _be_at(there, points)
    now, then = to_data(telling.done()), to_data(there.done())
    return all(now.get(name) == then.get(name) for name in MOVED_BY_REPLIES)


def _skip(telling: Telling) -> None:
    skip(telling)


def _where(telling: Telling) -> None:
    walk = telling.scene.walk
    if walk is not None and not walk.map:
        _give_hint(telling)
        return
    where(telling)
    if walk is not None:
        say_if_away(telling, walk, walk.to)
    show_menu(telling)


def _nearby(telling: Telling) -> None:
    nearby(telling)
    show_menu(telling)


def _web(telling: Telling) -> None:
    telling.say(telling.sentence("carry", link=telling.world.link()))
    telling.effects.append(Carry())


def _restart(telling: Telling) -> None:
    telling.asked = "restart"
    telling.say(telling.sentence("restart?"))


def _forget_me(telling: Telling) -> None:
    telling.asked = "forget me"
    telling.say(telling.sentence("forget me?"))


def _report(telling: Telling) -> None:
    telling.effects.append(Report(telling.place))
    telling.say(telling.sentence("reported"))
    show_menu(telling)


COMMANDS: dict[str, Callable[[Telling], None]] = {
    "hint": _hint,
    "again": _again,
    "menu": _menu,
    "back": _back,
    "skip": _skip,
    "where": _where,
    "here": here,
    "nearby": _nearby,
    "web": _web,
    "restart": _restart,
    "forget me": _forget_me,
    "report": _report,
}
