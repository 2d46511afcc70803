"""The door, with the whole house behind it."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode

import pytest

from engine.play.effects import Say
from engine.showing import Showing
from engine.texting.parts import Sent
from engine.turns import Answer, Incoming, NotStored
from tests.twilio_stub import HOOK_URL, OUR_NUMBER, PUBLIC_URL, TOKEN, environment, signed, text
from tests.webhooks.house import FORM, PATH, House, open_house
from webhooks import logs
from webhooks.app import bare_app
from webhooks.settings import from_environment
from webhooks.twilio.sms import open_door

TOWER = b"A bell hangs here &amp; waits.\n\n1 Ring it\n2 Go away"
EMPTY = b'<?xml version="1.0" encoding="UTF-8"?><Response />'


def said(data: bytes) -> bytes:
    return data.partition(b"<Message>")[2].partition(b"</Message>")[0]


def test_a_signed_text_gets_the_story(house: House) -> None:
    answer = house.text(text("bell"))
    assert (answer.status_code, answer.mimetype, said(answer.data)) == (200, "text/xml", TOWER)
    assert house.logged.getvalue() == ""


def test_stop_to_a_short_code_is_answered_by_us_and_to_a_number_by_twilio(tmp_path: Path) -> None:
    house = open_house(tmp_path, WAYSIDE_PHONE="22395")
    assert said(house.text(text("bell", To="22395")).data) == TOWER
    stopped = b"You will get no more texts from us. Reply START to come back."
    assert said(house.text(text("stop", To="22395")).data) == stopped
    other = "+14155550124"
    assert said(house.text(text("bell", sender=other)).data) == TOWER
    assert house.text(text("stop", sender=other)).data == EMPTY


def test_a_short_code_answers_its_own_country_alone(tmp_path: Path) -> None:
    house = open_house(tmp_path, WAYSIDE_PHONE="22395")
    assert said(house.text(text("bell", sender="+14155550123", To="22395")).data) == TOWER
    for elsewhere in ("+14165550123", "+447400123456"):
        assert house.text(text("bell", sender=elsewhere, To="22395")).data == EMPTY


def test_a_short_code_is_shown_on_the_page_with_a_link_that_texts_it(tmp_path: Path) -> None:
    house = open_house(tmp_path, WAYSIDE_PHONE="22395")
    page = house.app.test_client().get("/").text
    assert 'href="sms:22395?&amp;body=BELL"><bdi dir="ltr">22395</bdi>' in page
    assert "<li>Text us at 22395.</li>" in house.app.test_client().get("/terms").text


def test_the_same_text_again_gets_the_same_bytes_and_is_stepped_once(house: House) -> None:
    house.text(text("bell"))
    ring = text("1")
    first, again = house.text(ring), house.text(ring)
    assert said(first.data) == b"It has rung 1 times.\n\n1 Ring it\n2 Go away"
    assert again.data == first.data
    assert said(house.text(text("1")).data).startswith(b"It has rung 2 times.")


def test_a_retry_by_twilio_carries_its_token_and_changes_nothing(house: House) -> None:
    fields = text("bell")
    first = house.text(fields)
    again = house.text(fields, **{"I-Twilio-Idempotency-Token": "b7c1"})
    assert again.data == first.data


def test_a_wrong_or_missing_signature_is_refused_and_nothing_is_stepped(house: House) -> None:
    fields = text("bell")
    right = signed(HOOK_URL, fields)["X-Twilio-Signature"]
    client = house.app.test_client()
    for given in (None, "", right[::-1], right + "x", signed(HOOK_URL, fields, "other")):
        headers = given if isinstance(given, dict) else {"X-Twilio-Signature": given}
        headers = {name: value for name, value in headers.items() if value is not None}
        answer = client.post(PATH, data=urlencode(fields), content_type=FORM, headers=headers)
        assert (answer.status_code, answer.data) == (403, b"Not a signed text of this account.\n")
    assert said(house.text(fields).data) == TOWER


def test_the_address_in_the_signature_is_ours_whatever_the_headers_say(house: House) -> None:
    elsewhere = {"Host": "evil.example", "X-Forwarded-Host": "evil.example",
                 "X-Forwarded-Proto": "http", "Forwarded": "host=evil.example"}  # fmt: skip
    assert house.text(text("bell"), **elsewhere).status_code == 200
    fields = text("bell")
    forged = signed("https://evil.example" + PATH, fields) | elsewhere
    answer = house.app.test_client().post(
        PATH, data=urlencode(fields), content_type=FORM, headers=forged
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("query", ["a=1&b=2", "b=%C3%A9+x&&", "=", "a=%zz"])
def test_the_query_is_signed_as_it_came(house: House, query: str) -> None:
    fields = text("bell")
    for signed_query, status in ((query, 200), (query + "&", 403), ("", 403)):
        url = f"{HOOK_URL}?{signed_query}" if signed_query else HOOK_URL
        answer = house.app.test_client().post(
            PATH, query_string=query, data=urlencode(fields), content_type=FORM,
            headers=signed(url, fields),
        )  # fmt: skip
        assert answer.status_code == status


def test_an_address_with_a_slash_at_its_end_is_the_door_too(house: House) -> None:
    fields = text("bell")
    answer = house.app.test_client().post(
        PATH + "/", data=urlencode(fields), content_type=FORM,
        headers=signed(HOOK_URL + "/", fields),
    )  # fmt: skip
    assert answer.status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_post_is_answered(house: House, method: str) -> None:
    answer = house.app.test_client().open(PATH, method=method)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize("path", [PATH, PATH + "/", PATH + "//", "//hooks/twilio/sms", "/hooks/"])
def test_nothing_is_ever_a_redirect(house: House, path: str) -> None:
    for method in ("POST", "GET"):
        answer = house.app.test_client().open(f"{PUBLIC_URL}{path}", method=method)
        assert answer.status_code in {403, 404, 405}


def test_a_text_that_is_too_large_is_413(house: House) -> None:
    fields = text("x" * 70_000)
    answer = house.text(fields)
    assert (answer.status_code, answer.mimetype) == (413, "text/plain")
    assert house.text(text("x" * 60_000)).status_code == 200


@pytest.mark.parametrize("name", ["TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID", "WAYSIDE_PUBLIC_URL"])
def test_without_a_setting_that_it_needs_the_door_says_later_and_the_log_names_it(
    tmp_path: Path, name: str
) -> None:
    house = open_house(tmp_path, **{name: ""})
    answer = house.text(text("bell"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert f'"missing": ["{name}"]' in house.logged.getvalue()
    logs.set_up()


def test_while_the_token_changes_both_are_taken(tmp_path: Path) -> None:
    house = open_house(tmp_path, TWILIO_AUTH_TOKEN=f"{'0' * 32},{TOKEN}")
    assert house.text(text("bell")).status_code == 200
    logs.set_up()


def test_stop_is_answered_by_whoever_shall_answer_it(tmp_path: Path) -> None:
    carriers = open_house(tmp_path / "a")
    ours = open_house(tmp_path / "b", WAYSIDE_OPTOUT="ours")
    for house in (carriers, ours):
        house.text(text("bell"))
    assert carriers.text(text("STOP")).data == EMPTY
    assert said(ours.text(text("STOP")).data) != b""
    for house in (carriers, ours):
        assert house.text(text("1")).data == EMPTY
    logs.set_up()


def test_of_two_numbers_each_is_answered_by_its_own(tmp_path: Path) -> None:
    free = "+18885550123"
    house = open_house(tmp_path, WAYSIDE_OPTOUT=f"{free}=carrier, {OUR_NUMBER}=ours")
    house.text(text("bell"))
    assert said(house.text(text("STOP")).data) != b""
    other = "+12125550199"
    house.text(text("bell", To=free, sender=other))
    assert house.text(text("STOP", To=free, sender=other)).data == EMPTY
    assert house.text(text("1", To=free, sender=other)).data == EMPTY
    logs.set_up()


def test_what_the_carrier_has_answered_stops_the_player_without_a_word(tmp_path: Path) -> None:
    house = open_house(tmp_path, WAYSIDE_OPTOUT="ours")
    house.text(text("bell"))
    assert house.text(text("please no more", OptOutType="STOP")).data == EMPTY
    assert house.text(text("1")).data == EMPTY
    assert house.text(text("yes", OptOutType="START")).data == EMPTY
    assert said(house.text(text("1")).data).startswith(b"It has rung 1 times.")
    logs.set_up()


def test_a_word_that_is_new_to_us_is_answered_by_the_carrier_alone(tmp_path: Path) -> None:
    house = open_house(tmp_path, WAYSIDE_OPTOUT="ours")
    house.text(text("bell"))
    assert house.text(text("1", OptOutType="SOMETHING_NEW")).data == EMPTY
    assert said(house.text(text("1")).data).startswith(b"It has rung 2 times.")
    logs.set_up()


def test_a_picture_without_words_is_answered_kindly(house: House) -> None:
    house.text(text("bell"))
    fields = text("", NumMedia="1", MediaUrl0="https://example.org/1")
    del fields["Body"]
    answer = house.text(fields)
    assert answer.status_code == 200
    assert said(answer.data) != b""


def door(take: Callable[[Incoming], Answer]) -> House:
    app = bare_app()
    open_door(app, take, from_environment(environment()), Showing())
    logged = StringIO()
    logs.set_up(logged)
    return House(app, logged)


def test_what_was_not_stored_shall_come_again() -> None:
    def take(_incoming: Incoming) -> Answer:
        raise NotStored("The database did not take it: disk full")

    house = door(take)
    answer = house.text(text("canary", sender="+14155550188"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "disk full" in house.logged.getvalue()
    logs.set_up()


def test_a_fault_is_later_for_twilio_and_its_words_stay_out_of_the_log() -> None:
    def take(incoming: Incoming) -> Answer:
        raise KeyError(incoming)

    house = door(take)
    answer = house.text(text("canary", sender="+14155550188"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    logged = house.logged.getvalue()
    assert "KeyError" in logged
    assert "test_sms.py" in logged
    assert "canary" not in logged
    assert "4155550188" not in logged
    logs.set_up()


def test_an_answer_is_what_the_turn_gives() -> None:
    taken: list[Incoming] = []

    def take(incoming: Incoming) -> Answer:
        taken.append(incoming)
        return Answer((Say("Yes."),), Sent(("Yes.",)))

    house = door(take)
    assert said(house.text(text("Well?")).data) == b"Yes."
    assert [incoming.event.text for incoming in taken] == ["Well?"]  # type: ignore[union-attr]
    logs.set_up()
