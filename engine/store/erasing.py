"""Erasing players: all that is kept of them, in one transaction, with what is to be done after.

What stays, and leads to nobody: that their messages were taken, and that an address sent STOP.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.sql import ClauseElement

from engine.secret import Secret, SecretError
from engine.store import consents, erasure_statements, letting_go, statements
from engine.store.alone import NOTING, one_at_a_time
from engine.store.database import Database, Row, Transaction
from engine.store.known import SENT_TO, Message
from engine.store.remnants import Remnants

# The ids of players are random; so each of these parts, by the first byte, holds as many.
PARTS = 256
MOST_AT_ONCE = 50
MOST_NOTED = 500
LEDGER = "erasure ledger"


@dataclass(frozen=True, slots=True)
class Erasure:
    """Somebody who was erased, by a fingerprint, and when (seconds since 1970)."""

    id: bytes
    at_s: int


@dataclass(frozen=True, slots=True)
class Seen:
    """How much of which ledger this database has lived through: its first line, and its bytes."""

    first: str
    size: int


def erase(
    transaction: Transaction,
    secret: Secret,
    player: bytes,
    at_s: int,
    message: Message | None = None,
    *,
    noted: bool = False,
) -> None:
    """Erase a player; `message` is what they asked it with. `noted`: the ledger knows of it."""
    remnants = Remnants(secret)
    kept = list(transaction.all(erasure_statements.FIND_NUMBERS_OF, of_player=player))
    for number, sender in _numbers(secret, player, kept, message).items():
        remnants.add(transaction, number, sender, at_s)
    if not kept and (message is None or not message.address):
        remnants.add_unknown(transaction, player, at_s)
    name = secret.fingerprint("erased", player)
    if transaction.first(erasure_statements.FIND_ERASURE, of_erasure=name) is None:
        transaction.run(erasure_statements.ADD_ERASURE, id=name, at_s=at_s, noted=noted)
    consents.end_all_of(transaction, player, at_s)
    letting_go.drop_all(transaction, player)
    for statement in statements.FORGET:
        transaction.run(statement, of_player=player)


def _numbers(
    secret: Secret, player: bytes, kept: Iterable[Row], message: Message | None
) -> dict[str, str]:
    """Give the numbers of a player, and by which of ours each came."""
    found = {}
    for address, sealed, sender in kept:
        try:
            found[secret.unseal(sealed, player + address).decode()] = sender or ""
        except SecretError:
            continue  # what nobody can read goes as the rest does
    if message is not None and message.kind in SENT_TO and message.address:
        found[message.address] = message.to or found.get(message.address, "")
    return found


class Erasing:
    """Who is erased, and what is still to be done after it. Everything here raises NotStored."""

    def __init__(self, database: Database, secret: Secret) -> None:
        self._database = database
        self._secret = secret

    def erase(self, player: bytes, at_s: int, *, noted: bool = False) -> bool:
        """Erase a player now, in small transactions; False where there is none (any more)."""
        lock = statements.LOCK_PLAYER_ROW
        return self._erase(lock, {"of_player": player}, at_s, noted=noted)

    def erase_idle(self, player: bytes, before: date, at_s: int) -> bool:
        """Erase a player who has done nothing since that day (UTC); False where they have."""
        idle = {"of_player": player, "of_day": before.isoformat()}
        return self._erase(erasure_statements.LOCK_IDLE, idle, at_s)

    def _erase(
        self,
        lock: ClauseElement,
        of: Mapping[str, object],
        at_s: int,
        message: Message | None = None,
        *,
        noted: bool = False,
    ) -> bool:
        while True:
            with self._database.write() as transaction:
                row = transaction.first(lock, **of)
                if row is None:
                    return False
                player = row[0]
                if self._spend_some(transaction, player):
                    continue
                erase(transaction, self._secret, player, at_s, message, noted=noted)
                return True

    def _spend_some(self, transaction: Transaction, player: bytes) -> bool:
        """Move some of a player's many messages to those without a player; False where few are."""
        these = transaction.all(
            erasure_statements.FIND_SOME_MESSAGES, of_player=player, of_most=MOST_NOTED
        )
        if len(these) < MOST_NOTED:
            return False
        # One stays: by it the carrier may be asked whose it was.
        for (message,) in these[1:]:
            one = {"of_player": player, "of_message": message}
            transaction.run(erasure_statements.SPEND, **one)
            transaction.run(erasure_statements.DROP_MESSAGE, **one)
        return True

    def erase_number(self, kind: str, address: str, at_s: int) -> bool:
        """Erase who has this address, and what the carrier has of it; False where nobody does."""
        address_id = self._secret.fingerprint("address", kind, address)
        with self._database.read() as transaction:
            row = transaction.first(statements.FIND_PLAYER, of_address=address_id)
        asked = Message(kind, address, address_id, b"")
        lock, player = statements.LOCK_PLAYER_ROW, row[0] if row else None
        if player and self._erase(lock, {"of_player": player}, at_s, asked):
            return True
        if kind in SENT_TO:
            with self._database.write() as transaction:
                Remnants(self._secret).add(transaction, address, "", at_s)
        return False

    # A part of all that is kept, at a time.

    def idle(self, part: int, before: date) -> list[bytes]:
        """Give some players of a part who have done nothing since that day (UTC)."""
        where = {**_bounds(part), "of_day": before.isoformat(), "of_most": MOST_AT_ONCE}
        with self._database.read() as transaction:
            return [row[0] for row in transaction.all(erasure_statements.FIND_IDLE, **where)]

    def drop_old_answers(self, part: int, before_s: int) -> bool:
        """Drop some stored answers of a part from before then; False where there are none.

        That their messages were taken stays.
        """
        where = {**_bounds(part), "of_before_s": before_s, "of_most": MOST_AT_ONCE}
        with self._database.read() as transaction:
            answers = transaction.all(erasure_statements.FIND_OLD_ANSWERS, **where)
            unasked = transaction.all(erasure_statements.FIND_OLD_UNASKED, **where)
        if not answers and not unasked:
            return False
        with self._database.write() as transaction:
            for player, message in answers:
                transaction.run(
                    erasure_statements.DROP_ANSWER, of_player=player, of_message=message
                )
            for player, number in unasked:
                transaction.run(erasure_statements.DROP_UNASKED, of_player=player, of_number=number)
        return True

    # What the ledger outside is told.

    def unnoted(self) -> list[Erasure]:
        """Give those that the ledger does not know of yet, the oldest first."""
        with self._database.read() as transaction:
            rows = transaction.all(erasure_statements.FIND_UNNOTED, of_most=MOST_NOTED)
        return [Erasure(*row) for row in rows]

    def note(self, erasures: Iterable[Erasure], before: Seen, seen: Seen) -> None:
        """Note that the ledger has these, how long it was before them, and is by now.

        An old copy of the database has not lived through what was before, and does not seem to.
        """
        with one_at_a_time(self._database, NOTING) as transaction:
            for erasure in erasures:
                transaction.run(erasure_statements.NOTE_ERASURE, of_erasure=erasure.id)
            if not before.size or _seen(transaction) == before:
                _note_seen(transaction, seen)

    def lived_through(self, seen: Seen) -> None:
        """Note how much of the ledger was gone through."""
        with one_at_a_time(self._database, NOTING) as transaction:
            _note_seen(transaction, seen)

    def seen(self) -> Seen | None:
        """Give how much of the ledger this database has lived through; None before the first."""
        with self._database.read() as transaction:
            return _seen(transaction)

    def known(self) -> set[bytes]:
        """Give the fingerprints of those who were erased here a short while ago."""
        with self._database.read() as transaction:
            return {row[0] for row in transaction.all(erasure_statements.FIND_ERASURES)}

    def erase_again(self, erased: Mapping[bytes, int]) -> int:
        """Erase every player whose fingerprint is among these, as of then; give how many."""
        return sum(
            self.erase(player, erased[name], noted=True)
            for player, name in list(self._everybody())
            if name in erased
        )

    def _everybody(self) -> Iterator[tuple[bytes, bytes]]:
        for part in range(PARTS):
            with self._database.read() as transaction:
                rows = transaction.all(erasure_statements.FIND_PLAYERS_IN_PART, **_bounds(part))
            for (player,) in rows:
                yield player, self._secret.fingerprint("erased", player)


def _bounds(part: int) -> dict[str, object]:
    return {"of_first": bytes([part]) + bytes(15), "of_last": bytes([part]) + b"\xff" * 15}


def _seen(transaction: Transaction) -> Seen | None:
    row = transaction.first(statements.FIND_META, of_name=LEDGER)
    if row is None:
        return None
    size, _, first = str(row[0]).partition(" ")
    return Seen(first, int(size))


def _note_seen(transaction: Transaction, seen: Seen) -> None:
    """Note it, unless another process has seen more of the same ledger."""
    before = _seen(transaction)
    if before is None or before.first != seen.first or before.size < seen.size:
        transaction.run(statements.DROP_META, of_name=LEDGER)
        transaction.run(statements.ADD_META, name=LEDGER, value=f"{seen.size} {seen.first}")
