"""How long a text waits for its answer while Twilio's API stalls, against while it answers.

python -m bench.stalled [rounds] [texts a round] [connections]

In each round letters are due, then texts come. In every second round no request to the API is
answered, so that whoever sends waits; all else is the same.
"""

import asyncio
import itertools
import json
import secrets
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.load import Measured, request, run
from bench.webhook import environment, free_port, machine, start, wait_for, wayside

LETTERS = 40
DUE_AFTER_S = 1
STORY = f"""
story: Knock
keywords: [KNOCK]
start: door
scenes:
  door:
    say: A door.
    choices: [{{pick: Knock, say: Nobody.}}]
    after: {{{DUE_AFTER_S} s: {{say: It creaks.}}}}
"""


class Api(BaseHTTPRequestHandler):
    """Takes every text and lists none, once `answers` is set."""

    answers = threading.Event()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(201, {"sid": "SM" + secrets.token_hex(16)})

    def do_GET(self) -> None:
        self._answer(200, {"messages": []})

    def _answer(self, status: int, body: dict[str, object]) -> None:
        self.answers.wait()
        data = json.dumps(body).encode()
        # Who asked may not have waited.
        with suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    def log_message(self, *_what: object) -> None:
        """Say nothing."""


def main(rounds: int = 5, texts: int = 800, connections: int = 4) -> None:
    print(f"{machine()}; {rounds} rounds of {texts} texts, {connections} connections")
    measured: dict[str, list[Measured]] = {"answers": [], "stalls": []}
    with tempfile.TemporaryDirectory() as folder, _api() as api, _server(folder, api) as port:
        _round(port, texts, connections)
        for _ in range(rounds):
            for name, found in measured.items():
                Api.answers.set() if name == "answers" else Api.answers.clear()
                found.append(_round(port, texts, connections))
    for name, found in measured.items():
        p50, p99 = (statistics.median(each.quantile_ms(q) for each in found) for q in (0.5, 0.99))
        failed = sum(each.failed for each in found)
        print(f"the API {name:8} p50 {p50:5.1f} ms   p99 {p99:5.1f} ms   {failed} failed")
    for share in (0.5, 0.99):
        pairs = zip(measured["stalls"], measured["answers"], strict=True)
        ratios = sorted(ours.quantile_ms(share) / its.quantile_ms(share) for ours, its in pairs)
        print(
            f"p{share * 100:.0f} while it stalls: {statistics.median(ratios):.2f} of that while it "
            f"answers (from {ratios[0]:.2f} to {ratios[-1]:.2f})"
        )


def _round(port: int, texts: int, connections: int) -> Measured:
    """Let letters become due, and then texts come."""
    begin = itertools.repeat("KNOCK", LETTERS)
    asyncio.run(run(port, 1, lambda _: (_text(words) for words in begin)))
    time.sleep(2 * DUE_AFTER_S)
    each = texts // connections
    return asyncio.run(run(port, connections, lambda _: (_text("KNOCK") for _ in range(each))))


def _text(words: str) -> bytes:
    return request("SM" + secrets.token_hex(16), f"+1415{secrets.randbelow(10**7):07d}", words)


@contextmanager
def _api() -> Iterator[str]:
    Api.answers.set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        Api.answers.set()
        server.shutdown()
        server.server_close()


@contextmanager
def _server(folder: str, api: str) -> Iterator[int]:
    story = Path(folder) / "stories" / "knock" / "story.yaml"
    story.parent.mkdir(parents=True)
    story.write_text(STORY)
    port = free_port()
    variables = {"WAYSIDE_STORIES": str(story.parent.parent), "WAYSIDE_TWILIO_API": api}
    command = [wayside(), "serve", "--port", str(port)]
    server = start(command, environment(folder) | variables | {"WAYSIDE_PACE": "100"})
    try:
        wait_for(port)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
