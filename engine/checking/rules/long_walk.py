"""A long way from one scene to the next."""

from collections.abc import Iterator

from engine.checking.rules.finding import warning
from engine.checking.search.returning import ways_from
from engine.places.latlon import LatLon, metres_between
from engine.story.build.folder import Written
from engine.story.model import Scene, Story
from engine.story.problems import Problem

RULE = "long-walk"
MOST_M = 1_500


def check(written: Written) -> Iterator[Problem]:
    """Tell of every walk that is longer, as the crow flies, than a family likes to go at once."""
    before = _places_before(written.story)
    for scene in written.story.scenes.values():
        for place in scene.walk.to if scene.walk else ():
            there = written.story.places[place].at
            ways = [metres_between(here, there) for here in before.get(scene.id, ()) if there]
            if ways and min(ways) > MOST_M:
                message = (
                    f"It is {min(ways) / 1000:.1f} km to '{written.story.places[place].name}', as "
                    f"the crow flies. Over {MOST_M / 1000:.1f} km many give up: tell something on "
                    "the way, or say it beforehand."
                )
                yield warning(written, RULE, message, f"scenes/{scene.id}/walk")


def _places_before(story: Story) -> dict[str, list[LatLon]]:
    """Give by scene where a player may be: its own place, else those of the scenes before."""
    found: dict[str, list[LatLon]] = {}
    for scene in story.scenes.values():
        if (own := _at(story, scene)) is not None:
            found[scene.id] = [own]
    for scene in story.scenes.values():
        own = _at(story, scene)
        for following in ways_from(story, scene) if own else ():
            if _at(story, story.scenes[following]) is None and own is not None:
                found.setdefault(following, []).append(own)
    return found


def _at(story: Story, scene: Scene) -> LatLon | None:
    return story.places[scene.place].at if scene.place is not None else None
