"""Somebody sends where they are: they have arrived where the story waits, or are told where."""

from collections.abc import Iterable

from engine.places.latlon import LatLon, near_m
from engine.play.hearing import hear_text
from engine.play.leading import where
from engine.play.menu import show_menu
from engine.play.telling import Telling
from engine.play.walking import arrive
from engine.story.model import Place


def hear_location(telling: Telling, at: LatLon) -> None:
    """Take a position as an arrival at the nearest place that it is within the radius of."""
    place = nearest(telling.story.places.values(), at)
    if telling.scene_id is None:
        hear_text(telling, "")
    elif place is None:
        _far_off(telling)
    else:
        arrive(telling, place.id)


def nearest(places: Iterable[Place], at: LatLon) -> Place | None:
    """Give the nearest place whose radius holds a position; else None."""
    found = [
        (metres, place)
        for place in places
        if place.at is not None and (metres := near_m(at, place.at)) <= place.within_m
    ]
    return min(found, key=lambda each: each[0])[1] if found else None


def _far_off(telling: Telling) -> None:
    """Say where the story waits to somebody who is near none of its places."""
    walk = telling.scene.walk
    if walk is not None:
        names = " / ".join(telling.story.places[place].name for place in walk.to)
        telling.say(telling.sentence("be there first", place=names, directions=""))
    if walk is None or walk.map:
        where(telling)
    show_menu(telling)
