"""Taking the traces of what was erased out of the free space of SQLite's files.

SQLite overwrites what it deletes (`secure_delete`), but two places are left: the log beside the
file (WAL), which has pages as they were, and the free space of pages that other rows were moved
from. The first is emptied; of the second only writing the whole file anew is rid, which takes 8 ms
a megabyte, in which nobody can write. A server of PostgreSQL cleans up by itself.
"""

from collections.abc import Iterable
from pathlib import Path

from engine.store import erasure_statements, statements
from engine.store.database import Database

REWRITTEN = "rewritten at"
# So many in a transaction: turns come in between.
MOST_DROPPED = 500


class Washing:
    """The files of a database. Everything here raises NotStored."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def noted(self) -> frozenset[bytes]:
        """Give those who were erased, are in the ledger, and may have left traces."""
        with self._database.read() as transaction:
            return frozenset(row[0] for row in transaction.all(erasure_statements.FIND_NOTED))

    def done(self, erasures: Iterable[bytes]) -> None:
        """Note that nothing of these is left."""
        of: list[dict[str, object]] = [{"of_erasure": erasure} for erasure in erasures]
        for first in range(0, len(of), MOST_DROPPED):
            with self._database.write() as transaction:
                these = of[first : first + MOST_DROPPED]
                transaction.run_each(erasure_statements.DROP_ERASURE, these)

    def empty_log(self) -> bool:
        """Bring everything from the log into the file and empty it; False while others read."""
        if self._database.queue is None:
            return True
        with self._database.alone() as database:
            database.run(erasure_statements.WAIT_BRIEFLY)
            try:
                busy = database.first(erasure_statements.EMPTY_LOG)
            finally:
                database.run(erasure_statements.WAIT_AS_EVER)
        return busy is not None and busy[0] == 0

    def size(self) -> int:
        """Give how many bytes there are to rewrite; none on a server."""
        file = self._database.engine.url.database
        return Path(file).stat().st_size if self._database.queue and file else 0

    def rewrite(self) -> None:
        """Write the whole file anew, in which everybody waits."""
        if self._database.queue is None:
            return
        with self._database.alone() as database:
            database.run(erasure_statements.IN_MEMORY)
            try:
                database.run(erasure_statements.REWRITE)
            finally:
                database.run(erasure_statements.WHERE_USUAL)

    def rewritten_s(self) -> int:
        """Give when that was last done, in seconds since 1970; 0 for never."""
        with self._database.read() as transaction:
            row = transaction.first(statements.FIND_META, of_name=REWRITTEN)
        return int(row[0]) if row else 0

    def note_rewritten(self, now_s: int) -> None:
        """Note when it was done."""
        with self._database.write() as transaction:
            transaction.run(statements.DROP_META, of_name=REWRITTEN)
            transaction.run(statements.ADD_META, name=REWRITTEN, value=str(now_s))
