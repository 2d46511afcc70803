"""One turn, exactly once: a message comes in, its answer is stored, and only then given.

What goes wrong has three ways out. The database cannot take it: `NotStored`, so that the message
comes again. The story or the program fails: nothing of the turn is stored, staff are told, and the
player gets a kind sentence, because the same again would fail the same way; that the message was
taken, and this answer, are stored as ever, if they can be. A kept play cannot be read: staff
are told, and the story begins anew and says so, because else its player could never go on.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import TypeAlias

from engine.carrying import carried_by, code_in
from engine.clock import Clock
from engine.faults import trace
from engine.floods import Floods
from engine.gate import Gate, unanswered
from engine.incoming import Address, Answer, Event, Incoming, arrived, storable
from engine.languages.choosing import chosen
from engine.languages.sentences import SOURCE, sentence
from engine.languages.tables import languages
from engine.lateness import is_taken_back
from engine.marking import marked
from engine.observing import TIME, UNOBSERVED, Came, Observer, Seen, observed
from engine.patience import Patience
from engine.phones import Elsewhere, FindEdition, check_owner
from engine.play.catalog import Catalog
from engine.play.effects import Say, Shown
from engine.play.events import Passed
from engine.showing import Showing
from engine.stepping import Stepping
from engine.store import NotStored, Store
from engine.store.known import SENT_TO, Unasked, Wake
from engine.store.open_turn import OpenTurn
from engine.store.outcome import Outcome
from engine.texting.imprint import Imprint
from engine.texting.parts import Sent

__all__ = [
    "Address",
    "Answer",
    "Elsewhere",
    "Event",
    "Incoming",
    "NotStored",
    "TellStaff",
    "Turns",
    "Unasked",
    "Wake",
]

TellStaff: TypeAlias = Callable[..., None]
# How long time that could not pass waits for the next try; after the last one it is given up.
PUT_OFF_S = (60, 5 * 60, 30 * 60, 2 * 60 * 60, 12 * 60 * 60, 24 * 60 * 60)


class Turns:
    """Takes messages, one after the other for each player.

    `catalog` gives the stories as they are now; `refresh` looks whether there are newer ones, which
    is asked where a play is of another edition. `tell_staff(what, **facts)` is told of faults, in
    words and without numbers or texts. `sends`: somebody sends what is put into the outbox; else
    what nobody asked for waits for the player's next text. `floods` tells whose texts are too many;
    without it, nobody's are. `imprint` is who texts, as HELP tells; `discloses`: so do first
    answers by text, and it is kept by what they were asked for. `gate` decides who is answered for
    money, and counts it; without it, everybody is, and nothing is counted. `showing` tells how
    pictures and sounds are sent; without it, they are told in words. `carry` is the address below
    which the links are that carry a play to a browser; without it, there are none. `observer` is
    told of each turn.
    """

    def __init__(
        self,
        store: Store,
        catalog: Callable[[], Catalog],
        clock: Clock,
        tell_staff: TellStaff,
        refresh: Callable[[], None] = lambda: None,
        *,
        sends: bool = False,
        floods: Floods | None = None,
        imprint: Imprint | None = None,
        discloses: bool = False,
        gate: Gate | None = None,
        showing: Showing | None = None,
        carry: str = "",
        observer: Observer = UNOBSERVED,
        edition: FindEdition = lambda _story, _edition: None,
    ) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock
        self._tell_staff = tell_staff
        self._patience = Patience(floods, catalog, clock, tell_staff)
        self._gate = gate
        self._showing = showing or Showing()
        self._observer = observer
        self._stepping = Stepping(
            catalog, clock, refresh, self._showing, gate, edition=edition,
            sends=sends, imprint=imprint or Imprint(), discloses=discloses, carry=carry,
        )  # fmt: skip

    def take(self, incoming: Incoming) -> Answer:
        """Answer a message; the answer is stored when this returns.

        A message that was taken before gets the answer that it got then, or an empty one if its
        player has stopped or was erased since. Raises NotStored, and Elsewhere for what a phone has
        played of a walk that is not its own any more: then nothing has happened.
        """
        with observed(self._observer, incoming.address.kind) as seen:
            return self._answered(incoming, seen)

    def _answered(self, incoming: Incoming, seen: Seen) -> Answer:
        address, language, silent = incoming.address, "", False
        unreadable: list[Exception] = []
        notes: list[str] = []
        try:
            code = code_in(incoming.words)
            with self._store.turn(
                address.kind, address.value, incoming.message, incoming.to, code
            ) as turn:
                if turn.given is not None:
                    seen.came = "repeated"
                    return Answer(turn.given, self._sent(incoming, turn.given))
                check_owner(turn, incoming)
                language, silent = turn.player.language, turn.player.stopped
                answer = self._taken(turn, incoming, seen, unreadable, notes)
        except (Elsewhere, NotStored):
            raise
        except Exception as error:  # noqa: BLE001 - whatever failed, its player gets an answer
            self._tell("A turn failed; its player was asked to try again.", error, address.kind)
            language = language or chosen(languages(), incoming.reads()) or SOURCE
            return self._failed(incoming, language, seen, silent=silent)
        self._tell_of(unreadable, address.kind, notes)
        return answer

    def _taken(
        self,
        turn: OpenTurn,
        incoming: Incoming,
        seen: Seen,
        unreadable: list[Exception],
        notes: list[str],
    ) -> Answer:
        """Take a message that is new, keep what comes of it, and give the answer."""
        now, gate = self._clock(), self._gate
        outcome = marked(turn, incoming, now)
        if outcome is None and gate:
            outcome = gate.instead(turn, incoming, self._catalog(), now, notes)
        if outcome is None and not self._patience.answers(turn, incoming):
            outcome = unanswered(turn, incoming, self._catalog(), now)
        if outcome is None:
            event = carried_by(turn, incoming, now) or storable(incoming.event)
            outcome = self._stepping.step(turn, event, unreadable, notes, incoming)
        seen.came = _came(outcome)
        return self._kept(turn, incoming, outcome, seen)

    def _kept(self, turn: OpenTurn, incoming: Incoming, outcome: Outcome, seen: Seen) -> Answer:
        """Keep what comes of a message, with what it cost, and give its answer."""
        if came := arrived(incoming):
            outcome = replace(outcome, arrived=came)
        sent = self._sent(incoming, outcome.answer) if outcome.sent is None else outcome.sent
        spent = self._gate.spent(outcome, incoming, sent) if self._gate else None
        turn.keep(outcome, spent)
        if spent:
            seen.segments_in, seen.segments_out = spent.segments_in, spent.segments_out
        return Answer(outcome.answer, sent)

    def _sent(self, incoming: Incoming, answer: tuple[Shown, ...]) -> Sent:
        """Give an answer as it goes out by text; what comes late is answered by letters."""
        if incoming.address.kind not in SENT_TO or incoming.is_late:
            return Sent()
        return self._showing.sent(answer, incoming.to, lambda: incoming.address.value)

    def _failed(self, incoming: Incoming, language: str, seen: Seen, *, silent: bool) -> Answer:
        """Give what is said where a turn failed, and keep it, if that can be.

        Then the same message is not stepped when it comes again. Who wants silence, or to be
        forgotten, is heard whatever failed.
        """
        # What comes late is answered by letters, and there is none of this.
        said = () if silent or incoming.is_late else (Say(sentence("fault", language)),)
        address, now = incoming.address, self._clock()
        seen.came = "failed"
        try:
            with self._store.turn(
                address.kind, address.value, incoming.message, incoming.to
            ) as turn:
                if turn.given is not None:
                    return Answer(turn.given, self._sent(incoming, turn.given))
                outcome = unanswered(turn, incoming, self._catalog(), now)
                if outcome.passed_over:
                    outcome = Outcome(now, turn.player, answer=said, aside=True)
                elif outcome.erase and not incoming.is_late:
                    outcome = replace(outcome, answer=(Say(sentence("forgotten", language)),))
                return self._kept(turn, incoming, outcome, seen)
        except Exception:  # noqa: BLE001 - staff were told of what failed first
            sent = self._sent(incoming, said)
            self._pay_for(incoming, sent)
            return Answer(said, sent)

    def _pay_for(self, incoming: Incoming, sent: Sent) -> None:
        """Count what was said where a turn failed, if it can be counted."""
        spent = self._gate and self._gate.terms.turn(incoming, sent, "", self._clock())
        if spent:
            with suppress(NotStored):
                self._store.spend(spent)

    def take_late(self, incoming: Incoming, since: Iterable[Incoming] = ()) -> bool:
        """Take a message that never arrived; False where it did. What it is answered is sent.

        Where its player has done something since, it moves nothing: only who asked for no more
        texts is heard. `since` is what was sent after it, whether that arrived or not: of STOP and
        START the last counts, and the other is left. Raises NotStored.
        """
        address = incoming.address
        if is_taken_back(incoming, since, self._catalog()):
            return False
        if self._store.has_taken(address.kind, address.value, incoming.message):
            return False
        self.take(incoming)
        return True

    def due(self) -> list[Wake]:
        """Give the plays for which time has to pass now, the longest due first."""
        return self._store.due(self._now_s())

    def let_pass(self, wake: Wake) -> None:
        """Let time pass for a play, unless its player or another process moved it meanwhile.

        What fails is told to staff and put off, longer each time, in the end for good. So is, but
        not told, what waits in a story that is not there. Raises NotStored.
        """
        with observed(self._observer, TIME) as seen:
            self._let_pass(wake, seen)

    def _let_pass(self, wake: Wake, seen: Seen) -> None:
        unreadable: list[Exception] = []
        notes: list[str] = []
        try:
            if wake.story in self._catalog().stories:
                with self._store.wake(wake) as turn:
                    if turn is not None:
                        turn.keep(outcome := self._stepping.step(turn, Passed(), unreadable, notes))
                        seen.came = _came(outcome)
                self._tell_of(unreadable, wake.kind, notes)
                return
        except NotStored:
            raise
        except Exception as error:  # noqa: BLE001 - whatever failed, others wait for their time
            seen.came = "failed"
            self._tell("Time could not pass for a play.", error, wake.kind)
        later_s = PUT_OFF_S[wake.failures] if wake.failures < len(PUT_OFF_S) else None
        self._store.put_off(wake, None if later_s is None else self._now_s() + later_s)

    def unasked(self, address: Address, after: int) -> Unasked:
        """Give what was said to a player who had asked nothing, since number `after`.

        Raises NotStored.
        """
        return self._store.unasked(address.kind, address.value, after, self._now_s())

    def leave_time(self, address: Address, story: str) -> None:
        """Leave it to a phone to let time pass in a story that it plays. Raises NotStored."""
        self._store.leave_time(address.kind, address.value, story)

    def forget(self, address: Address) -> None:
        """Erase the player who has this address, if there is one. Raises NotStored."""
        self._store.erasing.erase_number(address.kind, address.value, self._now_s())

    def _now_s(self) -> int:
        return int(self._clock().timestamp())

    def _tell_of(self, unreadable: list[Exception], channel: str, notes: list[str]) -> None:
        for note in notes:
            self._tell_staff(note, channel=channel)
        for reason in unreadable:
            self._tell("A play could not be read; its story began anew.", reason, channel)

    def _tell(self, what: str, error: Exception, channel: str) -> None:
        self._tell_staff(what, channel=channel, trace=trace(error))


def _came(outcome: Outcome) -> Came:
    return "answered" if outcome.answer or outcome.letters.texts else "silent"
