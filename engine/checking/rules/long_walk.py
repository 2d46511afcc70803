"""Walks that are longer than people like."""

from collections.abc import Iterator, Mapping

from engine.places.latlon import near_m
from engine.story.build.asked import replies_of
from engine.story.build.folder import Written
from engine.story.build.variants import scenes_of
from engine.story.model import Scene, Story
from engine.story.problems import Problem
from engine.story.slips import short

LONGEST_M = 1_500


def long_walk(written: Written) -> Iterator[Problem]:
    """Tell of a walk of more than 1.5 km, as the crow flies, from where the player may come."""
    story = written.story
    came = _came_from(story)
    for scene in story.scenes.values():
        if scene.walk is None:
            continue
        far = [
            (metres, here, there)
            for here in _here(scene, came)
            if (nearest := _nearest(story, here, scene.walk.to)) is not None
            for metres, there in [nearest]
            if metres > LONGEST_M
        ]
        if far:
            metres, here, there = max(far)
            message = (
                f"From '{short(here)}' to '{short(there)}' it is {metres / 1000:.1f} km as the "
                "crow flies, 20 minutes on foot or more. Put a stop between them, and say in "
                "'about' how far it is."
            )
            span = written.spans[f"scenes/{scene.id}/walk"]
            yield Problem(span, "long-walk", message, "warning")


def _nearest(story: Story, here: str, to: tuple[str, ...]) -> tuple[float, str] | None:
    """Give the nearest of some places; None where a position is not known."""
    at = story.places[here].at
    if at is None:
        return None
    places = [story.places[place] for place in to]
    return min(
        ((near_m(at, place.at), place.id) for place in places if place.at is not None), default=None
    )


def _here(scene: Scene, came: Mapping[str, set[str]]) -> set[str]:
    """Give the places where somebody in a scene may be."""
    return {scene.place} if scene.place else came[scene.id]


def _came_from(story: Story) -> dict[str, set[str]]:
    """Give the places at which somebody who comes to each scene may have been last."""
    came: dict[str, set[str]] = {scene: set() for scene in story.scenes}
    waiting = list(story.scenes)
    while waiting:
        scene = story.scenes[waiting.pop()]
        for following, places in _ways(scene, _here(scene, came)):
            if not places <= came[following]:
                came[following] |= places
                waiting.append(following)
    return came


def _ways(scene: Scene, here: set[str]) -> Iterator[tuple[str, set[str]]]:
    """Give each scene that may follow, with where the player then is."""
    arrived = set(scene.walk.to) if scene.walk else here
    for following in (*scenes_of(scene.go), *((scene.skip,) if scene.skip else ())):
        yield following, arrived
    for reply in replies_of(scene):
        for following in (*scenes_of(reply.go), *((reply.visit,) if reply.visit else ())):
            yield following, here
