"""What a request tells of the browser that sent it."""

import re
from urllib.parse import urlsplit

from flask import request

from webhooks.settings import Settings

TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")
MOST_LANGUAGES = 10


def read_languages() -> tuple[str, ...]:
    """Give the languages that the browser says its person reads, the best first."""
    wanted = request.accept_languages
    tags = [tag for tag, quality in wanted if quality > 0 and TAG.fullmatch(tag)]
    return tuple(tags[:MOST_LANGUAGES])


def is_https(settings: Settings) -> bool:
    """Tell whether the browser came by https; behind a proxy only its Host tells."""
    return request.is_secure or urlsplit(settings.public_url or "").netloc == request.host


def is_from_here(settings: Settings) -> bool:
    """Tell whether a form was not sent by a page of another site, as far as its browser says.

    A proxy may not pass on the name by which the browser knows us.
    """
    origin = request.headers.get("Origin")
    ours = (request.host, urlsplit(settings.public_url or "").netloc)
    return origin is None or urlsplit(origin).netloc in ours
