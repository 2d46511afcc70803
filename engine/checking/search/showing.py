"""The way to a play, replayed by a simulated player of the real story, and written as a walk."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from engine.checking.search.exploring import Explored, Found
from engine.checking.search.outside import Sample
from engine.checking.search.sameness import Key, Sameness
from engine.checking.search.steps import Step, steps_of, waited
from engine.checking.walks.writing import Head, walk_text
from engine.play.catalog import catalog_of
from engine.play.play import Play
from engine.play.simulated import Simulated
from engine.story.model import Story

# So many chances are tried until one goes the way that is to be shown.
MOST_SEEDS = 100
DAYS = (0, 1, 2, 3, 4, 5, 6, 7, 364)


@dataclass(frozen=True, slots=True)
class Shown:
    """A way that was replayed. `walk` is the text of a walk that goes it."""

    walk: str
    steps: tuple[Step, ...]


def shown(explored: Explored, at: int, name: str) -> Shown | None:
    """Give the shortest way to a play as a walk that was replayed; None where none could be."""
    way = explored.way_to(at)
    first = way[0].sample
    for seed in range(MOST_SEEDS if explored.by_chance else 1):
        replay = _Replay(explored, way, _player(explored.story, first, seed))
        if (steps := replay.steps()) is not None:
            return Shown(_written(explored.story, name, way, seed, steps), tuple(steps))
    return None


def _player(story: Story, sample: Sample, seed: int) -> Simulated:
    world = replace(sample.world, seed=seed)
    return Simulated(catalog_of([story]), world, sample.language)


@dataclass(slots=True)
class _Replay:
    explored: Explored
    way: list[Found]
    player: Simulated

    def steps(self) -> list[Step] | None:
        """Give steps that lead along the way, each of which was seen to do so."""
        steps: list[Step] = []
        nobody = Play(self.explored.story.id, "", self.explored.story.language, 0)
        for found in self.way:
            play = self.player.play or nobody
            taken = next(self._working(play, found), None)
            if taken is None:
                return None
            self.player, more = taken
            steps += more
        return steps

    def _working(self, play: Play, found: Found) -> Iterator[tuple[Simulated, list[Step]]]:
        wanted = self.explored.sameness.key(found.play)
        for wait in self._waits(found.sample):
            for step in steps_of(self.explored.story, play, found.move):
                player = self.player.twin()
                before = [waited(wait)] if wait else []
                for each in (*before, step):
                    _surround(player, found.sample)
                    each.do(player)
                if _key(self.explored.sameness, player) == wanted:
                    yield player, [*before, step]

    def _waits(self, sample: Sample) -> Iterator[timedelta]:
        """Give how long to wait so that the surroundings may be those of the sample."""
        yield timedelta(0)
        for days in DAYS:
            wait = sample.world.now - self.player.world.now + timedelta(days=days)
            if wait > timedelta(0):
                yield wait


def _surround(player: Simulated, sample: Sample) -> None:
    """Let others have counted and given what they have in a sample."""
    player.world = replace(player.world, channel=sample.world.channel)
    (story,) = player.catalog.stories
    shared = sample.world.shared(story)
    if shared.counters:
        player.commons.counters[story] = Counter(shared.counters)
    for collection, gifts in shared.gifts.items():
        player.commons.approved.setdefault(story, {})[collection] = list(gifts)


def _key(sameness: Sameness, player: Simulated) -> Key | None:
    play = player.play
    if play is None:
        return None
    now_s = int(player.world.now.timestamp())
    since = {scene: at_s - now_s for scene, at_s in play.since.items()}
    return sameness.key(replace(play, since=since))


def _written(story: Story, name: str, way: list[Found], seed: int, steps: list[Step]) -> str:
    """Write a walk."""
    first = way[0].sample
    local = first.world.now.astimezone(ZoneInfo(story.timezone or "UTC"))
    others = dict.fromkeys(found.sample.others for found in way if found.sample.others)
    head = Head(
        name,
        first.world.channel,
        first.language,
        local.replace(tzinfo=None),
        seed,
        tuple(f"while {each}" for each in others),
    )
    return walk_text(story, head, map(str, steps))
