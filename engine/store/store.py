"""The store, in the words of what it is for."""

from collections.abc import Iterator
from contextlib import contextmanager

from engine.secret import Secret
from engine.store import statements
from engine.store.database import Database
from engine.store.editions import Editions
from engine.store.errors import NotStored
from engine.store.known import Message
from engine.store.migrating import NEWEST
from engine.store.open_turn import OpenTurn


class Store:
    """Everything that is kept, for all who play here. Made by `open_store`."""

    def __init__(self, database: Database, secret: Secret) -> None:
        self._database = database
        self._secret = secret

    @contextmanager
    def turn(self, kind: str, address: str, message: str) -> Iterator[OpenTurn]:
        """Open the turn of one message, alone with its player until it is left.

        `kind` is how it came, `address` who sent it, `message` the id that it came with. Leaving
        stores what was kept; an error undoes it. Raises NotStored.
        """
        fingerprint = self._secret.fingerprint
        arrived = Message(
            kind, address, fingerprint("address", kind, address),
            fingerprint("message", kind, message),
        )  # fmt: skip
        with self._database.write() as transaction:
            if self._database.queue is None:
                number = int.from_bytes(arrived.address_id[:8], signed=True)
                transaction.run(statements.LOCK_ADDRESS, of_number=number)
                transaction.run(statements.LOCK_PLAYER, of_address=arrived.address_id)
            yield OpenTurn(transaction, self._secret, arrived)

    def player_at(self, kind: str, address: str) -> bytes | None:
        """Give the id of the player who has this address, or None. Raises NotStored."""
        address_id = self._secret.fingerprint("address", kind, address)
        with self._database.read() as transaction:
            row = transaction.first(statements.FIND_PLAYER, of_address=address_id)
        return row[0] if row else None

    def forget(self, player: bytes) -> None:
        """Erase a player: plays, answers, number, what was not understood, and whose address it is.

        What stays, and leads to nobody: that their messages were taken, and that an address sent
        STOP. Raises NotStored.
        """
        with self._database.write() as transaction:
            for statement in statements.FORGET:
                transaction.run(statement, of_player=player)

    @property
    def editions(self) -> Editions:
        """The editions of stories, and which of them players meet."""
        return Editions(self._database)

    def ready(self) -> bool:
        """Tell whether the database can be reached and has the tables of this program."""
        try:
            with self._database.read() as transaction:
                row = transaction.first(statements.FIND_VERSION)
        except NotStored:
            return False
        return row is not None and row[0] == NEWEST

    def close(self) -> None:
        """Close every connection."""
        self._database.close()
