"""A player who is not there: the same engine, kept in memory."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from engine.play.catalog import Catalog
from engine.play.commons import Commons
from engine.play.effects import Begin, Effect, Erase, Lead, Offer, Repeat, Say, WakeAt
from engine.play.events import Event, Passed
from engine.play.hear import Heard, Player, begin, hear
from engine.play.play import Play, from_json, to_json
from engine.play.world import World

MOST_WAKES = 1_000


class Simulated:
    """One person playing. Each play goes through its JSON between turns, as in a database.

    `commons` is what this player shares with others; `name` tells them apart.
    """

    def __init__(
        self,
        catalog: Catalog,
        world: World,
        language: str = "en",
        commons: Commons | None = None,
        name: str = "player",
    ) -> None:
        self.catalog = catalog
        self.commons = commons or Commons()
        self.name = name
        self.world = replace(
            world,
            keywords=catalog.keywords,
            signs=catalog.signs,
            retired=catalog.retired,
            signless=catalog.signless,
            landmarks=catalog.landmarks,
            closed=catalog.closed,
            shared=lambda story: self.commons.shared(story, name),
        )
        self.player = Player(language)
        self.answer: tuple[Effect, ...] = ()
        self._plays: dict[str, str] = {}
        self._wakes: dict[str, int] = {}

    def turn(self, event: Event) -> tuple[Effect, ...]:
        """Take an event and give what it does; the last answer once more where it is asked for."""
        return self._took(hear(self.catalog, self.player, self.kept, event, self.world))

    def begin(self, story: str) -> tuple[Effect, ...]:
        """Come to a story as by its keyword, also to one that has none."""
        heard = begin(self.catalog, self.player, self.kept, Begin(story), self.world)
        return self._took(heard)

    def wait(self, time: timedelta) -> tuple[Effect, ...]:
        """Let time pass, and give what came by itself in it."""
        until = self.world.now + time
        came: list[Effect] = []
        for _ in range(MOST_WAKES):
            at_s = self._wakes.get(self.player.story or "")
            if at_s is None or at_s > until.timestamp():
                break
            del self._wakes[self.player.story or ""]
            now = max(datetime.fromtimestamp(at_s, UTC), self.world.now)
            self.world = replace(self.world, now=now)
            came += self.turn(Passed())
        self.world = replace(self.world, now=until)
        return tuple(came)

    def twin(self) -> "Simulated":
        """Give another player who is where this one is, with what all share as it is now."""
        other = Simulated(
            self.catalog, self.world, self.player.language, deepcopy(self.commons), self.name
        )
        other.player, other.answer = self.player, self.answer
        other._plays, other._wakes = dict(self._plays), dict(self._wakes)
        return other

    def _took(self, heard: Heard) -> tuple[Effect, ...]:
        self.player = heard.player
        for play in heard.plays:
            self._plays[play.story] = to_json(play)
            self._wakes.pop(play.story, None)
        story = self.player.story or ""
        self.commons.take(story, self.name, heard.effects)
        wakes = [effect.at_s for effect in heard.effects if isinstance(effect, WakeAt)]
        if wakes:
            self._wakes[story] = wakes[-1]
        if any(isinstance(effect, Erase) for effect in heard.effects):
            self._forget()
        if any(isinstance(effect, Repeat) for effect in heard.effects):
            return tuple(self._again(heard.effects))
        if heard.plays and any(isinstance(effect, Say | Offer | Lead) for effect in heard.effects):
            # As it is kept with a play: what stands outside of stories is no answer of one.
            self.answer = heard.effects
        return heard.effects

    def _again(self, effects: tuple[Effect, ...]) -> Iterator[Effect]:
        for effect in effects:
            if isinstance(effect, Repeat):
                yield from self.answer
            else:
                yield effect

    def _forget(self) -> None:
        self.player = Player(stopped=self.player.stopped)
        self._plays, self._wakes = {}, {}

    def kept(self, story: str) -> Play | None:
        """Give the play of a story, if there is one."""
        return from_json(self._plays[story]) if story in self._plays else None

    @property
    def play(self) -> Play | None:
        """The play that the person is in."""
        return self.kept(self.player.story) if self.player.story else None
