"""PgBouncer in front of a test's database: few sessions of the server for any number of clients."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import make_url

from tests.postgres_keeper import somebody_else
from tests.until import until

# Debian keeps it where not everybody looks.
PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
SESSIONS = 2
SETTINGS = """
[databases]
* = {server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = {mode}
default_pool_size = {sessions}
max_client_conn = 200
query_wait_timeout = 20
"""


@contextmanager
def bouncing(url: str, mode: str = "transaction", sessions: int = SESSIONS) -> Iterator[str]:
    """Give another URL for a database, by way of PgBouncer, until the block is left.

    As PostgreSQL it refuses to be root, and so does what it runs as in `tests/postgres_keeper.py`.
    """
    home, who = Path(tempfile.mkdtemp(prefix="wayside-pgbouncer-")), {}
    server = conninfo_to_dict(url)
    name = server.pop("dbname")
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = home / "pgbouncer.ini"
    words = " ".join(f"{key}={value}" for key, value in server.items())
    settings.write_text(SETTINGS.format(server=words, port=port, mode=mode, sessions=sessions))
    if os.geteuid() == 0:
        who = somebody_else()
        for each in (home, settings):
            os.chown(each, who["user"], who["group"])
    command = [str(PGBOUNCER), settings]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd="/", stdout=log, stderr=log, **who)
    try:
        assert until(lambda: _listens(port)), (home / "log").read_text()
        there = make_url(url).set(host="127.0.0.1", port=port, database=str(name), query={})
        yield there.set(username="wayside").render_as_string(hide_password=False)
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(home)


def _listens(port: int) -> bool:
    with closing(socket.socket()) as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0
