"""The door for texts by Twilio."""

from collections.abc import Callable

from flask import Blueprint, Response, request

from engine.turns import Answer, Incoming, NotStored
from webhooks.logs import log
from webhooks.settings import HOOK, Settings
from webhooks.twilio.incoming import Refused, Text, pairs_of, text_of
from webhooks.twilio.signature import Signatures
from webhooks.twilio.twiml import twiml

RETRY_AFTER_S = 5


def sms(take: Callable[[Incoming], Answer], settings: Settings) -> Blueprint:
    """Make the door: each text is given to `take`, and its answer is TwiML.

    403 where a request is not Twilio's for us, 503 where it shall come again.
    """
    blueprint = Blueprint("twilio_sms", __name__)
    signatures = Signatures(settings.public_url or "", settings.auth_tokens)

    @blueprint.post(HOOK, provide_automatic_options=False)
    def answer_text() -> Response:
        if missing := settings.missing_for_twilio:
            log.error("A text cannot be taken: settings are missing.", missing=missing)
            return later()
        try:
            text = _read(signatures, settings)
            answer = take(text.incoming)
        except Refused as refused:
            log.warning("A request is not a text for us.", reason=str(refused))
            return Response("Not a signed text of this account.\n", 403, mimetype="text/plain")
        except NotStored as error:
            log.error("A text was not stored; it shall come again.", reason=str(error))
            return later()
        return Response(twiml(() if text.answered else answer.effects), mimetype="text/xml")

    return blueprint


def later() -> Response:
    """Ask that the same comes again; nothing of it was taken."""
    headers = {"Retry-After": str(RETRY_AFTER_S)}
    return Response("Not now.\n", 503, headers, mimetype="text/plain")


def _read(signatures: Signatures, settings: Settings) -> Text:
    environ = request.environ
    pairs = pairs_of(environ.get("CONTENT_TYPE", ""), request.get_data(cache=False))
    if not signatures.fit(_target(environ), pairs, environ.get("HTTP_X_TWILIO_SIGNATURE")):
        raise Refused("the signature is missing or wrong")
    return text_of(pairs, settings.account_sid or "", settings.optout)


def _target(environ: dict[str, str]) -> str:
    """Give path and query as they came, so as Twilio signed them, whatever stands in Host.

    WSGI has the path decoded, and granian gives no other; a path that had anything to decode is
    not one that Twilio was told, and its signature does not fit. The query comes untouched.
    """
    query = environ.get("QUERY_STRING", "")
    path = environ.get("PATH_INFO", "")
    return f"{path}?{query}" if query else path
