import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.erasing import LOST
from engine.ledger import Ledger
from tests.twilio_stub import ACCOUNT, TOKEN, environment
from tests.webhooks import bell
from webhooks.checks import Check
from webhooks.doctor import Report, as_json, as_text, doctor, examined
from webhooks.opening import open_for_players, open_kept
from webhooks.settings import from_environment
from webhooks.variables import VARIABLES


def installation(folder: Path, **variables: str) -> dict[str, str]:
    stories = folder / "stories"
    if not stories.exists():
        bell.stories(stories)
    return {"WAYSIDE_STORIES": str(stories), "WAYSIDE_DATA": str(folder / "var")} | variables


def check(report: Report, what: str) -> Check:
    return next(check for check in report.checks if check.what == what)


def test_a_new_installation_is_well_and_nothing_is_made_by_looking(tmp_path: Path) -> None:
    report = examined(installation(tmp_path))
    assert report.checks == (
        Check("stories", True, "The Counting Bell"),
        Check("data", True, f"{tmp_path / 'var'} can be written to."),
        Check("secret", True, "Made at the first start."),
        Check("database", True, "Made at the first start."),
        Check(
            "erasures",
            True,
            f"Who is erased is noted in {tmp_path / 'var/erasures'}. Copy it to another disk as it "
            "grows, or set WAYSIDE_ERASURES to one.",
        ),
        Check(
            "twilio",
            True,
            "Off. To take texts, set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN and "
            "WAYSIDE_PUBLIC_URL.",
        ),
        Check(
            "players",
            True,
            "Before texts are taken, set WAYSIDE_NAME and WAYSIDE_CONTACT, so that they are told "
            "who is texting and whom to ask.",
        ),
        Check(
            "budget",
            True,
            "Before texts are taken, set WAYSIDE_BUDGET_DAY, such as 20 (US dollars a day): "
            "nothing else ends what texts may cost.",
        ),
        Check(
            "walks",
            True,
            "In the browser of this machine they have all. On other phones they have no download, "
            "no position and no screen that stays on until Wayside has an https address "
            "(WAYSIDE_PUBLIC_URL).",
        ),
    )
    assert report.well
    assert not (tmp_path / "var").exists()


def test_an_installation_that_runs_is_well(tmp_path: Path) -> None:
    (tmp_path / "apart").mkdir()
    more = {"WAYSIDE_BUDGET_DAY": "20", "WAYSIDE_PHONE": "+12025550123"}
    more |= {"WAYSIDE_ERASURES": str(tmp_path / "apart")}
    given = installation(tmp_path, **environment(**more))
    open_kept(from_environment(given)).close()
    report = examined(given)
    url = "https://play.example.org/hooks/twilio/sms#rc=5&rp=5xx,ct,rt&ct=2000&rt=5000"
    assert report.hook == url
    assert report.checks[2:] == (
        Check("secret", True, f"{tmp_path / 'var/secret'} is there. Keep a copy, but not beside "
              "the database's."),
        Check("database", True, "It opens, and has the tables of this program."),
        Check("erasures", True, f"Who is erased is noted in {tmp_path / 'apart'}."),
        Check("twilio", True, f'Paste at Twilio, "A message comes in", HTTP POST: {url}'),
        Check("players", True, "Not told who is texting, as WAYSIDE_NOTICE is off. US carriers ask "
              "for it."),
        Check("budget", True, "Texts cost at most $20.00 a day. See: wayside budget"),
        Check("pages", True, "The first page shows your number, and leads to the walks in the "
              "browser. The phone on the screen (/try) is off; to switch it on, for everybody who "
              "finds it, set WAYSIDE_TRY=on."),
    )  # fmt: skip


def test_who_is_texting_is_to_be_set_where_texts_are_taken(tmp_path: Path) -> None:
    taking = environment(WAYSIDE_NOTICE="on", WAYSIDE_NAME="Bibliothèque du Fleuve ç")
    report = examined(installation(tmp_path, **taking))
    words = "Set WAYSIDE_CONTACT, so that they are told who is texting and whom to ask."
    assert check(report, "players") == Check("players", False, words)
    report = examined(installation(tmp_path, **taking, WAYSIDE_CONTACT="ask@l.example"))
    assert check(report, "players") == Check(
        "players",
        True,
        "Their first text ends with: Bibliothèque du Fleuve ç. Msg & data rates may apply. Reply "
        "STOP to end, HELP for help. Terms and privacy: https://play.example.org/terms (3 "
        "segments. ç makes it dearer.)",
    )


def test_a_walk_wants_https(tmp_path: Path) -> None:
    lacks = "no download, no position and no screen that stays on"
    assert lacks in check(examined(installation(tmp_path)), "walks").words
    report = examined(installation(tmp_path, WAYSIDE_PUBLIC_URL="http://play.example.org"))
    (wrong,) = (each for each in report.settings if each.problem)
    assert (wrong.name, lacks in (wrong.problem or "")) == ("WAYSIDE_PUBLIC_URL", True)
    assert not report.well
    safe = examined(installation(tmp_path, WAYSIDE_PUBLIC_URL="https://play.example.org"))
    assert lacks not in as_text(safe)


