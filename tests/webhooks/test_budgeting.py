"""`wayside budget`, as staff type it."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

from engine.store.spending import Spent
from tests.twilio_stub import text
from tests.webhooks.house import open_house
from webhooks.command import main
from webhooks.opening import open_kept
from webhooks.settings import from_environment

NOW = datetime(2027, 6, 5, 20, tzinfo=UTC)
TODAY = date(2027, 6, 5)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    given = {"WAYSIDE_DATA": str(tmp_path / "var"), "WAYSIDE_PHONE": "+12125550123"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return given


def spend(given: dict[str, str], *rows: Spent) -> None:
    store = open_kept(from_environment(given))
    for row in rows:
        store.spend(row)
    store.close()


def budget(*words: str, **variables: str) -> Result:
    with time_machine.travel(NOW, tick=False):
        return CliRunner(env=variables).invoke(main, ["budget", *words])


def test_before_anybody_texted_nothing_is_spent_and_nothing_is_made(
    installed: dict[str, str], tmp_path: Path
) -> None:
    told = budget()
    assert (told.exit_code, told.stdout) == (
        0,
        """\
Spent on texts, in US dollars
  today       $0.00   5 June 2027, America/New_York
  in all      $0.00

To come
  Nobody can tell before the first whole day is over.

What happens when
  Nothing: there is no budget, so texts may cost without end. To set one:
  WAYSIDE_BUDGET_DAY=20 for each day, WAYSIDE_BUDGET_TOTAL=500 in all.
""",
    )
    assert not (tmp_path / "var").exists()


def test_what_was_spent_what_is_to_come_and_what_happens_when(installed: dict[str, str]) -> None:
    days = [Spent(TODAY - timedelta(n), "bell", "US", 0, 0, 0, 0, 6_100_000) for n in range(1, 30)]
    spend(installed, *days, Spent(TODAY, "bell", "US", amount=4_210_000))
    told = budget(WAYSIDE_BUDGET_DAY="20", WAYSIDE_BUDGET_TOTAL="500")
    assert (
        told.stdout
        == """\
Spent on texts, in US dollars
  today       $4.21 of $20.00 (21 %)   5 June 2027, America/New_York
  in all    $181.11 of $500.00 (36 %)   since 7 May 2027

To come
  A day costs $6.10, as the last 7 days did; 30 days $183.00.
  At that, the whole budget is spent on 27 July 2027.

What happens when
  now: everything goes on as usual
  at $16.00 today or $400.00 in all:
      what comes by itself waits until its player writes
  at $18.00 today or $450.00 in all:
      who would begin gets the web address, once; who plays goes on
  at $20.00 today or $500.00 in all:
      it is spent; who is in the middle of a story may finish, which costs more
  A new day begins with nothing spent.
"""
    )


def test_a_budget_that_is_nearly_spent_says_what_that_means_now(installed: dict[str, str]) -> None:
    spend(installed, Spent(TODAY - timedelta(1), amount=30_000_000))
    spend(installed, Spent(TODAY, amount=18_000_000))
    told = budget(WAYSIDE_BUDGET_DAY="20").stdout
    assert "  A day costs $30.00, as yesterday did; 30 days $900.00.\n" in told
    assert "  That is more than the budget of a day lets everybody have: see below.\n" in told
    assert "  now: who would begin gets the web address, once; who plays goes on\n" in told
    assert "  at $18.00 today:\n" in told


def test_a_country_whose_price_nobody_told_is_named(installed: dict[str, str]) -> None:
    spend(installed, Spent(TODAY, "", "FR", 0, 2, amount=300_000), Spent(TODAY, "", "DE", 1))
    told = budget().stdout
    assert told.endswith("""
Nobody told what texts to FR cost: a segment counts as $0.15.
Look it up at Twilio and set it, as WAYSIDE_PRICES=FR=OUT/IN.
""")
    assert "Nobody told" not in budget(WAYSIDE_PRICES="FR=0.08/0.0075").stdout
    assert "texts to FR, GB cost" in budget(WAYSIDE_COUNTRIES="GB").stdout


def test_programs_get_the_same_as_figures(installed: dict[str, str]) -> None:
    spend(installed, Spent(TODAY, "bell", "US", 3, 4, 1, 0, 100_000))
    told = json.loads(budget("--format", "json", WAYSIDE_BUDGET_DAY="0.11").stdout)
    assert told == {
        "day": "2027-06-05", "zone": "America/New_York", "stage": "no new", "today_usd": 0.1,
        "in_all_usd": 0.1, "budget_day_usd": 0.11, "budget_total_usd": None, "forecast": None,
        "unpriced": [],
        "days": [
            {
                "day": "2027-06-05", "story": "bell", "country": "US", "staff": False,
                "texts_in": 0, "texts_out": 0, "segments_in": 3,
                "segments_out": 4, "media_in": 1, "media_out": 0, "usd": 0.1,
            }
        ],
    }  # fmt: skip


def test_a_text_that_was_answered_is_among_what_was_spent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = open_house(tmp_path)
    house.text(text("BELL"))
    house.text(text("BELL", "+33612345678"))
    monkeypatch.setenv("WAYSIDE_DATA", str(tmp_path / "var"))
    result = CliRunner().invoke(main, ["budget", "--format", "json"])
    rows = json.loads(result.stdout)["days"]
    assert [(row["story"], row["country"], row["segments_out"]) for row in rows] == [
        ("", "FR", 0), ("bell", "US", 1)
    ]  # fmt: skip
    assert "not served (FR)" in house.logged.getvalue()


def test_a_budget_that_is_no_amount_is_misuse(installed: dict[str, str]) -> None:
    told = budget(WAYSIDE_BUDGET_DAY="twenty")
    assert told.exit_code == 2
    assert "WAYSIDE_BUDGET_DAY is no amount of money." in told.stderr
