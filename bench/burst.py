"""A burst: 10,000 texts of as many players within a minute, a fifth of them delivered twice.

python -m bench.burst [texts] [seconds] [workers] [sqlite or postgresql]

Arrival times are fixed before it begins (a Poisson process), and every request is signed by then.
A repeated delivery comes at the same moment as the first, or within ten seconds; it must get the
same bytes. The burst is held when nothing failed, p99 is 50 ms or less and the slowest one 1 s. A
bare handler gets the same burst before, so that a machine that others use is seen.
"""

import asyncio
import os
import random
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import open_loop
from bench.databases import Kind, Measured, arguments, database
from bench.load import request
from bench.open_loop import Planned, quantile_ms
from bench.webhook import environment, free_port, machine, start, wait_for, wayside

TEXTS, SECONDS, WORKERS = 10_000, 60, 1
SHARE_TWICE = 0.2
LATEST_REPEAT_S = 10.0
P99_MS, SLOWEST_MS = 50.0, 1_000.0
SEED = 4
WARM_UP = 300


def main(
    texts: int = TEXTS, seconds: int = SECONDS, workers: int = WORKERS, kind: Kind = "sqlite"
) -> int:
    """Give 0 where the burst was held, else 1."""
    planned = plan(texts, seconds)
    print(
        f"{machine()}; {texts:,} texts of {texts:,} players in {seconds} s and "
        f"{len(planned) - texts:,} repeated deliveries, {workers} worker(s), {kind}"
    )
    print(f"load while it begins: {os.getloadavg()[0]:.1f} processes that want a core")
    with tempfile.TemporaryDirectory() as folder, database(kind, Path(folder)) as kept:
        bare = [Planned(each.due_s, each.request) for each in planned]
        port, beside = free_port(), f"{folder}/bare.db" if kind == "sqlite" else str(kept.name)
        _send(port, [sys.executable, "-m", "bench.bare", str(port), beside], bare)
        _told("a bare handler", bare)
        command = [wayside(), "serve", "--port", str(port), "--workers", str(workers)]
        before = os.times()
        _send(port, command, planned, environment(folder) | kept.variables)
        after = os.times()
        wrong = [*_wrong(planned), *_not_kept(kept, texts + WARM_UP)]
    worked_s = sum(after[2:4]) - sum(before[2:4])
    print(f"the server used {1000 * worked_s / len(planned):.1f} ms of a core for each request")
    return _report(planned, wrong)


def _send(
    port: int,
    command: list[str],
    planned: Sequence[Planned],
    variables: dict[str, str] | None = None,
) -> None:
    """Run a server, and let a burst come."""
    server = start(command, variables)
    try:
        wait_for(port)
        asyncio.run(open_loop.run(port, plan(WARM_UP, 3, first=len(planned))))
        asyncio.run(open_loop.run(port, planned))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def plan(texts: int, seconds: float, *, first: int = 0) -> list[Planned]:
    """Give so many texts, each of another player, and their repeats, in the order of arrival."""
    chance = random.Random(SEED + first)
    found: list[Planned] = []
    for number in range(first, first + texts):
        signed = request(f"SM{number:032x}", f"+1415{2_000_000 + number}", "MURAL")
        due_s = chance.random() * seconds
        found.append(Planned(due_s, signed))
        if chance.random() < SHARE_TWICE:
            latest_s = min(LATEST_REPEAT_S, seconds - due_s)
            after_s = 0.0 if chance.random() < 0.5 else chance.random() * latest_s
            found.append(Planned(due_s + after_s, signed))
    return sorted(found, key=lambda each: each.due_s)


def _wrong(planned: Sequence[Planned]) -> Iterator[str]:
    """Name each request that failed, or was answered otherwise than the same text before."""
    answers: dict[bytes, bytes] = {}
    for each in planned:
        if each.status != 200:
            yield f"status {each.status} at {each.due_s:.3f} s"
        elif answers.setdefault(each.request, each.body) != each.body:
            yield f"another answer to the same text at {each.due_s:.3f} s"


def _not_kept(kept: Measured, texts: int) -> Iterator[str]:
    """Tell whether the database has not exactly one message and one play of each player."""
    for table in ("players", "plays", "messages"):
        if (found := kept.count(table)) != texts:
            yield f"{found:,} {table} of {texts:,}"


def _report(planned: Sequence[Planned], wrong: Sequence[str]) -> int:
    _, p99, slowest = _told("Wayside", planned)
    print(f"{len(wrong)} wrong")
    for each in wrong[:10]:
        print(each)
    held = not wrong and p99 <= P99_MS and slowest <= SLOWEST_MS
    print(f"{'held' if held else 'not held'}: p99 {P99_MS:.0f} ms, slowest {SLOWEST_MS:.0f} ms")
    return 0 if held else 1


def _told(name: str, planned: Sequence[Planned]) -> tuple[float, float, float]:
    """Print how long answers took, counted from when each was planned; give p50, p99, slowest."""
    p50, p99, slowest = (quantile_ms([e.took_s for e in planned], q) for q in (0.5, 0.99, 1))
    late = [each.late_s for each in planned]
    print(
        f"{name}: p50 {p50:.1f} ms, p99 {p99:.1f} ms, slowest {slowest:.0f} ms; in these the "
        f"generator was late by p99 {quantile_ms(late, 0.99):.1f} ms, at most "
        f"{quantile_ms(late, 1):.0f} ms",
        flush=True,
    )
    return p50, p99, slowest


if __name__ == "__main__":
    numbers, asked = arguments()
    sys.exit(main(*numbers, kind=asked))
