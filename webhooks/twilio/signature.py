"""Who a request is from: Twilio's signature over the address and every name and value."""

from base64 import b64encode
from collections.abc import Iterable
from hmac import compare_digest, digest
from typing import TypeAlias
from urllib.parse import urlsplit

Pairs: TypeAlias = Iterable[tuple[str, str]]


def signature(token: str, url: str, pairs: Pairs) -> str:
    """Sign as Twilio does, in base64; for requests of our own."""
    text = url + "".join(name + value for name, value in sorted(set(pairs)))
    return b64encode(digest(token.encode(), text.encode(), "sha1")).decode()


class Signatures:
    """Whether requests to one public address were signed with one of our tokens.

    The rule is Twilio's: base64 of HMAC-SHA1 over the address as Twilio has it, then each name and
    its value, sorted (https://www.twilio.com/docs/usage/security#validating-requests). Written
    out here, not asked of twilio's RequestValidator, which validates an empty text body, raises
    TypeError without a signature, takes ten times as long, and has to be given texts: we sign
    the bytes that came, so that no encoding of them can raise. The tests compare the two.
    """

    def __init__(self, public_url: str, tokens: Iterable[str]) -> None:
        self._bases = tuple(base.encode("ascii") for base in _as_twilio_may_write(public_url))
        self._keys = tuple(token.encode("utf-8") for token in tokens)

    def fit(self, target: str, pairs: Pairs, signature: str | None) -> bool:
        """Say whether the signature is right; without one, or without tokens, it never is.

        `target` is the path and query as they came; it, names and values are bytes as latin-1.
        """
        if not signature:
            return False
        given = signature.encode("utf-8", "replace")
        signed = (target + "".join(name + value for name, value in sorted(set(pairs)))).encode(
            "latin-1", "backslashreplace"
        )
        return any(
            compare_digest(b64encode(digest(key, base + signed, "sha1")), given)
            for key in self._keys
            for base in self._bases
        )


def _as_twilio_may_write(public_url: str) -> tuple[str, str]:
    """Give the address as configured, and without its port or with the usual one.

    Which of the two is signed differs between Twilio's services, as its validator says.
    """
    parts = urlsplit(public_url)
    if parts.port is None:
        return public_url, f"{public_url}:443"
    return public_url, f"{parts.scheme}://{parts.hostname}"
