"""What a store asks of its database."""

import sqlite3

from engine.store import Store
from engine.store.database import Database


def asked_of(store: Store, *, words: int | None = None) -> list[str]:
    """Give the statements that are run from now on, as they come; of each the first words."""
    seen: list[str] = []

    def note(sql: str) -> None:
        seen.append(" ".join(sql.split()[:words]))

    # One connection is the writer's, the other whoever else writes or reads.
    for database in (store._database, Database(store._database.engine)):
        with database.write() as transaction:
            driver = transaction.cursor.connection  # type: ignore[attr-defined]
        assert isinstance(driver, sqlite3.Connection)
        driver.set_trace_callback(note)
    return seen
