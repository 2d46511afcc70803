"""Words go out compressed (gzip, RFC 9110, 8.4.1) to who can read them so, in a third of the bytes.

What never changes, as scripts, styles and what phones play without signal, goes out as Brotli (RFC
7932) to who reads that, a tenth lighter still. It takes longer to make, and is made once.

A small machine that serves a town by itself has no proxy that would do it. Pictures and sounds are
packed already, and a part of a file is a part of what it is; they stay as they are.

How long a compressed page is tells of what it holds: who could put words of theirs beside a secret,
over and over, could guess it letter by letter (BREACH, Gluck, Harris and Prado 2013). On our pages
the secret is the token of a form. No page with one repeats anything of its address, but `/try`,
which is left as it is; what a form sends needs the token itself; and of another site's requests
only a visit bears our cookie. Beside that, each page is made longer by a length that is drawn anew
each time, so that guessing takes very many times as long ("Heal the Breach", Palacios and others
2022, IEEE Access 10; Django does the same).
"""

import gzip
import secrets
from functools import lru_cache

import brotli
from flask import Flask, Response, request

TYPES = frozenset(
    {
        "text/html",
        "text/css",
        "text/javascript",
        "application/json",
        "application/manifest+json",
        "image/svg+xml",
    }
)
# Below this the headers weigh more than what is saved.
LEAST_BYTES = 600
NEVER = ("/hooks/", "/media/", "/try")
MOST_PADDING = 100
QUICK, SMALL = 6, 9
# What never changes is offered in these, the lighter first.
LASTING, PASSING = ("br", "gzip"), ("gzip",)
_IS_NAMED = 8


def squeeze(app: Flask) -> None:
    """Let an app compress what it gives."""
    app.after_request(_squeezed)


def _squeezed(response: Response) -> Response:
    if response.mimetype not in TYPES or request.path.startswith(NEVER):
        return response
    response.vary.add("Accept-Encoding")
    coding = _coding(LASTING if response.cache_control.immutable else PASSING)
    if coding is None or not _may_be(response):
        return response
    response.direct_passthrough = False
    data = response.get_data()
    if len(data) < LEAST_BYTES:
        return response
    # What never changes is compressed once, and well; nothing of it is secret.
    packed = _small(data, coding) if response.cache_control.immutable else padded(data)
    response.set_data(packed)
    response.headers["Content-Encoding"] = coding
    tag, _ = response.get_etag()
    if tag is not None:
        # Not the same bytes, but the same words: a weak one says that (RFC 9110, 8.8.1).
        response.set_etag(tag, weak=True)
    return response


def _coding(offered: tuple[str, ...]) -> str | None:
    """Give the first that whoever asks can read; None where that is none."""
    accepted = request.accept_encodings
    return next((each for each in offered if accepted.quality(each) > 0), None)


def _may_be(response: Response) -> bool:
    return (
        response.status_code == 200
        and request.method in ("GET", "POST")
        and "Content-Encoding" not in response.headers
    )


@lru_cache(maxsize=128)
def _small(data: bytes, coding: str) -> bytes:
    if coding == "br":
        packed: bytes = brotli.compress(data, mode=brotli.MODE_TEXT)
        return packed
    return gzip.compress(data, SMALL, mtime=0)


def padded(data: bytes) -> bytes:
    """Compress with a name of a length by chance in the header, which readers pass over.

    The format: RFC 1952, 2.3.
    """
    name = b"a" * secrets.randbelow(MOST_PADDING + 1) + b"\0"
    head, rest = (packed := gzip.compress(data, QUICK, mtime=0))[:10], packed[10:]
    return head[:3] + bytes([_IS_NAMED]) + head[4:] + name + rest
