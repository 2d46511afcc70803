"""`wayside sign health`, as staff type it."""

import json
from datetime import UTC, datetime

import time_machine
from click.testing import Result

from engine.signs.register import A_PLAYER, Entry
from tests import visits
from tests.webhooks.signs.test_sign import NOON, installed, wayside
from webhooks.kept import kept

__all__ = ["installed"]
NOON_S = int(datetime.fromisoformat(NOON).timestamp())
HOUR_S, DAY_S = 3600, 24 * 3600


def health(*words: str) -> Result:
    with time_machine.travel(NOON, tick=False):
        return wayside("sign", "health", *words)


def come(code: str, first: int, last: int) -> None:
    """Let somebody come in every hour between so many days ago."""
    with kept() as store:
        hours = range(NOON_S // HOUR_S - first * 24, NOON_S // HOUR_S - last * 24)
        visits.come(store, code, hours, "text")


def test_before_anybody_came_nothing_is_wrong_and_every_sign_is_new() -> None:
    result = health()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Nothing is known to be wrong with any sign.\n"
        "\n"
        "CODE    LEADS TO     HEALTH  LAST VISIT  USUAL\n"
        "4273    mural/clock  new     never       none yet\n"
        "HANDS4  mural/wall   new     never       none yet\n"
        "8W5T    well/rim     new     never       none yet\n"
    )


def test_who_asks_reads_which_sign_fell_silent_and_what_to_type_after_a_look_at_it() -> None:
    come("4273", 28, 1)
    come("HANDS4", 28, 0)
    result = health()
    assert result.exit_code == 1
    assert result.stdout == (
        "1 sign needs somebody to look:\n"
        "\n"
        "  4273 (mural/clock, The Weir Street Clock)\n"
        "    It has fallen silent. The last visit was on Friday 4 June 2027 after 11:00. Usual are "
        "24 visits a day: about 22 were to be expected since.\n"
        "\n"
        "When you were there: wayside sign check 4273\n"
        "\n"
        "CODE    LEADS TO     HEALTH  LAST VISIT        USUAL\n"
        "4273    mural/clock  SILENT  2027-06-04 11:00  24 visits a day\n"
        "HANDS4  mural/wall   usual   2027-06-05 11:00  24 visits a day\n"
        "8W5T    well/rim     new     never             none yet\n"
    )
    assert health("well").exit_code == 0


def test_what_the_register_knows_is_told_as_well() -> None:
    with kept() as store:
        store.signs.add(
            Entry("4273", NOON_S - 3 * DAY_S, "missing", "AB", story="mural", place="clock"),
            Entry("4273", NOON_S - DAY_S, "seen", story="mural", place="clock"),
            Entry("8W5T", NOON_S - 9 * DAY_S, "granted", until_s=NOON_S - DAY_S),
            Entry("8W5T", NOON_S - DAY_S, "damaged", A_PLAYER, story="well", place="rim"),
            Entry("HANDS4", NOON_S - 9 * DAY_S, "removed", until_s=NOON_S - DAY_S),
            Entry("CRAB2", NOON_S - 9 * DAY_S, "placed", story="gone", place="gate"),
            Entry("OAK42", NOON_S - 9 * DAY_S, "retired", story="gone", place="gate"),
        )
    result = health()
    assert result.exit_code == 1
    assert result.stdout.partition("\nCODE")[0] == (
        "4 signs need somebody to look:\n"
        "\n"
        "  4273 (mural/clock, The Weir Street Clock)\n"
        "    It is missing since 2027-06-02, but somebody saw it on 2027-06-04.\n"
        "\n"
        "  HANDS4 (mural/wall, The Wall)\n"
        "    It was removed until 2027-06-04, and nobody wrote that it hangs.\n"
        "\n"
        "  8W5T (well/rim, The Rim)\n"
        "    It is damaged since 2027-06-04.\n"
        "    Its permission is OVER SINCE 2027-06-04 17:00.\n"
        "\n"
        "  CRAB2 (gone/gate)\n"
        "    Its code leads nowhere: move it, or take it down. It is placed.\n"
        "\n"
        "When you were there: wayside sign check 4273\n"
    )
    rows = map(str.split, result.stdout.partition("USUAL\n")[2].splitlines())
    assert {code: health for code, _where, health, *_rest in rows} == {
        "4273": "missing", "HANDS4": "removed", "8W5T": "new", "CRAB2": "not", "OAK42": "retired",
    }  # fmt: skip


def test_a_sign_that_hangs_where_it_was_refused_is_told() -> None:
    with kept() as store:
        store.signs.add(Entry("4273", NOON_S - DAY_S, "refused", story="mural", place="clock"))
    assert health().exit_code == 0
    with kept() as store:
        store.signs.add(Entry("4273", NOON_S - DAY_S, "placed", story="mural", place="clock"))
    assert "Its permission was refused on 2027-06-04: take it down." in health().stdout


def test_a_timer_sends_only_what_is_wrong() -> None:
    result = health("--only-wrong")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    come("4273", 28, 1)
    come("HANDS4", 28, 0)
    result = health("--only-wrong")
    assert result.exit_code == 1
    assert result.stdout.startswith("1 sign needs somebody to look:\n\n  4273 (")
    assert result.stdout.endswith("\nWhen you were there: wayside sign check 4273\n")


def test_programs_read_the_same_as_json() -> None:
    come("4273", 28, 1)
    come("HANDS4", 28, 0)
    result = health("--format", "json")
    found = {each["code"]: each for each in json.loads(result.stdout)}
    assert result.exit_code == 1
    assert found["4273"]["health"] == "silent"
    assert found["4273"]["last_visit_hour"] == "2027-06-04T11:00"
    assert found["4273"]["visits_a_day"] == 23.56
    assert found["4273"]["wrong"][0].startswith("It has fallen silent.")
    assert (found["HANDS4"]["health"], found["HANDS4"]["wrong"]) == ("usual", [])
    only = json.loads(health("--only-wrong", "--format", "json").stdout)
    assert [each["code"] for each in only] == ["4273"]


def test_a_story_that_is_not_there_is_told_so() -> None:
    result = health("murall")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Players meet no story called 'murall'." in result.stderr


def test_an_alarm_stands_in_the_log_of_the_sign() -> None:
    with kept() as store:
        at_s = int(datetime(2027, 6, 5, 9, tzinfo=UTC).timestamp())
        store.signs.tell(Entry("4273", at_s, "silent", note="Nobody was here yet."))
    with time_machine.travel(NOON, tick=False):
        shown = wayside("sign", "list", "4273").stdout
    assert '2027-06-05 04:00  fell silent, "Nobody was here yet."' in shown
