"""The pictures of a story as a page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.showing import FOLDER
from engine.story.measures import Measure
from engine.story.model import Story

UNKNOWN = Measure(0)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its address here, and that of it in fewer bytes (WebP), "" where there is none.

    `width` and `height` are its pixels, 0 where nobody measured them: with them a page keeps its
    place before it has come.
    """

    address: str = ""
    light: str = ""
    width: int = 0
    height: int = 0


NONE = Picture()


def pictures(story: Story) -> Mapping[str, Picture]:
    """Give each picture by what it is called outside of its story."""
    return {public: _picture(story, name, public) for name, public in story.media.items()}


def _picture(story: Story, name: str, public: str) -> Picture:
    measure, light = story.measures.get(name, UNKNOWN), story.lights.get(name)
    known = measure.width and measure.height
    return Picture(
        FOLDER + public,
        FOLDER + light.name if light else "",
        measure.width if known else 0,
        measure.height if known else 0,
    )
