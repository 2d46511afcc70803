"""An answer as TwiML."""

from twilio.twiml.messaging_response import MessagingResponse

from engine.showing import Sent


def twiml(sent: Sent, status_url: str, media_urls: tuple[str, ...] = ()) -> bytes:
    """Write an answer; the same one gives the same bytes. UTF-8, with an XML declaration.

    It is one message: several would arrive in any order. Of a long answer it is the first part,
    and Twilio is asked to tell `status_url` when that was delivered; then the rest is sent.
    `media_urls` are where Twilio fetches the pictures and sounds that go with it.
    """
    response = MessagingResponse()
    for part in sent.parts[:1]:
        asks = {"status_callback": status_url} if len(sent.parts) > 1 else {}
        if not media_urls:
            response.message(part, **asks)
            continue
        message = response.message(**asks)
        if part:
            message.body(part)
        for url in media_urls:
            message.media(url)
    return str(response).encode("utf-8")
