"""What is logged, and what never is: numbers, texts, tokens."""

import json
import logging
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path

import pytest

from engine.delivery import Never, NotTaken, Unsure
from engine.faults import facts_of
from engine.ledger import LedgerError
from engine.store import NotStored
from tests.twilio_stub import TOKEN, text
from tests.webhooks.house import House
from webhooks import logs

NUMBER, WORDS = "+14155550188", "canary in a coal mine"
CANARIES = (NUMBER, NUMBER[2:], WORDS, "canary", TOKEN)


def entries(logged: StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in logged.getvalue().splitlines()]


def words_of(logged: StringIO) -> list[object]:
    return [(entry["level"], entry["event"]) for entry in entries(logged)]


def damage(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "var/wayside.db")
    connection.execute(statement)
    connection.commit()
    connection.close()


def unsigned(house: House) -> None:
    fields = text(WORDS, sender=NUMBER)
    house.app.test_client().post(
        f"/hooks/twilio/sms?{WORDS}", data=fields, headers={"X-Twilio-Signature": WORDS}
    )


def of_another_account(house: House) -> None:
    house.text(text(WORDS, sender=NUMBER, AccountSid="canary"))


def said(house: House) -> None:
    house.text(text(WORDS, sender=NUMBER))


def too_large(house: House) -> None:
    house.text(text(WORDS * 5000, sender=NUMBER))


@pytest.mark.parametrize(
    ("before", "do", "told"),
    [
        ("SELECT 1", unsigned, [("warning", "A request is not a text for us.")]),
        ("SELECT 1", of_another_account, [("warning", "A request is not a text for us.")]),
        ("SELECT 1", said, []),
        ("SELECT 1", too_large, []),
        (
            'UPDATE plays SET play = \'{"v": 1, "canary": "+14155550188"}\'',
            said,
            [("error", "A play could not be read; its story began anew.")],
        ),
        ("DROP TABLE misses", said, [("warning", "A text was not stored; it shall come again.")]),
    ],
)
def test_no_log_holds_a_number_a_text_or_a_token(
    house: House,
    tmp_path: Path,
    before: str,
    do: Callable[[House], None],
    told: list[tuple[str, str]],
) -> None:
    house.text(text("bell", sender=NUMBER))
    damage(tmp_path, before)
    do(house)
    assert words_of(house.logged) == told
    assert [canary for canary in CANARIES if canary in house.logged.getvalue()] == []


def test_a_request_that_breaks_is_logged_by_the_number_that_its_visitor_is_told(
    house: House,
) -> None:
    @house.app.get("/broken")
    def broken() -> str:
        raise RuntimeError(WORDS)

    answer = house.app.test_client().get("/broken", headers={"Accept": "text/html"})
    (entry,) = entries(house.logged)
    assert answer.status_code == 500
    assert f"Its number is {entry['request']}." in answer.text
    assert (entry["level"], entry["event"]) == ("error", "A request failed.")
    assert entry["trace"][-1] == "RuntimeError"  # type: ignore[index]
    assert "canary" not in house.logged.getvalue() + answer.text


def test_what_libraries_log_is_kept_without_the_values_they_fill_in() -> None:
    logged = StringIO()
    logs.set_up(logged)
    error = ValueError(WORDS)
    logging.getLogger("library").error(
        "It failed for %s.\nIn detail: canary", NUMBER, exc_info=error
    )
    logging.getLogger("library").info("Not worth a line.")
    logs.set_up()
    (entry,) = entries(logged)
    assert {n: v for n, v in entry.items() if n not in ("time", "trace")} == {
        "logger": "library",
        "event": "It failed for %s.",
        "level": "error",
    }
    assert "canary" not in logged.getvalue()
    assert NUMBER not in logged.getvalue()


