"""A long text in the parts in which it can be sent."""

import re

# Twilio takes so many characters at a time (https://www.twilio.com/docs/messaging/api/message-
# resource, Body), and nobody reads more than ten such texts in a row.
LONGEST_PART = 1_600
MOST_PARTS = 10
# What no carrier shows and XML 1.0 does not allow (section 2.2); readers of XML change the carriage
# return.
_UNSENT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BEYOND_UTF_16_UNITS = re.compile("[\U00010000-\U0010ffff]")


def parts(text: str) -> list[str]:
    """Split a text, at the end of a paragraph, a line or a word; what is beyond is left out."""
    found: list[str] = []
    rest = _UNSENT.sub("", text).strip()
    while rest and len(found) < MOST_PARTS:
        end = _end(rest)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return found


def _end(text: str) -> int:
    """Find where the first part ends: the last break that leaves it at least half full."""
    longest = _fitting(text)
    if longest == len(text):
        return longest
    for mark in ("\n\n", "\n", " "):
        if (at := text.rfind(mark, longest // 2, longest + len(mark))) > 0:
            return at
    return longest


def _fitting(text: str) -> int:
    """Count how many characters fit, where those outside the first plane may count as two."""
    start = text[:LONGEST_PART]
    if len(text) * 2 <= LONGEST_PART:
        return len(text)
    return min(len(start), LONGEST_PART - len(_BEYOND_UTF_16_UNITS.findall(start)))
