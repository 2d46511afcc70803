"""The server that the tests start ends when they do, however that comes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg

from tests.postgres import OTHER_SERVER
from tests.until import until

HOLDS = """
import json, sys
from pathlib import Path
from tests.postgres import started
with started(Path(sys.argv[1])) as server, server.database() as url:
    pid = server._own.execute("SELECT pg_backend_pid()").fetchone()[0]
    print(json.dumps([url, pid]), flush=True)
    sys.stdin.read()
"""


def holding(shared: Path) -> "tuple[subprocess.Popen[str], str, int]":
    """Start a process that uses the server; give its database, and a process of the server."""
    command = [sys.executable, "-c", HOLDS, str(shared)]
    own = {name: value for name, value in os.environ.items() if name != OTHER_SERVER}
    process = subprocess.Popen(
        command, env=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    url, pid = json.loads(process.stdout.readline())
    return process, url, pid


def is_there(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def runs(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_the_server_runs_until_the_last_of_its_users_is_killed(tmp_path: Path) -> None:
    first, first_url, first_pid = holding(tmp_path)
    second, second_url, _ = holding(tmp_path)
    home = Path((tmp_path / "socket").read_text())
    assert first_url != second_url
    first.kill()
    first.communicate()
    assert until(lambda: not runs(first_pid))
    assert (is_there(second_url), home.exists()) == (True, True)
    second.kill()
    second.communicate()
    assert until(lambda: not home.exists())
    assert not is_there(second_url)


def test_who_comes_when_it_has_ended_starts_another(tmp_path: Path) -> None:
    for _ in range(2):
        process, url, _ = holding(tmp_path)
        assert is_there(url)
        process.communicate("")
        assert process.returncode == 0
        assert not is_there(url)
