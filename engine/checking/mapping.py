"""A story's places and its map.geojson -> the drawn map."""

from functools import lru_cache

from engine.places.map import Ground, Map, Read, Stop, drawn, read_ground
from engine.places.map.frame import WIDTH
from engine.story.model import Story


def stops_of(story: Story) -> list[Stop]:
    """Give the places that can be shown on a map, numbered among all places of the file."""
    return [
        Stop(place.id, number, place.name, place.at, place.within_m, place.status)
        for number, place in enumerate(story.places.values(), 1)
        if place.at is not None
    ]


def mapped(story: Story, source: bytes | None, width: float = WIDTH) -> Map | None:
    """Draw the map of a story in its language; None where no place of it has a position.

    `source` is its map.geojson. Raises GroundError where that cannot be read.
    """
    ground = read_ground(source, story.language).ground if source is not None else Ground()
    return drawn(stops_of(story), ground, title=story.title, language=story.language, width=width)


@lru_cache(maxsize=1)
def read_once(source: bytes, language: str) -> Read:
    """Read a map that several rules ask for one after the other. Raises GroundError."""
    return read_ground(source, language)
