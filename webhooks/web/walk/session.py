"""Who walks: a browser, by a secret of 128 bits in one cookie, and nothing else about it.

The cookie is out of reach of scripts (HttpOnly), stays away from forms of other sites (SameSite),
and is made only where somebody begins: who looks at a page is given none.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Literal, TypeAlias

from flask import request
from werkzeug.wrappers import Response

from engine.turns import Address
from webhooks.settings import Settings
from webhooks.web.browsers import is_https

Desk: TypeAlias = Literal["web", "desk"]
ID = re.compile("[0-9a-f]{32}")
# As long as plays are kept of who does not come back.
LASTS_S = 90 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Session:
    """One browser as a player; `desk` is how staff try a walk."""

    id: str
    kind: Desk = "web"

    @property
    def address(self) -> Address:
        """Give where this player is."""
        return Address(self.kind, self.id)

    @property
    def token(self) -> str:
        """Give what each form and request of this browser bears, and no other site can know."""
        return hmac.digest(self.id.encode(), b"walk", "sha256").hex()[:32]

    def is_own(self, token: str) -> bool:
        """Tell whether a form or a request is one of this browser's own pages'."""
        return hmac.compare_digest(token.encode(), self.token.encode())


def held(kind: Desk = "web") -> Session | None:
    """Give the session that the browser brings; None where it brings none."""
    id_ = request.cookies.get(_cookie(kind), "")
    return Session(id_, kind) if ID.fullmatch(id_) else None


def new_session(kind: Desk = "web") -> Session:
    """Make a session that nobody can guess."""
    return Session(secrets.token_hex(16), kind)


def begun_by(number: object, kind: Desk = "web") -> Session:
    """Make the session of a browser that has none, from the number of its message.

    The same comes of the same number, as the answer to a beginning may be lost and be asked for
    again. Browsers draw numbers of 128 bits for this; whatever else comes makes a new session.
    """
    if not isinstance(number, str) or not ID.fullmatch(number):
        return new_session(kind)
    return Session(hashlib.sha256(f"{kind} {number}".encode()).hexdigest()[:32], kind)


def hand_over(session: Session, response: Response, settings: Settings) -> Response:
    """Let the browser keep a session."""
    response.set_cookie(
        _cookie(session.kind), session.id, max_age=LASTS_S, path="/", httponly=True,
        samesite="Lax", secure=is_https(settings),
    )  # fmt: skip
    return response


def let_go(kind: Desk, response: Response) -> Response:
    """Let the browser forget its session."""
    response.delete_cookie(_cookie(kind), path="/", httponly=True, samesite="Lax")
    return response


def _cookie(kind: Desk) -> str:
    return f"wayside-{kind}"
