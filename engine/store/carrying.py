"""What the pages ask about carried plays: a browser is given a new secret each time."""

from dataclasses import dataclass

from engine.play.play import from_json
from engine.secret import Secret
from engine.store import carrying_statements as carrying
from engine.store import statements
from engine.store.alone import alone_with
from engine.store.database import Database, Transaction
from engine.store.passage import (
    BROWSER,
    CODE_LASTS_S,
    WRONG_WITHIN_S,
    Passage,
    new_code,
    part,
    texting_of,
    ticket_of,
)

# So many rows of a kind at a time: turns wait no longer for that than for a few others.
MOST_DROPPED = 500


@dataclass(frozen=True, slots=True)
class Found:
    """What a link leads to: a story, in a language (BCP 47, perhaps empty).

    `replaces`: the browser that asks has a play of that story, which goes when it takes this one;
    `goes_on`: that one goes on by text.
    """

    story: str
    language: str
    replaces: bool = False
    goes_on: bool = False


class Carrying:
    """What the pages ask: a browser is `web` and its secret. Everything here raises NotStored."""

    def __init__(self, database: Database, secret: Secret) -> None:
        self._database = database
        self._secret = secret

    def found(self, token: str, session: str | None, now_s: int) -> Found | None:
        """Give what a link leads to, for a browser; None where it leads nowhere (any more)."""
        of = {"of_ticket": ticket_of(self._secret, token), "of_to": BROWSER, "of_now_s": now_s}
        with self._database.read() as transaction:
            row = transaction.first(carrying.FIND_TICKET, **of)
            if row is None:
                return None
            player, story = row
            play = transaction.first(statements.FIND_PLAY, of_player=player, of_story=story)
            known = transaction.first(carrying.FIND_PLAYER_OF, of_player=player)
            other = self._player(transaction, session)
            both = {"of_player": other, "of_story": story}
            replaces = bool(
                other and other != player and transaction.first(statements.FIND_PLAY, **both)
            )
            goes_on = replaces and other is not None and texting_of(transaction, other) is not None
        language = _language(play[0]) if play else ""
        return Found(story, language or (known[0] if known else ""), replaces, goes_on)

    def take(self, token: str, session: str | None, fresh: str, now_s: int) -> str | None:
        """Let a browser, from now on called `fresh`, be the player that a link leads to.

        Gives the story; None where the link leads nowhere (any more). What the browser played under
        its old name becomes this player's, unless they have played it too; where that one texts as
        well, it stays theirs.
        """
        of = {"of_ticket": ticket_of(self._secret, token), "of_to": BROWSER, "of_now_s": now_s}
        with self._database.write() as transaction:
            found = transaction.first(carrying.FIND_TICKET, **of)
            if found is None:
                return None
            other = self._player(transaction, session)
            # Whoever else takes two of them takes them in this order.
            for each in sorted({found[0], other or found[0]}):
                transaction.run(statements.LOCK_PLAYER_ROW, of_player=each)
            taken = transaction.first(carrying.TAKE_TICKET, **of)
            if taken is None:
                return None
            player, story, phone, kind = taken
            new, passage = self._address(fresh), Passage(transaction, self._secret, now_s)
            transaction.run(statements.ADD_ADDRESS, id=new, player=player, stopped=False)
            if session is not None and self._is_theirs(passage, session, other, player):
                _rename(transaction, player, self._address(session), new)
            passage.note(player, new, BROWSER)
            passage.note(player, phone, kind)
        return str(story)

    def _is_theirs(
        self, passage: Passage, session: str, other: bytes | None, player: bytes
    ) -> bool:
        """Make what a browser played `player`'s; False where it played nothing, or stays away.

        It does where it is somebody's who texts as well: then the browser alone leaves them.
        """
        if other is None or other == player:
            return other is not None
        phone = texting_of(passage.transaction, other)
        if phone is None:
            passage.absorb(player, other)
            return True
        part(passage.transaction, other, self._address(session), phone)
        return False

    def offer_code(self, session: str, fresh: str, story: str, now_s: int) -> str | None:
        """Give a code by which a phone can join a browser, from now on called `fresh`.

        The old name stays good until the code was texted, as the browser may not get the new one.
        The code before is none any more. None where the player texts already, or there is none.
        """
        old, new = self._address(session), self._address(fresh)
        with self._database.read() as transaction:
            player = self._player(transaction, session)
        if player is None:
            return None
        with alone_with(self._database, player) as transaction:
            if self._player(transaction, session) != player or texting_of(transaction, player):
                return None
            transaction.run(carrying.DROP_OTHER_ADDRESSES, of_player=player, of_address=old)
            transaction.run(statements.ADD_ADDRESS, id=new, player=player, stopped=False)
            transaction.run(carrying.MOVE_ALL_WAKES, of_player=player, address=new, kind=BROWSER)
            transaction.run(carrying.MOVE_STAFF, of_address=old, of_new=new)
            transaction.run(carrying.DROP_TICKETS_OF, of_player=player, of_to="text")
            code = new_code()
            transaction.run(
                carrying.ADD_TICKET,
                id=ticket_of(self._secret, code), player=player, story=story, to="text",
                address=new, kind=BROWSER, until_s=now_s + CODE_LASTS_S,
            )  # fmt: skip
        return code

    def leave(self, session: str) -> bool:
        """Let a browser be nobody, where its player texts as well; False where they do not.

        Their play goes on by text, as does what was to come by itself.
        """
        with self._database.read() as transaction:
            player = self._player(transaction, session)
        if player is None:
            return False
        with alone_with(self._database, player) as transaction:
            phone = texting_of(transaction, player)
            if phone is None or self._player(transaction, session) != player:
                return False
            part(transaction, player, self._address(session), phone)
        return True

    def drop_old(self, now_s: int) -> bool:
        """Drop some of what has lost its time; False where no more is left."""
        old = {"of_now_s": now_s}
        wrong = {"of_now_s": now_s, "of_since_s": now_s - 2 * WRONG_WITHIN_S}
        with self._database.read() as transaction:
            tickets = transaction.first(carrying.FIND_OLD_TICKET, **old, of_most=1)
            codes = transaction.first(carrying.FIND_OLD_WRONG, **wrong, of_most=1)
        if not tickets and not codes:
            return False
        with self._database.write() as transaction:
            some = transaction.all(carrying.DROP_OLD_TICKETS, **old, of_most=MOST_DROPPED)
            some += transaction.all(carrying.DROP_OLD_WRONG, **wrong, of_most=MOST_DROPPED)
        return bool(some)

    def _player(self, transaction: Transaction, session: str | None) -> bytes | None:
        if session is None:
            return None
        row = transaction.first(statements.FIND_PLAYER, of_address=self._address(session))
        return row[0] if row else None

    def _address(self, session: str) -> bytes:
        return self._secret.fingerprint("address", BROWSER, session)


def _rename(transaction: Transaction, player: bytes, old: bytes, new: bytes) -> None:
    """Let a browser have one name in place of the other."""
    where = {"of_player": player, "of_address": old}
    transaction.run(carrying.MOVE_WAKES, **where, address=new, kind=BROWSER)
    transaction.run(carrying.MOVE_STAFF, of_address=old, of_new=new)
    transaction.run(carrying.PART, **where)
    transaction.run(carrying.DROP_ADDRESS, **where)


def _language(play: str) -> str:
    try:
        return from_json(play).language
    except Exception:  # noqa: BLE001 - damaged in whatever way; its next turn tells staff
        return ""
