"""What can be reached at all: the fixpoint over what may be so in each scene.

It follows every way that a player may take, by the rules of `engine/play/arriving.py` and
`walking.py`, with all that may be so there at once. Time, place, channel, chance and other players
may always be either way. So what it does not reach, no player does.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from engine.checking.search.possible import IMPOSSIBLE, Ground, Possible, ground_of
from engine.checking.search.returning import may_return_to_start
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
    to_do: dict[tuple[str, str], None] = field(default_factory=dict)

    def run(self) -> None:
        """Follow everything until nothing new comes."""
        self.opened = tuple(s for s in self.story.scenes.values() if s.opens_by_sign)
        self.may_return_to_start = may_return_to_start(self.story)
        self._words(self.ground.first, self.story.welcome)
        self._arrive(self.story.start, self.ground.first)
        kinds = {"arrive": self._arriving, "wait": self._waiting}
        while self.to_do:
            kind, scene = next(iter(self.to_do))
            del self.to_do[kind, scene]
            kinds[kind](self.story.scenes[scene])

    # What is new somewhere is looked at again.

    def _arrive(self, scene: str, now: Possible) -> None:
        before = self.arrived.get(scene, IMPOSSIBLE)
        if now and before | now != before:
            self.arrived[scene] = before | now
            self.to_do["arrive", scene] = None

    def _wait(self, scene: str, now: Possible) -> None:
        before = self.waiting.get(scene, IMPOSSIBLE)
        if now and before | now != before:
            self.waiting[scene] = before | now
            self.to_do["wait", scene] = None
            self._open_signs(scene, now)

    def _open_signs(self, scene: str, now: Possible) -> None:
        """A sign may be scanned wherever a play waits, and its scene may lead back there."""
        if not self.opened:
            return
        self._remember(scene)
        if self.anywhere | now != self.anywhere:
            self.anywhere |= now
            for each in self.opened:
                self._arrive(each.id, self._if(self.anywhere, each.condition))

    def _remember(self, scene: str) -> None:
        """Let `back` lead to a scene."""
        if scene not in self.visited_from:
            self.visited_from.add(scene)
            self._wait(scene, self.back)

    def _turn_back(self, now: Possible) -> None:
        if self.back | now != self.back:
            self.back |= now
            for scene in tuple(self.visited_from):
                self._wait(scene, self.back)
            if self.may_return_to_start:
                self._arrive(self.story.start, self.back)

    # One scene

    def _arriving(self, scene: Scene) -> None:
        now = self.ground.arrive(self.arrived[scene.id], scene.id)
        now = self.ground.do(now, scene.do)
        self._speeches(now, scene)
        if scene.ending is not None:
            self.endings.add(scene.ending)
        elif scene.back:
            self._turn_back(now)
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
