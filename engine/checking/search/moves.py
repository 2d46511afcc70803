"""Everything that can happen next to a play: what its player does, and what silence does."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, TypeAlias

from engine.checking.search.idle import is_deaf, is_idle
from engine.checking.search.outside import Sample
from engine.checking.search.sameness import Sameness
from engine.checking.search.values import Numbers, Texts, Values
from engine.play.arriving import EndlessStory, begin, enter, take
from engine.play.hearing import miss, take_answer
from engine.play.matching import Spoken
from engine.play.play import Play, Value
from engine.play.silence import fire
from engine.play.telling import Telling
from engine.play.walking import arrive_at, scan, skip
from engine.play.world import World
from engine.story.model import Ask, Reply, Scene, Story

Kind: TypeAlias = Literal[
    "begin", "reply", "answer", "scan", "arrive", "skip", "miss", "wait", "text"
]
Act: TypeAlias = Callable[[Telling], None]
NONSENSE = Spoken("", (), None)


@dataclass(frozen=True, slots=True)
class Move:
    """Something that happens. `about` is the reply's name, the place, or what was answered.

    `wait_s` is how long nothing happens before it.
    """

    kind: Kind
    about: Value = ""
    wait_s: int = 0
    act: Act = field(compare=False, repr=False, default=lambda _telling: None)


Made: TypeAlias = tuple[Move, Play | EndlessStory]


@dataclass(slots=True)
class Script:
    """Chance as it is told: `chosen` so far, then always the first; `of` is out of how many."""

    chosen: tuple[int, ...] = ()
    of: list[int] = field(default_factory=list)

    def choose(self, seed: int, n: int) -> tuple[int, int]:
        """Give the index that is told."""
        at = len(self.of)
        self.of.append(n)
        return (self.chosen[at] if at < len(self.chosen) else 0), seed

    def others(self) -> Iterator[tuple[int, ...]]:
        """Give the scripts that would have gone another way than this one, after its choices."""
        for at in range(len(self.chosen), len(self.of)):
            taken = self.chosen + (0,) * (at - len(self.chosen))
            yield from ((*taken, other) for other in range(1, self.of[at]))


@dataclass(slots=True)
class Watch:
    """Whether somebody looked at what is outside the play."""

    looked: bool = False


class Watched(Telling):
    """A play being moved, which notes whether the story looks around."""

    watch: Watch

    def local(self) -> datetime:
        """Give the time at the story's first place."""
        self.watch.looked = True
        return super().local()

    def is_dark(self) -> bool:
        """Tell whether the sun is down at the story's first place."""
        self.watch.looked = True
        return super().is_dark()

    def counted(self, counter: str) -> int:
        """Give a number that all players share."""
        self.watch.looked = True
        return super().counted(counter)

    def gifts(self, collection: str) -> int:
        """Count what players gave and staff approved."""
        self.watch.looked = True
        return super().gifts(collection)

    def channel(self) -> str:
        """Give how the player plays."""
        self.watch.looked = True
        return super().channel()

    def speaks(self) -> str:
        """Give the language that the player reads."""
        self.watch.looked = True
        return super().speaks()


