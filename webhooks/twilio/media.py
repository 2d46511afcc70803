"""What comes with a text: the first photo or voice message among its media."""

from collections.abc import Mapping
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from engine.play.events import SentPhoto, SentVoice

Kind: TypeAlias = Literal["photo", "voice"]
# https://www.twilio.com/docs/messaging/guides/accepted-mime-types: of one message.
MOST_MEDIA = 10
LONGEST_URL = 500
KINDS: Mapping[str, type[SentPhoto | SentVoice]] = {"image": SentPhoto, "audio": SentVoice}


def media_in(fields: Mapping[str, str], words: str, api: str) -> SentPhoto | SentVoice | None:
    """Give the first photo or voice message of a text with its words; None where it has none.

    `api` is the address of Twilio's API: what lies elsewhere is a photo all the same, but nothing
    that we could fetch, and so has no gift.
    """
    for number in range(_count(fields.get("NumMedia", ""))):
        kind = fields.get(f"MediaContentType{number}", "").strip().lower().partition("/")[0]
        if (sent := KINDS.get(kind)) is not None:
            url = fields.get(f"MediaUrl{number}", "")
            return sent(url if _is_at(api, url) else "", words)
    return None


def _count(text: str) -> int:
    text = text.strip()
    if not text.isascii() or not text.isdecimal():
        return 0
    return MOST_MEDIA if len(text) > 2 else min(int(text), MOST_MEDIA)


def _is_at(api: str, url: str) -> bool:
    """Tell whether an address is one of the API's own, written in the plain way."""
    if (
        len(url) > LONGEST_URL
        or not url.isascii()
        or not url.isprintable()
        or set(url) & set(" \\")
    ):
        return False
    try:
        ours, found = urlsplit(api), urlsplit(url)
    except ValueError:
        return False
    return (found.scheme, found.netloc) == (ours.scheme, ours.netloc)
