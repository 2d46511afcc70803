"""What Twilio tells of texts that were sent: taken when it is signed, and in any order."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine.play.hear import Player
from engine.secret import read_secret
from engine.store import open_store
from engine.store.outcome import Letters, Outcome
from tests.twilio_stub import ACCOUNT, OUR_NUMBER, PUBLIC_URL, signed
from tests.webhooks.house import FORM, House, open_house

STATUS = "/hooks/twilio/status"
SENDER = "+12125550123"
Rows = list[tuple[object, ...]]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return open_house(tmp_path)


@pytest.fixture
def letters(house: House, tmp_path: Path) -> Iterator[list[str]]:
    """Put two letters to one player into the outbox, the first being sent; give their names."""
    store = open_store(tmp_path / "var" / "wayside.db", read_secret(tmp_path / "var" / "secret"))
    with store.turn("sms", SENDER, "m", OUR_NUMBER) as turn:
        turn.keep(Outcome(datetime.now(UTC), Player("en"), letters=Letters(("One.", "Two."))))
    store.outbox("", lambda _sender: 100).claim(datetime.now(UTC).timestamp() + 1)
    yield [name for name, _ in outbox(tmp_path)]
    store.close()


def outbox(folder: Path) -> list[tuple[str, str]]:
    database = sqlite3.connect(folder / "var" / "wayside.db")
    found = database.execute("SELECT hex(id), state FROM outbox ORDER BY number").fetchall()
    database.close()
    return [(name.lower(), state) for name, state in found]


def tell(
    client: FlaskClient, query: dict[str, str], status: str, sign: bool = True, **more: str
) -> TestResponse:
    fields = {"MessageSid": "SM1", "AccountSid": ACCOUNT, "MessageStatus": status, **more}
    target = f"{STATUS}?{urlencode(query)}" if query else STATUS
    headers = signed(PUBLIC_URL + target, fields) if sign else {}
    return client.post(target, data=urlencode(fields), content_type=FORM, headers=headers)


def test_what_was_delivered_goes_and_lets_the_next_go(
    house: House, letters: list[str], tmp_path: Path
) -> None:
    client = house.app.test_client()
    for status in ("queued", "sent", "sending", "delivered", "sent", "failed"):
        assert tell(client, {"letter": letters[0]}, status).status_code == 204
    assert outbox(tmp_path) == [(letters[1], "waiting")]
    database = sqlite3.connect(tmp_path / "var" / "wayside.db")
    assert database.execute("SELECT at_s IS NOT NULL FROM outbox").fetchall() == [(1,)]


def test_what_twilio_has_taken_is_sent(house: House, letters: list[str], tmp_path: Path) -> None:
    tell(house.app.test_client(), {"letter": letters[0]}, "queued")
    assert [state for _, state in outbox(tmp_path)] == ["sent", "waiting"]


def test_a_phone_that_was_off_is_tried_once_more(
    house: House, letters: list[str], tmp_path: Path
) -> None:
    tell(house.app.test_client(), {"letter": letters[0]}, "undelivered", ErrorCode="30003")
    assert [state for _, state in outbox(tmp_path)] == ["waiting", "waiting"]


def test_who_has_blocked_us_has_stopped(house: House, letters: list[str], tmp_path: Path) -> None:
    tell(house.app.test_client(), {"letter": letters[0]}, "failed", ErrorCode="21610")
    assert outbox(tmp_path) == []
    database = sqlite3.connect(tmp_path / "var" / "wayside.db")
    assert database.execute("SELECT stopped FROM addresses").fetchall() == [(1,)]


def test_staff_are_told_where_carriers_refuse_us(house: House, letters: list[str]) -> None:
    tell(house.app.test_client(), {"letter": letters[0]}, "undelivered", ErrorCode="30034")
    assert "the phone companies refuse texts from our number" in house.logged.getvalue()
    assert '"reason": "30034"' in house.logged.getvalue()
    assert SENDER not in house.logged.getvalue()


@pytest.mark.parametrize(
    "query",
    [{}, {"letter": ""}, {"letter": "zz"}, {"letter": "00" * 16}, {"answer": "SM9"}, {"x": "y"},
     {"letter": "00" * 100}],
)  # fmt: skip
def test_what_nobody_knows_changes_nothing(
    house: House, letters: list[str], tmp_path: Path, query: dict[str, str]
) -> None:
    before = outbox(tmp_path)
    for status in ("delivered", "failed", "something new", ""):
        assert tell(house.app.test_client(), query, status).status_code == 204
    assert outbox(tmp_path) == before


def test_what_is_not_signed_is_refused(house: House, letters: list[str], tmp_path: Path) -> None:
    before, client = outbox(tmp_path), house.app.test_client()
    assert tell(client, {"letter": letters[0]}, "delivered", sign=False).status_code == 403
    fields = {"MessageSid": "SM1", "MessageStatus": "delivered"}
    headers = signed(PUBLIC_URL + STATUS, fields)
    other = f"{STATUS}?letter={letters[0]}"
    answer = client.post(other, data=urlencode(fields), content_type=FORM, headers=headers)
    assert (answer.status_code, outbox(tmp_path)) == (403, before)
    assert client.get(STATUS).status_code == 405