@dataclass(frozen=True, slots=True)
class Moves:
    """What can happen in a bare story."""

    story: Story
    sameness: Sameness
    values: dict[str, Values]
    signs: tuple[str, ...]
    script: Script = field(default_factory=Script)
    watch: Watch = field(default_factory=Watch)
    worlds: dict[Sample, World] = field(default_factory=dict)

    def first(self, sample: Sample) -> Iterator[Made]:
        """Give the plays that begin."""
        nobody = Play(self.story.id, self.story.edition, sample.language, 0)
        yield from self._made(nobody, sample, Move("begin", act=lambda each: begin(each, None)))
        for place in self.signs:
            move = Move("scan", place, act=_beginning_at(place))
            yield from self._made(nobody, sample, move)

    def after(self, play: Play, sample: Sample) -> Iterator[Made]:
        """Give what can happen to a play that waits, and the play it then is."""
        for move in self._possible(play, sample):
            yield from self._made(play, sample, move)

    def _made(self, play: Play, sample: Sample, move: Move) -> Iterator[Made]:
        """Make a move with every way that chance may go; an EndlessStory where it has no end."""
        scripts: list[tuple[int, ...]] = [()]
        while scripts:
            self.script.chosen, self.script.of = scripts.pop(), []
            telling = self._telling(play, sample, move.wait_s)
            made = self._move(telling, move)
            # Asked before anybody else makes a move with this script.
            scripts += self.script.others()
            yield move, made

    def _move(self, telling: Telling, move: Move) -> Play | EndlessStory:
        try:
            move.act(telling)
        except EndlessStory as endless:
            return endless
        return self._rested(telling)

    def _telling(self, play: Play, sample: Sample, wait_s: int = 0) -> Telling:
        """Wake a play after so long; its moments count from the turn before."""
        if sample not in self.worlds:
            self.worlds[sample] = replace(sample.world, choose=self.script.choose)
        telling = Watched(self.story, play, self.worlds[sample])
        telling.watch = self.watch
        telling.language = sample.language
        before_s = telling.now_s - wait_s
        telling.last_at_s += before_s
        telling.since = {scene: at_s + before_s for scene, at_s in play.since.items()}
        return telling

    def _rested(self, telling: Telling) -> Play:
        """Give the play with its moments counted from now, and no more than can matter."""
        now_s = telling.now_s
        telling.since = {scene: at_s - now_s for scene, at_s in telling.since.items()}
        telling.last_at_s -= now_s
        telling.place = telling.place if telling.place in self.sameness.places else None
        telling.checkpoints, telling.held, telling.menu = (), (), ()
        play = telling.done()
        kept = self.sameness.remembered(play) if play.returns else ()
        return play if len(kept) == len(play.returns) else replace(play, returns=kept)

    def _possible(self, play: Play, sample: Sample) -> Iterator[Move]:
        scene = self.story.scenes[play.scene or ""]
        if not scene.waits:
            yield Move("text", act=_entering(scene.id))
            return
        telling = self._telling(play, sample)
        for reply in (*scene.replies, *self.story.anytime):
            if telling.possible(reply) and not is_idle(self.story, reply):
                yield Move("reply", f"{reply.scene}/{reply.id}", act=_taking(reply))
        if scene.ask is not None:
            yield from self._answers(scene.ask)
        yield from self._places(scene)
        if scene.skip is not None or scene.walk is not None:
            yield Move("skip", act=_by_player(skip))
        if not is_deaf(self.story, scene):
            yield Move("miss", act=_by_player(lambda each: miss(each, NONSENSE)))
        yield from self._silence(play, scene)

    def _answers(self, ask: Ask) -> Iterator[Move]:
        for value in _answers(ask, self.values.get(ask.save or "")):
            yield Move("answer", value, act=_answering(ask, value))

    def _places(self, scene: Scene) -> Iterator[Move]:
        """Give what comes of being somewhere; of proofs that lead to the same, one."""
        walk = scene.walk
        to = walk.to if walk is not None else ()
        by_sign = walk is not None and walk.proof == "sign"
        proven = {*self.signs, *self.sameness.places}
        yield from (_scanning(place) for place in sorted({*to, *proven} if by_sign else proven))
        proven = {*self.sameness.places, *self._elsewhere(to)}
        yield from (_arriving(place) for place in sorted(proven if by_sign else {*to, *proven}))

    def _elsewhere(self, to: tuple[str, ...]) -> tuple[str, ...]:
        """Give a place that nothing asks about: who is there is not where something is asked."""
        asked = {*self.sameness.places, *to}
        others = [place for place in self.story.places if place not in asked]
        return tuple(others[:1]) if self.sameness.places else ()

    def _silence(self, play: Play, scene: Scene) -> Iterator[Move]:
        """Give what comes of waiting: for the next timed reply, or for a time that is asked for."""
        coming = (each for each in scene.after[play.fired :] if not is_idle(self.story, each.reply))
        if (following := next(coming, None)) is not None:
            yield Move("wait", wait_s=max(0, following.after_s + play.last_at_s), act=fire)
        for name, steps in self.sameness.since.items():
            gone_s = -play.since[name] if name in play.since else None
            further = [step - gone_s for step in steps if gone_s is not None and step > gone_s]
            if further:
                # Who says something meanwhile that changes nothing is not overtaken by timers.
                yield Move("wait", wait_s=further[0], act=_by_player(lambda _telling: None))


def _by_player(act: Act) -> Act:
    def acting(telling: Telling) -> None:
        telling.last_at_s = telling.now_s
        act(telling)

    return acting


def _scanning(place: str) -> Move:
    return Move("scan", place, act=_by_player(lambda telling: scan(telling, place)))


def _arriving(place: str) -> Move:
    return Move("arrive", place, act=_by_player(lambda telling: arrive_at(telling, place)))


def _beginning_at(place: str) -> Act:
    return _by_player(lambda telling: begin(telling, place))


def _entering(scene: str) -> Act:
    return _by_player(lambda telling: enter(telling, scene))


def _taking(reply: Reply) -> Act:
    return _by_player(lambda telling: take(telling, reply))


def _answering(ask: Ask, value: Value) -> Act:
    kind = "text" if ask.kind == "number" else ask.kind
    answer = int(value) if ask.kind == "number" else value
    return _by_player(lambda telling: take_answer(telling, answer, kind, ""))


def _answers(ask: Ask, values: Values | None) -> tuple[Value, ...]:
    """Give answers of which each may lead elsewhere."""
    match values:
        case Numbers(starts):
            return starts
        case Texts(known):
            return (*(" ".join(words) for words in known if words), "something else")
        case _:
            return (1 if ask.kind == "number" else "something",)
