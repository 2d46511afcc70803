"""Stories that can be played together, and what leads to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.languages.folding import folded
from engine.play.world import Keyword, Sign
from engine.story.model import Story


@dataclass(frozen=True, slots=True)
class Catalog:
    """The stories that can be played here, by id, and what leads to them.

    `keywords` are folded words joined by one space; `signs` are by folded code. `host` is who
    runs this, in words for players.
    """

    stories: Mapping[str, Story] = field(default_factory=dict)
    keywords: Mapping[str, Keyword] = field(default_factory=dict)
    signs: Mapping[str, Sign] = field(default_factory=dict)


def catalog_of(stories: Iterable[Story]) -> Catalog:
    """Give stories with what leads to them."""
    stories = list(stories)
    return Catalog(
        stories={story.id: story for story in stories},
        keywords={
            keyword.folded: Keyword(story.id, keyword.language)
            for story in stories
            for keyword in story.keywords
        },
        signs={
            folded(place.code): Sign(story.id, place.id)
            for story in stories
            for place in story.places.values()
            if place.code
        },
    )
