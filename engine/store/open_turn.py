"""One message and its player, inside the transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from engine.play.events import Carried
from engine.play.hear import Player
from engine.play.world import Shared
from engine.secret import Secret
from engine.store import keepsaking, posting, sharing, statements
from engine.store.answers import Shown, answer_from_json, told_again
from engine.store.database import Row, Transaction
from engine.store.keeping import Keeping
from engine.store.known import KeptPlay, Known, Message, Wake
from engine.store.newcomers import Newcomers
from engine.store.outcome import Outcome
from engine.store.passage import Passage, texting_of, token_of
from engine.store.signs import visited_in_turn
from engine.store.spending import Spending, Spent
from engine.store.staff import FIND_STAFF, is_word, mark, phone_of


class OpenTurn:
    """What is kept of a message's player, until what the turn leaves is kept as well."""

    def __init__(self, transaction: Transaction, secret: Secret, message: Message) -> None:
        self._transaction = transaction
        self._secret = secret
        self._message = message
        self._known = _find(transaction, message)

    @property
    def kind(self) -> str:
        """How the message came, or where the player last was."""
        return self._message.kind

    @property
    def player(self) -> Player:
        """The player as they were before this turn; as everybody begins, for a new one."""
        return self._known.player

    @property
    def player_id(self) -> bytes | None:
        """The player's id, or None for somebody new."""
        return self._known.id

    @property
    def is_new(self) -> bool:
        """Tell whether nothing is known of the address, not even that it sent STOP."""
        return self._known.id is None and not self._known.has_address

    @property
    def spending(self) -> Spending:
        """What was spent by everybody."""
        return Spending(self._transaction)

    @property
    def newcomers(self) -> Newcomers:
        """The new ones, by what their numbers have in common."""
        return Newcomers(self._transaction)

    def fingerprint_of(self, prefix: str) -> bytes:
        """Give what stands for the beginning of a number."""
        return self._secret.fingerprint("prefix", prefix)

    def note_once(self, name: str, value: str) -> bool:
        """Note something of the whole installation; False where just that was noted before."""
        row = self._transaction.first(statements.NOTE_ONCE, name=name, value=value)
        return row is not None

    def waits_for(self, wake: Wake) -> bool:
        """Tell whether the play still waits for this wake: no turn of its player came before."""
        known = self._known
        if known.id != wake.player or known.player.stopped or known.player.story != wake.story:
            return False
        return self._kept(wake.story).wake_s == wake.at_s

    @property
    def given(self) -> tuple[Shown, ...] | None:
        """The answer that this very message got before, or None if it is new.

        Empty when its player has stopped or was erased since.
        """
        given = self._known.given
        return given and told_again(given, self.token)

    @property
    def token(self) -> str:
        """Give the secret of the link that this message may ask for."""
        return token_of(self._secret, self._message.id)

    @property
    def texts(self) -> bool:
        """Tell whether a player who walks in a browser also texts."""
        known = self._known.id
        return known is not None and texting_of(self._transaction, known) is not None

    def join(self, code: str, now: datetime) -> Carried:
        """Be the player whose browser shows this code, and tell which story is carried so."""
        message, known, at_s = self._message, self._known, int(now.timestamp())
        passage = Passage(self._transaction, self._secret, at_s)
        joined = passage.join(message, known.id, code)
        if not isinstance(joined, tuple):
            return Carried(refused=joined)
        player, story = joined
        if known.id is None:
            Keeping(self._transaction, self._secret, message, known).keep_address(player)
        self._known = _find(self._transaction, message)
        return Carried(story)

    def knows_who_texts(self, since: date) -> bool:
        """Tell whether the player was told who is texting, and has texted since that day."""
        known = self._known
        return known.id is not None and known.has_agreed and known.last_turn_on >= since.isoformat()

    def play(self, story: str) -> str | None:
        """Give the player's play of a story, as JSON, or None."""
        return self._kept(story).play

    def goes_on_by_itself(self, story: str) -> bool:
        """Tell whether the player's play of a story waits for time to pass."""
        return self._kept(story).wake_s is not None

    def last_answer(self, story: str) -> tuple[Shown, ...]:
        """Give the last answer in the player's play of a story."""
        return answer_from_json(self._kept(story).answer)

    def unsent(self, is_shut: Callable[[str], bool]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Give what waits to be sent to the player, with what goes with it, the oldest first.

        What is of a story that is shut is not given: it goes no more.
        """
        if not self._known.has_unsent:
            return ()
        rows = self._transaction.all(posting.FIND_UNSENT, of_player=self._known.id)
        return tuple(
            (text, tuple((media or "").split()))
            for text, media, story in rows
            if not story or not is_shut(story)
        )

    @property
    def sender(self) -> str:
        """Which of our numbers the player comes by; empty where that is not known."""
        return self._message.to or self._known.sender or ""

    def last_heard_s(self) -> int:
        """Give when the player's last message came, in seconds since 1970; 0 where none is kept."""
        row = self._transaction.first(statements.FIND_LAST_HEARD, of_player=self._known.id)
        return int(row[0] or 0) if row else 0

    def number(self) -> str:
        """Give the player's address (E.164 by SMS); empty where none is kept."""
        if self._message.address:
            return self._message.address
        of = {"of_player": self._known.id, "of_address": self._message.address_id}
        row = self._transaction.first(statements.FIND_NUMBER, **of)
        if row is None:
            return ""
        context = (self._known.id or b"") + self._message.address_id
        return self._secret.unseal(row[0], context).decode()

    def becomes_staffs(self, word: str, now: datetime) -> bool:
        """Take where the message came from as staff's own, if the word for that is right."""
        if not is_word(self._transaction, self._secret, word, int(now.timestamp())):
            return False
        today, message = now.astimezone(UTC).date().isoformat(), self._message
        phone = phone_of(self._secret, message.kind, message.address)
        mark(self._transaction, message.address_id, message.kind, phone=phone, today=today)
        return True

    def shared(self, story: str) -> Shared:
        """Give what the players of a story share."""
        return sharing.shared(self._transaction, story, self._known.id)

    def keep(self, outcome: Outcome, spent: Spent | None = None) -> None:
        """Keep what the turn leaves, and what it cost; only what changed is written."""
        if spent:
            is_staffs = self._known.is_staff
            self.spending.add(replace(spent, staff=True) if is_staffs else spent)
        if outcome.passed_over and self._known.id is None:
            self._transaction.run(statements.ADD_SPENT_MESSAGE, id=self._message.id)
            if outcome.arrived:
                left = {"what": outcome.arrived.url, "at_s": int(outcome.at.timestamp())}
                self._transaction.run(keepsaking.ADD_LEFTOVER, **left, tries=0)
            return
        for play in outcome.plays:
            self._kept(play.story)
        Keeping(self._transaction, self._secret, self._message, self._known).keep(outcome)
        if outcome.visit:
            # What all who come by a sign share is taken last, and so for the shortest time.
            visited_in_turn(
                self._transaction, self._message.kind, outcome.visit,
                is_staff=self._known.is_staff,
            )  # fmt: skip

    def _kept(self, story: str) -> KeptPlay:
        known = self._known
        if story not in known.plays:
            row = known.id and self._transaction.first(
                statements.FIND_PLAY, of_player=known.id, of_story=story
            )
            known.plays[story] = KeptPlay(*row) if row else KeptPlay()
        return known.plays[story]


def _find(transaction: Transaction, message: Message) -> Known:
    row = transaction.first(statements.FIND, of_address=message.address_id, of_message=message.id)
    if row is not None:
        return _known(row)
    if transaction.first(statements.FIND_SPENT, of_message=message.id):
        return Known(given=())
    # Somebody whose address was never seen; staff may have named it.
    found = transaction.first(FIND_STAFF, of_address=message.address_id)
    return Known(is_staff=found is not None)


def _known(row: Row) -> Known:
    (
        stopped, player_id, language, story, last_turn_on, play, answer, wake_s, wake_at, message,
        given, sender, has_unsent, has_agreed, is_spent, is_staff,
    ) = row  # fmt: skip
    # Somebody may have come back since: what they sent before they were erased stays taken.
    of_before = () if is_spent else None
    if player_id is None:
        return Known(
            player=Player(stopped=bool(stopped)),
            has_address=True,
            given=of_before,
            is_staff=bool(is_staff),
        )
    return Known(
        id=player_id,
        player=Player(language, story, bool(stopped)),
        last_turn_on=str(last_turn_on),
        has_address=True,
        given=answer_from_json(given) if message else of_before,
        plays={story: KeptPlay(play, answer, wake_s, wake_at)} if story else {},
        sender=sender,
        has_unsent=bool(has_unsent),
        has_agreed=bool(has_agreed),
        is_staff=bool(is_staff),
    )
