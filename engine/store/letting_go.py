"""Letters that go no more, whoever decides it: what was paid for those that never went comes back.

A letter is paid for before its first try. One that waits and is paid for was tried, and certainly
did not go. Of one that was being sent nobody knows whether it went: that stays paid for.
"""

from sqlalchemy import ColumnElement, delete
from sqlalchemy.sql import ClauseElement

from engine.store.database import Transaction
from engine.store.parameters import WAITING, of
from engine.store.spending import Spending, spent_from
from engine.store.tables import OUTBOX


def _taking(*which: ColumnElement[bool]) -> ClauseElement:
    return delete(OUTBOX).where(*which).returning(OUTBOX.c.state, OUTBOX.c.paid)


_THEIRS = OUTBOX.c.player == of("player")
TAKE_UNSENT = _taking(_THEIRS, OUTBOX.c.state == WAITING)
TAKE_AT = _taking(_THEIRS, OUTBOX.c.address == of("address"))
TAKE_ALL = _taking(_THEIRS)
TAKE_ONE = _taking(_THEIRS, OUTBOX.c.number == of("number"))


def drop_unsent(transaction: Transaction, player: bytes) -> None:
    """Let go what waits to be sent to a player."""
    _drop(transaction, TAKE_UNSENT, of_player=player)


def drop_at(transaction: Transaction, player: bytes, address: bytes) -> None:
    """Let go everything that goes to one address of a player."""
    _drop(transaction, TAKE_AT, of_player=player, of_address=address)


def drop_all(transaction: Transaction, player: bytes) -> None:
    """Let go everything that goes to a player."""
    _drop(transaction, TAKE_ALL, of_player=player)


def drop_one(transaction: Transaction, player: bytes, number: int) -> None:
    """Let go one letter."""
    _drop(transaction, TAKE_ONE, of_player=player, of_number=number)


def _drop(transaction: Transaction, taking: ClauseElement, **which: object) -> None:
    for state, paid in transaction.all(taking, **which):
        if state == "waiting" and paid:
            Spending(transaction).add(spent_from(paid).back())
