"""`wayside close`, `open` and `closed`, as staff type them, and what servers make of it."""

import re
from pathlib import Path

import pytest
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
            "Players meet no story and no place called 'harbour'. Stories: bell",
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
    assert "Stories: none; see: wayside publish" in " ".join(wayside("close", "x").stderr.split())
    assert installed.exists()


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
