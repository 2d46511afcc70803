"""The line between a phone and a server, which can be cut, slow, or have a proxy on it."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

UNREAD_S = 0.5
AWAY = b'<!doctype html><link rel="icon" href="data:,"><p>Away</p>'


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came over the line; `range` is its Range, empty where it asks for all."""

    method: str
    path: str
    range: str = ""


@dataclass
class Line:
    """What the line does; `asked` is what went over it.

    `cut` gives after how many bytes the next answer of a path breaks off, `answers` the status
    with which a path is answered on the way, `before` what happens before a path is passed on
    once, `changes` what becomes of its body; each of them by a part of the path. `wait_s` is how
    long each answer takes, `zips` whether text is packed, `adds` the headers that each has besides.
    """

    url: str
    asked: list[Asked] = field(default_factory=list)
    cut: dict[str, int] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)
    before: dict[str, Callable[[], object]] = field(default_factory=dict)
    changes: dict[str, Callable[[bytes], bytes]] = field(default_factory=dict)
    wait_s: float = 0
    zips: bool = False
    adds: dict[str, str] = field(default_factory=dict)

    def times(self, part: str) -> int:
        """Count the requests whose path has a part."""
        return sum(part in each.path for each in self.asked)


class _Handler(BaseHTTPRequestHandler):
    line: Line
    port: int

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        line = self.line
        line.asked.append(Asked(self.command, self.path, self.headers.get("Range", "")))
        time.sleep(line.wait_s)
        for act in [line.before.pop(part) for part in list(line.before) if part in self.path]:
            act()
        for part, status in line.answers.items():
            if part in self.path:
                return self._write(status, {"Content-Type": "text/html"}, AWAY)
        status, headers, body = self._pass_on()
        for part, change in line.changes.items():
            body = change(body) if part in self.path else body
        if line.zips and headers.get("Content-Type", "").startswith("text/"):
            headers, body = headers | {"Content-Encoding": "gzip"}, gzip.compress(body)
        return self._write(status, headers, body)

    def _pass_on(self) -> tuple[int, dict[str, str], bytes]:
        behind = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            sent = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            # What comes back can be read here, and is packed as the test says.
            left_out = ("connection", "accept-encoding")
            kept = {n: v for n, v in self.headers.items() if n.lower() not in left_out}
            behind.request(self.command, self.path, sent, kept)
            answer = behind.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            behind.close()

    def _write(self, status: int, headers: dict[str, str], body: bytes) -> None:
        cut = [self.line.cut.pop(part) for part in list(self.line.cut) if part in self.path]
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                self.send_header(name, value)
        for name, value in self.line.adds.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(body[: cut[0]] if cut else body)
            if cut:
                # A browser throws away what it has not read when it breaks off.
                self.wfile.flush()
                time.sleep(UNREAD_S)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    """Lay a line to a server on this machine until the block is left."""
    handler = type("Handler", (_Handler,), {"port": port})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    line = Line(f"http://127.0.0.1:{server.server_address[1]}")
    handler.line = line  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
