"""Every request has a number: in its answer, and in each line that is written meanwhile."""

import json
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask

from tests.twilio_stub import text
from tests.webhooks.house import House, open_house
from webhooks import logs
from webhooks.entrance import id_of
from webhooks.redacting import redacted
from webhooks.settings import HOOK


@pytest.fixture
def telling(tmp_path: Path) -> House:
    return open_house(tmp_path, WAYSIDE_REQUEST_LOG="on")


def lines(logged: StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in logged.getvalue().splitlines()]


def told(logged: StringIO) -> list[tuple[object, ...]]:
    """Give what the lines of requests hold, but for when and how long."""
    named = ("method", "route", "status", "request")
    answered = [each for each in lines(logged) if each["event"] == "A request was answered."]
    assert all(isinstance(each["ms"], float) for each in answered)
    return [tuple(each[name] for name in named) for each in answered]


def test_a_text_has_a_line_with_its_route_and_the_number_that_its_answer_bears(
    telling: House,
) -> None:
    answer = telling.text(text("BELL"), **{"X-Request-Id": "edge-1.a_B"})
    assert answer.headers["X-Request-Id"] == "edge-1.a_B"
    assert told(telling.logged) == [("POST", HOOK, 200, "edge-1.a_B")]
    logs.set_up()


def test_a_line_holds_the_pattern_of_a_route_and_never_the_path(telling: House) -> None:
    client = telling.app.test_client()
    for path in ("/w/canary", "/canary/of/nobody", "/healthz"):
        client.open(path, method="GET", headers={"X-Request-Id": "one"})
    client.open("/w/bell", method="CANARY", headers={"X-Request-Id": "two"})
    assert told(telling.logged) == [
        ("GET", "/w/<name>", 404, "one"),
        ("GET", "elsewhere", 404, "one"),
        ("GET", "/healthz", 200, "one"),
        ("other", "elsewhere", 405, "two"),
    ]
    assert "canary" not in telling.logged.getvalue().lower()
    logs.set_up()


def test_every_line_of_a_request_bears_its_number_and_none_after_it(telling: House) -> None:
    @telling.app.get("/talks")
    def talks() -> str:
        logs.tell_staff("Something is the matter.")
        return logs.request_id()

    answer = telling.app.test_client().get("/talks")
    logs.tell_staff("Nobody asked for this.")
    number = answer.headers["X-Request-Id"]
    assert answer.text == number
    assert len(number) == 16
    assert [(each["event"], each.get("request")) for each in lines(telling.logged)] == [
        ("Something is the matter.", number),
        ("A request was answered.", number),
        ("Nobody asked for this.", None),
    ]
    logs.set_up()


def test_without_the_setting_requests_have_numbers_and_no_lines(house: House) -> None:
    answer = house.text(text("BELL"))
    assert len(answer.headers["X-Request-Id"]) == 16
    assert lines(house.logged) == []


def test_without_the_setting_what_took_long_has_a_line(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = house.app.test_client()
    for path, took_s in (("/healthz", 1.2), ("/canary", 0.9), ("/canary", 1.2)):
        moments = iter((0.0, took_s))
        monkeypatch.setattr("webhooks.entrance.running_s", lambda moments=moments: next(moments))
        client.get(path)
    found = [(each["level"], each["route"], each["ms"]) for each in lines(house.logged)]
    assert found == [("warning", "elsewhere", 1200.0)]


@pytest.mark.parametrize(
    "given", ["a", "A-Z_0.9", "x" * 64, "9f" * 16, "550e8400-e29b-41d4-a716-446655440000", "123456"]
)
def test_a_number_that_a_proxy_gave_is_taken_over(given: str) -> None:
    assert id_of(given) == given


@pytest.mark.parametrize(
    "given",
    ["", "x" * 65, "two words", "é", "a\n", '"}', "14155550188", "1-415-555-0188", "415.555.0188"],
)
def test_what_is_no_such_number_or_may_be_a_phones_is_not(given: str) -> None:
    assert id_of(given) != given
    assert len(id_of(given)) == 16
    assert id_of(given) != id_of(given)


def test_no_route_has_a_pattern_in_which_something_is_hidden(house: House) -> None:
    rules = rules_of(house.app)
    assert len(rules) > 20
    assert [rule for rule in rules if redacted(rule) != rule] == []


def rules_of(app: Flask) -> set[str]:
    return {rule.rule for rule in app.url_map.iter_rules()}
