"""`wayside register`: a carrier's form on the terminal."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.webhooks import bell
from webhooks.register import register

SETTINGS = {
    "WAYSIDE_NAME": "Pennyweir Library",
    "WAYSIDE_CONTACT": "ask@pennyweir.example",
    "WAYSIDE_PUBLIC_URL": "https://play.example.org",
    "WAYSIDE_PHONE": "+12025550123",
}


def run(folder: Path, *words: str, **more: str) -> Result:
    if not (folder / "stories").exists():
        bell.stories(folder / "stories")
    env = {"WAYSIDE_STORIES": str(folder / "stories")} | SETTINGS | more
    return CliRunner().invoke(register, list(words), env=env)


def test_a_form_is_printed_for_people(tmp_path: Path) -> None:
    result = run(tmp_path, "bell")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(
        "A campaign for a ten-digit number (A2P 10DLC)\n"
        "Where: Twilio's console: Messaging, Regulatory compliance, A2P 10DLC, Campaigns\n"
    )
    assert (
        "Opt-out message (OptOutMessage, 80 of 320 characters)\n"
        "  Pennyweir Library: You will get no more texts from us. Reply START to come back.\n"
        "  > Staff: Twilio answers this itself."
    ) in result.stdout
    assert "  [1] A bell hangs here & waits.\n\n  1 Ring it\n  2 Go away\n\n" in result.stdout
    assert "- Let every sign, poster and page with your number say: Text BELL to" in result.stdout


def test_a_toll_free_number_gets_its_own_form_with_blanks_for_staff(tmp_path: Path) -> None:
    result = run(tmp_path, "bell", WAYSIDE_PHONE="+18445550123")
    assert result.stdout.startswith("The verification of a toll-free number\n")
    assert (
        "Picture of it (OptInImageUrls)\n  ____\n  > Staff: The public address of a photo of your "
        "sign."
    ) in result.stdout


def test_a_form_is_printed_for_programs(tmp_path: Path) -> None:
    form = json.loads(run(tmp_path, "bell", "--format", "json").stdout)
    assert list(form) == ["title", "where", "fields", "to_do"]
    fields = {each["name"]: each for each in form["fields"]}
    assert fields["OptInKeywords"] == {
        "name": "OptInKeywords",
        "label": "Opt-in keywords",
        "value": "BELL,START,UNSTOP",
        "least_characters": None,
        "most_characters": 255,
        "note": None,
    }
    assert isinstance(fields["MessageSamples"]["value"], list)
    assert fields["SubscriberOptIn"]["value"] is True
    words = ("bell", "--for", "toll-free", "--format", "json")
    toll_free = json.loads(run(tmp_path, *words, WAYSIDE_PHONE="+18445550123").stdout)
    assert next(each for each in toll_free["fields"] if each["name"] == "BusinessType") == {
        "name": "BusinessType",
        "label": "Kind",
        "value": None,
        "least_characters": None,
        "most_characters": None,
        "note": "GOVERNMENT or NON_PROFIT.",
    }


def test_a_short_code_gets_its_own_form(tmp_path: Path) -> None:
    result = run(tmp_path, "bell", WAYSIDE_PHONE="22395")
    assert result.stdout.startswith("The application for a short code (United States)\n")
    assert "text the keyword BELL to 22395." in " ".join(result.stdout.split())


def test_a_story_with_problems_is_told_and_exits_with_1(tmp_path: Path) -> None:
    bell.stories(tmp_path / "stories")
    (tmp_path / "stories" / "bell" / "story.yaml").write_text("story: X\nstart: nowhere\n")
    result = run(tmp_path, "bell")
    assert (result.exit_code, "bell/story.yaml" in result.stdout) == (1, True)


@pytest.mark.parametrize(
    ("words", "more", "told"),
    [
        (["nowhere"], {}, "There is no story 'nowhere'. Name its folder."),
        (["bell", "--plays", "0"], {}, "'0' is no whole number from 1 to 10,000,000."),
        (["bell"], {"WAYSIDE_PHONE": "911"}, "WAYSIDE_PHONE is neither a phone number with a"),
        (
            ["bell", "--for", "toll-free"],
            {},
            "+12025550123 is not a toll-free number, which",
        ),
        (
            ["bell", "--for", "toll-free"],
            {"WAYSIDE_PHONE": "+442071838750"},
            "+442071838750 is no number of the United States or Canada, so US carriers ask nothing",
        ),
        (["bell"], {"WAYSIDE_PHONE": "+442071838750"}, "there is no form to fill in."),
    ],
)
def test_a_wrong_call_exits_with_2(
    tmp_path: Path, words: list[str], more: dict[str, str], told: str
) -> None:
    result = run(tmp_path, *words, **more)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.split())
