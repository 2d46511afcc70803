from urllib.parse import quote_plus, urlencode

import pytest

from engine.play.events import Said
from engine.turns import Address, Incoming
from tests.twilio_stub import ACCOUNT, text
from webhooks.twilio.incoming import Refused, Text, pairs_of, sender_of, text_of

FORM = "application/x-www-form-urlencoded"
FIELDS = text("Hello") | {"MessageSid": "SM1"}


def read(fields: dict[str, str], *, ours: bool = False) -> Text:
    pairs = pairs_of(FORM, urlencode(fields).encode())
    return text_of(pairs, ACCOUNT, "ours" if ours else "carrier")


def refusal(data: bytes, content_type: str = FORM) -> str:
    with pytest.raises(Refused) as raised:
        text_of(pairs_of(content_type, data), ACCOUNT, "carrier")
    return str(raised.value)


def test_a_text_is_what_somebody_said() -> None:
    assert read(FIELDS, ours=True) == Text(
        Incoming("SM1", Address("sms", "+14155550123"), Said("Hello"), carrier_answers=False),
        answered=False,
    )


def test_where_the_carrier_answers_stop_the_turn_knows_it() -> None:
    assert read(FIELDS).incoming.carrier_answers
    assert not read(FIELDS, ours=True).incoming.carrier_answers


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("STOP", "Please stop", "STOP"),
        ("START", "yes", "START"),
        ("HELP", "ayuda", "HELP"),
        ("stop", "x", "STOP"),
        ("SOMETHING_NEW", "x", "x"),
    ],
)
def test_what_the_carrier_answered_is_taken_as_that_word_and_not_answered(
    kind: str, body: str, said: str
) -> None:
    found = read(FIELDS | {"OptOutType": kind, "Body": body}, ours=True)
    assert found == Text(
        Incoming("SM1", Address("sms", "+14155550123"), Said(said), carrier_answers=True),
        answered=True,
    )


def test_a_picture_without_words_says_nothing() -> None:
    fields = {name: value for name, value in FIELDS.items() if name != "Body"}
    assert read(fields | {"NumMedia": "1"}).incoming.event == Said("")
    assert read(FIELDS | {"Body": ""}).incoming.event == Said("")


def test_fields_that_are_new_are_welcome() -> None:
    more = {"ProfileName": "é", "X" * 500: "", "": "y"}
    assert read(FIELDS | more) == read(FIELDS)
    doubled = urlencode([*FIELDS.items(), ("MediaUrl0", "a"), ("MediaUrl0", "b")])
    assert text_of(pairs_of(FORM, doubled.encode()), ACCOUNT, "carrier") == read(FIELDS)


@pytest.mark.parametrize("name", ["MessageSid", "AccountSid", "From", "To", "Body"])
def test_a_name_that_is_missing_or_doubled_is_refused(name: str) -> None:
    without = [(n, v) for n, v in FIELDS.items() if n != name]
    doubled = [*FIELDS.items(), (name, FIELDS[name])]
    assert refusal(urlencode(without).encode()) == f"{name} is not there once"
    assert refusal(urlencode(doubled).encode()) == f"{name} is not there once"


def test_two_bodies_are_refused_beside_a_picture_too() -> None:
    doubled = [*(FIELDS | {"NumMedia": "1"}).items(), ("Body", "other")]
    assert refusal(urlencode(doubled).encode()) == "Body is not there once"


@pytest.mark.parametrize("name", ["MessageSid", "From", "To"])
def test_an_empty_id_or_number_is_refused(name: str) -> None:
    assert refusal(urlencode(FIELDS | {name: ""}).encode()) == f"{name} is not there once"


def test_a_text_of_another_account_is_refused() -> None:
    other = FIELDS | {"AccountSid": "AC" + "f" * 32}
    assert refusal(urlencode(other).encode()) == "another account"


@pytest.mark.parametrize(
    "content_type",
    ["", "application/json", "multipart/form-data; boundary=x", "text/plain", f"x/{FORM}"],
)
def test_what_is_not_a_form_is_refused(content_type: str) -> None:
    assert refusal(urlencode(FIELDS).encode(), content_type) == "not a form"


@pytest.mark.parametrize("content_type", [f"{FORM}; charset=UTF-8", f" {FORM.upper()} "])
def test_a_form_may_be_called_one_in_other_letters(content_type: str) -> None:
    assert pairs_of(content_type, b"a=1&b=") == [("a", "1"), ("b", "")]


def test_a_form_of_too_many_fields_is_refused() -> None:
    assert refusal(b"a=&" * 10_000) == "too many fields"
    assert len(pairs_of(FORM, b"&".join([b"a="] * 1000))) == 1000


def test_bytes_that_are_no_utf_8_are_read_as_replaced_characters() -> None:
    data = urlencode(FIELDS | {"Body": "BODY"}).encode()
    for raw, said in (
        (b"%FF%FEa", "\ufffd\ufffda"),
        (b"%ED%A0%80", "\ufffd\ufffd\ufffd"),
        (b"\xff", "\ufffd"),
        (b"caf\xc3\xa9", "café"),
        (b"100%+%zz%4", "100% %zz%4"),
        (quote_plus("🎺").encode(), "🎺"),
    ):
        pairs = pairs_of(FORM, data.replace(b"BODY", raw))
        assert text_of(pairs, ACCOUNT, "carrier").incoming.event == Said(said)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("+14155550123", "+14155550123"),
        ("+1 (415) 555-0123", "+14155550123"),
        ("+44 7400 123456", "+447400123456"),
        ("whatsapp:+14155550123", "whatsapp:+14155550123"),
        ("rcs:+14155550123", "rcs:+14155550123"),
        ("22395", "22395"),
        ("LIBRARY", "LIBRARY"),
        ("+", "+"),
        ("\0", "\0"),
    ],
)
def test_a_sender_is_one_address_however_it_is_written(given: str, kept: str) -> None:
    assert sender_of(given) == kept
