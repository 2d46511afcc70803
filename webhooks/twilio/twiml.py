"""An answer as TwiML."""

from twilio.twiml.messaging_response import MessagingResponse

from engine.play.effects import Shown
from engine.play.message import message as text_of
from engine.texting.parts import parts


def twiml(effects: tuple[Shown, ...], status_url: str) -> bytes:
    """Write an answer; the same effects give the same bytes. UTF-8, with an XML declaration.

    It is one message: several would arrive in any order. Of a long answer it is the first part,
    and Twilio is asked to tell `status_url` when that was delivered; then the rest is sent.
    """
    response = MessagingResponse()
    several = parts(text_of(effects))
    for part in several[:1]:
        if len(several) > 1:
            response.message(part, status_callback=status_url)
        else:
            response.message(part)
    return str(response).encode("utf-8")
