"""Visits of signs: many made at once, and all that a store keeps."""

from collections.abc import Iterable

from sqlalchemy import select

from engine.signs.usual import Visits
from engine.store import Store
from engine.store.signs import HOUR_S, Via, visited
from engine.store.tables import SIGN_VISITS

EVER_H = 100 * 365 * 24


def come(store: Store, code: str, hours: Iterable[int], via: Via = "page") -> None:
    """Let somebody come by a sign once in each of these hours since 1970."""
    with store._database.write() as transaction:
        for hour in hours:
            visited(transaction, code, via, hour * HOUR_S)


def visits_of(store: Store) -> dict[str, list[Visits]]:
    """Give how often players came by each sign, by code and hour."""
    with store._database.read() as transaction:
        codes = [code for (code,) in transaction.all(select(SIGN_VISITS.c.code).distinct())]
    return store.signs.visits(codes, EVER_H)
