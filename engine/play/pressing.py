"""A pressed button: it picks its choice, however long ago it was shown."""

from engine.play import matching
from engine.play.arriving import take, wait
from engine.play.commands import command_in
from engine.play.hearing import hear_text, is_expected
from engine.play.telling import UNSEEN, Telling
from engine.story.model import Reply


def hear_press(telling: Telling, payload: str, words: str) -> None:
    """Take the choice that a button stands for; else hear it as a text.

    One of a scene that the story has left is gone: its number may be another choice's now.
    """
    if (reply := _choice(telling, payload)) is not None:
        telling.asked = None
        take(telling, reply)
    elif telling.scene_id is not None and _belongs_elsewhere(telling, payload):
        telling.asked = None
        telling.say(telling.sentence("choice is gone"))
        wait(telling)
    else:
        hear_text(telling, payload if _says_something(telling, payload) else words or payload)


def _choice(telling: Telling, payload: str) -> Reply | None:
    """Give the choice of this scene with that id, if it can be picked now."""
    if telling.scene_id not in telling.story.scenes or UNSEEN in telling.menu:
        return None
    names = (payload, payload.removeprefix(f"{telling.scene_id}/"))
    choices = (reply for reply in telling.scene.replies if reply.pick is not None)
    return next((each for each in choices if each.id in names and telling.possible(each)), None)


def _belongs_elsewhere(telling: Telling, payload: str) -> bool:
    """Tell whether this is a choice of a scene, and none that can be picked where the play is."""
    scene, slash, id_ = payload.rpartition("/")
    found = telling.story.scenes.get(scene) if slash else None
    return found is not None and any(reply.id == id_ for reply in found.replies)


def _says_something(telling: Telling, payload: str) -> bool:
    """Tell whether a payload means something as a text, so that it is not only a name."""
    heard = matching.spoken(payload, telling.language)
    world = telling.world
    return bool(
        (heard.number is not None and 1 <= heard.number <= len(telling.menu))
        or matching.sign_in(heard.words, world.keywords, world.signs)
        or matching.retired_in(heard.words, world.keywords, world.retired)
        or matching.called(heard.words, world.keywords)
        or command_in(telling, heard.words)
        or is_expected(telling, payload)
    )
