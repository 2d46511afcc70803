"""All visits of signs that a store keeps, of whatever codes."""

from sqlalchemy import select

from engine.signs.usual import Visits
from engine.store import Store
from engine.store.tables import SIGN_VISITS

EVER_H = 100 * 365 * 24


def visits_of(store: Store) -> dict[str, list[Visits]]:
    """Give how often players came by each sign, by code and hour."""
    with store._database.read() as transaction:
        codes = [code for (code,) in transaction.all(select(SIGN_VISITS.c.code).distinct())]
    return store.signs.visits(codes, EVER_H)
