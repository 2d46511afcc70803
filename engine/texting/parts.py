"""A long text in the parts in which it can be sent."""

import re
from dataclasses import dataclass

# Twilio takes so many characters at a time (https://www.twilio.com/docs/messaging/api/message-
# resource, Body), and nobody reads more than ten such texts in a row.
LONGEST_PART = 1_600
MOST_PARTS = 10
# What no carrier shows and XML 1.0 does not allow (section 2.2); readers of XML change the carriage
# return.
_UNSENT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer in the parts in which it is sent; `media` (public names) go with the first."""

    parts: tuple[str, ...] = ()
    media: tuple[str, ...] = ()


def parts(text: str) -> list[str]:
    """Split a text, at the end of a paragraph, a line or a word; what is beyond is left out."""
    found: list[str] = []
    while text and len(found) < MOST_PARTS:
        part, text = first_part(text)
        found += [part] if part else []
    return found


def first_part(text: str, room: int = LONGEST_PART) -> tuple[str, str]:
    """Split a text in its first part, of at most so many units of UTF-16, and what is left."""
    text = _UNSENT.sub("", text).strip()
    end = _end(text, room)
    return text[:end].rstrip(), text[end:].lstrip()


def units(text: str) -> int:
    """Count what a text takes of a part's room: a character outside the first plane is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _end(text: str, room: int) -> int:
    """Find where the first part ends: the last break that leaves it at least half full."""
    longest = _fitting(text, room)
    if longest == len(text):
        return longest
    for mark in ("\n\n", "\n", " "):
        if (at := text.rfind(mark, longest // 2, longest + len(mark))) > 0:
            return at
    return longest


def _fitting(text: str, room: int) -> int:
    """Count how many characters fit, where those outside the first plane count as two."""
    if len(text) * 2 <= room:
        return len(text)
    return len(text[:room].encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore"))
