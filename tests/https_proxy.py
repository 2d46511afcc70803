"""A proxy that ends https in front of a server here, and what such proxies do wrong."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Change = Callable[[str], str]


@dataclass
class Proxy:
    """The proxy: where it is, and what it does.

    `to` is the port behind it, `change` what it makes of path and query, `answers` a status, some
    headers and words that it answers itself, `stalls` that it answers nothing.
    """

    port: int
    certificate: Path
    to: int = 0
    change: Change = lambda target: target
    answers: tuple[int, dict[str, str], str] | None = None
    stalls: bool = False


class _Handler(BaseHTTPRequestHandler):
    proxy: Proxy
    over: threading.Event

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.proxy.stalls:
            self.over.wait(60)
            return
        if self.proxy.answers:
            status, headers, words = self.proxy.answers
            self._write(status, headers, words.encode())
            return
        behind = HTTPConnection("127.0.0.1", self.proxy.to, timeout=30)
        try:
            kept = {n: v for n, v in self.headers.items() if n.lower() != "connection"}
            behind.request("POST", self.proxy.change(self.path), body, kept)
            answer = behind.getresponse()
            self._write(answer.status, {}, answer.read())
        except OSError:
            self._write(502, {}, b"Bad gateway")
        finally:
            behind.close()

    def _write(self, status: int, headers: dict[str, str], data: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(data)

    def log_message(self, *_what: object) -> None:
        """Say nothing."""


@contextmanager
def https_proxy(folder: Path) -> Iterator[Proxy]:
    """Run one on a free port until the block is left, with a certificate of its own."""
    certificate, key = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    over = threading.Event()
    handler = type("Handler", (_Handler,), {"over": over})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.handle_error = lambda *_what: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    proxy = Proxy(server.server_address[1], certificate)
    handler.proxy = proxy  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, secret
