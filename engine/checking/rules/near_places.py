"""Places that a phone cannot tell apart."""

from collections.abc import Iterator
from itertools import combinations

from engine.checking.rules.finding import warning
from engine.places.latlon import LatLon, metres_between
from engine.story.build.folder import Written
from engine.story.model import Place, Scene, Story
from engine.story.problems import Problem

RULE = "near-places"
# In simulated walks (noise of 10 m), a place 1.3 radii off the path was still hit by mistake in
# 15 of 100, one of 2 radii in none.
RADII = 2.5


def check(written: Written) -> Iterator[Problem]:
    """Tell of the places of one walk that lie too near to each other, at the walk."""
    for scene in written.story.scenes.values():
        for (one, at), (other, there) in combinations(_waiting(written.story, scene), 2):
            apart_m = metres_between(at, there)
            wanted_m = RADII * max(one.within_m, other.within_m)
            if apart_m < wanted_m:
                message = (
                    f"'{one.name}' and '{other.name}' are {apart_m:.0f} m apart; a phone tells "
                    f"places apart from {wanted_m:.0f} m on. Make 'within' smaller, or take signs: "
                    "'proof: sign'."
                )
                yield warning(written, RULE, message, f"scenes/{scene.id}/walk")


def _waiting(story: Story, scene: Scene) -> list[tuple[Place, LatLon]]:
    """Give the places that a phone may find here, and where they are."""
    if scene.walk is None or scene.walk.proof == "sign":
        return []
    places = [story.places[place] for place in scene.walk.to]
    return [(place, place.at) for place in places if place.at is not None]
