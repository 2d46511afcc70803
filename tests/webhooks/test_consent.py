"""`wayside consent`: what a library can show of a number that says it never asked."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.twilio_stub import environment, text
from tests.webhooks.house import open_house
from webhooks.consent import consent

PHONE = "+14155550123"
NOTICE = (
    "Pennyweir Library. Msg & data rates may apply. Reply STOP to end, HELP for help. Terms and "
    "privacy: https://play.example.org/terms"
)


def run(folder: Path, *words: str, **more: str) -> Result:
    env = environment(WAYSIDE_STORIES=str(folder / "stories"), WAYSIDE_DATA=str(folder / "var"))
    return CliRunner().invoke(consent, list(words), env=env | more)


@pytest.fixture
def played(tmp_path: Path) -> Path:
    """An installation to which a number has sent a keyword and, later, STOP."""
    house = open_house(tmp_path, WAYSIDE_NOTICE="on", WAYSIDE_NAME="Pennyweir Library")
    house.text(text("bell", PHONE))
    house.text(text("stop", PHONE))
    return tmp_path


def test_it_shows_when_how_what_was_told_and_until_when(played: Path) -> None:
    result = run(played, "+1 (415) 555-0123")
    assert (result.exit_code, result.stderr) == (0, "")
    first, _, entry, sent, told, ended = result.stdout.rstrip("\n").split("\n")
    assert first == f"{PHONE} asked for texts:"
    assert entry.endswith("UTC by the keyword BELL of the story bell")
    assert sent == "  sent to +12025550100"
    assert told == f"  and was told: {NOTICE}"
    assert ended.startswith("  It ended 2")


def test_it_shows_the_same_to_programs(played: Path) -> None:
    [entry] = json.loads(run(played, PHONE, "--format", "json").stdout)
    assert entry.pop("at") <= entry.pop("ended")
    assert entry == {
        "how": "keyword", "word": "BELL", "story": "bell", "language": "en", "shown": NOTICE,
        "sender": "+12025550100",
    }  # fmt: skip


@pytest.mark.parametrize("channel", ["whatsapp:", "rcs:"])
def test_a_number_is_looked_up_by_whatever_it_texted(tmp_path: Path, channel: str) -> None:
    house = open_house(tmp_path, WAYSIDE_NOTICE="on", WAYSIDE_NAME="Pennyweir Library")
    house.text(text("bell", f"{channel}{PHONE}"))
    assert "by the keyword BELL of the story bell" in run(tmp_path, PHONE).stdout


def test_of_who_never_texted_nothing_is_kept(played: Path) -> None:
    result = run(played, "+14155550199")
    assert result.stdout == ("Nothing is kept of +14155550199: it was never told who is texting.\n")


def test_looking_makes_no_database(tmp_path: Path) -> None:
    assert run(tmp_path, PHONE).exit_code == 0
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("number", ["415 555 0123", "bell", "+1"])
def test_what_is_no_whole_number_exits_with_2(tmp_path: Path, number: str) -> None:
    result = run(tmp_path, number)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"'{number}' is no phone number with a country" in result.stderr
