"""What a page shows of a story before and beside its play: where it leads, how far, when."""

from dataclasses import dataclass
from datetime import datetime

from engine.closing import Target, told
from engine.places.zones import local_time
from engine.play.catalog import Catalog
from engine.play.opening import shut
from engine.story.model import Place, Story
from webhooks.web.walk.hours import hours_told


@dataclass(frozen=True, slots=True)
class Stop:
    """One place of a walk. Degrees are WGS84, None where nobody wrote them; metres."""

    number: int
    id: str
    name: str
    lat: float | None
    lon: float | None
    within_m: int
    directions: str
    access: str
    hours: str
    instead: str
    is_open: bool

    def as_data(self) -> dict[str, object]:
        """Give it for the page's script."""
        return {
            "id": self.id, "number": self.number, "name": self.name, "lat": self.lat,
            "lon": self.lon, "within_m": self.within_m, "directions": self.directions,
            "access": self.access, "open": self.is_open,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shut:
    """That a story cannot be begun now, and until when, in words; "" where it can.

    What staff closed is told in the story's language, hours in that of the page.
    """

    words: str
    by_staff: bool


def shut_now(story: Story, catalog: Catalog, language: str, now: datetime) -> Shut:
    """Tell whether a story cannot be begun at a moment."""
    closing = catalog.closed.get((story.id, ""))
    if closing and closing.holds(now):
        return Shut(told(Target(story), closing, now), by_staff=True)
    local = local_time(now, story.timezone or "UTC")
    return Shut(shut(story.times, local, language), by_staff=False)


def stops(story: Story, catalog: Catalog, language: str, now: datetime) -> list[Stop]:
    """Give the places of a story in the order of its file, as they are at a moment."""
    return [
        _stop(number, place, language, is_open=not _is_shut(story, place, catalog, now))
        for number, place in enumerate(story.places.values(), 1)
    ]


def _is_shut(story: Story, place: Place, catalog: Catalog, now: datetime) -> bool:
    """Tell whether staff closed a place: what they closed until a time opens by itself."""
    closing = catalog.closed.get((story.id, place.id))
    return closing is not None and closing.holds(now)


def _stop(number: int, place: Place, language: str, *, is_open: bool) -> Stop:
    return Stop(
        number=number,
        id=place.id,
        name=place.name,
        lat=place.at.lat if place.at else None,
        lon=place.at.lon if place.at else None,
        within_m=place.within_m,
        directions=place.directions,
        access=place.access,
        hours=hours_told(place.hours, language) if place.hours else "",
        instead=place.instead,
        is_open=is_open and place.status == "open",
    )
