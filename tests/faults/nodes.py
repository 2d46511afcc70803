"""PostgreSQL servers of a test's own, which it may kill, stop, promote and starve."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import OperationalError

from tests.faults.filling import family
from tests.faults.killing import free_port
from tests.postgres import program_of_server
from tests.postgres_keeper import somebody_else, wait_until_ready, within_reach
from tests.until import until

USER = "wayside"
# Nothing here is about power cuts. `synchronous_commit` waits for the standby all the same.
SETTINGS = {
    "fsync": "off",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "jit": "off",
    "max_connections": "40",
    "shared_buffers": "32MB",
}
# As docs/failover.md has it.
SOON_NOTICED = (
    "target_session_attrs=read-write&connect_timeout=2&tcp_user_timeout=5000"
    "&keepalives_idle=3&keepalives_interval=1&keepalives_count=3"
)
# For a disk of its own in memory: who may make one is root there, which PostgreSQL refuses.
DISK_BYTES = 120_000_000
OWN_DISK = (
    'mount -t tmpfs -o mode=777,size="$0" none "$1" && shift && '
    'exec unshare -U --map-user=1000 --map-group=1000 "$@"'
)


CUT_OFF_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE pid <> ALL(%s) AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


class Node:
    """One PostgreSQL server, its files in a folder of its own, on a free port of this machine."""

    def __init__(
        self, program: Path, home: Path, settings: Mapping[str, str], *, own_disk: bool = False
    ) -> None:
        self.port, self.home, self.data = free_port(), home, home / "data"
        self.settings = settings
        self._program = program
        self._who = somebody_else() if os.geteuid() == 0 else {}
        home.mkdir()
        if own_disk:
            self._who, self.data = {}, home / "disk" / "data"
            self.data.parent.mkdir()
        if self._who:
            os.chown(home, self._who["user"], self._who["group"])
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Give the URL of its one database."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        """Make its files."""
        self.run("initdb", "-D", self.data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync")
        with (self.data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in self.settings.items())

    def begin_on_own_disk(self) -> None:
        """Make its files on a disk of its own, which ends with it, and start it."""
        making = f"'{self._program}/initdb' -D '{self.data}' -U {USER} -A trust -E UTF8 --no-sync"
        making += ' --wal-segsize=4 >/dev/null && exec "$0" "$@"'
        disk = self.data.parent
        within = ["unshare", "-rm", "sh", "-c", OWN_DISK, str(DISK_BYTES), disk, "sh", "-c", making]
        self._run(within)
        assert self.process
        note = Path(f"/proc/{self.process.pid}/root{self.data}/postmaster.pid")
        wait_until_ready(self.process, note, self.home / "log")

    @contextmanager
    def filled(self) -> Iterator[None]:
        """Fill its own disk."""
        assert self.process
        filler = Path(f"/proc/{self.process.pid}/root{self.data.parent}/filler")
        with filler.open("wb", buffering=0) as file:
            with suppress(OSError):
                while file.write(bytes(100_000)):
                    pass
            with suppress(OSError):
                while file.write(bytes(1_000)):
                    pass
            yield
        filler.unlink()

    def copy(self, primary: "Node") -> None:
        """Make its files as a standby's, from those of a primary that runs: as docs/failover.md."""
        where = ("-h", "127.0.0.1", "-p", str(primary.port), "-U", USER)
        self.run("pg_basebackup", *where, "-D", self.data, "-R", "-c", "fast", "--no-sync")
        with (self.data / "postgresql.auto.conf").open("a") as file:
            file.write("synchronous_standby_names = ''\nwal_retrieve_retry_interval = '500ms'\n")

    def start(self) -> None:
        """Start it, and wait until it can be asked."""
        self._run()
        assert self.process
        wait_until_ready(self.process, self.data / "postmaster.pid", self.home / "log")

    def _run(self, within: Sequence[object] = ()) -> None:
        settings = {**SETTINGS, "port": str(self.port)}
        options = [f"-c{name}={value}" for name, value in settings.items()]
        command = [*within, self._program / "postgres", "-D", self.data, *options]
        with (self.home / "log").open("ab") as said:
            self.process = subprocess.Popen(
                list(map(str, command)), cwd="/", stdout=said, stderr=said, **self._who
            )

    def stop(self) -> None:
        """Shut it down as an operator does: whoever is connected is cut off."""
        assert self.process
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)

    def kill(self) -> None:
        """End it, and each process of it, at once."""
        assert self.process
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGSTOP)  # so that it starts no more of them
            for pid in (*list(family(self.process.pid))[1:], self.process.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        self.process.wait(60)

    @contextmanager
    def hung(self) -> Iterator[None]:
        """Let it hang: it keeps its connections open, is still connected to, and says nothing."""
        assert self.process
        every = [self.process.pid, *family(self.process.pid)]
        for pid in every:
            os.kill(pid, signal.SIGSTOP)
        yield
        for pid in every:
            os.kill(pid, signal.SIGCONT)

    def promote(self) -> None:
        """Make a primary of a standby."""
        self.run("pg_ctl", "promote", "-D", self.data)

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Run a statement, and give what it finds."""
        with psycopg.connect(self.url, autocommit=True) as connected:
            cursor = connected.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []

    def set(self, name: str, value: str) -> None:
        """Change a setting of the server that runs, as in its file; empty for as it was."""
        self.ask(f"ALTER SYSTEM SET {name} = '{value}'" if value else f"ALTER SYSTEM RESET {name}")
        self.ask("SELECT pg_reload_conf()")

    def stop_sending(self) -> None:
        """Send nothing more to the standby, and let it wait for it; only `kill` is heard after."""
        ((sender,),) = self.ask("SELECT pid FROM pg_stat_replication")
        os.kill(int(str(sender)), signal.SIGSTOP)

    @contextmanager
    def taken_up(self) -> Iterator[None]:
        """Take every connection that the server has, also those that others had."""
        held: list[psycopg.Connection] = []
        with psycopg.connect(self.url, autocommit=True) as asked:
            deadline = time.monotonic() + 20
            refused = 0
            while refused < 20 and time.monotonic() < deadline:
                try:
                    held.append(psycopg.connect(self.url))
                except OperationalError:
                    refused += 1
                    ours = [each.info.backend_pid for each in held]
                    asked.execute(CUT_OFF_OTHERS, (ours,))
            yield
        for each in held:
            each.close()

    def run(self, name: str, *arguments: object) -> None:
        """Run one of PostgreSQL's programs."""
        command = [str(each) for each in (self._program / name, *arguments)]
        subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, check=True, **self._who)


