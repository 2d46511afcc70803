"""What says in a SQLite file that it is not played on any more, and where the play has gone on.

The number is part of the transaction in which it is set, and each transaction here looks at it
(`engine.store.database`); the words are a row of `meta`: an id of the move, and where it goes.
"""

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from engine.store.database import PLAYED_ON
from engine.store.errors import StoreError

# Between the two, only the server knows whether it has everything: nobody may play on either.
MOVING, MOVED = 1, 2
MOVE = "move"


@dataclass(frozen=True, slots=True)
class Mark:
    """A move: its id, where it goes (without a password), and whether it is known to be done."""

    id: str
    place: str
    is_done: bool


def mark_of(connection: sqlite3.Connection) -> Mark | None:
    """Give the move of a SQLite database, or None where it is played on."""
    ((number,),) = connection.execute("PRAGMA user_version").fetchall()
    if number == PLAYED_ON:
        return None
    ((value,),) = connection.execute("SELECT value FROM meta WHERE name = ?", (MOVE,)).fetchall()
    id_, _, place = str(value).partition(" ")
    return Mark(id_, place, is_done=number == MOVED)


def refuse_if_moved(connection: sqlite3.Connection) -> None:
    """Raise StoreError where the play has gone on elsewhere, or may have."""
    if (mark := mark_of(connection)) is None:
        return
    if mark.is_done:
        raise StoreError(
            f"The play of this database has gone on in {mark.place}. Set WAYSIDE_DATABASE_URL to "
            "that, with its user and password."
        )
    raise StoreError(
        f"Moving this database to {mark.place} was cut short at its last step, so nobody plays "
        "until it is finished. Type: wayside move URL, with the same URL as before."
    )


def refuse_if_moved_at(path: Path) -> None:
    """Do so of a SQLite file, if there is one that can be read. Nothing in it is changed."""
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection,
    ):
        refuse_if_moved(connection)
