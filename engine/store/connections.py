"""Where a database's connections come from, and what becomes of one on which something failed."""

from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from sqlalchemy import Engine

Connection: TypeAlias = Any
Cursor: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class PoolSize:
    """How many connections to a server one process keeps open, and how many it opens at most.

    A process has four threads that answer, and some that work by themselves, each with one
    connection for as long as its transaction lasts. With the usual size N servers of W processes
    take up to N x W x 10.
    """

    least: int = 2
    most: int = 10


USUAL_POOL = PoolSize()


class Connections(Protocol):
    """Gives connections by the driver's own words. What it raises is the driver's."""

    def take(self) -> Connection:
        """Give a connection for one transaction."""

    def begin(self, cursor: Cursor, alone: int | None = None) -> None:
        """Begin one; with a number, alone with whoever has the same one, until it is over."""

    def commit(self, connection: Connection) -> None:
        """Store what was done since."""

    def give_back(self, connection: Connection) -> None:
        """Take a connection back, in no transaction."""

    def leave(self, connection: Connection, error: Exception) -> None:
        """Take one back on which the database failed, in whatever state it is."""

    def close(self) -> None:
        """Close all of them."""


class EngineConnections:
    """Those of SQLAlchemy's own pool, as for a file."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self) -> Connection:
        """Give a connection; one that is left idle is taken first."""
        return self._engine.raw_connection()

    def begin(self, cursor: Cursor, alone: int | None = None) -> None:
        """Leave it to who writes: whoever only reads begins nothing."""

    def commit(self, connection: Connection) -> None:
        """Store what was done since."""
        connection.commit()

    def give_back(self, connection: Connection) -> None:
        """Keep it for the next."""
        connection.close()

    def leave(self, connection: Connection, error: Exception) -> None:  # noqa: ARG002
        """Close it: a file is soon opened anew."""
        connection.invalidate()
        connection.close()

    def close(self) -> None:
        """Close all of them."""
        self._engine.dispose()
