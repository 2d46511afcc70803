"""The surroundings that make a difference to a story: times, what others gave, the language.

Each is a sample: a moment, and what all players share, in which some condition is another than in
every sample before it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, product
from typing import TypeAlias
from zoneinfo import ZoneInfo

from engine.checking.walks.reading import USUAL_TIME
from engine.play.opening import refused
from engine.play.play import Play
from engine.play.telling import Telling
from engine.play.world import Channel, Shared, World
from engine.story.build.asked import conditions, parts
from engine.story.model import CHANNELS, Story
from engine.story.phrases import (
    AnyGift,
    Between,
    By,
    Counted,
    Dark,
    During,
    OnDay,
    Speaks,
)
from engine.story.phrases.meaning import test_of

Outside: TypeAlias = AnyGift | Between | By | Counted | Dark | During | OnDay | Speaks
HALF_HOURS = tuple(time(half // 2, half % 2 * 30) for half in range(48))
MOST_SAMPLES = 48
MOST_TRIED = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Surroundings, and in words what others must have done for them; empty for usual ones."""

    world: World
    language: str
    others: str = ""
    truth: tuple[bool, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Samples:
    """All that make a difference; `whole` where none had to be left out."""

    all: tuple[Sample, ...]
    whole: bool = True


def samples(story: Story) -> Samples:
    """Give surroundings so that each condition of a bare story meets all that it can be."""
    asked = list(_asked(story))
    tests = [test_of(tree) for tree in asked]
    found: dict[tuple[bool, ...], Sample] = {}
    whole = True
    for tried, (world, language, others) in enumerate(_candidates(story, asked)):
        if tried == MOST_TRIED:
            whole = False
            break
        telling = Telling(story, Play(story.id, story.edition, language, 0), world)
        telling.language = language
        truth = (*(test(telling) for test in tests), bool(refused(telling)))
        if truth in found:
            continue
        if len(found) == MOST_SAMPLES:
            whole = False
            break
        found[truth] = Sample(world, language, others, truth)
    return Samples(tuple(found.values()), whole)


def _asked(story: Story) -> Iterator[Outside]:
    """Give every part of a condition that looks around, once."""
    trees = (tree for condition in conditions(story) for tree in parts(condition.tree))
    return iter(dict.fromkeys(tree for tree in trees if isinstance(tree, Outside)))


def _candidates(story: Story, asked: list[Outside]) -> Iterator[tuple[World, str, str]]:
    """Give surroundings to try, the usual ones first."""
    zone = ZoneInfo(story.timezone or "UTC")
    # A product keeps all that it is made of, and a hostile story names a million times.
    local = islice(_moments(story, asked), MOST_TRIED + 1)
    moments = [moment.replace(tzinfo=zone).astimezone(UTC) for moment in local]
    others = list(islice(_others(asked), MOST_TRIED + 1))
    channels: Iterable[Channel] = (
        CHANNELS if any(isinstance(tree, By) for tree in asked) else CHANNELS[:1]
    )
    speaks = any(isinstance(tree, Speaks) for tree in asked)
    languages = story.languages if speaks else story.languages[:1]
    for (shared, told), language, channel, now in product(others, languages, channels, moments):
        yield World(now, channel=channel, zone=zone.key, shared=_always(shared)), language, told


def _always(shared: Shared) -> Callable[[str], Shared]:
    return lambda _story: shared


def _moments(story: Story, asked: list[Outside]) -> Iterator[datetime]:
    """Give moments on the local clock, before and at everything that a condition names."""
    # That of a walk that names none: a Saturday, by day.
    yield USUAL_TIME
    days = sorted(set(_days(story, asked)))
    times = sorted(set(_times(story, asked)))
    yield from (datetime.combine(day, at) for day, at in product(days, times))


def _days(story: Story, asked: list[Outside]) -> Iterator[date]:
    yield USUAL_TIME.date()
    seasons = [tree.season for tree in asked if isinstance(tree, During)]
    seasons += [story.times.season] if story.times.season else []
    for season in seasons:
        first, last = (date(USUAL_TIME.year, *day) for day in (season.first, season.last))
        yield from (first - timedelta(1), first, last, last + timedelta(1))
    if any(isinstance(tree, Dark) for tree in asked):
        yield from (date(USUAL_TIME.year, month, 21) for month in range(1, 13))
    if story.times.hours or any(isinstance(tree, OnDay) for tree in asked):
        yield from (USUAL_TIME.date() + timedelta(day) for day in range(7))


def _times(story: Story, asked: list[Outside]) -> Iterator[time]:
    yield USUAL_TIME.time()
    for tree in asked:
        if isinstance(tree, Between):
            yield from (tree.start, tree.end)
    if story.times.hours or any(isinstance(tree, Dark) for tree in asked):
        yield from HALF_HOURS


def _others(asked: list[Outside]) -> Iterator[tuple[Shared, str]]:
    """Give what others counted and gave, as far as conditions tell it apart."""
    counters: dict[str, set[int]] = {}
    for tree in asked:
        if isinstance(tree, Counted):
            counters.setdefault(tree.counter, {0}).update((tree.value, tree.value + 1))
    collections = sorted({tree.collection for tree in asked if isinstance(tree, AnyGift)})
    gifts = [(("",), (name,)) for name in collections]
    numbers = [[(name, value) for value in sorted(values)] for name, values in counters.items()]
    for chosen in product(*numbers):
        for given in product(*gifts):
            names = [name for each in given for name in each if name]
            shared = Shared(counters=dict(chosen), gifts=dict.fromkeys(names, ("a gift",)))
            told = [f"'{name}' is at {value}" for name, value in chosen if value]
            told += [f"something in '{name}' is approved" for name in names]
            yield shared, " and ".join(told)
