"""Turns per second of the real webhook against a bare Flask handler, in one run, alternating.

python -m bench.webhook [rounds] [texts a round] [connections] [sqlite or postgresql]

On PostgreSQL also against a bare handler whose commit is the same as that of a turn, and with two
and four processes.
"""

import asyncio
import itertools
import os
import platform
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.databases import Kind, arguments, database
from bench.load import ACCOUNT, PHONE, PUBLIC_URL, TOKEN, Measured, request, run

ROOT = Path(__file__).parent.parent
# What players of the mural text, right and wrong; the story is begun over and over.
TEXTS = (
    "MURAL", "tuba", "1", "2", "how many birds", "11", "HINT", "eleven", "no idea", "ladder",
    "where do I go", "HANDS4", "breath", "1", "STAGE9", "2", "Why did you leave?", "BRASS7",
)  # fmt: skip
WARM_UP = 400
PROCESSES = (1, 2, 4)


def main(rounds: int = 5, texts: int = 4_000, connections: int = 4, kind: Kind = "sqlite") -> None:
    print(f"{machine()}; {kind}; {rounds} rounds of {texts} texts, {connections} connections")
    with ExitStack() as over:
        folder = over.enter_context(tempfile.TemporaryDirectory())
        kept = over.enter_context(database(kind, Path(folder)))
        beside = f"{folder}/bare.db" if kind == "sqlite" else str(kept.name)
        ports = {}
        for name, same in {"bare": (), "the same": ("same",)}.items():
            if kind == "postgresql" or not same:
                ports[name] = free_port()
                bare = [sys.executable, "-m", "bench.bare", str(ports[name]), beside, *same]
                over.enter_context(_server(ports[name], bare))
        for processes in (1,) if kind == "sqlite" else PROCESSES:
            name = "wayside" if processes == 1 else f"{processes} processes"
            ports[name] = free_port()
            command = [wayside(), "serve", "--port", str(ports[name]), "--workers", str(processes)]
            told = environment(folder) | kept.variables
            over.enter_context(_server(ports[name], command, told))
        for port in ports.values():
            _measure(port, WARM_UP, connections)
        measured: dict[str, list[Measured]] = {name: [] for name in ports}
        for _ in range(rounds):
            for name, port in ports.items():
                measured[name].append(_measure(port, texts, connections))
    _report(measured)


@contextmanager
def _server(
    port: int, command: list[str], variables: dict[str, str] | None = None
) -> Iterator[None]:
    """Run a server that listens at a port."""
    server = start(command, variables)
    try:
        wait_for(port)
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def _measure(port: int, texts: int, connections: int) -> Measured:
    return asyncio.run(run(port, connections, lambda _: _texts(texts // connections)))


def _texts(count: int) -> Iterator[bytes]:
    """Give texts of new players, each playing the story's beginning."""
    player = itertools.chain.from_iterable(
        ((_number(), text) for text in TEXTS) for _ in itertools.count()
    )
    number = ""
    for at, (fresh, text) in zip(range(count), player, strict=False):
        number = fresh if at % len(TEXTS) == 0 else number
        yield request("SM" + secrets.token_hex(16), number, text)


def _number() -> str:
    return f"+1415{secrets.randbelow(10**7):07d}"


def _report(measured: dict[str, list[Measured]]) -> None:
    for name, rounds in measured.items():
        rate = statistics.median(each.per_second for each in rounds)
        p50 = statistics.median(each.quantile_ms(0.5) for each in rounds)
        p99 = statistics.median(each.quantile_ms(0.99) for each in rounds)
        failed = sum(each.failed for each in rounds)
        times = f"p50 {p50:5.1f} ms   p99 {p99:5.1f} ms"
        print(f"{name:11} {rate:7.0f} turns/s   {times}   {failed} failed")
    for name in ("bare", "the same"):
        if against := measured.get(name):
            pairs = zip(measured["wayside"], against, strict=True)
            ratios = sorted(ours.per_second / theirs.per_second for ours, theirs in pairs)
            median, least, most = statistics.median(ratios), ratios[0], ratios[-1]
            print(f"of {name:8} {median:.2f} (from {least:.2f} to {most:.2f})")


def machine() -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def wayside() -> str:
    return str(Path(sys.executable).with_name("wayside"))


def environment(folder: str) -> dict[str, str]:
    return {
        **os.environ, "WAYSIDE_STORIES": str(ROOT / "stories"), "WAYSIDE_DATA": folder,
        "WAYSIDE_PUBLIC_URL": PUBLIC_URL, "WAYSIDE_PHONE": PHONE,
        "TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "WAYSIDE_FLOODS": "off",
    }  # fmt: skip


def start(command: list[str], environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"Nothing answers at port {port}.")


if __name__ == "__main__":
    numbers, asked = arguments()
    main(*numbers, kind=asked)
