"""How much waits to be sent, for whoever looks after an installation."""

from dataclasses import dataclass

from sqlalchemy import case, func, select

from engine.store.database import Database
from engine.store.parameters import SENDING, WAITING, of
from engine.store.tables import OUTBOX

_IS_DUE = OUTBOX.c.at_s <= of("now_s")
COUNT_UNSENT = (
    select(OUTBOX.c.state, func.count(), func.min(case((_IS_DUE, OUTBOX.c.at_s))))
    .where(OUTBOX.c.state.in_((WAITING, SENDING)))
    .group_by(OUTBOX.c.state)
)


@dataclass(frozen=True, slots=True)
class Backlog:
    """Letters that wait, those that are being sent, and for how long the oldest is due already.

    A letter that is sent becomes due again where who sent it tells nothing of it.
    """

    waiting: int = 0
    sending: int = 0
    oldest_due_s: int = 0


def backlog_now(database: Database, now_s: int) -> Backlog:
    """Look how much waits. Raises NotStored."""
    with database.read() as transaction:
        rows = transaction.all(COUNT_UNSENT, of_now_s=now_s)
    counts = {state: count for state, count, _ in rows}
    oldest_s = min((due_s for *_, due_s in rows if due_s is not None), default=now_s)
    return Backlog(counts.get("waiting", 0), counts.get("sending", 0), now_s - oldest_s)
