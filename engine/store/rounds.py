"""Whose turn it is to look through a part of all that is kept, once a day."""

from dataclasses import dataclass

from engine.store import statements
from engine.store.alone import NOTING, one_at_a_time
from engine.store.database import Database, Transaction
from engine.store.erasing import PARTS

ROUND = "erasing round"
EVERY_S = 24 * 60 * 60
# Who looks through a part keeps at it for so long; after that another may.
TAKEN_S = 300


@dataclass(frozen=True, slots=True)
class _Round:
    """A round that began then, the part that is next, and until when somebody is at it."""

    began_s: int = 0
    part: int = PARTS
    taken_until_s: int = 0


class Rounds:
    """A round a day for any number of processes, part by part. Everything here raises NotStored."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, now_s: int) -> int | None:
        """Take the next part; None while another process is at it or the day's round is over."""
        with self._database.read() as transaction:
            if _next(_found(transaction), now_s) is None:
                return None
        with one_at_a_time(self._database, NOTING) as transaction:
            following = _next(_found(transaction), now_s)
            if following is None:
                return None
            _note(transaction, following)
        return following.part

    def done(self, part: int) -> None:
        """Note that a part has been looked through."""
        with one_at_a_time(self._database, NOTING) as transaction:
            now = _found(transaction)
            if now.part == part:
                _note(transaction, _Round(now.began_s, part + 1))


def _next(now: _Round, now_s: int) -> _Round | None:
    if now.part < PARTS:
        taken = now_s < now.taken_until_s
        return None if taken else _Round(now.began_s, now.part, now_s + TAKEN_S)
    # A clock that was set back does not stop the rounds.
    over = now.began_s <= now_s < now.began_s + EVERY_S
    return None if over else _Round(now_s, 0, now_s + TAKEN_S)


def _found(transaction: Transaction) -> _Round:
    row = transaction.first(statements.FIND_META, of_name=ROUND)
    return _Round(*map(int, str(row[0]).split())) if row else _Round()


def _note(transaction: Transaction, this: _Round) -> None:
    transaction.run(statements.DROP_META, of_name=ROUND)
    words = f"{this.began_s} {this.part} {this.taken_until_s}"
    transaction.run(statements.ADD_META, name=ROUND, value=words)
