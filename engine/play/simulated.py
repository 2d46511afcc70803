"""A player who is not there: the same engine, kept in memory."""

from dataclasses import replace

from engine.play.effects import Begin, Effect, Repeat
from engine.play.events import Event
from engine.play.hear import Catalog, Heard, Player, begin, hear
from engine.play.play import Play, from_json, to_json
from engine.play.world import World


class Simulated:
    """One person playing. Each play goes through its JSON between turns, as in a database."""

    def __init__(self, catalog: Catalog, world: World, language: str = "en") -> None:
        self.catalog = catalog
        self.world = replace(world, keywords=catalog.keywords, signs=catalog.signs)
        self.player = Player(language)
        self.answer: tuple[Effect, ...] = ()
        self._plays: dict[str, str] = {}

    def turn(self, event: Event) -> tuple[Effect, ...]:
        """Take an event and give what it does; the last answer once more where it is asked for."""
        return self._took(hear(self.catalog, self.player, self.kept, event, self.world))

    def begin(self, story: str) -> tuple[Effect, ...]:
        """Come to a story as by its keyword, also to one that has none."""
        heard = begin(self.catalog, self.player, self.kept, Begin(story), self.world)
        return self._took(heard)

    def _took(self, heard: Heard) -> tuple[Effect, ...]:
        self.player = heard.player
        self._plays.update({play.story: to_json(play) for play in heard.plays})
        if any(isinstance(effect, Repeat) for effect in heard.effects):
            return self.answer
        self.answer = heard.effects
        return heard.effects

    def kept(self, story: str) -> Play | None:
        """Give the play of a story, if there is one."""
        return from_json(self._plays[story]) if story in self._plays else None

    @property
    def play(self) -> Play | None:
        """The play that the person is in."""
        return self.kept(self.player.story) if self.player.story else None
