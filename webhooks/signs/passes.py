"""Who walks the signs: a pass that only this installation can give, and that is kept nowhere."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hmac import compare_digest

from engine.secret import FINGERPRINT_LENGTH, Secret
from engine.signs.register import without_number

# Who walks where nobody says who.
NOBODY = "patrol"
_MOMENT_BYTES = 5
_TOKEN = re.compile(r"[A-Za-z0-9_-]{36,360}")


@dataclass(frozen=True, slots=True)
class Pass:
    """Whose patrol it is, and from when until when (seconds since 1970).

    Raises ValueError for what cannot be.
    """

    by: str
    since_s: int
    until_s: int

    def __post_init__(self) -> None:
        if not 0 <= self.since_s < self.until_s < 256**_MOMENT_BYTES:
            raise ValueError("A patrol ends after it began.")
        if not self.by or self.by != without_number(self.by):
            raise ValueError("Who walks is told in one line, and not by their number.")

    def holds(self, now_s: int) -> bool:
        """Tell whether the patrol still goes on at a moment."""
        return now_s < self.until_s


def token_of(secret: Secret, pass_: Pass) -> str:
    """Give what stands for a pass in a link and in a cookie: letters, digits, `-` and `_`.

    It is base64url (RFC 4648, 5) of both moments, the name and 16 bytes of HMAC over them.
    """
    moments = (each.to_bytes(_MOMENT_BYTES) for each in (pass_.since_s, pass_.until_s))
    told = b"".join((*moments, pass_.by.encode()))
    signed = told + secret.fingerprint("patrol", told)
    return urlsafe_b64encode(signed).rstrip(b"=").decode()


def read_pass(secret: Secret, token: str) -> Pass | None:
    """Give the pass that a token stands for; None where it is not one of ours, to the last bit."""
    if not _TOKEN.fullmatch(token):
        return None
    try:
        told = urlsafe_b64decode(token + "=" * (-len(token) % 4))[:-FINGERPRINT_LENGTH]
        since, until = told[:_MOMENT_BYTES], told[_MOMENT_BYTES : 2 * _MOMENT_BYTES]
        by = told[2 * _MOMENT_BYTES :].decode()
        found = Pass(by, int.from_bytes(since), int.from_bytes(until))
    except ValueError:
        return None
    return found if compare_digest(token_of(secret, found), token) else None
