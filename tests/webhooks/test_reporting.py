"""`wayside report`, as staff type it."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

from tests.twilio_stub import text
from tests.webhooks import bell
from tests.webhooks.house import open_house
from webhooks.command import main

TEXT = """\
The Counting Bell (bell), 2027-06-01 to 2027-06-30
Numbers are rounded to the nearest 5; fewer than 5 are told as "under 5", and then '-'
stands for what else they did: so nobody can be made out.
2 plays of staff are left out; see --staff.

Plays                   10
Completed                5  50 %
Hints                    0
Not understood           0
Texts in                20
Texts out               20
Segments                60
Pictures and sounds      0
Cost                 $0.70
The cost is as wayside budget counts it, rounded, without staff's own texts, about $0.07 a play.

By day

  Day           Plays  Completed  Segments   Cost
  2027-06-05       10          5        60  $0.70
  2027-06-06  under 5          -         -      -

By language

  Language    Plays  Completed
  en             10          5
  es        under 5          -

By channel

  Channel       Plays  Completed
  text message     10          5

Endings

  Ending          Completed
  =cmd()<U+202E>          5
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    bell.stories(tmp_path / "stories")
    monkeypatch.setenv("WAYSIDE_STORIES", str(tmp_path / "stories"))
    monkeypatch.setenv("WAYSIDE_DATA", str(tmp_path / "var"))
    assert wayside("publish", tmp_path / "stories" / "bell").exit_code == 0
    connection = sqlite3.connect(tmp_path / "var" / "wayside.db")
    happened = [
        ("05", "started", "", "en", 0, 9), ("06", "started", "", "es", 0, 1),
        ("05", "ended", "=cmd()\u202e", "en", 0, 6),
        ("06", "started", "", "en", 1, 2),
    ]  # fmt: skip
    connection.executemany(
        "INSERT INTO totals (day, kind, what, language, staff, times, story, channel, edition) "
        "VALUES ('2027-06-' || ?, ?, ?, ?, ?, ?, 'bell', 'sms', '')",
        happened,
    )
    connection.execute(
        "INSERT INTO spending (day, story, country, staff, texts_in, texts_out, segments_in, "
        "segments_out, media_in, media_out, amount) "
        "VALUES ('2027-06-05', 'bell', 'US', 0, 20, 20, 20, 40, 0, 0, 728000)"
    )
    connection.commit()
    connection.close()
    return tmp_path


def wayside(*words: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def june(*words: str) -> Result:
    with time_machine.travel("2027-08-01T12:00Z", tick=False):
        return wayside("report", "bell", "--from", "2027-06", "--until", "2027-06", *words)


def test_a_report_for_people(installed: Path) -> None:
    result = june()
    assert (result.stdout, result.exit_code) == (TEXT, 0)


def test_the_cost_of_a_report_is_that_of_the_budget_at_the_prices_that_were_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYSIDE_DATA", str(tmp_path / "var"))
    house = open_house(tmp_path, WAYSIDE_PRICES="US=2/1")
    assert wayside("staff", "add", "+12025550199").exit_code == 0
    for number in range(20):
        house.text(text("BELL", sender=f"+1202555{number:04}"))
    house.text(text("BELL", sender="+12025550199"))
    budget = json.loads(wayside("budget", "--format", "json").stdout)
    spent = {(row["story"], row["staff"]): row["usd"] for row in budget["days"]}
    [told] = json.loads(wayside("report", "bell", "--format", "json").stdout)["total"]
    assert spent[("bell", False)] > 59
    assert abs(told["usd"] - spent[("bell", False)]) < 10
    [ours] = json.loads(wayside("report", "bell", "--staff", "--format", "json").stdout)["total"]
    assert ours["usd"] == spent[("bell", True)] > 0
    assert budget["in_all_usd"] == sum(spent.values())


def test_a_table_for_spreadsheets_holds_no_formula(installed: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(june("--format", "csv").stdout)))
    assert [(row["about"], row["name"], row["plays"], row["completed"]) for row in rows] == [
        ("total", "", "10", "5"), ("day", "2027-06-05", "10", "5"),
        ("day", "2027-06-06", "under 5", ""), ("language", "en", "10", "5"),
        ("language", "es", "under 5", ""), ("channel", "sms", "10", "5"),
        ("ending", "'=cmd()<U+202E>", "", "5"),
    ]  # fmt: skip
    assert rows[0]["usd"] == "0.7"