SET = "Set WAYSIDE_COUNTRIES"


@pytest.mark.parametrize(
    ("what", "variables", "told"),
    [
        ("contact", {"WAYSIDE_CONTACT": "the front desk"},
         "WAYSIDE_CONTACT is 'the front desk': neither an address for mail, nor a whole phone"),
        ("contact", {"WAYSIDE_CONTACT": "ask@library"}, "is 'ask@library': neither an address"),
        ("contact", {"WAYSIDE_CONTACT": "555-0143"}, "neither an address for mail, nor a whole"),
        ("token", {"TWILIO_AUTH_TOKEN": "canary"},
         "TWILIO_AUTH_TOKEN has 6 characters, and Twilio's have 32, so that every text is refused"),
        ("token", {"TWILIO_AUTH_TOKEN": f"{TOKEN},canary"}, "has 6 characters"),
        ("token", {"TWILIO_AUTH_TOKEN": "canary-" * 4 + "x" * 4}, "holds other letters than Tw"),
        ("token", {"TWILIO_AUTH_TOKEN": ACCOUNT}, "is the id of an account or of a key, and not"),
        ("token", {"TWILIO_AUTH_TOKEN": "SK" + "1" * 32}, "is the id of an account or of a key"),
        ("token", {"TWILIO_AUTH_TOKEN": "0" * 32}, "TWILIO_AUTH_TOKEN is a placeholder"),
        ("account", {"TWILIO_ACCOUNT_SID": f"AC{'0' * 32}"}, "TWILIO_ACCOUNT_SID is a placeho"),
        ("country", {"WAYSIDE_PHONE": "+12025550123", "WAYSIDE_COUNTRIES": "GB,FR"},
         "WAYSIDE_COUNTRIES is FR, GB, but +12025550123 is a number of US: who lives where it"),
        ("country", {"WAYSIDE_PHONE": "22395", "WAYSIDE_COUNTRIES": "GB,FR"}, f"{SET}=FR,GB,US"),
        ("budget", {"WAYSIDE_BUDGET_DAY": "20", "WAYSIDE_BUDGET_TOTAL": "12.50"},
         "WAYSIDE_BUDGET_TOTAL ($12.50) is less than WAYSIDE_BUDGET_DAY ($20.00), so that all may"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_meant_are_to_be_mended(
    tmp_path: Path, what: str, variables: dict[str, str], told: str
) -> None:
    report = examined(installation(tmp_path, **environment(**variables)))
    found = check(report, what)
    assert (found.well, report.well) == (False, False)
    assert told in found.words
    assert "canary" not in as_text(report)


@pytest.mark.parametrize(
    "variables",
    [
        {"WAYSIDE_CONTACT": "Ask us: ask@library.example"}, {"WAYSIDE_CONTACT": "library.example"},
        {"WAYSIDE_CONTACT": "https://l.example/ask"}, {"WAYSIDE_CONTACT": "(202) 555-0143"},
        {"WAYSIDE_CONTACT": "020 7946 0018", "WAYSIDE_PHONE": "+442079460123"},
        {"TWILIO_AUTH_TOKEN": f"{TOKEN},{TOKEN[::-1]}"},
        {"WAYSIDE_PHONE": "+12025550123", "WAYSIDE_COUNTRIES": "US,MX"},
        {"WAYSIDE_PHONE": "+12025550123", "WAYSIDE_COUNTRIES": "all"},
        {"WAYSIDE_PHONE": "22395", "WAYSIDE_COUNTRIES": "CA"},
        {"WAYSIDE_BUDGET_DAY": "20", "WAYSIDE_BUDGET_TOTAL": "20"}, {"WAYSIDE_BUDGET_TOTAL": "5"},
    ],
)  # fmt: skip
def test_settings_that_can_be_meant_are_well(tmp_path: Path, variables: dict[str, str]) -> None:
    assert examined(installation(tmp_path, **environment(**variables))).well


def test_where_no_budget_is_set_that_is_worth_a_look(tmp_path: Path) -> None:
    report = examined(installation(tmp_path, **environment()))
    words = (
        "Set WAYSIDE_BUDGET_DAY, such as 20 (US dollars a day): nothing else ends what texts may "
        "cost. See: wayside budget"
    )
    assert check(report, "budget") == Check("budget", True, words, unsure=True)


def test_a_drawn_phone_for_everybody_is_worth_a_look(tmp_path: Path) -> None:
    on = check(examined(installation(tmp_path, **environment(WAYSIDE_TRY="on"))), "pages")
    assert on.unsure
    assert on.words.startswith("The phone on the screen (/try) is on, for everybody who finds it.")
    off = check(examined(installation(tmp_path, **environment())), "pages")
    assert not off.unsure
    assert off.words.startswith("The first page shows no number, and leads to the walks in the")


def test_a_half_connected_twilio_is_to_be_mended(tmp_path: Path) -> None:
    report = examined(installation(tmp_path, TWILIO_AUTH_TOKEN=TOKEN))
    assert check(report, "twilio") == Check(
        "twilio",
        False,
        "Texts are answered 503, because nobody can tell whose they are: set TWILIO_ACCOUNT_SID "
        "and WAYSIDE_PUBLIC_URL.",
    )
    assert not report.well


def test_a_lost_secret_is_told_and_not_made_anew(tmp_path: Path) -> None:
    given = installation(tmp_path)
    open_kept(from_environment(given)).close()
    secret = tmp_path / "var/secret"
    secret.unlink()
    report = examined(given)
    assert check(report, "secret").words.startswith(f"There is no secret at {secret}.")
    assert check(report, "database") == Check(
        "database", False, "Cannot be looked at before the secret is right."
    )
    assert not secret.exists()


def test_a_secret_of_another_installation_is_told(tmp_path: Path) -> None:
    given = installation(tmp_path)
    open_kept(from_environment(given)).close()
    (tmp_path / "var/secret").write_bytes(b"x" * 32)
    words = check(examined(given), "database").words
    assert words.startswith("The secret does not belong to this database")


def test_a_ledger_of_erasures_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    apart = tmp_path / "apart"
    report = examined(installation(tmp_path, WAYSIDE_ERASURES=str(apart)))
    assert check(report, "erasures").words.startswith(f"There is no folder {apart}, in which it")
    assert (report.well, apart.exists()) == (False, False)
    (apart / "erasures.txt").mkdir(parents=True)
    report = examined(installation(tmp_path, WAYSIDE_ERASURES=str(apart)))
    assert "cannot be used: Is a directory." in check(report, "erasures").words
    assert not report.well


def test_a_ledger_of_erasures_that_the_database_does_not_know_is_told(tmp_path: Path) -> None:
    given = installation(tmp_path, WAYSIDE_DATA=str(tmp_path))
    settings = from_environment(given)
    Ledger(settings.erasures).add([(b"1" * 16, 5)])
    open_for_players(settings).close()
    assert check(examined(given), "erasures").well
    (tmp_path / "erasures/erasures.txt").unlink()
    assert check(examined(given), "erasures") == Check("erasures", False, LOST)


def test_stories_that_are_not_there_or_wrong_are_told(tmp_path: Path) -> None:
    nowhere = installation(tmp_path, WAYSIDE_STORIES=str(tmp_path / "nowhere"))
    assert check(examined(nowhere), "stories").words == (
        f"There is no folder {tmp_path / 'nowhere'}. Set WAYSIDE_STORIES, or: wayside new NAME"
    )
    (tmp_path / "empty").mkdir()
    empty = installation(tmp_path, WAYSIDE_STORIES=str(tmp_path / "empty"))
    assert check(examined(empty), "stories").words == (
        f"There is no story in {tmp_path / 'empty'}. Type: wayside new NAME"
    )
    (tmp_path / "stories/bell/story.yaml").write_text("story: Bell\nscenes: [\n", encoding="utf-8")
    assert check(examined(installation(tmp_path)), "stories") == Check(
        "stories", False, f"1 to mend: wayside check {tmp_path / 'stories'}"
    )


def test_a_slip_in_a_name_is_told(tmp_path: Path) -> None:
    report = examined(installation(tmp_path, WAYSIDE_PUBLIC_ULR="https://play.example.org"))
    assert check(report, "name") == Check(
        "name",
        False,
        "WAYSIDE_PUBLIC_ULR is not known here. Did you mean 'WAYSIDE_PUBLIC_URL'?",
    )


def test_every_variable_is_listed_and_no_secret_is_shown(tmp_path: Path) -> None:
    given = installation(
        tmp_path, **environment(WAYSIDE_DATABASE_URL="postgresql://me:canary@127.0.0.1:1/wayside")
    )
    report = examined(given)
    for form in (as_text, as_json):
        said = form(report)
        assert [v.name for v in VARIABLES if v.name not in said] == []
        assert "postgresql://me:***@127.0.0.1:1/wayside" in said
        assert TOKEN not in said
        assert "canary" not in said


def test_a_wrong_secret_value_is_not_shown_either(tmp_path: Path) -> None:
    said = as_text(examined(installation(tmp_path, TWILIO_AUTH_TOKEN="canary,a,b")))
    assert "WRONG: TWILIO_AUTH_TOKEN holds 3 tokens." in said
    assert "canary" not in said


@pytest.mark.parametrize(("value", "code"), [("off", 0), ("perhaps", 1)])
def test_the_exit_code_tells_whether_all_is_well(tmp_path: Path, value: str, code: int) -> None:
    given = installation(tmp_path, WAYSIDE_TRY=value)
    result = CliRunner(env=given).invoke(doctor, ["--format", "json"])
    assert result.exit_code == code
    found = json.loads(result.stdout)
    assert found["well"] is (code == 0)
    assert set(found) == {"well", "settings", "checks", "hook"}
    assert set(found["settings"][0]) == {"name", "meaning", "value", "default", "problem"}
    assert CliRunner().invoke(doctor, ["--format", "xml"]).exit_code == 2
