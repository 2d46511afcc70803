"""An answer as TwiML (https://www.twilio.com/docs/messaging/twiml/message).

Three elements, written out here: to build them as a tree, as twilio's library does, takes a tenth
of a turn. The tests compare the two.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from engine.texting.parts import Sent

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def twiml(sent: Sent, status_url: str, media_urls: tuple[str, ...] = ()) -> bytes:
    """Write an answer; the same one gives the same bytes. UTF-8, with an XML declaration.

    It is one message: several would arrive in any order. Of a long answer it is the first part,
    and Twilio is asked to tell `status_url` when that was delivered; then the rest is sent.
    `media_urls` are where Twilio fetches the pictures and sounds that go with it.
    """
    if not sent.parts:
        return f"{HEAD}<Response />".encode()
    asks = f" statusCallback={quoteattr(status_url)}" if len(sent.parts) > 1 else ""
    first = escape(sent.parts[0])
    within = "".join(_beside(first, media_urls)) if media_urls else first
    return f"{HEAD}<Response><Message{asks}>{within}</Message></Response>".encode()


def _beside(words: str, media_urls: Iterable[str]) -> Iterable[str]:
    if words:
        yield f"<Body>{words}</Body>"
    for url in media_urls:
        yield f"<Media>{escape(url)}</Media>"