def test_a_fact_that_nobody_thought_about_is_left_out() -> None:
    logged = StringIO()
    logs.set_up(logged)
    logs.tell_staff("A turn waits.", channel="sms", body=WORDS, sender=NUMBER)
    logs.set_up()
    (entry,) = entries(logged)
    assert {name: entry[name] for name in entry if name != "time"} == {
        "event": "A turn waits.",
        "level": "warning",
        "channel": "sms",
    }


def told_of(error: Exception) -> Mapping[str, object]:
    """Give the line that a thread writes that met an error."""
    logged = StringIO()
    logs.set_up(logged)
    try:
        raise error
    except type(error) as raised:
        logs.tell_staff("It waits; that is tried again.", **facts_of(raised))
    logs.set_up()
    (entry,) = entries(logged)
    return entry


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (NotStored("The database did not take it: disk full"), "The database did not take it: d"),
        (LedgerError("There is no folder apart."), "There is no folder apart."),
        (NotTaken(), "Twilio cannot be reached, or takes nothing just now."),
        (Unsure(), "Twilio was asked, and no answer came that could be read."),
        (Never("other", 20404), "Twilio refuses what it is asked. Its number for why is 20404."),
    ],
)
def test_what_is_foreseen_is_a_warning_in_words(error: Exception, reason: str) -> None:
    entry = told_of(error)
    assert entry["level"] == "warning"
    assert str(entry["reason"]).startswith(reason)
    assert type(error).__name__ not in str(entry)


def test_what_nobody_foresaw_is_an_error_told_by_its_place() -> None:
    entry = told_of(RuntimeError(WORDS))
    assert (entry["level"], entry["event"]) == ("error", "It waits; that is tried again.")
    assert entry["trace"][-1] == "RuntimeError"  # type: ignore[index]
    assert "canary" not in str(entry)


def test_words_that_were_filled_in_before_are_not_kept_but_where_they_come_from() -> None:
    logged = StringIO()
    logs.set_up(logged)
    logging.getLogger("library").error(f"It failed for {NUMBER}, who said {WORDS}.")  # noqa: G004
    logs.set_up()
    (entry,) = entries(logged)
    assert (entry["logger"], entry["event"]) == ("library", "A library has something to say.")
    assert entry["trace"][0].endswith(
        " test_words_that_were_filled_in_before_are_not_kept_but_where_they_come_from"
    )  # type: ignore[index]
    assert [canary for canary in CANARIES if canary in logged.getvalue()] == []


def test_what_our_own_facts_hold_is_redacted() -> None:
    logged = StringIO()
    logs.set_up(logged)
    logs.hide(["open sesame"])
    logs.tell_staff(
        f"A turn of {NUMBER} failed.",
        reason="to (415) 555-0188 by https://me:word@example.org/canary?canary=1, open sesame",
        problems=[f"stories/bell/story.yaml:31:11: error for {TOKEN}"],
    )
    logs.set_up()
    (entry,) = entries(logged)
    assert {name: entry[name] for name in ("event", "reason", "problems")} == {
        "event": "A turn of [hidden] failed.",
        "reason": "to [hidden] by https://example.org/[hidden] [hidden]",
        "problems": ["stories/bell/story.yaml:31:11: error for [hidden]"],
    }


def test_what_nobody_catches_is_logged_without_its_words() -> None:
    code = (
        "import sys, threading, warnings\n"
        "from webhooks import logs\n"
        "logs.set_up(); logs.catch_all()\n"
        "def fail(): raise ValueError(sys.argv[1])\n"
        "class Left:\n"
        "    def __del__(self): fail()\n"
        "thread = threading.Thread(target=fail); thread.start(); thread.join()\n"
        "warnings.warn(sys.argv[1])\n"
        "Left()\n"
        "fail()\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, WORDS], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    told = [json.loads(line)["event"] for line in run.stderr.splitlines()]
    broke = "Something broke that nobody caught."
    assert told == [broke, "A library warns.", broke, broke]
    assert "canary" not in run.stdout + run.stderr
