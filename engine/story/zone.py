"""The clock of a story, and of each place of it."""

from engine.places.zones import zone_at
from engine.story.model import Place, Story


def zone_of(story: Story, place: Place | None = None) -> str:
    """Give the IANA name of the clock at a place, or of the story's where it has no position."""
    if place is not None and place.at is not None:
        return zone_at(place.at)
    return story.timezone or "UTC"
