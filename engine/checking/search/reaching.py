"""What can be reached at all: the fixpoint over what may be so in each scene.

It follows every way that a player may take, by the rules of `engine/play/arriving.py` and
`walking.py`, with all that may be so there at once. Time, place, channel, chance and other players
may always be either way. So what it does not reach, no player does.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import chain
from typing import Any, TypeAlias

from engine.checking.search.possible import IMPOSSIBLE, Ground, Possible, ground_of
from engine.checking.search.returning import may_return_to_start, visits_from, ways_from
from engine.story.build.asked import replies_of
from engine.story.model import (
    Cases,
    Option,
    Reply,
    Scene,
    Speech,
    Story,
    Varied,
    Way,
    Words,
)
from engine.story.phrases import Condition

# What is to be done with a scene, or with all that a sign or `back` may lead to: these come last.
_ARRIVE, _WAIT, _OPEN_SIGNS, _TURN_BACK = range(4)
_LAST = sys.maxsize
Going: TypeAlias = Callable[[Possible], None]


@dataclass(frozen=True, slots=True)
class Reached:
    """What players can come to.

    `true` and `false` hold the conditions that can be so, by identity: the same phrase at two
    places is two conditions.
    """

    scenes: frozenset[str]
    endings: frozenset[str]
    true: frozenset[int]
    false: frozenset[int]


def reached(story: Story) -> Reached:
    """Give what can be reached in a story by any player, at any time, with any chance."""
    reaching = _Reaching(story, ground_of(story))
    reaching.run()
    return Reached(
        scenes=frozenset(reaching.arrived),
        endings=frozenset(reaching.endings),
        true=frozenset(reaching.true),
        false=frozenset(reaching.false),
    )


def _ranks(story: Story) -> Mapping[str, int]:
    """Number the scenes so that most ways lead to a higher number, as in a story without rings."""
    left: list[str] = []
    seen = set[str]()
    for root in (story.start, *story.scenes):
        stack: list[tuple[str, Iterator[str]]] = []
        ahead: Iterator[str] = iter((root,))
        while True:
            following = next((each for each in ahead if each not in seen), None)
            if following is not None:
                seen.add(following)
                stack.append((following, ahead))
                scene = story.scenes[following]
                ahead = chain(ways_from(story, scene), visits_from(story, scene))
            elif stack:
                done, ahead = stack.pop()
                left.append(done)
            else:
                break
    return {scene: rank for rank, scene in enumerate(reversed(left))}


@dataclass(slots=True)
class _Reaching:
    """`arrived` is what may be so before a scene's `do`, `waiting` while the play waits there."""

    story: Story
    ground: Ground
    arrived: dict[str, Possible] = field(default_factory=dict)
    waiting: dict[str, Possible] = field(default_factory=dict)
    anywhere: Possible = IMPOSSIBLE
    endings: set[str] = field(default_factory=set)
    true: set[int] = field(default_factory=set)
    false: set[int] = field(default_factory=set)
    # Where `back` may lead, and what may be so when it does.
    visited_from: set[str] = field(default_factory=set)
    back: Possible = IMPOSSIBLE
    may_return_to_start: bool = False
    opened: tuple[Scene, ...] = ()
    ranks: Mapping[str, int] = field(default_factory=dict)
    to_do: list[tuple[int, int, str]] = field(default_factory=list)

    def run(self) -> None:
        """Follow everything until nothing new comes."""
        self.opened = tuple(s for s in self.story.scenes.values() if s.opens_by_sign)
        self.may_return_to_start = may_return_to_start(self.story)
        self.ranks = _ranks(self.story)
        self._words(self.ground.first, self.story.welcome)
        self._arrive(self.story.start, self.ground.first)
        tasks = (self._arriving, self._waiting, self._open_signs, self._turn_back)
        while self.to_do:
            task = heappop(self.to_do)
            # Whatever was put in more than once lies side by side.
            while self.to_do and self.to_do[0] == task:
                heappop(self.to_do)
            tasks[task[1]](self.story.scenes[task[2]])

    # What is new somewhere is looked at again; first what leads to most, by rank.

    def _arrive(self, scene: str, now: Possible) -> None:
        before = self.arrived.get(scene, IMPOSSIBLE)
        if now and before | now != before:
            self.arrived[scene] = before | now
            heappush(self.to_do, (self.ranks[scene], _ARRIVE, scene))

    def _wait(self, scene: str, now: Possible) -> None:
        before = self.waiting.get(scene, IMPOSSIBLE)
        if now and before | now != before:
            self.waiting[scene] = before | now
            heappush(self.to_do, (self.ranks[scene], _WAIT, scene))
            if self.opened:
                self._remember(scene)
                if self.anywhere | now != self.anywhere:
                    self.anywhere |= now
                    heappush(self.to_do, (_LAST, _OPEN_SIGNS, self.story.start))

    def _open_signs(self, _scene: Scene) -> None:
        """A sign may be scanned wherever a play waits, and its scene may lead back there."""
        for each in self.opened:
            self._arrive(each.id, self._if(self.anywhere, each.condition))

    def _remember(self, scene: str) -> None:
        """Let `back` lead to a scene."""
        if scene not in self.visited_from:
            self.visited_from.add(scene)
            self._wait(scene, self.back)

    def _goes_back(self, now: Possible) -> None:
        if self.back | now != self.back:
            self.back |= now
            heappush(self.to_do, (_LAST, _TURN_BACK, self.story.start))

    def _turn_back(self, start: Scene) -> None:
        for scene in tuple(self.visited_from):
            self._wait(scene, self.back)
        if self.may_return_to_start:
            self._arrive(start.id, self.back)

    # One scene

    def _arriving(self, scene: Scene) -> None:
        now = self.ground.arrive(self.arrived[scene.id], scene.id)
        now = self.ground.do(now, scene.do)
        self._speeches(now, scene)
        if scene.ending is not None:
            self.endings.add(scene.ending)
        elif scene.back:
            self._goes_back(now)
        elif scene.waits:
            self._wait(scene.id, now)
        elif scene.handover is None:
            # Where no way is open, the next text comes to the scene anew.
            self._follow(scene.go, now, lambda left: self._arrive(scene.id, left))

    def _waiting(self, scene: Scene) -> None:
        now = self.waiting[scene.id]
        for reply in (*replies_of(scene), *self.story.anytime):
            self._reply(scene, reply, now)
        if scene.ask is not None:
            self._words(now, scene.ask.question)
            said = self.ground.answered(now, scene.ask.save)
            self._follow(scene.go, said, lambda left: self._wait(scene.id, left))
        if scene.walk is not None:
            self._follow(scene.go, now, lambda left: self._wait(scene.id, left))
        if scene.skip is not None:
            self._arrive(scene.skip, now)
        for hint in scene.hints:
            self._words(now, hint)
        # Who comes back hears the scene again.
        self._speeches(now, scene)

    def _reply(self, scene: Scene, reply: Reply, now: Possible) -> None:
        name = f"{reply.scene}/{reply.id}"
        if reply.once:
            now = self.ground.untaken(now, name)
        now = self._if(now, reply.condition)
        if not now:
            return
        now = self.ground.do(self.ground.take(now, name), reply.do)
        self._speech(now, reply.speech)
        if reply.ending is not None:
            self.endings.add(reply.ending)
        elif reply.visit is not None:
            self._remember(scene.id)
            self._arrive(reply.visit, now)
        elif reply.handover is None:
            self._follow(reply.go, now, lambda left: self._wait(scene.id, left))

    # Conditions

    def _if(self, now: Possible, condition: Condition | None) -> Possible:
        """Note how a condition can be, and give what may be so where it is true."""
        if condition is None or not now:
            return now
        if self.ground.assume(now, condition.tree, holds=False):
            self.false.add(id(condition))
        then = self.ground.assume(now, condition.tree, holds=True)
        if then:
            self.true.add(id(condition))
        return then

    def _follow(self, way: Way | None, now: Possible, otherwise: Going) -> None:
        """Go every way that may be open; `otherwise` where none is."""
        if way is None:
            otherwise(now)
        elif isinstance(way, str):
            self._arrive(way, now)
        else:
            self._options(way, now, self._arrive, otherwise)

    def _options(
        self,
        varied: Varied[Any] | Cases[Any],
        now: Possible,
        taking: Callable[[Any, Possible], None],
        otherwise: Going,
    ) -> None:
        """Take every option that may come."""
        if isinstance(varied, Cases):
            for option in varied.options:
                taking(option.value, self._if(now, option.condition))
                if option.condition is None:
                    return
                now = self.ground.assume(now, option.condition.tree, holds=False)
            otherwise(now)
            return
        options: Iterable[Option[Any]] = (
            *varied.options, *((varied.then,) if varied.then else ())
        )  # fmt: skip
        for option in options:
            taking(option.value, self._if(now, option.condition))
        if varied.kind == "first" or any(option.condition for option in options):
            otherwise(now)

    def _words(self, now: Possible, words: Words | None) -> None:
        if isinstance(words, Varied | Cases):
            self._options(words, now, lambda _line, _now: None, lambda _now: None)

    def _speeches(self, now: Possible, scene: Scene) -> None:
        # Most scenes say the same on every channel.
        for speech in {id(each): each for each in scene.speech.values()}.values():
            self._speech(now, speech)

    def _speech(self, now: Possible, speech: Speech) -> None:
        self._words(now, speech.say)
        self._words(now, speech.transcript)
