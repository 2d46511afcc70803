"""Stories that can be played together, and what leads to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.languages.folding import folded
from engine.places.latlon import LatLon
from engine.play.world import Closing, Keyword, Landmark, Sign
from engine.story.model import Story


@dataclass(frozen=True, slots=True)
class Catalog:
    """The stories that can be played here, by id, and what leads to them.

    `keywords` are folded words joined by one space; `signs` are by folded code; `landmarks` say
    where stories are; `languages` are all that some story is told in; `closed` is what staff
    closed, by story and place, an empty place for the whole story.
    """

    stories: Mapping[str, Story] = field(default_factory=dict)
    keywords: Mapping[str, Keyword] = field(default_factory=dict)
    signs: Mapping[str, Sign] = field(default_factory=dict)
    landmarks: tuple[Landmark, ...] = ()
    languages: frozenset[str] = frozenset()
    closed: Mapping[tuple[str, str], Closing] = field(default_factory=dict)


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
        landmarks=tuple(
            Landmark(story.id, story.title, story.keywords[0].word, found)
            for story in stories
            if story.keywords and (found := _positions(story))
        ),
        languages=frozenset(tag for story in stories for tag in story.languages),
    )


def _positions(story: Story) -> tuple[LatLon, ...]:
    """Give where the places of a story are that are open."""
    places = story.places.values()
    return tuple(place.at for place in places if place.at is not None and place.status == "open")
