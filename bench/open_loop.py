"""Requests at times fixed in advance, however long the server takes: an open loop.

Latency counts from the time that was planned. A generator that waits for answers would send less
while the server stalls, and so leave out the very requests that had to wait.
"""

import asyncio
import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass

END_OF_HEAD = b"\r\n\r\n"
LONGEST_WAIT_S = 30.0
# The loop's own sleep is late by a millisecond or two, so it sleeps until shortly before.
EARLY_S = 0.002


@dataclass(slots=True)
class Planned:
    """One request: when it is due, in seconds since the beginning, and what came of it.

    `late_s` is by how much the generator itself was late. `status` is 0 where nothing came.
    """

    due_s: float
    request: bytes
    late_s: float = 0.0
    took_s: float = LONGEST_WAIT_S
    status: int = 0
    body: bytes = b""


class _Connection(asyncio.Protocol):
    """One connection that is kept alive; it has one request at a time."""

    def __init__(self, idle: "list[_Connection]", begun: float) -> None:
        self.idle = idle
        self.begun = begun
        self.buffer = b""
        self.planned: Planned | None = None
        self.done: asyncio.Event = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def send(self, planned: Planned) -> None:
        self.planned = planned
        self.done.clear()
        self.transport.write(planned.request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, found, body = self.buffer.partition(END_OF_HEAD)
        if not found or self.planned is None:
            return
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        if len(body) < length:
            return
        self.planned.took_s = time.perf_counter() - self.begun - self.planned.due_s
        self.planned.status, self.planned.body = int(head[9:12]), body
        self.buffer, self.planned = b"", None
        self.idle.append(self)
        self.done.set()

    def connection_lost(self, error: Exception | None) -> None:
        if self in self.idle:
            self.idle.remove(self)
        self.done.set()


async def run(port: int, plan: Sequence[Planned]) -> None:
    """Send each request of a plan at its time, and fill in what came of it."""
    loop = asyncio.get_running_loop()
    idle: list[_Connection] = []
    begun = time.perf_counter()

    async def ask(planned: Planned) -> None:
        try:
            if idle:
                connection = idle.pop()
            else:
                _, connection = await loop.create_connection(
                    lambda: _Connection(idle, begun), "127.0.0.1", port
                )
            connection.send(planned)
            await asyncio.wait_for(connection.done.wait(), LONGEST_WAIT_S)
        except OSError:
            return

    gc.collect()
    gc.disable()
    try:
        async with asyncio.TaskGroup() as group:
            for planned in plan:
                await _until(begun + planned.due_s)
                planned.late_s = time.perf_counter() - begun - planned.due_s
                group.create_task(ask(planned))
    finally:
        gc.enable()
        for connection in idle:
            connection.transport.close()


async def _until(moment: float) -> None:
    while (left_s := moment - time.perf_counter()) > 0:
        await asyncio.sleep(max(0, left_s - EARLY_S) if left_s > EARLY_S else 0)


def quantile_ms(seconds: Sequence[float], share: float) -> float:
    """Give the quantile of times, in milliseconds."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)]