@contextmanager
def nodes(*, own_disk: bool = False, **settings: str) -> Iterator["tuple[Node, Node]"]:
    """Give a primary that runs with these settings, and a node of which nothing is made yet.

    Nothing of them is left afterwards.
    """
    base = Path(tempfile.mkdtemp(prefix="wayside-nodes-"))
    base.chmod(0o755)
    program = program_of_server()
    if os.geteuid() == 0:
        program = within_reach(program, base, somebody_else())
    both = Node(program, base / "a", settings, own_disk=own_disk), Node(program, base / "b", {})
    try:
        if own_disk:
            both[0].begin_on_own_disk()
        else:
            both[0].make()
            both[0].start()
        yield both
    finally:
        for node in both:
            if node.process:
                node.kill()
        shutil.rmtree(base, ignore_errors=True)


@contextmanager
def pair(**settings: str) -> Iterator["tuple[Node, Node]"]:
    """Give a primary with these settings, and a standby that follows it."""
    with nodes(**settings) as (primary, standby):
        standby.copy(primary)
        standby.start()
        follows = "SELECT 1 FROM pg_stat_replication WHERE state = 'streaming'"
        assert until(lambda: primary.ask(follows) != [])
        yield primary, standby


def url_of(*several: Node) -> str:
    """Give the URL by which whichever of several is the primary is found."""
    hosts = ",".join("127.0.0.1" for _ in several)
    ports = ",".join(str(node.port) for node in several)
    return f"postgresql://{USER}@/postgres?host={hosts}&port={ports}&{SOON_NOTICED}"
