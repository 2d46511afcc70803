"""The choices that are shown, and the replies that can be given."""

from engine.languages.folding import fold
from engine.play.effects import Offer
from engine.play.matching import Candidate
from engine.play.telling import Telling
from engine.play.wording import filled


def labels(telling: Telling) -> dict[str, str]:
    """Give what the menu shows now, by reply id, in file order."""
    return {
        reply.id: filled(telling, reply.pick)
        for reply in telling.scene.replies
        if reply.pick is not None and telling.possible(reply)
    }


def candidates(telling: Telling, shown: dict[str, str]) -> list[Candidate]:
    """Give the replies that can be given now: the scene's, then those of every scene.

    `shown` are the labels of the menu.
    """
    here = [
        Candidate(reply, reply.label or fold(shown.get(reply.id, "")))
        for reply in telling.scene.replies
        if telling.possible(reply)
    ]
    always = [Candidate(each) for each in telling.story.anytime if telling.possible(each)]
    return here + always


def show_menu(telling: Telling) -> None:
    """Show the choices, and keep what stands at which number."""
    shown = labels(telling)
    telling.menu = tuple(shown)
    if shown:
        telling.effects.append(Offer(tuple(shown.values())))
