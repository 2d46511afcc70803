"""What else a step may look at, as data for the step on a phone: world.js there reads it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeAlias

from engine.places.zones import local_time
from engine.play.world import Closing, Landmark, Shared, World
from engine.story.model import Story

Data: TypeAlias = dict[str, Any]
# How the clocks go is told for so long: whoever plays on afterwards has had signal before.
CLOCK_BEFORE = timedelta(days=2)
CLOCK_AFTER = timedelta(days=400)
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def world_data(world: World, story: Story) -> Data:
    """Give the surroundings of a turn in this story."""
    shared = world.shared(story.id)
    zones = {story.timezone or world.zone, *world.zones}
    zones |= {closing.zone for closing in world.closed.values()}
    return {
        "now": world.now.timestamp(),
        "seed": world.seed,
        "channel": world.channel,
        "zone": world.zone,
        "zones": list(world.zones),
        "can_send": world.can_send,
        "clocks": {zone: clock(zone, world.now.date().isoformat()) for zone in sorted(zones)},
        "keywords": {
            word: {"story": each.story, "language": each.language}
            for word, each in world.keywords.items()
        },
        "signs": {
            code: {"story": each.story, "place": each.place} for code, each in world.signs.items()
        },
        "retired": sorted(world.retired),
        "signless": [{"story": story, "place": place} for story, place in sorted(world.signless)],
        "landmarks": [_landmark(each) for each in world.landmarks],
        "closed": [_closing(*each) for each in world.closed.items()],
        "link": world.link(),
        "shared": _shared(shared),
    }


@lru_cache(maxsize=256)
def clock(zone: str, day: str) -> list[list[int]]:
    """Give how a zone's clock goes around a day: since when (seconds since 1970), by how much.

    That is by how many seconds it is ahead of UTC.
    """
    middle = datetime.fromisoformat(day).replace(tzinfo=UTC)
    first = middle - CLOCK_BEFORE
    return [[int(first.timestamp()), _ahead(zone, first)], *_changes(zone, middle)]


def _changes(zone: str, middle: datetime) -> Iterator[list[int]]:
    at, end = middle - CLOCK_BEFORE, middle + CLOCK_AFTER
    while at < end:
        before, after = at, at + _DAY
        if _ahead(zone, before) != _ahead(zone, after):
            while after - before > _SECOND:
                half = before + timedelta(seconds=(after - before) // _SECOND // 2)
                same = _ahead(zone, half) == _ahead(zone, at)
                before, after = (half, after) if same else (before, half)
            yield [int(after.timestamp()), _ahead(zone, after)]
        at += _DAY


def _ahead(zone: str, moment: datetime) -> int:
    local = local_time(moment, zone)
    return int((local.replace(tzinfo=UTC) - moment).total_seconds())


def _landmark(landmark: Landmark) -> Data:
    at = [{"lat": each.lat, "lon": each.lon} for each in landmark.at]
    return {
        "story": landmark.story, "title": landmark.title, "keyword": landmark.keyword, "at": at
    }  # fmt: skip


def _closing(of: tuple[str, str], closing: Closing) -> Data:
    story, place = of
    return {
        "story": story, "place": place,
        "until_s": closing.until_s, "words": closing.words, "zone": closing.zone,
    }  # fmt: skip


def _shared(shared: Shared) -> Data:
    return {
        "counters": dict(shared.counters),
        "votes": {poll: dict(votes) for poll, votes in shared.votes.items()},
        "mine": dict(shared.mine),
        "gifts": {name: list(each) for name, each in shared.gifts.items()},
        "given": dict(shared.given),
    }
