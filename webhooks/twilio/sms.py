"""The door for texts by Twilio."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlencode

from flask import Flask, Response, request

from engine.faults import trace
from engine.showing import Showing
from engine.texting.parts import Sent
from engine.turns import Answer, Incoming, NotStored
from webhooks.logs import log
from webhooks.settings import HOOK, Settings
from webhooks.twilio.incoming import Refused, Text, pairs_of, text_of
from webhooks.twilio.signature import Signatures
from webhooks.twilio.twiml import twiml

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

RETRY_AFTER_S = 5
LARGEST_REQUEST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """What the door answers; `again` asks that the same comes again, as nothing of it was taken."""

    status: str
    mimetype: str
    body: bytes
    again: bool = False

    @property
    def headers(self) -> list[tuple[str, str]]:
        """Give its headers."""
        found = [
            ("Content-Type", f"{self.mimetype}; charset=utf-8"),
            ("Content-Length", str(len(self.body))),
        ]
        return [*found, ("Retry-After", str(RETRY_AFTER_S))] if self.again else found


LATER = Reply("503 Service Unavailable", "text/plain", b"Not now.\n", again=True)
NOT_OURS = Reply("403 Forbidden", "text/plain", b"Not a signed text of this account.\n")
Reading: TypeAlias = Callable[[], bytes]


class Door:
    """Gives each text that Twilio signed to `take`, and its answer as TwiML.

    403 where a request is not Twilio's for us, 503 where it shall come again.
    """

    def __init__(
        self, take: Callable[[Incoming], Answer], settings: Settings, showing: Showing
    ) -> None:
        self._take = take
        self._settings = settings
        self._showing = showing
        self._signatures = Signatures(settings.public_url or "", settings.auth_tokens)

    def answer(self, environ: "WSGIEnvironment", read: Reading) -> Reply:
        """Answer one request; `read` gives its body."""
        if missing := self._settings.missing_for_twilio:
            log.warning("A text cannot be taken: settings are missing.", missing=missing)
            return LATER
        try:
            text = self._read(environ, read())
            answer = self._take(text.incoming)
        except Refused as refused:
            log.warning("A request is not a text for us.", reason=str(refused))
            return NOT_OURS
        except NotStored as error:
            log.warning("A text was not stored; it shall come again.", reason=str(error))
            return LATER
        return Reply("200 OK", "text/xml", self._written(text, answer))

    def _written(self, text: Text, answer: Answer) -> bytes:
        incoming = text.incoming
        sent = Sent() if text.answered else answer.sent
        # The rest of a long answer goes once Twilio has told that this part was delivered.
        kind = incoming.address.kind
        named = {"answer": incoming.message} | ({} if kind == "sms" else {"by": kind})
        told = f"{self._settings.status_url}?{urlencode(named)}" if len(sent.parts) > 1 else ""
        return twiml(sent, told, tuple(map(self._showing.address, sent.media)))

    def _read(self, environ: "WSGIEnvironment", data: bytes) -> Text:
        pairs = pairs_of(environ.get("CONTENT_TYPE", ""), data)
        given = environ.get("HTTP_X_TWILIO_SIGNATURE")
        if not self._signatures.fit(_target(environ), pairs, given):
            raise Refused("the signature is missing or wrong")
        settings = self._settings
        answers = settings.carrier_answers
        return text_of(pairs, settings.account_sid or "", answers, settings.twilio_api)


def open_door(
    app: Flask, take: Callable[[Incoming], Answer], settings: Settings, showing: Showing
) -> None:
    """Let texts in: the usual ones by a short way, whatever else comes here as a page."""
    door = Door(take, settings, showing)
    app.wsgi_app = _short_way(door, app.wsgi_app)  # type: ignore[method-assign, assignment]

    @app.post(HOOK, provide_automatic_options=False)
    def answer_text() -> Response:
        reply = door.answer(request.environ, lambda: request.get_data(cache=False))
        return Response(reply.body, reply.status, reply.headers)


def _short_way(door: Door, others: "WSGIApplication") -> "WSGIApplication":
    """Answer plain texts before the pages' server sees them: it would take as long as the turn.

    What is not a POST of a known, usual length goes on to `others`.
    """

    def answer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or ""
        usual = environ.get("REQUEST_METHOD") == "POST" and environ.get("PATH_INFO") == HOOK
        if not usual or not length.isdecimal() or not 0 < int(length) <= LARGEST_REQUEST_BYTES:
            return others(environ, start)
        try:
            reply = door.answer(environ, lambda: environ["wsgi.input"].read(int(length)))
        except Exception as error:  # noqa: BLE001 - Twilio asks again only after a 503
            log.error("A request failed.", trace=trace(error))
            reply = LATER
        start(reply.status, reply.headers)
        return [reply.body]

    return answer


def later() -> Response:
    """Ask that the same comes again; nothing of it was taken."""
    return Response(LATER.body, LATER.status, LATER.headers)


def _target(environ: "WSGIEnvironment") -> str:
    """Give path and query as they came, so as Twilio signed them, whatever stands in Host.

    WSGI has the path decoded, and granian gives no other; a path that had anything to decode is
    not one that Twilio was told, and its signature does not fit. The query comes untouched.
    """
    query = environ.get("QUERY_STRING", "")
    path = environ.get("PATH_INFO", "")
    return f"{path}?{query}" if query else path
