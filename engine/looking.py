"""How far somebody is, for a page that shows it: looked at, and nothing moved."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from engine.clock import Clock
from engine.incoming import Address
from engine.play.awaiting import Awaited, awaited
from engine.play.catalog import Catalog
from engine.play.effects import Shown
from engine.play.play import Play, from_json
from engine.play.world import World
from engine.store import Store
from engine.store.open_turn import OpenTurn


@dataclass(frozen=True, slots=True)
class Seen:
    """A play as its page shows it: the last answer in it, and what it waits for.

    `story` is the story that the player is in, which another page's may be. `comes`: something may
    come by itself, after a while, and nothing else is waited for. `texts`: its player texts as
    well. `at` is the last proven place. `play` is all that is kept of it.
    """

    story: str
    language: str
    answer: tuple[Shown, ...]
    awaited: Awaited
    comes: bool = False
    texts: bool = False
    at: str | None = None
    play: Play | None = None

    @property
    def is_stuck(self) -> bool:
        """Tell whether neither the player nor time moves it on, as while staff have closed it."""
        return self.awaited.is_nothing and not self.comes


class Looking:
    """Looks at the plays of browsers. `catalog` gives the stories as they are now."""

    def __init__(self, store: Store, catalog: Callable[[], Catalog], clock: Clock) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock

    def knows(self, address: Address) -> bool:
        """Tell whether somebody plays here by this address. Raises NotStored."""
        return self._store.player_at(address.kind, address.value) is not None

    def look(self, address: Address, story: str) -> Seen | None:
        """Give how far somebody is in a story; None where they have not begun it.

        A play that cannot be read is none: whatever is done next begins it anew. Raises NotStored.
        """
        catalog = self._catalog()
        with self._store.looked(address.kind, address.value) as turn:
            told, text = catalog.stories.get(story), turn.play(story)
            play = _read(text) if told and text else None
            if told is None or play is None or _is_before_it_began(play):
                return None
            waits = awaited(told, play, self._world(catalog, turn))
            return _seen(turn, told.id, play, waits)

    def surroundings(self, address: Address, story: str) -> World:
        """Give what the next turn in a story may look at, whoever has this address.

        What all share is as it is now, read once. Raises NotStored.
        """
        with self._store.looked(address.kind, address.value) as turn:
            shared = turn.shared(story)
            return replace(self._world(self._catalog(), turn), shared=lambda _story: shared)

    def _world(self, catalog: Catalog, turn: OpenTurn) -> World:
        return World(
            now=self._clock(), seed=0, channel="web", closed=catalog.closed,
            keywords=catalog.keywords, signs=catalog.signs, retired=catalog.retired,
            signless=catalog.signless, landmarks=catalog.landmarks, shared=turn.shared,
        )  # fmt: skip


def _seen(turn: OpenTurn, story: str, play: Play, waits: Awaited) -> Seen:
    return Seen(
        story=turn.player.story or story,
        language=play.language,
        answer=turn.last_answer(story),
        awaited=waits,
        comes=waits.is_nothing and not waits.closed and turn.goes_on_by_itself(story),
        texts=turn.texts,
        at=play.place,
        play=play,
    )


def _read(text: str) -> Play | None:
    try:
        return from_json(text)
    except Exception:  # noqa: BLE001 - damaged in whatever way; the next turn tells staff
        return None


def _is_before_it_began(play: Play) -> bool:
    return play.scene is None and play.ended is None
