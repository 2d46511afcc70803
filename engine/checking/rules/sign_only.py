"""Places that only their sign leads to, so that the story stops there when it is gone.

A walk to it stops until staff report the sign; a scene that the sign opens stops for good.
"""

from collections.abc import Collection, Iterator
from functools import partial

from engine.checking.ways import Passage, opened_by, passages, written
from engine.languages.folding import fold
from engine.story.build.folder import Written
from engine.story.build.variants import scenes_of
from engine.story.model import ANYWHERE_SCENE, Scene, Story
from engine.story.problems import Problem
from engine.story.slips import short


def sign_only(source: Written) -> Iterator[Problem]:
    """Tell of a place beyond which nobody comes without its sign, nor by a code that is told.

    In a story that begins anywhere the other signs still open theirs.
    """
    story = source.story
    ways = passages(story)
    told = {word for line, _ in source.lines for word in fold(written(line))}
    for place in story.places.values():
        if not place.code or place.status != "open" or told.issuperset(fold(place.code)):
            continue
        needs = partial(_needs, story, place.id)
        lost = _reached(story, ways) - _reached(story, [way for way in ways if not needs(way)])
        for scene in story.scenes.values():
            if _proves(story, scene, place.id) and lost.intersection(scenes_of(scene.go)):
                path = f"scenes/{scene.id}/walk"
                yield _problem(source, path, place.id, lost, ", until you report it missing")
                break
        else:
            opened = {scene.id for scene in opened_by(story, place.id)}
            if lost & opened and story.start != ANYWHERE_SCENE:
                yield _problem(source, f"places/{place.id}/code", place.id, lost)


def _problem(
    source: Written, path: str, place: str, lost: Collection[str], until: str = ""
) -> Problem:
    first = next(scene for scene in source.story.scenes if scene in lost)
    more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
    message = (
        f"The story stops when the sign of '{short(place)}' is gone{until}: nothing else leads to "
        f"'{short(first)}'{more}. Give a reply that goes there or tells the code, a 'skip', or a "
        "walk without 'proof: sign'."
    )
    return Problem(source.spans[path], "sign-only", message, "warning")


def _needs(story: Story, place: str, way: Passage) -> bool:
    """Tell whether nobody goes this way without the sign of a place."""
    if way.cause == "sign":
        return story.scenes[way.to].place == place
    return way.cause == "arrival" and _proves(story, story.scenes[way.source], place)


def _proves(story: Story, scene: Scene, place: str) -> bool:
    """Tell whether a scene walks to the sign of a place, and to no other one that will do."""
    if scene.walk is None or scene.walk.proof != "sign":
        return False
    to = [story.places[each] for each in scene.walk.to]
    return [each.id for each in to if each.code and each.status == "open"] == [place]


def _reached(story: Story, ways: Collection[Passage]) -> frozenset[str]:
    """Give the scenes that some way leads to, whatever is asked on it."""
    reached, found = set[str](), {story.start}
    while found:
        reached |= found
        after = (way for way in ways if way.source in reached or not way.source)
        found = {way.to for way in after if way.kind in ("go", "visit")} - reached
    return frozenset(reached)
