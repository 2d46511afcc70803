"""Writing what is a player's beside their turns.

Where several machines write (PostgreSQL), whoever takes several rows in another order than somebody
else may wait for them while they wait for us. So everybody takes the row of the player first: a
turn (after the lock on its address), the outbox, erasing, and what copies their pictures.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from engine.store.database import Database, Transaction
from engine.store.statements import LOCK_PLAYER_ROW


@contextmanager
def alone_with(database: Database, player: bytes) -> Iterator[Transaction]:
    """Open a transaction in which no turn of a player writes. Raises NotStored.

    Where one may write at a time, whoever writes is alone anyway.
    """
    with database.write() as transaction:
        if database.queue is None:
            transaction.run(LOCK_PLAYER_ROW, of_player=player)
        yield transaction
