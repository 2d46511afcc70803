"""Which patrol a phone walks: a pass in one cookie, that nobody makes without our secret.

The cookie is out of reach of scripts (HttpOnly), and forms of other sites do not bring it
(SameSite); a code that is scanned opens the browser from outside, so it is not Strict.
"""

from flask import request
from werkzeug.wrappers import Response

from engine.clock import Clock
from engine.secret import Secret
from webhooks.settings import Settings
from webhooks.signs.passes import Pass, read_pass, token_of
from webhooks.web.browsers import is_https

COOKIE = "wayside-patrol"


class Passes:
    """What reads passes and hands them to phones."""

    def __init__(self, secret: Secret, settings: Settings, clock: Clock) -> None:
        self._secret = secret
        self._settings = settings
        self._clock = clock

    def read(self, token: str) -> Pass | None:
        """Give the pass of a link, be it over or not; None where it is not one of ours."""
        return read_pass(self._secret, token)

    def held(self) -> Pass | None:
        """Give the pass that the phone brings, as long as it holds."""
        found = self.read(request.cookies.get(COOKIE, ""))
        return found if found and found.holds(self.now_s()) else None

    def hand_over(self, pass_: Pass, response: Response) -> Response:
        """Let the phone keep a pass until it ends."""
        response.set_cookie(
            COOKIE, token_of(self._secret, pass_), max_age=pass_.until_s - self.now_s(), path="/",
            httponly=True, samesite="Lax", secure=is_https(self._settings),
        )  # fmt: skip
        return response

    def let_go(self, response: Response) -> Response:
        """Let the phone forget its pass."""
        response.delete_cookie(
            COOKIE, path="/", httponly=True, samesite="Lax", secure=is_https(self._settings)
        )
        return response

    def now_s(self) -> int:
        """Give this moment, in seconds since 1970."""
        return int(self._clock().timestamp())
