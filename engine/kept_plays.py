"""The plays that a turn asks for, read once each."""

from dataclasses import dataclass, field, replace

from engine.play.catalog import Catalog
from engine.play.hear import language_for
from engine.play.play import Play, from_json
from engine.play.step import new_play
from engine.play.world import World
from engine.store.open_turn import OpenTurn

NO_SCENE = "/"  # no scene can have this name


@dataclass(frozen=True, slots=True)
class KeptPlays:
    """Reads the plays of one player; `before` are those that were read, as they were.

    What cannot be read is put into `unreadable`, and its story begins anew and says so.
    """

    turn: OpenTurn
    catalog: Catalog
    world: World
    unreadable: list[Exception]
    before: dict[str, Play | None] = field(default_factory=dict)

    def kept(self, story: str) -> Play | None:
        """Give the play of a story that can be played, or None."""
        if story not in self.before:
            self.before[story] = self._read(story)
        return self.before[story]

    def of(self, story: str | None) -> Play | None:
        """Give the play of a story, if it can be played."""
        return self.kept(story) if story is not None and story in self.catalog.stories else None

    def _read(self, story: str) -> Play | None:
        if (text := self.turn.play(story)) is None:
            return None
        try:
            return from_json(text)
        except Exception as error:  # noqa: BLE001 - damaged in whatever way
            self.unreadable.append(error)
            told = self.catalog.stories[story]
            language = language_for(told, self.turn.player, self.world)
            play = new_play(told, language, self.world)
            return replace(play, scene=NO_SCENE)  # which makes the story begin anew and say so
