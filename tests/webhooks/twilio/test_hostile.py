"""Whatever comes in, nothing breaks: no 5xx, and no fault that was only answered kindly.

HOSTILE_REQUESTS sets how many are made of each kind; `make test-hostile` makes 10,000.
"""

import hmac
import os
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.twilio_stub import HOOK_URL, OUR_NUMBER, TOKEN, text
from tests.webhooks.house import FORM, PATH, House, open_house
from webhooks import logs

REQUESTS = settings(
    max_examples=int(os.environ.get("HOSTILE_REQUESTS", "500")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

NAUGHTY = [
    "", " ", "\0", "\n\n\n", "\r", "\ufeff", "\u202eabc", "\u200b", "\uffff", "\U0010ffff",
    "Z̮̞̠͙͔ͅ", "ﷺ" * 50, "👩‍👩‍👧‍👦" * 20, "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "İıſK", "ǆ", "１", "٣", "²", "½",
    "-1", "1e9", "NaN", "0x1",
    "9" * 5000, "1." * 2000, "{friend}", "{0}", "{{7*7}}", "%s%n%x", "%(x)s", "${jndi:ldap://x}",
    "'; DROP TABLE players; --", "\\", '"', "<script>alert(1)</script>", "]]>", "&#0;", "&amp;",
    "<?xml?>", "../../etc/passwd", "null", "None", "true", "undefined", "__class__", "STOP\0",
    "S T O P", "stop.", "STOPALL", "HELP", "START", "YES", "BELL", "bell " * 500, "HINT", "BACK",
    "SKIP", "WHERE", "FORGET ME", "MENU", "1", "2", "3", "99999999999999999999", "a" * 60_000,
]  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    yield open_house(tmp_path_factory.mktemp("hostile"))
    logs.set_up()


def send(house: House, data: bytes, pairs: list[tuple[bytes, bytes]]) -> int:
    """Send bytes, signed as they are."""
    signed = HOOK_URL.encode() + b"".join(n + v for n, v in sorted(set(pairs)))
    signature = b64encode(hmac.digest(TOKEN.encode(), signed, "sha1")).decode()
    answer = house.app.test_client().post(
        PATH, data=data, content_type=FORM, headers={"X-Twilio-Signature": signature}
    )
    return answer.status_code


def faults(house: House) -> list[str]:
    """Give what was logged as an error since the last time."""
    lines = house.logged.getvalue().splitlines()
    house.logged.seek(0)
    house.logged.truncate()
    return [line for line in lines if '"level": "error"' in line]


@REQUESTS
@given(
    body=st.binary(max_size=300) | st.text(max_size=200).map(lambda t: quote_plus(t).encode(
        "utf-8", "replace")),
    content_type=st.sampled_from([FORM, f"{FORM}; charset=utf-7", "application/json", ""])
    | st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40),
    signature=st.none() | st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40),
)  # fmt: skip
@example(body=b"", content_type=FORM, signature="")
@example(body=b"&=&;%&%00=%ff", content_type=FORM, signature="x")
def test_what_is_not_signed_is_refused_whatever_it_is(
    house: House, body: bytes, content_type: str, signature: str | None
) -> None:
    headers = {"X-Twilio-Signature": signature} if signature is not None else {}
    answer = house.app.test_client().post(
        PATH, data=body, content_type=content_type, headers=headers
    )
    assert answer.status_code == 403
    assert faults(house) == []


@REQUESTS
@given(said=st.sampled_from(NAUGHTY) | st.text(max_size=300), sender=st.integers(0, 20))
def test_whatever_is_said_is_answered(house: House, said: str, sender: int) -> None:
    fields = text("", sender=f"+1415555{sender:04}")
    fields["Body"] = said.encode("utf-8", "replace").decode()
    pairs = [(n.encode(), v.encode()) for n, v in fields.items()]
    data = b"&".join(quote_plus(n).encode() + b"=" + quote_plus(v).encode() for n, v in pairs)
    assert send(house, data, pairs) == 200
    assert faults(house) == []


@REQUESTS
@given(
    said=st.binary(max_size=100),
    sender=st.binary(min_size=1, max_size=20),
    message=st.binary(min_size=1, max_size=40),
    more=st.lists(st.tuples(st.binary(max_size=5), st.binary(max_size=5)), max_size=5),
)
@example(said=b"\xed\xa0\x80", sender=b"\xff", message=b"\0", more=[])
@example(said=b"bell", sender=b"\0", message=b"\xff\xfe", more=[(b"", b"")] * 5)
def test_bytes_that_are_no_text_are_answered_too(
    house: House, said: bytes, sender: bytes, message: bytes, more: list[tuple[bytes, bytes]]
) -> None:
    needed = {b"MessageSid": message, b"AccountSid": text("")["AccountSid"].encode(),
              b"From": sender, b"To": OUR_NUMBER.encode(), b"Body": said}  # fmt: skip
    pairs = [*needed.items(), *((b"X" + name, value) for name, value in more)]
    data = b"&".join(quote_plus(n).encode() + b"=" + quote_plus(v).encode() for n, v in pairs)
    assert send(house, data, pairs) == 200
    assert faults(house) == []


ODD = st.sampled_from(NAUGHTY) | st.text(max_size=40) | st.floats().map(str)


@REQUESTS
@given(
    sender=st.sampled_from(["whatsapp:", "rcs:", "whatsapp:US.", "WhatsApp:", "whatsapp:whatsapp:"])
    .flatmap(lambda start: st.text(max_size=20).map(lambda rest: start + rest)),
    lat=ODD, lon=ODD, payload=ODD | st.sampled_from(["tower/ring-it", "ring-it", "tower/", "/"]),
    shown=ODD,
)  # fmt: skip
def test_whatever_comes_by_whatsapp_or_rcs_is_answered(
    house: House, sender: str, lat: str, lon: str, payload: str, shown: str
) -> None:
    for more in (
        {"Latitude": lat, "Longitude": lon},
        {"ButtonPayload": payload, "ButtonText": shown},
    ):
        fields = text("bell", sender) | more
        pairs = [(n.encode(), v.encode("utf-8", "replace")) for n, v in fields.items()]
        data = b"&".join(quote_plus(n).encode() + b"=" + quote_plus(v).encode() for n, v in pairs)
        if len(data) < 60_000:
            assert send(house, data, pairs) == 200
    assert faults(house) == []


@pytest.mark.parametrize(
    "data",
    [b"a=&" * 10_000, b"&" * 60_000, b"=" * 60_000, b"%" * 60_000, b"Body=%", b"\xff" * 60_000],
    ids=["fields", "ampersands", "equals", "percents", "broken", "bytes"],
)
def test_a_form_that_no_carrier_sends_is_refused(house: House, data: bytes) -> None:
    assert send(house, data, []) == 403
    assert faults(house) == []


@pytest.mark.parametrize("path", [Path("%ff"), Path("%00"), Path("a%2fb"), Path("é"), Path("%zz")])
def test_no_path_breaks_anything(house: House, path: Path) -> None:
    for before in ("/", PATH + "/", "/hooks/", "/qr/", "/assets/"):
        answer = house.app.test_client().post(f"{before}{path}")
        assert answer.status_code in {403, 404, 405}
    assert faults(house) == []
