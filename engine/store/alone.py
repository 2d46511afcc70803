"""Writing beside others who write: what is a player's beside their turns, and what is everybody's.

Where several machines write (PostgreSQL), whoever takes several rows in another order than somebody
else may wait for them while they wait for us. So everybody takes the row of the player first: a
turn (after the lock on its address), the outbox, erasing, and what copies their pictures.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from engine.store.database import Database, Transaction
from engine.store.statements import LOCK_PLAYER_ROW

# What one does at a time, by the number of its lock; those of addresses are spread over them all.
SUMMING = 0x746F74616C73
# Two would take the same place in the line of a sender.
CLAIMING = 0x636C61696D73
# Two would keep the same content; and who asks for the newest number must not miss one below it.
PUBLISHING = 0x7075626C6973
# Two would take the same part of a round, or write the same note.
NOTING = 0x6E6F74696E67


@contextmanager
def alone_with(database: Database, player: bytes) -> Iterator[Transaction]:
    """Open a transaction in which no turn of a player writes. Raises NotStored.

    Where one may write at a time, whoever writes is alone anyway.
    """
    with database.write() as transaction:
        if database.queue is None:
            transaction.run(LOCK_PLAYER_ROW, of_player=player)
        yield transaction


@contextmanager
def one_at_a_time(database: Database, what: int) -> Iterator[Transaction]:
    """Open a transaction beside which nobody does the same, on any machine. Raises NotStored."""
    with database.write(what) as transaction:
        yield transaction
