"""Signed texts over keep-alive connections, closed loop: who got an answer sends the next."""

import asyncio
import base64
import hashlib
import hmac
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

PATH = "/hooks/twilio/sms"
PUBLIC_URL = "https://bench.example.org"
ACCOUNT = "AC" + "0" * 32
TOKEN = "bench-token"
PHONE = "+12025550123"


def request(sid: str, sender: str, body: str) -> bytes:
    """Give the bytes of one signed text, as Twilio posts it."""
    fields = {
        "ToCountry": "US", "SmsMessageSid": sid, "NumMedia": "0", "SmsSid": sid,
        "FromCountry": "US", "SmsStatus": "received", "Body": body, "To": PHONE,
        "NumSegments": "1", "MessageSid": sid, "AccountSid": ACCOUNT, "From": sender,
        "ApiVersion": "2010-04-01",
    }  # fmt: skip
    signed = PUBLIC_URL + PATH + "".join(name + fields[name] for name in sorted(fields))
    signature = base64.b64encode(hmac.digest(TOKEN.encode(), signed.encode(), hashlib.sha1))
    payload = urllib.parse.urlencode(fields).encode()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/x-www-form-urlencoded"
        f"\r\nX-Twilio-Signature: {signature.decode()}\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload


@dataclass(slots=True)
class Measured:
    """What came back: seconds for each answer, those that were no 200, and how long it all took."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    took_s: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.took_s

    def quantile_ms(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)]


class _Connection(asyncio.Protocol):
    def __init__(self, requests: Iterator[bytes], measured: Measured) -> None:
        self.requests = requests
        self.measured = measured
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.buffer = b""
        self.sent_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._send()

    def _send(self) -> None:
        following = next(self.requests, None)
        if following is None:
            self.transport.close()
            return
        self.sent_at = time.perf_counter()
        self.transport.write(following)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, found, rest = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        if len(rest) < length:
            return
        self.measured.seconds.append(time.perf_counter() - self.sent_at)
        self.measured.failed += not head.startswith(b"HTTP/1.1 200")
        self.buffer = b""
        self._send()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


async def run(port: int, connections: int, requests: Callable[[int], Iterator[bytes]]) -> Measured:
    """Send what `requests(number)` gives on each connection until it ends."""
    measured = Measured()
    loop = asyncio.get_running_loop()
    begun = time.perf_counter()
    opened = [
        await loop.create_connection(
            lambda n=n: _Connection(requests(n), measured), "127.0.0.1", port
        )
        for n in range(connections)
    ]
    await asyncio.gather(*(protocol.done for _, protocol in opened))
    measured.took_s = time.perf_counter() - begun
    return measured
