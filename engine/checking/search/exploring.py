"""What can happen, play by play: the exact search, breadth first, so that ways are shortest.

BACK and RESTART are left out: who needs them to go on is stuck. Time may be whatever it likes at
each move, so a few plays may be found that no clock allows; each play that is told of is replayed.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from engine.checking.search.bare import bare
from engine.checking.search.moves import Move, Moves
from engine.checking.search.outside import Sample, Samples, samples
from engine.checking.search.sameness import Key, Sameness, sameness_of
from engine.checking.search.values import values_of
from engine.play.arriving import EndlessStory
from engine.play.play import Play
from engine.story.build.asked import all_replies, conditions, parts
from engine.story.model import Story, Varied

MOST_PLAYS = 200_000


@dataclass(slots=True)
class Found:
    """A play that can come to be: how it came from the one before, and which can come of it."""

    play: Play
    before: int | None
    move: Move
    sample: Sample
    depth: int
    leads_to: set[int] = field(default_factory=set)
    looked_at: bool = False
    # Whether some reply can be given again and again, though nothing comes of it.
    goes_round: bool = False


@dataclass(slots=True)
class Explored:
    """Every play that was found; those that are the same are one.

    `stopped` says in words why there may be more, empty where all were found. `endless` are plays
    of which a move goes on by itself for ever; None is who has not begun.
    """

    story: Story
    sameness: Sameness
    samples: Samples
    # Whether chance decides anything but words.
    by_chance: bool
    found: list[Found] = field(default_factory=list)
    endless: dict[int | None, str] = field(default_factory=dict)
    stopped: str = ""

    def way_to(self, at: int) -> list[Found]:
        """Give the plays on the shortest way to one, itself the last."""
        way = [self.found[at]]
        while (before := way[-1].before) is not None:
            way.append(self.found[before])
        return way[::-1]


def explore(story: Story, go_on: Callable[[int], bool]) -> Explored:
    """Find every play that can come to be. `go_on(plays found)` is asked now and then."""
    moves = _moves_of(bare(story))
    explored = Explored(story, moves.sameness, samples(moves.story), _by_chance(moves.story))
    exploring = _Exploring(explored, moves)
    exploring.run(go_on)
    return exploring.explored


def _moves_of(silent: Story) -> Moves:
    trees = [tree for condition in conditions(silent) for tree in parts(condition.tree)]
    opened = {s.place: None for s in silent.scenes.values() if s.place and s.opens_by_sign}
    return Moves(
        silent, sameness_of(silent), values_of(silent, trees), tuple(place for place in opened)
    )


def _by_chance(story: Story) -> bool:
    ways = [scene.go for scene in story.scenes.values()]
    ways += [reply.go for reply in all_replies(story)]
    return any(isinstance(way, Varied) and way.kind in ("shuffle", "any") for way in ways)


@dataclass(slots=True)
class _Exploring:
    explored: Explored
    moves: Moves
    known: dict[Key, int] = field(default_factory=dict)
    to_do: deque[int] = field(default_factory=deque)

    def run(self, go_on: Callable[[int], bool]) -> None:
        """Look at one play after the other, the ones that are reached first before others."""
        for sample in self.explored.samples.all:
            for move, made in self.moves.first(sample):
                self._find(made, None, move, sample, 0)
        while self.to_do:
            count = len(self.explored.found)
            if count > MOST_PLAYS:
                self.explored.stopped = f"there are more than {MOST_PLAYS:,} different plays"
                return
            if not go_on(count):
                self.explored.stopped = f"the time was over at {count:,} different plays"
                return
            self._look_at(self.to_do.popleft())
        if not self.explored.samples.whole:
            self.explored.stopped = "there are more times and counts than can be tried"

    def _look_at(self, at: int) -> None:
        here = self.explored.found[at]
        here.looked_at = True
        self.moves.watch.looked = False
        for sample in self._samples(here.sample):
            for move, made in self.moves.after(here.play, sample):
                found = self._find(made, at, move, sample, here.depth + 1)
                here.leads_to |= {found} if found is not None else set()
                here.goes_round |= found == at and move.kind == "reply"
            if not self.moves.watch.looked:
                return

    def _samples(self, usual: Sample) -> Iterator[Sample]:
        """Give the surroundings of the play before first, so that ways need no waiting."""
        yield usual
        yield from (each for each in self.explored.samples.all if each is not usual)

    def _find(
        self,
        play: Play | EndlessStory,
        before: int | None,
        move: Move,
        sample: Sample,
        depth: int,
    ) -> int | None:
        if isinstance(play, EndlessStory):
            self.explored.endless.setdefault(before, str(play))
            return None
        key = self.moves.sameness.key(play)
        at = self.known.get(key)
        if at is None:
            at = self.known[key] = len(self.explored.found)
            self.explored.found.append(Found(play, before, move, sample, depth))
            if play.scene is not None:
                self.to_do.append(at)
        return at
