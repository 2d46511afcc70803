"""The phones and browsers of staff: what is done with them is told apart in reports."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from engine.secret import Secret
from engine.store.database import Database, Transaction
from engine.store.parameters import of
from engine.store.tables import STAFF

FIND_STAFF = select(STAFF.c.address).where(STAFF.c.address == of("address"))
FIND_ALL_STAFF = select(STAFF).order_by(STAFF.c.since, STAFF.c.name, STAFF.c.address)
ADD_STAFF = insert(STAFF)
DROP_STAFF = delete(STAFF).where(STAFF.c.address == of("address"))


@dataclass(frozen=True, slots=True)
class Marked:
    """A phone or a browser of staff: what stands for its address, how it plays, since which day.

    `name` is what staff call it; the number itself is not kept.
    """

    address: bytes
    kind: str
    name: str
    since: str


class Staff:
    """Whose plays are staff's own. Every method raises NotStored."""

    def __init__(self, database: Database, secret: Secret) -> None:
        self._database = database
        self._secret = secret

    def mark(self, kind: str, address: str, name: str, today: str) -> bool:
        """Take an address as staff's own from now on; False where it is that already."""
        address_id = self._secret.fingerprint("address", kind, address)
        with self._database.write() as transaction:
            return mark(transaction, Marked(address_id, kind, name, today))

    def unmark(self, address: bytes) -> bool:
        """Take it as a player's again; False where it was that already."""
        with self._database.write() as transaction:
            found = transaction.first(FIND_STAFF, of_address=address)
            transaction.run(DROP_STAFF, of_address=address)
        return found is not None

    def marked(self) -> list[Marked]:
        """Give all of them, the oldest first."""
        with self._database.read() as transaction:
            rows = transaction.all(FIND_ALL_STAFF)
        return [Marked(bytes(address), kind, name, str(day)) for address, kind, name, day in rows]

    def address_of(self, kind: str, address: str) -> bytes:
        """Give what stands for an address."""
        return self._secret.fingerprint("address", kind, address)


def mark(transaction: Transaction, marked: Marked) -> bool:
    """Take an address as staff's own, in a transaction that is open; False where it is already."""
    if transaction.first(FIND_STAFF, of_address=marked.address):
        return False
    transaction.run(
        ADD_STAFF, address=marked.address, kind=marked.kind, name=marked.name, since=marked.since
    )
    return True
