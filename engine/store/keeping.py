"""Writing down what a turn leaves, and no more than what changed."""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC

from engine.play.hear import Player
from engine.play.play import to_json
from engine.secret import Secret
from engine.store import consents, keepsaking, letting_go, posting, sharing, statements
from engine.store.answers import Shown, answer_to_json, without
from engine.store.database import Transaction
from engine.store.erasing import erase
from engine.store.known import SENT_TO, STAFFS_OWN, Known, Message
from engine.store.newcomers import Newcomers
from engine.store.outbox import NEXT_AFTER_S
from engine.store.outcome import Attached, Happening, Letters, Missed, Outcome
from engine.store.passage import Passage, token_of
from engine.texting.mms import MMS_SEGMENTS
from engine.texting.segments import segments_by

# A nudge or the rest of an answer is of no use hours later.
VALID_S = 4 * 60 * 60
# A page that shows them fetches them within seconds; who comes back later sees the last ones.
MOST_UNASKED = 20


@dataclass(frozen=True, slots=True)
class Keeping:
    """The writing of one turn: what was known before tells what must be written."""

    transaction: Transaction
    secret: Secret
    message: Message
    known: Known

    def keep(self, outcome: Outcome) -> None:
        """Write it; the plays that changed must be among those that are known."""
        at_s, today = int(outcome.at.timestamp()), outcome.at.astimezone(UTC).date().isoformat()
        answer = answer_to_json(self._without_secret(outcome))
        has_played = self.message.asked and not outcome.aside
        last_turn_on = today if has_played else self.known.last_turn_on or today
        player_id = self._keep_player(outcome.player, today, last_turn_on)
        self._keep_address(player_id, outcome.player, at_s)
        self._keep_route(player_id, stopped=outcome.player.stopped)
        self._keep_answer(player_id, None if outcome.letters.are_all else answer, at_s)
        self._keep_letters(player_id, outcome.letters, at_s, _told_of(outcome))
        if outcome.consent is not None:
            told = replace(outcome.consent, sender=self.message.to)
            consents.add(self.transaction, self.message.address_id, told, at_s)
            answer = answer_to_json(outcome.repeated)
        for play in outcome.plays:
            kept = self.known.plays[play.story].answer
            last = kept or answer if play.story in outcome.untold else answer or kept
            self._keep_play(player_id, play.story, to_json(play), last, at_s)
            is_in_it = play.story == outcome.player.story
            self._keep_wake(player_id, play.story, outcome.wake_s if is_in_it else None)
        if outcome.happenings:
            self._keep_happenings(outcome.happenings, outcome.happened_on or today)
        if outcome.missed:
            self._keep_missed(player_id, outcome.missed, at_s)
        if outcome.arrived:
            self._keep_arrived(player_id, outcome.arrived, at_s)
        sharing.add(self.transaction, player_id, self.message.id, outcome.added, at_s)
        if outcome.turned_away_on:
            Newcomers(self.transaction).turn_away(player_id, outcome.turned_away_on)
        if outcome.carries is not None:
            passage = Passage(self.transaction, self.secret, at_s)
            passage.add_link(self.message, player_id, outcome.carries)
        if outcome.erase:
            erase(self.transaction, self.secret, player_id, at_s, self.message)

    def _without_secret(self, outcome: Outcome) -> tuple[Shown, ...]:
        if outcome.carries is None:
            return outcome.answer
        return without(token_of(self.secret, self.message.id), outcome.answer)

    def keep_address(self, player_id: bytes) -> None:
        """Keep that an address is somebody's who was known by another one, with its number."""
        self._keep_address(player_id, Player(), 0)

    def _keep_player(self, player: Player, today: str, last_turn_on: str) -> bytes:
        now = {"language": player.language, "story": player.story, "last_turn_on": last_turn_on}
        if self.known.id is None:
            new_id = secrets.token_bytes(16)
            self.transaction.run(statements.ADD_PLAYER, id=new_id, created_on=today, **now)
            return new_id
        before = self.known.player
        if (player.language, player.story, last_turn_on) != (
            before.language,
            before.story,
            self.known.last_turn_on,
        ):
            self.transaction.run(statements.CHANGE_PLAYER, of_player=self.known.id, **now)
        return self.known.id

    def _keep_address(self, player_id: bytes, player: Player, at_s: int) -> None:
        """Keep whose address it is, and its number for as long as it may be sent to."""
        new, was_stopped = self.known.id is None, self.known.player.stopped
        now = {"player": player_id, "stopped": player.stopped}
        address = self.message.address_id
        if not self.known.has_address:
            self.transaction.run(statements.ADD_ADDRESS, id=address, **now)
        elif new or was_stopped != player.stopped:
            self.transaction.run(statements.CHANGE_ADDRESS, of_address=address, **now)
        if player.stopped and not was_stopped:
            self.transaction.run(statements.DROP_NUMBER, of_player=player_id, of_address=address)
            self.transaction.run(statements.DROP_WAKES_AT, of_player=player_id, of_address=address)
            self.transaction.run(statements.DROP_ANSWERS, of_player=player_id)
            self.transaction.run(statements.DROP_ALL_UNASKED, of_player=player_id)
            letting_go.drop_at(self.transaction, player_id, address)
            consents.end(self.transaction, address, at_s)
        elif not player.stopped and (new or was_stopped):
            self._keep_number(player_id)

    def _keep_number(self, player_id: bytes) -> None:
        if self.message.kind in SENT_TO:
            address_id = self.message.address_id
            sealed = self.secret.seal(self.message.address.encode(), player_id + address_id)
            self.transaction.run(
                statements.ADD_NUMBER,
                player=player_id,
                address=address_id,
                kind=self.message.kind,
                sealed=sealed,
            )

    def _keep_route(self, player_id: bytes, *, stopped: bool) -> None:
        """Keep by which of our numbers a player comes, to answer from the same."""
        sender, before = self.message.to, self.known.sender
        if self.message.kind in SENT_TO and sender and sender != before and not stopped:
            where = {"of_player": player_id, "of_address": self.message.address_id}
            if before is not None:
                self.transaction.run(posting.DROP_ROUTE, **where)
            elif self.known.id is not None and not self.known.player.stopped:
                # Nothing could be sent there, and now somebody texts from it.
                self.transaction.run(statements.DROP_NUMBER, **where)
                self._keep_number(player_id)
            self.transaction.run(
                posting.ADD_ROUTE,
                player=player_id,
                address=self.message.address_id,
                sender=sender,
            )

    def _keep_letters(
        self, player_id: bytes, letters: Letters, at_s: int, story: str | None
    ) -> None:
        """Keep what is to be sent, one after the other, and drop what the answer says instead."""
        if letters.instead_of_unsent:
            letting_go.drop_unsent(self.transaction, player_id)
        if not letters.texts:
            return
        number, waits = self._after_the_last(player_id, at_s)
        at_s = max(at_s, letters.not_before_s)
        until_s = min(at_s + VALID_S, letters.not_after_s or at_s + VALID_S)
        if letters.follow_answer:
            # It went as the answer to its message, under that name.
            own = {"id": self.message.id, "state": "sent"}
            self._add_letter(player_id, number, at_s, until_s=until_s, **own)
            number, waits = number + 1, True
        for place, text in enumerate(letters.texts):
            media = letters.media if place == 0 else ()
            self._add_letter(
                player_id,
                number + place,
                at_s,
                text=text,
                media=" ".join(media) or None,
                segments=MMS_SEGMENTS if media else segments_by(self.message.kind, text),
                until_s=until_s,
                at_s=None if waits or place else at_s,
                story=story,
            )

    def _after_the_last(self, player_id: bytes, at_s: int) -> tuple[int, bool]:
        """Give the number of the next letter, and whether it waits for the one before it."""
        found = self.transaction.first(posting.FIND_LAST_LETTER, of_player=player_id, of_most=1)
        if found is None:
            return at_s, False
        number, state, tried_s, is_let_by = found
        # Who sends may have let the next one by already, by a clock that is not ours: once only.
        is_late = tried_s is not None and tried_s + NEXT_AFTER_S <= at_s
        is_out = state == "sent" and (is_late or is_let_by)
        return max(at_s, number + 1), not is_out

    def _add_letter(self, player_id: bytes, number: int, now_s: int, **more: object) -> None:
        sent = more.get("state") == "sent"
        values = {
            "id": secrets.token_bytes(16), "text": "", "segments": 0, "state": "waiting",
            "at_s": now_s + NEXT_AFTER_S, "tries": 0,
            "tried_s": now_s if sent else None, "sid": None, "media": None, "story": None,
            "paid": None,
        }  # fmt: skip
        values |= {"address": self.message.address_id, **more}
        self.transaction.run(posting.ADD_LETTER, player=player_id, number=number, **values)

    def _keep_answer(self, player_id: bytes, answer: str | None, at_s: int) -> None:
        """Keep an answer by its message; what nobody asked for, until a page shows it."""
        message = self.message
        if message.asked:
            self.transaction.run(
                statements.ADD_MESSAGE, player=player_id, id=message.id, at_s=at_s, answer=answer
            )
        elif answer is not None and message.kind not in SENT_TO:
            row = self.transaction.first(statements.FIND_LAST_UNASKED, of_player=player_id)
            last = row[0] if row else None
            self.transaction.run(
                statements.ADD_UNASKED,
                player=player_id,
                number=at_s if last is None else max(at_s, last + 1),
                answer=answer,
            )
            self.transaction.run(
                statements.DROP_OLD_UNASKED, of_player=player_id, of_most=MOST_UNASKED
            )

    def _keep_wake(self, player_id: bytes, story: str, at_s: int | None) -> None:
        """Replace the wake that a play had, if it has another or none now."""
        kept = self.known.plays[story]
        before = kept.wake_s
        if at_s == before and (at_s is None or kept.wake_at == self.message.address_id):
            return
        where = {"address": self.message.address_id, "kind": self.message.kind}
        values = {**where, "at_s": at_s, "failures": 0}
        if at_s is None:
            self.transaction.run(statements.DROP_WAKE, of_player=player_id, of_story=story)
        elif before is None:
            self.transaction.run(statements.ADD_WAKE, player=player_id, story=story, **values)
        else:
            self.transaction.run(
                statements.CHANGE_WAKE, of_player=player_id, of_story=story, **values
            )

    def _keep_play(
        self, player_id: bytes, story: str, play: str, answer: str | None, at_s: int
    ) -> None:
        kept = self.known.plays[story]
        values = {"play": play, "answer": answer, "updated_at_s": at_s}
        if kept.play is None:
            self.transaction.run(statements.ADD_PLAY, player=player_id, story=story, **values)
        elif (kept.play, kept.answer) != (values["play"], values["answer"]):
            self.transaction.run(
                statements.CHANGE_PLAY, of_player=player_id, of_story=story, **values
            )

    def _keep_happenings(self, happenings: tuple[Happening, ...], day: str) -> None:
        channel = self.message.kind
        staff = self.known.is_staff or channel in STAFFS_OWN
        rows = [
            {
                "day": day, "kind": each.kind, "story": each.story,
                "edition": each.edition, "what": each.what, "channel": channel,
                "language": each.language, "staff": staff,
            }
            for each in happenings
        ]  # fmt: skip
        self.transaction.run_each(statements.ADD_HAPPENING, rows)

    def _keep_missed(self, player_id: bytes, missed: Missed, at_s: int) -> None:
        self.transaction.run(
            statements.ADD_MISS,
            player=player_id,
            message=self.message.id,
            story=missed.story,
            scene=missed.scene,
            text=missed.text,
            at_s=at_s,
        )

    def _keep_arrived(self, player_id: bytes, arrived: Attached, at_s: int) -> None:
        self.transaction.run(
            keepsaking.ADD_ARRIVED,
            player=player_id,
            message=self.message.id,
            kind=arrived.kind,
            url=arrived.url,
            at_s=at_s,
            tries=0,
        )


def _told_of(outcome: Outcome) -> str | None:
    """Give the story that a turn told of; None where it told of none, or that it is closed."""
    story = outcome.player.story
    is_moved = any(play.story == story for play in outcome.plays)
    return story if is_moved and story not in outcome.untold else None
