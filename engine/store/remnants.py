"""What the carrier still has of players who were erased, until it is deleted there as well."""

import secrets
from dataclasses import dataclass

from engine.secret import Secret, SecretError
from engine.store import erasure_statements, statements
from engine.store.database import Database, Row, Transaction

# What is sent while somebody is erased is theirs too: one try takes less than this.
AFTERWARDS_S = 60
# The confirmation is to arrive first, and carriers delete nothing that is still under way.
SETTLES_S = 120
# Who is deleting keeps at it for so long; after that another may.
CLAIMED_S = 600


@dataclass(frozen=True, slots=True)
class Remnant:
    """Messages at the carrier up to `until_s`: between a number of somebody and our `sender`.

    `number` is empty where it must be found: it sent the message that has the fingerprint
    `message`, at `message_at_s`. `tries` counts this one. Times are in seconds since 1970.
    """

    id: bytes
    number: str
    sender: str
    message: bytes
    message_at_s: int
    until_s: int
    tries: int


class Remnants:
    """Writes down what is to be deleted at the carrier, inside the transaction of an erasure."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret

    def add(self, transaction: Transaction, number: str, sender: str, at_s: int) -> None:
        """Have the messages of a number deleted."""
        id_ = secrets.token_bytes(16)
        sealed = self._secret.seal(number.encode(), id_)
        _add(transaction, id_, sender, at_s, sealed=sealed, message=None, message_at_s=None)

    def add_unknown(self, transaction: Transaction, player: bytes, at_s: int) -> None:
        """Have the messages of a player deleted whose number is not kept any more."""
        last = transaction.first(erasure_statements.FIND_LAST_MESSAGE, of_player=player, of_most=1)
        routes = transaction.all(erasure_statements.FIND_ROUTES_WITHOUT_NUMBER, of_player=player)
        for (sender,) in routes if last else ():
            message, message_at_s = last or (None, None)
            _add(
                transaction, secrets.token_bytes(16), sender, at_s,
                sealed=None, message=message, message_at_s=message_at_s,
            )  # fmt: skip


class RemnantQueue:
    """What is still to be deleted there. Everything here raises NotStored."""

    def __init__(self, database: Database, secret: Secret) -> None:
        self._database = database
        self._secret = secret

    def claim(self, now_s: int) -> Remnant | None:
        """Take one that is due, for as long as deleting takes; None where none is."""
        due = {"of_now_s": now_s, "of_most": 1}
        with self._database.read() as transaction:
            if not transaction.first(erasure_statements.FIND_ANY_DUE_REMNANT, **due):
                return None
        with self._database.write() as transaction:
            row = transaction.first(erasure_statements.FIND_DUE_REMNANTS, **due)
            if row is None:
                return None
            remnant = self._remnant(row)
            if remnant is None:
                transaction.run(erasure_statements.DROP_REMNANT, of_remnant=row[0])
                return None
            _change(transaction, remnant, now_s + CLAIMED_S)
        return remnant

    def _remnant(self, row: Row) -> Remnant | None:
        id_, sealed, sender, message, message_at_s, until_s, _, tries = row
        try:
            number = self._secret.unseal(sealed, id_).decode() if sealed else ""
        except SecretError:
            return None
        return Remnant(id_, number, sender, message or b"", message_at_s or 0, until_s, tries + 1)

    def again(self, remnant: Remnant, at_s: int) -> None:
        """Have the rest deleted then."""
        with self._database.write() as transaction:
            _change(transaction, remnant, at_s)

    def done(self, remnant: Remnant) -> None:
        """Note that nothing is left there; the number is not kept any longer."""
        with self._database.write() as transaction:
            transaction.run(erasure_statements.DROP_REMNANT, of_remnant=remnant.id)

    def was_erased(self, kind: str, message: str) -> bool:
        """Tell whether a message is one of somebody who was erased."""
        return self.is_spent(self.fingerprint(kind, message))

    def is_spent(self, fingerprint: bytes) -> bool:
        """Tell so by the message's fingerprint."""
        with self._database.read() as transaction:
            return bool(transaction.first(statements.FIND_SPENT, of_message=fingerprint))

    def fingerprint(self, kind: str, message: str) -> bytes:
        """Give what stands for a message here."""
        return self._secret.fingerprint("message", kind, message)


def _add(transaction: Transaction, id_: bytes, sender: str, at_s: int, **more: object) -> None:
    transaction.run(
        erasure_statements.ADD_REMNANT,
        id=id_, sender=sender, until_s=at_s + AFTERWARDS_S, at_s=at_s + SETTLES_S, tries=0, **more,
    )  # fmt: skip


def _change(transaction: Transaction, remnant: Remnant, at_s: int) -> None:
    transaction.run(
        erasure_statements.CHANGE_REMNANT, of_remnant=remnant.id, at_s=at_s, tries=remnant.tries
    )
