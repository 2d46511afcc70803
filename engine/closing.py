"""Which story or place staff mean, and what players are told of it while it is closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from engine.languages.folding import folded
from engine.places.zones import local_time, zone_at
from engine.play.catalog import Catalog
from engine.play.events import Joined
from engine.play.message import message
from engine.play.step import new_play, step
from engine.play.world import Closing, World
from engine.story.model import Place, Story


@dataclass(frozen=True, slots=True)
class Target:
    """A story, or a place of it."""

    story: Story
    place: Place | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Give what a closing is kept by."""
        return self.story.id, self.place.id if self.place else ""

    @property
    def zone(self) -> str:
        """Give the IANA name of the clock there."""
        if self.place is not None and self.place.at is not None:
            return zone_at(self.place.at)
        return self.story.timezone or "UTC"


def targets(catalog: Catalog, wanted: str) -> list[Target]:
    """Give every story or place that is meant: by id or title, place, STORY/PLACE, or sign's code.

    A story's id comes first, so that one of that name is never a place.
    """
    wanted = wanted.strip().rstrip("/")
    last = wanted.rpartition("/")[2]
    for name in (wanted, last):
        if name in catalog.stories and (name == wanted or not _places(catalog, wanted)):
            return [Target(catalog.stories[name])]
    by_title = [Target(s) for s in catalog.stories.values() if folded(s.title) == folded(wanted)]
    return by_title or _places(catalog, wanted)


def _places(catalog: Catalog, wanted: str) -> list[Target]:
    story, _, name = wanted.rpartition("/")
    story = story.rpartition("/")[2]
    return [
        Target(each, place)
        for each in catalog.stories.values()
        if story in ("", each.id)
        for place in each.places.values()
        if _is_called(place, name)
    ]


def _is_called(place: Place, name: str) -> bool:
    names = (place.id, place.name, place.code or "")
    return any(each and folded(each) == folded(name) for each in names)


def told(target: Target, closing: Closing, now: datetime) -> str:
    """Give what somebody reads who comes there while it is closed, in the story's own language."""
    _, place = target.key
    world = World(now, closed={target.key: closing}, zone=target.zone)
    turn = step(
        target.story, new_play(target.story, target.story.language, world),
        Joined(place or None), world,
    )  # fmt: skip
    return message(turn.effects)


def listed(closed: dict[tuple[str, str], Closing], now: datetime) -> Iterator[str]:
    """Give a line for each that is closed now, with until when by the clock there."""
    for (story, place), closing in closed.items():
        if closing.until_s is None or now.timestamp() < closing.until_s:
            name = f"{story}/{place}" if place else story
            words = f'  "{closing.words}"' if closing.words else ""
            yield f"{name}  {until(closing)}{words}"


def until(closing: Closing) -> str:
    """Say until when something is closed, for staff."""
    if closing.until_s is None:
        return "until it is opened"
    local = local_time(datetime.fromtimestamp(closing.until_s, UTC), closing.zone)
    return f"until {local:%A} {local.day} {local:%B %Y, %H:%M} ({closing.zone})"