def test_an_object_for_programs_is_ascii(installed: Path) -> None:
    told = june("--format", "json").stdout
    assert told.isascii()
    read = json.loads(told)
    assert read["total"][0]["usd"] == 0.7
    assert read["ending"] == [{"name": "=cmd()\u202e", "title": "", "completed": 5}]
    assert read["day"][1] == {
        "name": "2027-06-06", "title": "", "plays": "under 5", "completed": None, "segments": None,
        "usd": None,
    }  # fmt: skip


def test_a_period_in_which_few_played_tells_no_more(installed: Path) -> None:
    one_day = ("--from", "2027-06-06", "--until", "2027-06-06")
    told = wayside("report", "bell", *one_day).stdout
    assert told.endswith("\nFewer than 5 plays began: no more is told of them.\n")
    rows = wayside("report", "bell", *one_day, "--format", "csv").stdout.splitlines()
    assert rows[1:] == ["bell,2027-06-06,2027-06-06,total,,under 5 plays,"]


def test_staff_see_their_own_plays_as_they_were(installed: Path) -> None:
    told = june("--staff").stdout.splitlines()
    assert told[1] == "Staff's own plays only, exactly as they were."
    assert told[3].split() == ["Plays", "2"]


def test_without_a_period_all_of_it_is_told_by_months(installed: Path) -> None:
    told = wayside("report", "bell", "--by", "month").stdout
    assert told.startswith("The Counting Bell (bell), 2027-06-05 to 2027-06-06\n")
    assert "  2027-06     10          5        60  $0.70\n" in told


def test_a_story_that_is_not_there_and_a_day_that_is_none_are_told(installed: Path) -> None:
    unknown = wayside("report", "bel")
    told = "There is no story 'bel'. Did you mean 'bell'?"
    assert (unknown.exit_code, told in unknown.stderr) == (2, True)
    for day in ("2027-6-5", "2027-02-30", "banana", "2027-13", "0000", "20270605", "20"):
        result = wayside("report", "bell", "--from", day)
        said = f"'{day}' is no day. Type it as 2027-06-05, a month as 2027-06, or a year as 2027."
        assert (result.exit_code, said in result.stderr) == (2, True)
    later = wayside("report", "bell", "--from", "2027-07", "--until", "2027-06")
    assert (later.exit_code, "is after" in later.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "period"),
    [
        (["--from", "2027", "--until", "2027"], "2027-01-01 to 2027-08-01"),
        (["--from", "2026", "--until", "2026"], "2026-01-01 to 2026-12-31"),
        (["--from", "2027-02", "--until", "2027-02"], "2027-02-01 to 2027-02-28"),
        (["--until", "2030"], "2027-06-05 to 2027-08-01"),
    ],
)
def test_a_year_or_a_month_is_all_of_it_that_is_over(
    installed: Path, words: list[str], period: str
) -> None:
    with time_machine.travel("2027-08-01T12:00Z", tick=False):
        told = wayside("report", "bell", *words).stdout
    assert told.startswith(f"The Counting Bell (bell), {period}\n")


def test_what_is_to_come_is_no_period_to_tell_of(installed: Path) -> None:
    with time_machine.travel("2027-08-01T12:00Z", tick=False):
        told = wayside("report", "bell", "--from", "2028")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "--from 2028-01-01 is in the future: nothing has happened yet." in told.stderr


def test_a_report_of_a_withdrawn_story_can_be_had(installed: Path) -> None:
    wayside("withdraw", "bell")
    assert june().stdout.startswith("bell (bell), 2027-06-01 to 2027-06-30\n")
