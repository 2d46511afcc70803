"""Twilio's REST API, as far as texts go: on a port of its own, refusing what Twilio would refuse.

Written from Twilio's reference of the Message resource, not from our reading of it.
"""

import base64
import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.twilio_setup import Setup
from tests.twilio_stub import ACCOUNT, OUR_NUMBER, TOKEN

PATH = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
MAY_CREATE = {
    "To", "From", "MessagingServiceSid", "Body", "StatusCallback", "ValidityPeriod", "MediaUrl",
}  # fmt: skip
MAY_LIST = {"To", "From", "DateSent", "DateSent<", "DateSent>", "PageSize", "Page", "PageToken"}
LONGEST_BODY = 1_600
LONGEST_VALID_S = 36_000
MOST_MEDIA = 10
# https://www.twilio.com/docs/iam/test-credentials: numbers that fail on purpose.
MAGIC = {
    "+15005550001": (400, 21211), "+15005550002": (400, 21612), "+15005550003": (400, 21408),
    "+15005550004": (400, 21610), "+15005550009": (400, 21614),
}  # fmt: skip
_SERVICE = re.compile(r"MG[0-9a-f]{32}")
_SENDER = re.compile(r"(whatsapp:)?\+[1-9][0-9]{6,14}|rcs:[A-Za-z0-9_-]{1,100}|[0-9]{3,8}")
_ADDRESS = re.compile(r"(whatsapp:|rcs:)?\+[1-9][0-9]{6,14}|whatsapp:[A-Z]{2}\.[A-Za-z0-9.]{1,140}")
_OF_ONE = PATH.removesuffix(".json") + r"/((?:SM|MM)[0-9a-f]{32})"
_MEDIA = re.compile(_OF_ONE + r"/Media\.json")
_MEDIUM = re.compile(_OF_ONE + "/Media/ME[0-9a-f]{32}")
_ONE = re.compile(_OF_ONE + r"\.json")
_NOT_COMPLETE = ("accepted", "scheduled", "queued", "sending", "receiving")
CDN = "/cdn/"


@dataclass
class Lying:
    """A photo or the like that came with a text, and how it is given.

    `by_cdn`: who asks is sent on to another host, as Twilio does, or to `leads_to`. `late`: so many
    times it is not there yet. `way`: "whole", "endless", "drip" (byte by byte) or "cut".
    """

    kind: str
    data: bytes
    by_cdn: bool = True
    leads_to: str = ""
    late: int = 0
    way: str = "whole"


