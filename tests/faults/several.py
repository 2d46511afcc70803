"""Several machines on one PostgreSQL: servers and senders, killed and started as a test likes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from engine.secret import read_secret
from tests.faults.crowd import STORIES
from tests.faults.killing import ROOT, free_port, wait_until_healthy
from tests.twilio_stub import environment
from tests.until import until

HASTY = ("-m", "tests.faults.hasty")


class Machine:
    """One process of Wayside, as if on a machine of its own: `serve` with a port, or `deliver`."""

    def __init__(
        self, folder: Path, url: str, api: str, program: Sequence[str], port: int | None
    ) -> None:
        self.port = port
        folder.mkdir()
        what = ["deliver"] if port is None else ["serve", "--port", str(port)]
        self._command = [sys.executable, *program, *what]
        self._environment = os.environ | environment(
            WAYSIDE_STORIES=str(folder.parent / "stories"),
            WAYSIDE_DATA=str(folder),
            WAYSIDE_SECRET_FILE=str(folder.parent / "secret"),
            WAYSIDE_ERASURES=str(folder.parent / "erasures"),
            WAYSIDE_DATABASE_URL=url,
            WAYSIDE_TWILIO_API=api,
            WAYSIDE_PREFIX_ALARM="off",
            WAYSIDE_PACE="200",
        )
        self._log = folder / "log"
        self.process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        self.started = time.monotonic()
        with self._log.open("wb") as log:
            return subprocess.Popen(
                self._command, cwd=ROOT, env=self._environment, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        """Kill it with SIGKILL."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def start(self) -> None:
        """Start it again; it takes a while until it answers."""
        self.process = self._start()

    def runs(self) -> bool:
        """Tell whether it has begun its work, as it says last."""
        return self.process.poll() is None and b"Ctrl-C" in self._log.read_bytes()

    def wait(self) -> None:
        """Wait until it runs, and answers; start it again where it has ended by itself."""
        if self.process.poll() is not None:
            self.start()
        if self.port is not None:
            wait_until_healthy(self.process, self.port)
        assert self.process.poll() is None


@contextmanager
def several(
    folder: Path,
    url: str,
    api: str,
    *,
    servers: int = 3,
    senders: int = 2,
    program: Sequence[str] = HASTY,
) -> Iterator[list[Machine]]:
    """Run servers and senders on one database, with one secret; the servers come first."""
    for name, story in STORIES.items():
        (folder / "stories" / name).mkdir(parents=True)
        (folder / "stories" / name / "story.yaml").write_text(story, encoding="utf-8")
    (folder / "erasures").mkdir()
    read_secret(folder / "secret", make_if_missing=True)
    ports = [free_port() for _ in range(servers)] + [None] * senders
    machines: list[Machine] = []
    try:
        for number, port in enumerate(ports):
            machines.append(Machine(folder / str(number), url, api, program, port))
        for machine in machines:
            machine.wait()
        yield machines
    finally:
        for machine in machines:
            machine.kill()


def kill_in_turn(machines: Sequence[Machine], kills: int, every_s: float) -> Iterator[int]:
    """Kill the one that has run longest and start it again; give the number of each kill, after it.

    On a slow machine they come later than `every_s`: at least one other runs each time.
    """
    for number in range(kills):
        time.sleep(every_s)
        assert until(lambda: sum(each.runs() for each in machines) > 1)
        machine = min(filter(Machine.runs, machines), key=lambda each: each.started)
        machine.kill()
        machine.start()
        yield number
