from urllib.parse import parse_qsl, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.play.events import Said, SentPhoto, SentVoice
from engine.turns import Address, Incoming
from tests.twilio_stub import ACCOUNT, OUR_NUMBER, text
from webhooks.twilio.incoming import Refused, Text, pairs_of, sender_of, text_of

API = "https://api.twilio.com"
FORM = "application/x-www-form-urlencoded"
PIECES = ("a", "b", "%", "%4", "%41", "%C3%A9", "%zz", "+", "=", "&", "é", "ÿ", "\0", "&&")
FIELDS = text("Hello") | {"MessageSid": "SM1"}


def read(fields: dict[str, str], *, ours: bool = False) -> Text:
    pairs = pairs_of(FORM, urlencode(fields).encode())
    return text_of(pairs, ACCOUNT, lambda _: not ours, API)


def refusal(data: bytes, content_type: str = FORM) -> str:
    with pytest.raises(Refused) as raised:
        text_of(pairs_of(content_type, data), ACCOUNT, lambda _: True, API)
    return str(raised.value)


def test_a_text_is_what_somebody_said() -> None:
    assert read(FIELDS, ours=True) == Text(
        Incoming("SM1", Address("sms", "+14155550123"), Said("Hello"), OUR_NUMBER),
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
        Incoming(
            "SM1", Address("sms", "+14155550123"), Said(said), OUR_NUMBER, carrier_answers=True
        ),
        answered=True,
    )


def test_a_picture_without_words_says_nothing() -> None:
    fields = {name: value for name, value in FIELDS.items() if name != "Body"}
    assert read(fields | {"NumMedia": "1"}).incoming.event == Said("")
    assert read(FIELDS | {"Body": ""}).incoming.event == Said("")


def media(*kinds: str, body: str = "Look", host: str = API) -> dict[str, str]:
    """Give the fields of a text with media of these types."""
    fields = FIELDS | {"Body": body, "NumMedia": str(len(kinds))}
    for number, kind in enumerate(kinds):
        fields |= {f"MediaContentType{number}": kind, f"MediaUrl{number}": f"{host}/m/{number}"}
    return fields


@pytest.mark.parametrize(
    ("kinds", "event"),
    [
        (["image/jpeg"], SentPhoto(f"{API}/m/0", "Look")),
        (["audio/amr"], SentVoice(f"{API}/m/0", "Look")),
        (["text/vcard", "IMAGE/PNG", "audio/mp3"], SentPhoto(f"{API}/m/1", "Look")),
        (["video/mp4", "audio/ogg", "image/gif"], SentVoice(f"{API}/m/1", "Look")),
        (["video/mp4", "application/pdf"], Said("Look")),
        (["imagery", "", "/image"], Said("Look")),
    ],
)
def test_the_first_photo_or_voice_message_counts_and_its_words_come_along(
    kinds: list[str], event: Said | SentPhoto | SentVoice
) -> None:
    assert read(media(*kinds)).incoming.event == event


def test_a_photo_may_come_without_words() -> None:
    fields = {name: value for name, value in media("image/png").items() if name != "Body"}
    assert read(fields).incoming.event == SentPhoto(f"{API}/m/0")


def test_what_the_carrier_took_for_stop_is_stop_beside_a_photo_too() -> None:
    fields = media("image/png") | {"OptOutType": "STOP"}
    assert read(fields).incoming.event == Said("STOP")


@pytest.mark.parametrize(
    "count", ["9" * 500, "100", "1e3", "-1", "²", "٣", "0x1", "1.0", "", " ", "NaN"]
)
def test_any_number_of_media_is_read(count: str) -> None:
    event = read(media("image/png") | {"NumMedia": count}).incoming.event
    huge = count.isdecimal() and count.isascii()
    assert event == (SentPhoto(f"{API}/m/0", "Look") if huge else Said("Look"))


def test_media_beyond_the_tenth_are_not_looked_for() -> None:
    kinds = ["text/vcard"] * 10 + ["image/png"]
    assert read(media(*kinds)).incoming.event == Said("Look")


def test_media_that_are_counted_and_not_there_are_none() -> None:
    assert read(FIELDS | {"NumMedia": "3"}).incoming.event == Said("Hello")
    only_type = FIELDS | {"NumMedia": "1", "MediaContentType0": "image/png"}
    assert read(only_type).incoming.event == SentPhoto("", "Hello")


@pytest.mark.parametrize(
    "url",
    [
        "http://api.twilio.com/m/0",
        "https://api.twilio.com.evil.example/m/0",
        "https://evil.example/api.twilio.com",
        "https://me@api.twilio.com/m/0",
        "https://api.twilio.com:8443/m/0",
        "https://api.twilio.com\\@evil.example/",
        "//api.twilio.com/m/0",
        "file:///etc/passwd",
        "https://[::1",
        "https://api.twilio.com/" + "x" * 500,
        "https://api.twilio.com/é",
        "https://api.twilio.com/a b",
        "https://api.twilio.com/\0",
        "",
    ],
)
def test_a_photo_that_lies_elsewhere_is_one_without_a_gift(url: str) -> None:
    assert read(media("image/png") | {"MediaUrl0": url}).incoming.event == SentPhoto("", "Look")


@pytest.mark.parametrize("name", ["MediaUrl0", "MediaContentType0", "NumMedia"])
def test_a_field_of_a_photo_that_is_there_twice_is_not_believed(name: str) -> None:
    fields = media("image/png")
    doubled = urlencode([*fields.items(), (name, fields[name])]).encode()
    event = text_of(pairs_of(FORM, doubled), ACCOUNT, lambda _: True, API).incoming.event
    assert event == (SentPhoto("", "Look") if name == "MediaUrl0" else Said("Look"))


def test_fields_that_are_new_are_welcome() -> None:
    more = {"ProfileName": "é", "X" * 500: "", "": "y"}
    assert read(FIELDS | more) == read(FIELDS)
    doubled = urlencode([*FIELDS.items(), ("MediaUrl0", "a"), ("MediaUrl0", "b")])
    assert text_of(pairs_of(FORM, doubled.encode()), ACCOUNT, lambda _: True, API) == read(FIELDS)


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


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_a_form_is_read_as_pythons_own_reader_reads_it(form: str) -> None:
    theirs = parse_qsl(form, keep_blank_values=True, encoding="latin-1")
    assert pairs_of(FORM, form.encode("latin-1")) == theirs


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
        assert text_of(pairs, ACCOUNT, lambda _: True, API).incoming.event == Said(said)


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
