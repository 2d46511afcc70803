"""Which story or place staff mean, and what players are told of it while it is closed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TypeAlias

from engine.languages.folding import folded
from engine.places.zones import local_time
from engine.play.catalog import Catalog
from engine.play.events import Joined
from engine.play.message import message
from engine.play.step import new_play, step
from engine.play.world import Closing, World
from engine.story.model import Place, Story
from engine.story.zone import zone_of


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
        return zone_of(self.story, self.place)


def targets(catalog: Catalog, wanted: str) -> list[Target]:
    """Give every story or place that is meant: by id or title, place, STORY/PLACE, or sign's code.

    A story's id comes first, so that one of that name is never a place. Where nothing is called so,
    it is whatever holds these words in its name: "Weir Street Clock" is "The Weir Street Clock".
    """
    wanted = wanted.strip().rstrip("/")
    last = wanted.rpartition("/")[2]
    for name in (wanted, last):
        if name in catalog.stories and (name == wanted or not _places(catalog, wanted, _is)):
            return [Target(catalog.stories[name])]
    return _called(catalog, wanted, _is) or _called(catalog, wanted, _holds)


def names(catalog: Catalog) -> Iterator[str]:
    """Give what every story and place can be called by."""
    for story in catalog.stories.values():
        yield from (story.id, story.title)
        for place in story.places.values():
            yield from (f"{story.id}/{place.id}", place.id, place.name)


_Fits: TypeAlias = Callable[[str, str], bool]


def _called(catalog: Catalog, wanted: str, fits: _Fits) -> list[Target]:
    by_title = [Target(each) for each in catalog.stories.values() if fits(each.title, wanted)]
    places = _places(catalog, wanted, fits)
    return [*by_title, *places] if fits is _holds else by_title or places


def _places(catalog: Catalog, wanted: str, fits: _Fits) -> list[Target]:
    story, _, name = wanted.rpartition("/")
    story = story.rpartition("/")[2]
    return [
        Target(each, place)
        for each in catalog.stories.values()
        if story in ("", each.id)
        for place in each.places.values()
        if any(called and fits(called, name) for called in (place.id, place.name, place.code or ""))
    ]


def _is(name: str, wanted: str) -> bool:
    return folded(name) == folded(wanted)


def _holds(name: str, wanted: str) -> bool:
    """Tell whether a name has these whole words, one after the other."""
    words = folded(wanted)
    return bool(words) and f" {words} " in f" {folded(name)} "


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
        if closing.holds(now):
            name = f"{story}/{place}" if place else story
            words = f'  "{closing.words}"' if closing.words else ""
            yield f"{name}  {until(closing)}{words}"


def until(closing: Closing) -> str:
    """Say until when something is closed, for staff."""
    if closing.until_s is None:
        return "until it is opened"
    local = local_time(datetime.fromtimestamp(closing.until_s, UTC), closing.zone)
    told = f"until {local:%A} {local.day} {local:%B %Y, %H:%M} ({closing.zone})"
    # Midnight belongs to two days for many.
    is_midnight = local.time() == time()
    return f"{told}: through {local - timedelta(hours=1):%A}" if is_midnight else told
