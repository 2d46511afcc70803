"""The maps of published stories, each drawn once."""

from functools import lru_cache

from engine.checking.mapping import mapped
from engine.places.map import GroundError
from engine.store.editions import Editions
from engine.story.build.folder import MAP
from engine.story.model import Story

# A story in several languages has a map in each.
MOST_KEPT = 64


class Maps:
    """Draws stories from their published editions."""

    def __init__(self, editions: Editions) -> None:
        self._editions = editions
        self._drawn = lru_cache(maxsize=MOST_KEPT)(self._draw)

    def map_of(self, story: Story) -> str:
        """Give the map of a story as SVG in its language; empty where no place has a position.

        Drawn once for each edition and language. Raises NotStored.
        """
        return self._drawn(_Key(story))

    def _draw(self, key: "_Key") -> str:
        story = key.story
        source = self._editions.file(story.id, story.edition, MAP)
        try:
            found = mapped(story, source)
        except GroundError:
            # It was published before such a map was refused: its places can be drawn all the same.
            found = mapped(story, None)
        return found.svg if found else ""


class _Key:
    """A story, alike with every other of its id, edition and language."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._is = (story.id, story.edition, story.language)

    def __hash__(self) -> int:
        return hash(self._is)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._is == other._is
