"""A line to a server, which can be cut: everything goes by a port of its own."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from psycopg.conninfo import conninfo_to_dict

PIECE = 65_536


@dataclass
class Line:
    """One line; `to` is an address of the system's: a path, or host and port."""

    to: str | tuple[str, int]
    port: int
    listening: socket.socket
    ends: list[socket.socket] = field(default_factory=list)
    is_cut: bool = False

    def cut(self) -> None:
        """Cut all that goes over it, and let nobody in."""
        self.is_cut = True
        for end in self.ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.ends.clear()

    def mend(self) -> None:
        """Let everybody in again."""
        self.is_cut = False

    def run(self) -> None:
        while True:
            try:
                near, _ = self.listening.accept()
            except OSError:
                return
            if self.is_cut:
                near.close()
                continue
            far = socket.socket(socket.AF_UNIX if isinstance(self.to, str) else socket.AF_INET)
            far.connect(self.to)
            self.ends += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


@contextmanager
def line_to(url: str) -> Iterator[Line]:
    """Lay a line to the server of a database."""
    server = conninfo_to_dict(url)
    host, port = str(server.get("host", "127.0.0.1")), int(server.get("port", 5432))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        to = f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host, port)
        line = Line(to, listening.getsockname()[1], listening)
        thread = threading.Thread(target=line.run, daemon=True)
        thread.start()
        yield line
        line.cut()
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while piece := one.recv(PIECE):
            other.sendall(piece)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
