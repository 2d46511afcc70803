"""A play of an older edition, in a story as it is now."""

from engine.languages.sentences import sentence
from engine.play.arriving import begin_anew, enter, show
from engine.play.play import points_of
from engine.play.telling import Telling


def catch_up(telling: Telling) -> bool:
    """Bring a play into this edition; True where that was the turn, and the player was told.

    By ids; by `moved`; else by the last checkpoint that still is there; else from the start.
    """
    if telling.play.edition != telling.story.edition:
        _fit(telling)
    if telling.scene_id is None:
        return False
    if telling.scene_id not in telling.story.scenes:
        _to_last_checkpoint(telling)
        return True
    if not telling.scene.waits:
        enter(telling, telling.scene.id)
        return True
    return False


def _fit(telling: Telling) -> None:
    """Let go of what this edition does not know any more."""
    story = telling.story
    if telling.language not in story.languages:
        telling.language = story.language
    telling.facts = {
        name: value
        for name, value in telling.facts.items()
        if name in story.facts and type(value) is type(story.facts[name].first)
    }
    telling.items = tuple(item for item in telling.items if item in story.items)
    if telling.place not in story.places:
        telling.place, telling.proof = None, None
    scene = telling.scene_id
    if scene is not None and scene not in story.scenes and scene in story.moved:
        telling.scene_id = story.moved[scene]
    if telling.scene_id in story.scenes:
        telling.fired = min(telling.fired, len(telling.scene.after))


def _to_last_checkpoint(telling: Telling) -> None:
    points = points_of(telling.checkpoints)
    while points and points[-1].get("scene") not in telling.story.scenes:
        points = points[:-1]
    if not points:
        begin_anew(telling)
        return
    telling.go_back_to(points)
    telling.say(sentence("moved on", telling.language))
    _fit(telling)
    show(telling)