@dataclass
class Api:
    """The stub: what it was sent, and how it misbehaves.

    `faults` are for the next requests, one each: a status to answer with, "stall" (answer after
    `stall_s`), "drop" (take it and close without an answer) or "cut" (close without taking it).
    `tell(callback, sid)` is told of each text that is taken, before its answer: there the fate of a
    text may be posted to its callback, in whatever order.
    """

    port: int = 0
    token: str = TOKEN
    taken: list[dict[str, str]] = field(default_factory=list)
    inbound: list[dict[str, Any]] = field(default_factory=list)
    replies: list[dict[str, Any]] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    faults: list[int | str] = field(default_factory=list)
    stall_s: float = 60
    tell: Callable[[str, str], None] | None = None
    setup: Setup = field(default_factory=Setup)
    lying: dict[str, Lying] = field(default_factory=dict)
    led: list[tuple[str, str]] = field(default_factory=list)
    guard: threading.Lock = field(default_factory=threading.Lock)
    over: threading.Event = field(default_factory=threading.Event)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def fault(self) -> int | str | None:
        with self.guard:
            return self.faults.pop(0) if self.faults else None

    def create(self, form: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        """Take a text, or say as Twilio does why not."""
        status, code, why = _wrong(form)
        if status:
            self.refused.append((code, why))
            return status, {"code": code, "message": why, "status": status, "more_info": ""}
        with self.guard:
            sid = f"SM{next(self._numbers):032x}"
            self.taken.append({**form, "sid": sid, "at": format_datetime(self.clock())})
        if self.tell is not None:
            self.tell(form["StatusCallback"], sid)
        return 201, {"sid": sid, "status": "queued", "body": form.get("Body"), "to": form["To"]}

    def listed(self, query: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        """List what was taken, the newest first."""
        self.asked.append(dict(query))
        if unknown := query.keys() - MAY_LIST:
            return 400, {"code": 20001, "message": f"Unknown {unknown}", "status": 400}
        found = [
            {
                "sid": each["sid"], "to": each["To"], "body": each.get("Body"),
                "status": each.get("status", "sent"), "direction": "outbound-api",
                "date_created": each["at"], "from": each.get("From", ""),
                "messaging_service_sid": each.get("MessagingServiceSid"),
            }
            for each in reversed(self.taken)
        ]  # fmt: skip
        found += reversed(self.replies)
        found += reversed(self.inbound)
        found.sort(key=lambda each: parsedate_to_datetime(each["date_created"]), reverse=True)
        found = [each for each in found if each["sid"] not in self.deleted]
        found = [each for each in found if each["to"] == query.get("To", each["to"])]
        found = [each for each in found if each["from"] == query.get("From", each["from"])]
        size, page = int(query.get("PageSize", "50")), int(query.get("Page", "0"))
        more = f"{PATH}?{urlencode({**query, 'Page': page + 1})}"
        rest = found[size * (page + 1) :]
        return 200, {
            "messages": found[size * page : size * (page + 1)],
            "next_page_uri": more if rest else None,
        }

    def media(self, sid: str) -> tuple[int, dict[str, Any]]:
        """List what came with a text."""
        found = [each for each in self.inbound if each["sid"] == sid]
        return (200, {"media_list": found[0].get("media", [])}) if found else self.list_lying(sid)

    @property
    def cdn(self) -> str:
        """Give another host, on which the media are."""
        return f"http://localhost:{self.port}{CDN}"

    def lay(self, lying: Lying, message: str = "MM" + "0" * 32) -> str:
        """Keep what came with a text; give its address, as it stands in the webhook."""
        path = f"{PATH.removesuffix('.json')}/{message}/Media/ME{next(self._numbers):032x}"
        self.lying[path] = lying
        return f"{self.url}{path}"

    def list_lying(self, message: str) -> tuple[int, dict[str, Any]]:
        """List what came with a text, of what was laid."""
        of_it = [path for path in self.lying if f"/{message}/" in path]
        return 200, {"media_list": [{"uri": f"{path}.json"} for path in of_it]}

    def delete_medium(self, path: str) -> int:
        """Delete a medium; give the status."""
        if self.lying.pop(path.removesuffix(".json"), None) is None:
            return 404
        self.deleted.append(path)
        return 204

    def delete(self, sid: str) -> tuple[int, dict[str, Any] | None]:
        """Delete a message, unless it is not complete or not there."""
        known = {each["sid"]: each for each in (*self.taken, *self.replies, *self.inbound)}
        if sid not in known or sid in self.deleted:
            return 404, {"code": 20404, "message": "Not found", "status": 404}
        if known[sid].get("status") in _NOT_COMPLETE:
            return 409, {"code": 20009, "message": "Not complete", "status": 409}
        self.deleted.append(sid)
        return 204, None

    def replied(self, to: str, body: str, at: datetime, **more: Any) -> str:
        """Keep a text that was our answer to somebody's, by TwiML; give its name."""
        sid = f"SM{next(self._numbers):032x}"
        self.replies.append(
            {
                "sid": sid, "from": OUR_NUMBER, "to": to, "body": body, "status": "delivered",
                "direction": "outbound-reply", "date_created": format_datetime(at), **more,
            }
        )  # fmt: skip
        return sid

    def sent_us(self, sender: str, to: str, body: str, at: datetime, **more: Any) -> str:
        """Keep a text as one that a player sent; give its name."""
        sid = f"SM{next(self._numbers):032x}"
        self.inbound.append(
            {
                "sid": sid, "from": sender, "to": to, "body": body, "direction": "inbound",
                "status": "received", "num_media": str(len(more.get("media", []))),
                "date_created": format_datetime(at), **more,
            }
        )  # fmt: skip
        return sid


def _wrong(form: Mapping[str, str]) -> tuple[int, int, str]:
    """Give the status, code and words with which Twilio refuses a text; 0 if it does not."""
    if unknown := form.keys() - MAY_CREATE:
        return 400, 20001, f"Unknown parameters {sorted(unknown)}"
    if not form.get("To"):
        return 400, 21604, "A 'To' phone number is required."
    if ("From" in form) == ("MessagingServiceSid" in form):
        return 400, 21603, "A 'From' or a 'MessagingServiceSid' is required."
    media = form.get("MediaUrl", "").split()
    if not form.get("Body") and not media:
        return 400, 21602, "Message body is required."
    if len(media) > MOST_MEDIA:
        return 400, 21623, "Number of media files exceeds allowed limit."
    if not all(url.startswith("https://") for url in media):
        return 400, 21620, "Invalid media URL(s)."
    if len(form.get("Body", "").encode("utf-16-le")) // 2 > LONGEST_BODY:
        return 400, 21617, "The body exceeds the 1600 character limit."
    if not _ADDRESS.fullmatch(form["To"]):
        return 400, 21211, "Invalid 'To' phone number."
    valid = form.get("ValidityPeriod", "1")
    if not valid.isdecimal() or not 1 <= int(valid) <= LONGEST_VALID_S:
        return 400, 21621, "Invalid validity period."
    sender = form.get("From", form["To"])
    if sender.rpartition(":")[0] != form["To"].rpartition(":")[0]:
        return 400, 21910, "'From' and 'To' should be of the same channel."
    if "From" in form and not _SENDER.fullmatch(form["From"]):
        return 400, 21212, "Invalid 'From' phone number."
    if not _SERVICE.fullmatch(form.get("MessagingServiceSid", "MG" + "0" * 32)):
        return 400, 21701, "The Messaging Service does not exist."
    if not form.get("StatusCallback", "https://x").startswith("https://"):
        return 400, 21609, "Invalid status callback."
    status, code = MAGIC.get(form["To"], (0, 0))
    return status, code, "A number that fails on purpose."


class _Handler(BaseHTTPRequestHandler):
    api: Api

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        pairs = parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True)
        # The one parameter that may be there several times; no address has a space in it.
        media = [value for name, value in pairs if name == "MediaUrl"]
        others = [pair for pair in pairs if pair[0] != "MediaUrl"]
        form = {**dict(others), **({"MediaUrl": " ".join(media)} if media else {})}
        kind = self.headers.get("Content-Type", "")
        if kind != "application/x-www-form-urlencoded":
            self._write(415, {"code": 20415, "message": f"Not a form: {kind}", "status": 415})
        elif len(others) != len(dict(others)):
            self._write(400, {"code": 20001, "message": "A parameter twice", "status": 400})
        else:
            self._answer(lambda: self.api.create(form))

    def do_GET(self) -> None:
        query = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        setup = self.api.setup.found(self.api.url, urlsplit(self.path).path, query)
        if setup is not None:
            self._answer(lambda: setup, is_known=True)
        elif _MEDIUM.fullmatch(self.path) or self.path.startswith(CDN):
            self._give_medium()
        elif of_one := _MEDIA.fullmatch(urlsplit(self.path).path):
            self._answer(lambda: self.api.media(of_one[1]))
        else:
            self._answer(lambda: self.api.listed(query))

    def do_DELETE(self) -> None:
        if one := _ONE.fullmatch(self.path):
            self._answer(lambda: self.api.delete(one[1]))
        elif self._is_ours():
            fault = self.api.fault()
            status = fault if isinstance(fault, int) else self.api.delete_medium(self.path)
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _give_medium(self) -> None:
        """Give what came with a text: to us an address, or the file; at the CDN to everybody."""
        given = self.headers.get("Authorization", "")
        self.api.led.append((self.headers["Host"], given))
        at_cdn = self.path.startswith(CDN)
        if not at_cdn and not self._is_ours():
            return
        lying = self.api.lying.get(self.path.replace(CDN, "/", 1) if at_cdn else self.path)
        fault = self.api.fault()
        if isinstance(fault, int):
            self._write(fault, {"message": "On purpose", "status": fault})
        elif lying is None or lying.late > 0:
            if lying is not None:
                lying.late -= 1
            self._write(404, {"code": 20404, "message": "Not found", "status": 404})
        elif at_cdn and given:
            self._write(400, {"message": "Only one auth mechanism allowed", "status": 400})
        elif not at_cdn and (lying.by_cdn or lying.leads_to):
            self.send_response(307)
            self.send_header("Location", lying.leads_to or f"{self.api.cdn}{self.path[1:]}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._give(lying)

    def _give(self, lying: Lying) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", lying.kind)
        if lying.way in ("whole", "cut"):
            self.send_header("Content-Length", str(len(lying.data) + (lying.way == "cut")))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(lying.data)
            while lying.way == "endless":
                self.wfile.write(bytes(65_536))
            while lying.way == "drip" and not self.api.over.wait(0.05):
                self.wfile.write(b"x")

    def _is_ours(self) -> bool:
        given = self.headers.get("Authorization", "")
        right = "Basic " + base64.b64encode(f"{ACCOUNT}:{self.api.token}".encode()).decode()
        if given != right:
            self._write(401, {"code": 20003, "message": "Authenticate", "status": 401})
        return given == right

    def _answer(self, work: Any, *, is_known: bool = False) -> None:
        if not self._is_ours():
            return
        path = urlsplit(self.path).path
        known = is_known or path == PATH or _MEDIA.fullmatch(path) or _ONE.fullmatch(path)
        if not known:
            self._write(404, {"code": 20404, "message": "Not found", "status": 404})
            return
        match self.api.fault():
            case None:
                self._write(*work())
            case "stall":
                self.api.over.wait(self.api.stall_s)
                self._write(*work())
            case "drop":
                work()
                self.close_connection = True
            case "cut":
                self.close_connection = True
            case 429:
                self._write(429, {"code": 20429, "message": "Too many requests", "status": 429})
            case int() as status:
                self._write(status, {"message": "On purpose", "status": status})

    def _write(self, status: int, body: dict[str, Any] | None) -> None:
        data = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        # Who asked may not have waited.
        with suppress(OSError):
            self.wfile.write(data)

    def log_message(self, *_what: object) -> None:
        """Say nothing."""


@contextmanager
def twilio_api() -> Iterator[Api]:
    """Run the stub on a free port until the block is left."""
    api = Api()
    handler = type("Handler", (_Handler,), {"api": api})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    api.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield api
    finally:
        api.over.set()
        server.shutdown()
        server.server_close()
        thread.join(10)
