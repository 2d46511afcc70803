"""The door for what Twilio tells of texts that were sent."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

from flask import Flask, Response, request

from engine.delivery import Fate, Told
from engine.store import NotStored
from webhooks.logs import log
from webhooks.settings import STATUS, Settings
from webhooks.twilio.codes import ONCE_MORE, reason_of
from webhooks.twilio.incoming import Refused, pairs_of
from webhooks.twilio.signature import Signatures
from webhooks.twilio.sms import later

_FATES: Mapping[str, Fate] = {
    **dict.fromkeys(("accepted", "scheduled", "queued", "sending", "sent"), "taken"),
    **dict.fromkeys(("delivered", "read", "partially_delivered"), "delivered"),
    **dict.fromkeys(("undelivered", "failed", "canceled"), "undelivered"),
}


def open_status(
    app: Flask,
    heard: Callable[[Told], None],
    letter_of_answer: Callable[[str, str], bytes],
    settings: Settings,
) -> None:
    """Let in what Twilio tells of our texts, by our own name for each in the query.

    `letter_of_answer` gives the name of what answered a message of a kind. 403 where it is
    not Twilio's.
    """
    signatures = Signatures(settings.public_url or "", settings.auth_tokens)

    @app.post(STATUS, provide_automatic_options=False)
    def hear_status() -> Response:
        try:
            query, fields = _signed(signatures)
            told = _told(query, fields, letter_of_answer)
            if told is not None:
                if told.reason == "late":
                    log.info("A text was too late to be sent.", reason=str(told.code))
                heard(told)
        except Refused as refused:
            log.warning("A request tells nothing of our texts.", reason=str(refused))
            return Response("Not signed by this account.\n", 403, mimetype="text/plain")
        except NotStored as error:
            log.warning("What became of a text was not stored.", reason=str(error))
            return later()
        return Response(status=204)


def _signed(signatures: Signatures) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Give the query and the fields of this request. Raises Refused where Twilio sent it not."""
    pairs = pairs_of(request.content_type or "", request.get_data(cache=False))
    query = request.query_string.decode("latin-1")
    target = f"{STATUS}?{query}" if query else STATUS
    if not signatures.fit(target, pairs, request.headers.get("X-Twilio-Signature")):
        raise Refused("the signature is missing or wrong")
    return dict(parse_qsl(query)), dict(pairs)


def _told(
    query: Mapping[str, str],
    fields: Mapping[str, str],
    letter_of_answer: Callable[[str, str], bytes],
) -> Told | None:
    fate = _FATES.get(fields.get("MessageStatus", "").lower())
    if fate is None:
        return None
    try:
        id_ = bytes.fromhex(query["letter"]) if "letter" in query else b""
    except ValueError:
        return None
    id_ = id_ or letter_of_answer(query.get("by", "sms"), query.get("answer", ""))
    code = fields.get("ErrorCode", "")
    number = int(code) if code.isascii() and code.isdecimal() and len(code) < 10 else 0
    sid = fields.get("MessageSid", "")
    return Told(id_, sid, fate, number, reason_of(number), once_more=number in ONCE_MORE)
