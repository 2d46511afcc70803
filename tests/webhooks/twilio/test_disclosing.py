"""The first answer to a phone, as Twilio gets it."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from engine.texting.segments import segments
from tests.serving import serving
from tests.twilio_stub import text
from tests.webhooks import bell
from tests.webhooks.house import House, open_house
from webhooks import logs
from webhooks.opening import open_kept
from webhooks.settings import from_environment

NOTICE = (
    "Pennyweir Library. Msg & data rates may apply. Reply STOP to end, HELP for help. "
    "Terms and privacy: https://play.example.org/terms"
)
TOWER = "A bell hangs here & waits.\n\n1 Ring it\n2 Go away"
SENDER = "+14155550123"


@pytest.fixture
def told(tmp_path: Path) -> Iterator[House]:
    yield open_house(tmp_path, WAYSIDE_NOTICE="on", WAYSIDE_NAME="Pennyweir Library")
    logs.set_up()


def messages(twiml: str) -> list[str]:
    return [
        unescape(found) for found in re.findall(r"<Message[^>]*>(.*?)</Message>", twiml, re.DOTALL)
    ]


def test_the_first_answer_to_a_phone_is_one_text_that_says_who_is_texting(told: House) -> None:
    twiml = told.text(text("BELL")).text
    assert messages(twiml) == [f"{TOWER}\n\n{NOTICE}"]
    assert "<Message>" in twiml  # nothing comes after it
    assert (segments(TOWER).count, segments(messages(twiml)[0]).count) == (1, 2)
    assert messages(told.text(text("1")).text)[0].startswith("It has rung 1 times.")
    assert NOTICE not in told.text(text("1")).text


def test_a_long_first_answer_is_cut_so_that_its_first_text_holds_both(tmp_path: Path) -> None:
    stories = bell.stories(tmp_path / "stories")
    long = (stories / "bell" / "story.yaml").read_text().replace("& waits.", "& waits. " * 170)
    (stories / "bell" / "story.yaml").write_text(long)
    environment = {"WAYSIDE_STORIES": str(stories), "WAYSIDE_DATA": str(tmp_path / "var")}
    with serving(
        tmp_path / "var", stories=stories, WAYSIDE_NOTICE="on", WAYSIDE_NAME="Pennyweir Library"
    ) as server:
        twiml = server.text(text("BELL", SENDER)).body.decode()
        again = server.text(text("again", SENDER)).body.decode()
    [first] = messages(twiml)
    assert "statusCallback=" in twiml
    assert first.startswith("A bell hangs here & waits. & waits.")
    assert first.endswith(f"\n\n{NOTICE}")
    assert len(first) <= 1600
    assert "\n\nA bell hangs here & waits. & waits." in messages(again)[0]
    assert NOTICE not in again
    store = open_kept(from_environment(environment))
    [kept] = store.consents("sms", SENDER)
    store.close()
    assert (kept.how, kept.word, kept.story, kept.shown) == ("keyword", "BELL", "bell", NOTICE)
    assert kept.sender == "+12025550100"


def test_help_tells_who_is_texting_where_twilio_does_not(tmp_path: Path) -> None:
    house = open_house(
        tmp_path, WAYSIDE_NAME="Pennyweir Library", WAYSIDE_CONTACT="ask@pennyweir.example",
        WAYSIDE_OPTOUT="ours",
    )  # fmt: skip
    said = "".join(messages(house.text(text("HELP")).text))
    assert said == (
        "Pennyweir Library\nYou can play here: The Counting Bell. Reply HINT for a hint, AGAIN to "
        "hear the last answer again, STOP to end. Msg & data rates may apply. "
        "ask@pennyweir.example\nTerms and privacy: https://play.example.org/terms"
    )
    logs.set_up()


def test_where_twilio_answers_help_we_stay_silent(told: House) -> None:
    assert messages(told.text(text("HELP")).text) == []
    assert messages(told.text(text("HELP", OptOutType="HELP")).text) == []
