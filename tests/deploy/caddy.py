"""A real Caddy with what is in deploy/, on a free port of this machine."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.faults.killing import free_port
from tests.serving import Listening

DEPLOY = Path(__file__).parent.parent.parent / "deploy"
CADDY = shutil.which("caddy")
LONGEST_START_S = 20


class Front(Listening):
    """Caddy, as seen from outside."""

    def __init__(self, port: int) -> None:
        self.port = port


def run(*words: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Caddy, which keeps its own things in a folder."""
    assert CADDY, "caddy is missing. Type: apt-get install caddy"
    return subprocess.run(
        [CADDY, *words],
        env=_environment(folder) | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def adapted(file: Path, folder: Path, **variables: str) -> Any:
    """Give what Caddy makes of a Caddyfile."""
    words = ("adapt", "--adapter", "caddyfile", "--config", str(file))
    made = run(*words, folder=folder, **variables)
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)


@contextmanager
def fronting(file: Path, folder: Path, servers: Sequence[int]) -> Iterator[Front]:
    """Run Caddy with a Caddyfile before servers at these ports until the block is left.

    Its address is of this machine and without https, as the variables in the file allow, and its
    own door for changing it is shut: nothing else differs from what the file says.
    """
    assert CADDY, "caddy is missing. Type: apt-get install caddy"
    port = free_port()
    told = adapted(
        file,
        folder,
        WAYSIDE_PUBLIC_URL=f"http://:{port}",
        SERVERS=" ".join(f"127.0.0.1:{each}" for each in servers),
    )
    told["admin"] = {"disabled": True}
    [server] = told["apps"]["http"]["servers"].values()
    server["listen"] = [f"127.0.0.1:{port}"]
    config = folder / "caddy.json"
    config.write_text(json.dumps(told))
    with (folder / "caddy.log").open("w") as log:
        process = subprocess.Popen(
            [CADDY, "run", "--config", str(config)],
            env=_environment(folder),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(process, port, folder / "caddy.log")
        yield Front(port)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(LONGEST_START_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _environment(folder: Path) -> dict[str, str]:
    homes = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
    return {"PATH": os.environ["PATH"]} | dict.fromkeys(homes, str(folder))


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + LONGEST_START_S
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("Caddy did not open:\n" + log.read_text())
