"""What a picture or a sound of a story is called where it is given out: by its content."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

# So much of the content's SHA-256 that nobody guesses it, and that an address stays short.
NAMED_BY_BYTES = 16
# What browsers show and play, by the ending of a file's name. No SVG: it can hold scripts.
PICTURES: Mapping[str, str] = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
}
SOUNDS: Mapping[str, str] = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "wav": "audio/wav",
}
TYPES: Mapping[str, str] = {**PICTURES, **SOUNDS}
# What a picture is made light as.
LIGHT_ENDING = ".webp"
_NAME = re.compile(r"([A-Za-z0-9_-]{22})\.([a-z0-9]{3,4})")


@dataclass(frozen=True, slots=True)
class Light:
    """A picture as phones are shown it: its public name and its bytes."""

    name: str
    bytes: int


def public_name(name: str, sha256: str) -> str:
    """Name a file of media/ by its content (SHA-256 in hexadecimal): 22 characters and its ending.

    The same content has the same name in every story and edition. Empty for what is neither
    picture nor sound.
    """
    ending = ending_of(name)
    if ending not in TYPES:
        return ""
    start = bytes.fromhex(sha256)[:NAMED_BY_BYTES]
    return f"{urlsafe_b64encode(start).decode().rstrip('=')}.{ending}"


def ending_of(name: str) -> str:
    """Give what stands after the last full stop of a file's name, in small letters."""
    return PurePath(name).suffix.lower().removeprefix(".")


def start_of_content(public: str) -> bytes | None:
    """Give how the SHA-256 begins of what has a public name; None where it is no such name."""
    found = _NAME.fullmatch(public)
    if found is None or found[2] not in TYPES:
        return None
    return urlsafe_b64decode(f"{found[1]}==")
