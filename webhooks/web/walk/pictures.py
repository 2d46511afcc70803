"""How large the pictures of a story are, so that a page keeps their place before they have come."""

from collections.abc import Mapping
from typing import TypeAlias

from engine.story.measures import Measure
from engine.story.model import Story

Pixels: TypeAlias = tuple[int, int]
UNKNOWN = Measure(0)


def pixels(story: Story) -> Mapping[str, Pixels]:
    """Give width and height of each measured picture, by what it is called outside of its story."""
    found = {public: story.measures.get(name, UNKNOWN) for name, public in story.media.items()}
    return {
        public: (each.width, each.height)
        for public, each in found.items()
        if each.width and each.height
    }
