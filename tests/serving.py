"""A real server in a process of its own, for tests that need one."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from tests.twilio_stub import HOOK_URL, PUBLIC_URL, environment, signed

ROOT = Path(__file__).parent.parent
LONGEST_START_S = 60
LONGEST_STOP_S = 20


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; the names of headers are small."""

    status: int
    body: bytes
    headers: Mapping[str, str]


class Listening:
    """What answers at a port of this machine."""

    port: int

    def ask(
        self,
        method: str,
        target: str,
        body: bytes | str = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send one request; `target` goes out as it is."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, target, body, dict(headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, response.read(), found)
        finally:
            connection.close()


@dataclass(frozen=True)
class Server(Listening):
    """A server that runs; `said` is what it has written so far, to standard output too."""

    port: int
    process: subprocess.Popen[str]
    said: list[str]
    reader: threading.Thread

    @property
    def url(self) -> str:
        """Give the address, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def text(self, fields: Mapping[str, str], query: str = "") -> Reply:
        """Send a text as Twilio does, signed for the public address."""
        return self.ask(
            "POST",
            HOOK_URL.removeprefix(PUBLIC_URL) + query,
            urlencode(fields),
            {"Content-Type": "application/x-www-form-urlencoded"}
            | signed(HOOK_URL + query, fields),
        )


@contextmanager
def serving(
    data: Path,
    *options: str,
    stories: Path = ROOT / "stories",
    workers: int = 1,
    program: Sequence[str] = ("-m", "webhooks"),
    own_session: bool = False,
    **variables: str,
) -> Iterator[Server]:
    """Run `wayside serve` on a free port until the block is left; then end it by its pid.

    `program` is what Python is to run instead of it. `own_session`: its processes are a group of
    their own, as those that are started in a terminal are.
    """
    given = {name: value for name, value in os.environ.items() if not name.startswith("TWILIO_")}
    where = {"WAYSIDE_STORIES": str(stories), "WAYSIDE_DATA": str(data), "PORT": "0"}
    process = subprocess.Popen(
        [sys.executable, *program, "serve", "--workers", str(workers), *options],
        cwd=ROOT,
        env=given | environment(**where) | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=own_session,
    )
    said: list[str] = []
    opened = threading.Event()
    reader = threading.Thread(target=_read, args=(process, said, opened), daemon=True)
    reader.start()
    try:
        opened.wait(LONGEST_START_S)
        yield Server(_port(said), process, said, reader)
    finally:
        _end(process)
        reader.join(LONGEST_STOP_S)


def _read(process: subprocess.Popen[str], said: list[str], opened: threading.Event) -> None:
    """Keep reading what the server says, so that it never waits for us."""
    assert process.stdout
    with process.stdout as lines:
        for line in lines:
            said.append(line)
            if line.startswith("Ctrl-C"):
                opened.set()
    opened.set()


def _port(said: list[str]) -> int:
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", "".join(said))
    assert found, "The server did not open:\n" + "".join(said)
    return int(found[1])


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(LONGEST_STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
