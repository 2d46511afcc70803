"""`wayside close`, `open` and `closed`, as staff type them, and what servers make of it."""

import re
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

from tests.serving import Server, serving
from tests.twilio_stub import text
from tests.until import until
from tests.webhooks import bell
from webhooks.command import main


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    bell.stories(tmp_path / "stories")
    monkeypatch.setenv("WAYSIDE_STORIES", str(tmp_path / "stories"))
    monkeypatch.setenv("WAYSIDE_DATA", str(tmp_path / "var"))
    return tmp_path


def wayside(*words: str) -> Result:
    result = CliRunner().invoke(main, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def published(folder: Path) -> None:
    assert wayside("publish", str(folder / "stories")).exit_code == 0


def test_what_is_closed_is_told_with_what_players_read_and_how_to_open_it(installed: Path) -> None:
    published(installed)
    result = wayside("close", "bell", "--say", "A storm is \n coming.\x1b[2J")
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        (
            "bell is closed until it is opened. Who comes there reads:\n"
            "  A storm is coming.\N{REPLACEMENT CHARACTER}[2J\n"
        ),
        "To open it: wayside open 'bell'\n",
    )
    assert wayside("closed").stdout == (
        'bell  until it is opened  "A storm is coming.\N{REPLACEMENT CHARACTER}[2J"\n'
    )
    assert wayside("open", "The Counting Bell").stdout == "bell is open.\n"
    assert wayside("closed").stdout == "Nothing is closed.\n"


def test_until_is_a_time_on_the_clock_of_the_story(installed: Path) -> None:
    published(installed)
    result = wayside("close", "bell", "--until", "2 days")
    assert re.search(r"^bell is closed until \w+ \d+ \w+ \d{4}, \d\d:\d\d \(UTC\)\.", result.stdout)
    assert "  This story is closed now. It opens on " in result.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["close", "harbour"],
            "no story and no place called 'harbour'. There are: bell The Counting Bell",
        ),
        (["close", "bell", "--until", "soon"], "'soon' is no time. Write it like 18:00"),
        (["close", "bell", "--until", "2020-01-01"], "'2020-01-01' is over already."),
        (["close", "bell", "--say", "x" * 301], "at most 300 characters; it is 301 long"),
        (["open", "bell"], "'bell' is not closed. See: wayside closed"),
        (["open", "harbour"], "no place called 'harbour'"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_closed(
    installed: Path, words: list[str], told: str
) -> None:
    published(installed)
    result = wayside(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.split())
    assert wayside("closed").stdout == "Nothing is closed.\n"


def test_before_anything_is_published_there_is_nothing_to_close(installed: Path) -> None:
    assert "Nothing is kept yet" in wayside("close", "x").stderr
    published(installed)
    wayside("withdraw", "bell")
    assert "Players meet no story yet; see: wayside publish" in wayside("close", "x").stderr


STREET = """
story: Weir Street
keywords: [WEIR]
start: street
timezone: America/Chicago
places:
  clock: {name: The Weir-Street Clock, at: "43.04, -87.9"}
  mill: {name: The Old Mill, at: "43.05, -87.9"}
  steps: {name: The Mill Steps, at: "43.06, -87.9"}
scenes:
  street: {say: A street., choices: [{pick: Go, ending: Gone}]}
"""


@pytest.fixture
def street(installed: Path) -> None:
    (installed / "stories" / "weir").mkdir()
    (installed / "stories" / "weir" / "story.yaml").write_text(STREET)
    assert wayside("publish", str(installed / "stories")).exit_code == 0


@pytest.mark.usefixtures("street")
@pytest.mark.parametrize("typed", ["Weir Street Clock", "the weir street clock", "street clock"])
def test_a_place_is_found_without_its_article_by_words_of_its_name(typed: str) -> None:
    told = wayside("close", typed).stdout
    assert told.startswith("weir/clock (The Weir-Street Clock) is closed until it is opened.")
    assert wayside("open", typed).stdout == "weir/clock is open.\n"


@pytest.mark.usefixtures("street")
def test_what_may_be_several_or_nothing_is_told_with_all_there_is() -> None:
    several = wayside("close", "mill").stdout
    assert several.startswith("weir/mill ")
    several = wayside("close", "the").stderr
    assert "'the' may be any of bell, weir/clock, weir/mill, weir/steps." in several
    assert (
        "Did you mean 'The Weir-Street Clock'?" in wayside("close", "The Wire Street Clok").stderr
    )
    nothing = wayside("close", "harbour").stderr
    assert nothing.endswith("""\
There are:
  bell  The Counting Bell
  weir  Weir Street
    weir/clock  The Weir-Street Clock
    weir/mill  The Old Mill
    weir/steps  The Mill Steps
""")


@pytest.mark.usefixtures("street")
@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("friday", "Saturday 28 November 2026, 00:00 (America/Chicago): through Friday"),
        ("thursday", "Friday 27 November 2026, 00:00 (America/Chicago): through Thursday"),
        ("2026-11-30", "Tuesday 1 December 2026, 00:00 (America/Chicago): through Monday"),
        ("tomorrow 9:00", "Friday 27 November 2026, 09:00 (America/Chicago)"),
        ("tomorrow 5 pm", "Friday 27 November 2026, 17:00 (America/Chicago)"),
    ],
)
def test_a_day_alone_is_closed_to_its_end_and_what_was_understood_is_told(
    typed: str, understood: str
) -> None:
    with time_machine.travel("2026-11-26T18:00Z", tick=False):
        told = wayside("close", "weir", "--until", typed).stdout
    assert told.startswith(f"weir is closed until {understood}. Who comes there reads:\n")


def test_what_was_withdrawn_can_be_opened_by_its_name_in_the_list(installed: Path) -> None:
    published(installed)
    wayside("close", "bell")
    wayside("withdraw", "bell")
    assert wayside("open", "bell").stdout == "bell is open.\n"


def answered(server: Server, number: int, words: str) -> str:
    return server.text(text(words, sender=f"+1415555{number:04}")).body.decode()


def test_every_process_of_a_server_that_runs_closes_and_opens_soon_and_no_play_moves(
    installed: Path,
) -> None:
    stories, data = installed / "stories", installed / "var"
    with serving(data, stories=stories, workers=2) as server:
        assert "rung 1 times" in [answered(server, 1, each) for each in ("bell", "1")][-1]
        wayside("close", "bell", "--until", "2 hours")
        # Each text is a connection of its own, so that both processes are asked.
        newcomers = range(2, 12)
        assert until(
            lambda: all("closed now. It opens" in answered(server, n, "bell") for n in newcomers)
        )
        assert "closed now. It opens" in answered(server, 1, "1")
        wayside("open", "bell")
        assert until(lambda: "rung 2 times" in answered(server, 1, "1"))
        assert until(lambda: all("hangs here" in answered(server, n, "bell") for n in newcomers))
