"""Whose signs are printed, as one value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.printing.look import Look
from engine.printing.signs import Door
from engine.story.model import Place, Story


@dataclass(frozen=True, slots=True)
class Job:
    """A story whose signs are printed, and all that they are made of; `map` is its map.geojson.

    `permissions` are what a register says, by code: it knows better than the story.
    """

    story: Story
    map: bytes | None
    places: Sequence[Place]
    languages: tuple[str, ...]
    door: Door
    look: Look
    permissions: Mapping[str, str] = field(default_factory=dict)

    @property
    def told(self) -> Story:
        """Give the story as it is told in the first of the languages."""
        return self.story.told_in(self.languages[0])

    @property
    def told_places(self) -> list[Place]:
        """Give the places as they are called in that language."""
        return [self.told.places[place.id] for place in self.places]
