"""Places: scanned, arrived at, or said to be reached."""

from typing import Literal

from engine.play.arriving import begin, enter, go_or_wait, opened, wait
from engine.play.leading import where
from engine.play.opening import turned_away
from engine.play.proving import (
    asks_for_proof,
    is_proven,
    say_if_away,
    say_what_proves,
    takes_word,
)
from engine.play.telling import Telling
from engine.story.model import ANYWHERE_SCENE, Walk


def scan(telling: Telling, place: str) -> None:
    """Go on where the sign is walked to, or open its place's scene, or say where the story is."""
    if telling.scene_id is None:
        begin(telling, place)
    elif not open_by_sign(telling, place):
        _nothing_opens(telling, place)


def scan_retired(telling: Telling) -> None:
    """Say that a code opens nothing any more, and what will do where the walk asks for a sign."""
    telling.say(telling.sentence("sign retired"))
    if (walk := telling.scene.walk) is not None:
        say_if_away(telling, walk, walk.to)
    wait(telling)


def open_by_sign(telling: Telling, place: str) -> bool:
    """Be at a place, and in the scene that its sign opens; False where it opens none.

    Who comes to a place that staff closed is told so, and stays where they were.
    """
    if turned_away(telling, place):
        wait(telling)
        return True
    telling.prove(place, "sign")
    if _walked(telling, place, "sign"):
        return True
    walk = telling.scene.walk
    if walk is not None and place in walk.to and telling.scene.signs != "open":
        return False
    if walk is not None and place in walk.to and walk.proof == "gps":
        return False
    scene = opened(telling, place)
    if scene is not None:
        telling.remember_way()
        enter(telling, scene.id)
    return scene is not None


def arrive_at(telling: Telling, place: str, by: Literal["gps", "word"] = "gps") -> None:
    """Go on where the story waits for this place; GPS opens nothing else."""
    if telling.scene_id is None:
        return
    if by == "word":
        here_at(telling, place)
        return
    walk = telling.scene.walk
    if walk is not None and place in walk.to and turned_away(telling, place):
        wait(telling)
    elif not _walked(telling, place, "gps"):
        telling.prove(place, "gps")


def arrive(telling: Telling, place: str) -> None:
    """Be found at a place, and say what comes of it; where nothing does, where the story is."""
    walk = telling.scene.walk
    if turned_away(telling, place):
        wait(telling)
    elif not _walked(telling, place, "gps"):
        telling.prove(place, "gps")
        if walk is not None and place in walk.to:
            say_what_proves(telling, walk, [place])
            wait(telling)
        else:
            _nothing_opens(telling, place)


def here(telling: Telling) -> None:
    """Take somebody's word that they are there, where that is proof enough."""
    walk = telling.scene.walk
    if walk is None:
        where(telling)
        return
    if len(walk.to) == 1 and turned_away(telling, walk.to[0]):
        wait(telling)
    elif asks_for_proof(telling, walk):
        say_what_proves(telling, walk)
    elif len(walk.to) == 1:
        _said_to_be_at(telling, walk.to[0])
    else:
        telling.asked = "here"
        names = [telling.story.places[place].name for place in walk.to]
        telling.say("\n".join([telling.sentence("which place"), *names]))


def here_at(telling: Telling, place: str) -> None:
    """Take somebody's word that they are at this place, where the story waits for it."""
    walk = telling.scene.walk
    if walk is None or place not in walk.to or turned_away(telling, place):
        wait(telling)
    elif takes_word(telling, walk, place):
        _said_to_be_at(telling, place)
    else:
        say_what_proves(telling, walk, [place])


def remind_of_walk(telling: Telling, walk: Walk) -> None:
    """Say where to go, and what tells that one is there, to somebody who wrote something else."""
    if walk.map:
        where(telling)
    say_what_proves(telling, walk)


def _said_to_be_at(telling: Telling, place: str) -> None:
    telling.prove(place, "said")
    go_or_wait(telling)


def can_skip(telling: Telling) -> bool:
    """Tell whether SKIP goes on from here."""
    skip, walk = telling.scene.skip, telling.scene.walk
    return skip is not None or (walk is not None and not asks_for_proof(telling, walk))


def skip(telling: Telling) -> None:
    """Go where SKIP leads; a walk without `skip` counts as done, unless proof is asked for."""
    scene = telling.scene
    if scene.skip is not None:
        telling.say(telling.sentence("skipped"))
        enter(telling, scene.skip)
    elif scene.walk is not None and can_skip(telling):
        telling.say(telling.sentence("skipped"))
        # As good as arriving, where it is clear at which place.
        telling.prove(scene.walk.to[0] if len(scene.walk.to) == 1 else None, "said")
        go_or_wait(telling)
    else:
        telling.say(telling.sentence("nothing to skip"))
        wait(telling)


def _walked(telling: Telling, place: str, proof: str) -> bool:
    walk = telling.scene.walk
    if walk is None or not is_proven(telling, walk, place, proof):
        return False
    telling.prove(place, proof)
    go_or_wait(telling)
    return True


def _nothing_opens(telling: Telling, place: str) -> None:
    scene, waits_at = telling.scene, telling.story.places.get(telling.scene.place or "")
    # Who is led to a place is shown the way again.
    led = scene.id == ANYWHERE_SCENE or scene.walk is not None
    if led or waits_at is None or waits_at.id == place:
        telling.say(telling.sentence("nothing opens"))
    else:
        said = telling.sentence(
            "nothing opens, but at", place=waits_at.name, directions=waits_at.directions,
        )  # fmt: skip
        telling.say(said)
    wait(telling, arrived=True)
