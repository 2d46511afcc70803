"""A play of an older edition, in a story as it is now."""

from engine.play.arriving import begin_anew, enter, show
from engine.play.fitting import fit, points_left
from engine.play.telling import Telling


def catch_up(telling: Telling) -> bool:
    """Bring a play into this edition; True where that was the turn, and the player was told.

    By ids; by `moved`; else by the last checkpoint that still is there; else from the start.
    """
    if telling.play.edition != telling.story.edition:
        fit(telling)
    if telling.scene_id is None:
        return False
    if telling.scene_id not in telling.story.scenes:
        _to_last_checkpoint(telling)
        return True
    if not telling.scene.waits:
        enter(telling, telling.scene.id)
        return True
    return False


def _to_last_checkpoint(telling: Telling) -> None:
    points = points_left(telling.story, telling.checkpoints)
    if not points:
        begin_anew(telling)
        return
    telling.go_back_to(points)
    fit(telling)
    telling.say(telling.sentence("moved on"))
    show(telling)
