"""The burst that is measured: its times are fixed, and a server that stalls cannot hide it."""

import asyncio
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bench import open_loop
from bench.burst import SHARE_TWICE, plan
from bench.open_loop import Planned, quantile_ms

STALLED_S = 0.3


class Stalling(BaseHTTPRequestHandler):
    """Answers nobody for a while once the first request has come."""

    protocol_version = "HTTP/1.1"
    guard = threading.Lock()
    waited = threading.Event()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        with self.guard:
            if not self.waited.is_set():
                threading.Event().wait(STALLED_S)
                self.waited.set()
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_what: object) -> None:
        """Say nothing."""


def test_a_burst_is_the_same_each_time_and_a_fifth_of_it_comes_twice() -> None:
    planned = plan(2_000, 12)
    assert planned == plan(2_000, 12)
    times = Counter(each.request for each in planned)
    assert len(times) == 2_000
    assert set(times.values()) == {1, 2}
    assert abs(len(planned) / 2_000 - 1 - SHARE_TWICE) < 0.03
    assert [each.due_s for each in planned] == sorted(each.due_s for each in planned)
    assert 0 <= planned[0].due_s <= planned[-1].due_s <= 12


def test_who_had_to_wait_counts_from_when_they_were_to_be_answered() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stalling)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    request = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"
    planned = [Planned(0.01 * number, request) for number in range(20)]
    try:
        asyncio.run(open_loop.run(server.server_address[1], planned))
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
    assert {(each.status, each.body) for each in planned} == {(200, b"ok")}
    # All of them were due while it stalled: each waits for what is left of that.
    assert all(each.took_s >= STALLED_S - each.due_s for each in planned)
    assert quantile_ms([each.took_s for each in planned], 1) >= 1_000 * STALLED_S


def test_a_request_that_is_never_answered_is_told() -> None:
    planned = [Planned(0.0, b"")]
    asyncio.run(open_loop.run(9, planned))
    assert (planned[0].status, planned[0].took_s) == (0, open_loop.LONGEST_WAIT_S)
