"""What every request passes first: it gets a number, is counted, and has its line in the log."""

import re
import secrets
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from engine.clock import running_s
from webhooks.logs import REQUEST, log
from webhooks.settings import HOOK
from webhooks.stopping import Stopping

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Where the pattern of a request's route stands, for want of its path, which is not logged.
ROUTE = "wayside.route"
ELSEWHERE = "elsewhere"
# What tells how the server is, also while it stops.
HEALTH = frozenset({"/healthz", "/readyz", "/metrics"})
# Who waits so long thinks that nothing comes.
LONG_S = 1.0
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
# What may be a phone number, which no line may hold, also where somebody sends it as an id.
_PHONE = re.compile(r"[._-]*(?:[0-9][._-]*){7,15}")


class Entrance:
    """Lets requests into an app.

    `refused` is told by which route a request came that was answered 503. `tells`: each request
    has a line in the log when it is answered, and not only what took long: a line takes a tenth of
    what a text does.
    """

    def __init__(
        self,
        app: "WSGIApplication",
        stopping: Stopping,
        refused: Callable[[str], None],
        *,
        tells: bool,
    ) -> None:
        self._app = app
        self._stopping = stopping
        self._refused = refused
        self._tells = tells

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        begun_s, status, id_ = running_s(), "500", id_of(environ.get("HTTP_X_REQUEST_ID", ""))

        def started(line: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            nonlocal status
            status = line[:3]
            headers = [*headers, ("X-Request-Id", id_)]
            return start(line, headers, exc_info) if exc_info else start(line, headers)

        named = REQUEST.set(id_)
        try:
            return self._answered(environ, started)
        finally:
            self._tell(environ, int(status), running_s() - begun_s)
            REQUEST.reset(named)

    def _answered(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if environ.get("PATH_INFO") in HEALTH:
            return self._app(environ, start)
        if not self._stopping.enter():
            start("503 Service Unavailable", [*_CLOSING])
            return [_STOPPING]
        try:
            return self._app(environ, start)
        finally:
            self._stopping.leave()

    def _tell(self, environ: "WSGIEnvironment", status: int, took_s: float) -> None:
        route = route_of(environ)
        if status == 503 and route not in HEALTH:
            self._refused(route)
        is_long = took_s > LONG_S and route not in HEALTH
        if self._tells or is_long:
            method = environ.get("REQUEST_METHOD", "")
            (log.warning if is_long else log.info)(
                "A request was answered.",
                method=method if method in METHODS else "other",
                route=route,
                status=status,
                ms=round(took_s * 1000, 1),
            )


_STOPPING = b"Not now.\n"
_CLOSING = (
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(_STOPPING))),
    ("Retry-After", "5"),
)


def id_of(given: str) -> str:
    """Give what a request is called: as a proxy called it, where that can be logged, else anew."""
    if _ID.fullmatch(given) and not _PHONE.fullmatch(given):
        return given
    return secrets.token_hex(8)


def route_of(environ: "WSGIEnvironment") -> str:
    """Give the pattern by which a request was answered, which holds nothing of its path."""
    if environ.get("PATH_INFO") == HOOK:
        return HOOK
    return str(environ.get(ROUTE, ELSEWHERE))
