"""`wayside sign patrol`, as staff type it."""

import io
import os
from pathlib import Path

import pytest
import time_machine
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image

from webhooks.command import main
from webhooks.opening import secret_of
from webhooks.settings import from_environment
from webhooks.signs import patrolling
from webhooks.signs.passes import Pass, read_pass

MURAL = """
story: The Grand Mural
keywords: [MURAL]
start: wall
places: {wall: {name: The Wall, code: HANDS4}}
scenes:
  wall: {say: A wall., choices: [{pick: Go, ending: Gone}]}
"""
NOON, NOON_S = "2027-06-05T17:00:00Z", 1_812_214_800
HOUR_S = 3600
SITE = "https://play.example.org"


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stories" / "mural").mkdir(parents=True)
    (tmp_path / "stories" / "mural" / "story.yaml").write_text(MURAL)
    monkeypatch.setenv("WAYSIDE_STORIES", str(tmp_path / "stories"))
    monkeypatch.setenv("WAYSIDE_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("WAYSIDE_PUBLIC_URL", SITE)
    monkeypatch.setenv("WAYSIDE_TIMEZONE", "America/Chicago")
    wayside("publish", str(tmp_path / "stories"))


def wayside(*words: str) -> Result:
    with time_machine.travel(NOON, tick=False):
        result = CliRunner().invoke(main, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def passed(result: Result) -> Pass | None:
    """Give the pass of the link that was printed, and nothing else."""
    before, _, token = result.stdout.partition("/patrol/")
    assert (before, token[-1:], result.exit_code) == (SITE, "\n", 0)
    return read_pass(secret_of(from_environment(os.environ)), token.strip())


def test_a_link_is_good_for_eight_hours_and_says_whose_it_is() -> None:
    result = wayside("sign", "patrol", "--by", "AB")
    assert passed(result) == Pass("AB", NOON_S, NOON_S + 8 * HOUR_S)
    assert result.stderr == (
        "Good until 2027-06-05 20:00 (America/Chicago). Open it on the phone of who walks, and "
        "scan sign by sign. Whoever has it writes of signs as 'AB': do not post it anywhere.\n"
    )


@pytest.mark.parametrize(
    ("span", "hours"),
    [("8 hours", 8), ("2 days", 48), ("45 min", 0.75), ("17:30", 5.5), ("31 days", 31 * 24)],
)
def test_how_long_is_written_as_people_write_it(span: str, hours: float) -> None:
    assert passed(wayside("sign", "patrol", "--for", span)) == Pass(
        "patrol", NOON_S, NOON_S + int(hours * HOUR_S)
    )


def test_a_number_is_nobodys_name() -> None:
    found = passed(wayside("sign", "patrol", "--by", " Ann  +1 202 555 0123"))
    assert found is not None
    assert found.by == "Ann +# ### ### ####"


def pictured(drawn: str) -> Image.Image:
    """Give what a camera sees of half blocks on a dark terminal."""
    lines = drawn.splitlines()
    image = Image.new("L", (len(lines[0]), 2 * len(lines)), 0)
    for y, line in enumerate(lines):
        for x, char in enumerate(line):
            for half, lit in enumerate({"█": (1, 1), "▀": (1, 0), "▄": (0, 1)}.get(char, (0, 0))):
                image.putpixel((x, 2 * y + half), 255 * lit)
    return image.resize((image.width * 6, image.height * 6), Image.Resampling.NEAREST)


def test_the_drawn_code_is_the_link() -> None:
    result = wayside("sign", "patrol", "--by", "AB", "--qr")
    drawn = result.stderr.partition("Good until")[0]
    assert [each.text for each in zxingcpp.read_barcodes(pictured(drawn))] == [
        result.stdout.strip()
    ]
    assert max(map(len, drawn.splitlines())) <= 50


class Terminal(io.StringIO):
    """A terminal, as wide as the environment says."""

    encoding = "utf-8"  # type: ignore[assignment]

    def isatty(self) -> bool:
        return True


class OldTerminal(Terminal):
    """One without the letters that a code is drawn with."""

    encoding = "ascii"  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("kind", "columns", "wanted", "is_drawn"),
    [(Terminal, 80, None, True), (Terminal, 40, None, False), (OldTerminal, 80, None, False),
     (Terminal, 80, False, False), (Terminal, 40, True, True)],
)  # fmt: skip
def test_it_is_drawn_by_itself_where_the_terminal_has_room(
    monkeypatch: pytest.MonkeyPatch,
    kind: type[Terminal],
    columns: int,
    wanted: bool | None,
    is_drawn: bool,
) -> None:
    out = kind()
    monkeypatch.setattr("sys.stderr", out)
    monkeypatch.setenv("COLUMNS", str(columns))
    patrolling._draw(f"{SITE}/patrol/{'A' * 38}", wanted)
    assert ("▀" in out.getvalue()) is is_drawn


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--for", "soon"], "'soon' is no time. Write it like 18:00"),
        (["--for", "2020-01-01"], "'2020-01-01' is over already."),
        (["--for", "32 days"], "'32 days' is too long: at most 31 days."),
        (["--by", "x" * 61], "at most 60 characters; it is 61 long"),
    ],
)
def test_what_cannot_be_is_told_with_what_to_type(words: list[str], told: str) -> None:
    result = wayside("sign", "patrol", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.split())


def test_without_a_public_address_it_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYSIDE_PUBLIC_URL", "")
    result = wayside("sign", "patrol")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Set WAYSIDE_PUBLIC_URL, as in https://play.example.org." in result.stderr


def test_where_nothing_is_kept_no_secret_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYSIDE_DATA", str(tmp_path / "elsewhere"))
    assert "Nothing is kept yet" in wayside("sign", "patrol").stderr
    assert not (tmp_path / "elsewhere").exists()
