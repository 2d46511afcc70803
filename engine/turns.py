"""One turn, exactly once: a message comes in, its answer is stored, and only then given.

What goes wrong has three ways out. The database cannot take it: `NotStored`, so that the message
comes again. The story or the program fails: nothing is stored, staff are told, and the player gets
a kind sentence, because the same again would fail the same way. A kept play cannot be read: staff
are told, and the story begins anew and says so, because else its player could never go on.
"""

import secrets
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias, assert_never

from engine.clock import Clock
from engine.languages.sentences import SOURCE, sentence
from engine.play.catalog import Catalog
from engine.play.effects import Erase, Lead, Offer, Repeat, Say, Shown
from engine.play.events import Said, Scanned
from engine.play.hear import Heard, hear
from engine.play.play import Play, from_json
from engine.play.step import new_play
from engine.play.world import World
from engine.store import NotStored, Store
from engine.store.happenings import added_by, happenings_of, missed_of
from engine.store.open_turn import OpenTurn
from engine.store.outcome import Outcome

__all__ = ["Address", "Answer", "Incoming", "NotStored", "TellStaff", "Turns"]

TellStaff: TypeAlias = Callable[..., None]
NO_SCENE = "/"  # no scene can have this name


@dataclass(frozen=True, slots=True)
class Address:
    """Where a player is: a phone number (E.164), or what a page of `/try` calls itself."""

    kind: Literal["sms", "try"]
    value: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it came in.

    `message` is the id its channel gave it: the same id is the same message. `carrier_answers`:
    the carrier itself answers STOP, START and HELP here.
    """

    message: str
    address: Address
    event: Said | Scanned
    carrier_answers: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What to tell the player, in order; empty when nothing is to be sent."""

    effects: tuple[Shown, ...] = ()


class Turns:
    """Takes messages, one after the other for each player.

    `catalog` gives the stories as they are now; `refresh` looks whether there are newer ones, which
    is asked where a play is of another edition. `tell_staff(what, **facts)` is told of faults, in
    words and without numbers or texts.
    """

    def __init__(
        self,
        store: Store,
        catalog: Callable[[], Catalog],
        clock: Clock,
        tell_staff: TellStaff,
        refresh: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock
        self._tell_staff = tell_staff
        self._refresh = refresh

    def take(self, incoming: Incoming) -> Answer:
        """Answer a message; the answer is stored when this returns.

        A message that was taken before gets the answer that it got then, or an empty one if its
        player has stopped or was erased since. Raises NotStored: then nothing has happened.
        """
        address, language, silent = incoming.address, SOURCE, False
        unreadable: list[Exception] = []
        try:
            with self._store.turn(address.kind, address.value, incoming.message) as turn:
                if turn.given is not None:
                    return Answer(turn.given)
                language, silent = turn.player.language, turn.player.stopped
                outcome = self._step(turn, incoming, unreadable)
                turn.keep(outcome)
        except NotStored:
            raise
        except Exception as error:  # noqa: BLE001 - whatever failed, its player gets an answer
            self._tell("A turn failed; its player was asked to try again.", error, incoming)
            return Answer(() if silent else (Say(sentence("fault", language)),))
        for reason in unreadable:
            self._tell("A play could not be read; its story began anew.", reason, incoming)
        return Answer(outcome.answer)

    def _step(self, turn: OpenTurn, incoming: Incoming, unreadable: list[Exception]) -> Outcome:
        catalog, now = self._catalog_for(turn), self._clock()
        world = World(
            now=now,
            seed=secrets.randbits(32),
            carrier_answers=incoming.carrier_answers,
            keywords=catalog.keywords,
            signs=catalog.signs,
            shared=turn.shared,
        )
        plays = _Plays(turn, catalog, world, unreadable)
        heard = hear(catalog, turn.player, plays.kept, _storable(incoming.event), world)
        return Outcome(
            at=now,
            player=heard.player,
            plays=heard.plays,
            answer=tuple(_shown(heard, turn)),
            happenings=happenings_of(plays.before, heard),
            missed=missed_of(heard),
            added=added_by(heard),
            erase=any(isinstance(effect, Erase) for effect in heard.effects),
        )

    def _catalog_for(self, turn: OpenTurn) -> Catalog:
        """Give the stories, none older than the player has met on another machine."""
        catalog, story = self._catalog(), turn.player.story or ""
        text = turn.play(story) if story in catalog.stories else None
        # The edition stands in the play as it is written; to read all of it takes longer.
        if text is None or f'"edition":"{catalog.stories[story].edition}"' in text:
            return catalog
        self._refresh()
        return self._catalog()

    def _tell(self, what: str, error: Exception, incoming: Incoming) -> None:
        self._tell_staff(what, channel=incoming.address.kind, trace=_trace(error))


@dataclass(frozen=True, slots=True)
class _Plays:
    """The plays that a turn asks for, read once each."""

    turn: OpenTurn
    catalog: Catalog
    world: World
    unreadable: list[Exception]
    before: dict[str, Play | None] = field(default_factory=dict)

    def kept(self, story: str) -> Play | None:
        if story not in self.before:
            self.before[story] = self._read(story)
        return self.before[story]

    def _read(self, story: str) -> Play | None:
        if (text := self.turn.play(story)) is None:
            return None
        try:
            return from_json(text)
        except Exception as error:  # noqa: BLE001 - damaged in whatever way
            self.unreadable.append(error)
            play = new_play(self.catalog.stories[story], self.turn.player.language, self.world)
            return replace(play, scene=NO_SCENE)  # which makes the story begin anew and say so


def _shown(heard: Heard, turn: OpenTurn) -> Iterator[Shown]:
    for effect in heard.effects:
        if isinstance(effect, Say | Offer | Lead):
            yield effect
        elif isinstance(effect, Repeat):
            yield from turn.last_answer(heard.player.story or "")


def _storable(event: Said | Scanned) -> Said | Scanned:
    """Replace what cannot be written as UTF-8: halves of characters."""
    match event:
        case Said(text):
            return event if text.isprintable() else Said(_clean(text))
        case Scanned(place):
            return event if place.isprintable() else Scanned(_clean(place))
        case _:
            assert_never(event)


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _trace(error: BaseException) -> str:
    """Give where it went wrong, and never the error's own words: they may hold a player's."""
    cause = error.__cause__ or error.__context__
    before = f"{_trace(cause)}\nThen:\n" if cause else ""
    lines = "".join(traceback.format_tb(error.__traceback__))
    return f"{before}{lines}{type(error).__module__}.{type(error).__qualname__}"
