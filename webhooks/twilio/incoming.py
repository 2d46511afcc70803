"""The body of a webhook -> what somebody sent: a text, a photo, a voice message."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import unquote

import phonenumbers

from engine.play.events import Located, Pressed, Said
from engine.texting.addresses import kind_of
from engine.texting.optout import carrier_word
from engine.turns import Address, Event, Incoming
from webhooks.twilio.media import media_in

Pairs: TypeAlias = list[tuple[str, str]]

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 1000
# Twilio sends these once each, whatever else there is. The signature joins names and values
# without a mark between, so a name that is there twice could be part of another's value.
NEEDED = ("MessageSid", "AccountSid", "From", "To")
BODY = "Body"
# With Advanced Opt-Out: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
OPT_OUT = {"STOP": "STOP", "START": "START", "HELP": "HELP"}
# What comes by WhatsApp and RCS, perhaps without a word
# (https://www.twilio.com/docs/messaging/guides/webhook-request).
WORDLESS = {"Latitude", "ButtonPayload", "ButtonText"}
_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{1,20})?")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_NUMBER = re.compile(r"\+[0-9 ().-]{6,30}")


class Refused(Exception):
    """What came is not a text that was sent to us; the reason holds nothing of what came."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text; `answered`: the carrier has answered it itself, and we must not."""

    incoming: Incoming
    answered: bool = False


def pairs_of(content_type: str, data: bytes) -> Pairs:
    """Take a form apart into names and values: bytes, written as latin-1.

    So nothing that can come is wrongly encoded, and the signature is over what was sent. Raises
    Refused where it is no form, or one of more than 1,000 fields.
    """
    if content_type.partition(";")[0].strip().lower() != FORM:
        raise Refused("not a form")
    fields = data.decode("latin-1").split("&")
    if len(fields) > MOST_FIELDS:
        raise Refused("too many fields")
    halves = (field.partition("=") for field in fields if field)
    # Of some twenty fields most have nothing that would have to be undone.
    return [
        (name if name.isalnum() else _read(name), value if value.isalnum() else _read(value))
        for name, _, value in halves
    ]


def _read(text: str) -> str:
    """Undo what a form does to a text (application/x-www-form-urlencoded, WHATWG URL, 5.1)."""
    text = text.replace("+", " ")
    return unquote(text, "latin-1") if "%" in text else text


def text_of(
    pairs: Pairs, account_sid: str, carrier_answers: Callable[[str], bool], api: str
) -> Text:
    """Give the text that a signed form holds, with a photo or a voice message if one came along.

    `carrier_answers` tells of which of our senders Twilio itself answers STOP, START and HELP.
    `api` is the address of its API. Raises Refused where it is none, or not for us.
    """
    fields = {name: _decoded(value) for name, value in pairs}
    single = _single(fields, pairs)
    for name in NEEDED:
        if not single.get(name):
            raise Refused(f"{name} is not there once")
    has_media = fields.get("NumMedia", "0").strip() not in ("", "0")
    may_lack_words = has_media or not WORDLESS.isdisjoint(fields)
    if BODY not in single and not (may_lack_words and BODY not in fields):
        raise Refused(f"{BODY} is not there once")
    if fields["AccountSid"] != account_sid:
        raise Refused("another account")
    kind = fields.get("OptOutType", "")
    event = _event(fields, single, OPT_OUT.get(kind.strip().upper()), api)
    name = sender_of(fields["From"])
    sender = Address(kind_of(name), name)
    answered = bool(kind)
    # Of WhatsApp Twilio answers no words by itself: only with Advanced Opt-Out, which says so
    # (https://help.twilio.com/articles/360034798533).
    ours = sender_of(fields["To"])
    answers = carrier_answers(ours) and sender.kind != "whatsapp"
    incoming = Incoming(
        fields["MessageSid"], sender, event, ours,
        carrier_answers=answered or answers,
    )  # fmt: skip
    return Text(incoming, answered)


def _single(fields: Mapping[str, str], pairs: Pairs) -> Mapping[str, str]:
    """Give what is there once: of what is there twice nobody knows which was signed as what."""
    if len(fields) == len(pairs):
        return fields
    times = Counter(name for name, _ in pairs)
    return {name: value for name, value in fields.items() if times[name] == 1}


def _event(
    fields: Mapping[str, str], single: Mapping[str, str], word: str | None, api: str
) -> Event:
    """Give what somebody sent; what the carrier took for one of its words is that word."""
    if word is not None:
        return Said(word)
    words = fields.get(BODY, "")
    if not words.strip():
        words = single.get("ButtonText", words)
    if carrier_word(words):
        # Whatever came along: who wants silence is heard.
        return Said(words)
    pressed = _pressed(single, words)
    return _located(single) or media_in(single, words, api) or pressed or Said(words)


def _located(fields: Mapping[str, str]) -> Located | None:
    """Give where somebody sent that they are; None where it is nowhere on Earth."""
    found = [fields.get(name, "").strip() for name in ("Latitude", "Longitude")]
    if not all(map(_DEGREES.fullmatch, found)):
        return None
    try:
        return Located(*map(float, found))
    except ValueError:
        return None


def _pressed(fields: Mapping[str, str], words: str) -> Pressed | None:
    payload = fields.get("ButtonPayload", "").strip()
    shown = fields.get("ButtonText", "").strip() or words
    return Pressed(payload, shown) if payload else None


def sender_of(address: str) -> str:
    """Give a number as E.164; what is no number (whatsapp:…, a short code) stays as it is."""
    # phonenumbers finds a number in whatsapp:+1… too, and that is another sender.
    if _E164.fullmatch(address) or not _NUMBER.fullmatch(address):
        return address
    try:
        number = phonenumbers.parse(address, None)
    except phonenumbers.NumberParseException:
        return address
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _decoded(value: str) -> str:
    return value if value.isascii() else value.encode("latin-1").decode("utf-8", "replace")
