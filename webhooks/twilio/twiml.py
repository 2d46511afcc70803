"""An answer as TwiML."""

import re

from twilio.twiml.messaging_response import MessagingResponse

from engine.play.effects import Shown
from engine.play.message import message as text_of

# https://www.twilio.com/docs/messaging/twiml/message: of one message, and of one answer.
LONGEST_MESSAGE = 1600
MOST_MESSAGES = 10

# What XML 1.0 does not allow (section 2.2), and the carriage return, which XML readers change.
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BEYOND_UTF_16_UNITS = re.compile("[\U00010000-\U0010ffff]")


def twiml(effects: tuple[Shown, ...]) -> bytes:
    """Write an answer; the same effects give the same bytes. UTF-8, with an XML declaration.

    More than 16,000 characters do not fit into one answer: what is beyond is left out.
    """
    response = MessagingResponse()
    for message in messages(_ILLEGAL.sub("", text_of(effects))):
        response.message(message)
    return str(response).encode("utf-8")


def messages(text: str) -> list[str]:
    """Split a text into messages, at the end of a paragraph, a line or a word."""
    parts: list[str] = []
    rest = text.strip()
    while rest and len(parts) < MOST_MESSAGES:
        end = _end(rest)
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return parts


def _end(text: str) -> int:
    """Find where the first message ends: the last break that leaves it at least half full."""
    longest = _fitting(text)
    if longest == len(text):
        return longest
    for mark in ("\n\n", "\n", " "):
        if (at := text.rfind(mark, longest // 2, longest + len(mark))) > 0:
            return at
    return longest


def _fitting(text: str) -> int:
    """Count how many characters fit, where those outside the first plane may count as two."""
    start = text[:LONGEST_MESSAGE]
    if len(text) * 2 <= LONGEST_MESSAGE:
        return len(text)
    return min(len(start), LONGEST_MESSAGE - len(_BEYOND_UTF_16_UNITS.findall(start)))
