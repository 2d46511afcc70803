import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from engine.cli.numbers import Number, WholeNumber
from tests.webhooks import bell
from webhooks.command import COMMANDS, main

HEAVY = ("flask", "sqlalchemy", "twilio", "phonenumbers", "yaml", "cryptography", "structlog")


def test_help_names_every_command_with_what_it_is_for() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    for name, (_, purpose) in COMMANDS.items():
        assert f"{name} " in result.stdout
        assert purpose in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_imported_and_says_what_it_does(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    result = CliRunner().invoke(main, [name, "--help"])
    assert (result.exit_code, result.stderr) == (0, "")


def test_the_version_is_that_of_the_distribution() -> None:
    result = CliRunner().invoke(main, ["--version"], prog_name="wayside")
    assert result.stdout.split()[0] == "wayside"
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["docter"], "There is no command 'docter'. Did you mean 'doctor'? To see all: wayside --"),
        (["xyz"], "There is no command 'xyz'. To see all: wayside --help"),
        (
            ["staff", "ad"],
            "There is no command 'ad'. Did you mean 'add'? To see all: wayside staff",
        ),
        (["moderate", "shwo"], "There is no command 'shwo'. Did you mean 'show'?"),
    ],
)
def test_an_unknown_command_is_misuse_and_the_nearest_is_told(words: list[str], told: str) -> None:
    result = CliRunner().invoke(main, words, prog_name="wayside")
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def commands(group: click.Group) -> Iterator[click.Command]:
    """Give every command below a group, also those of groups below it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield command
        if isinstance(command, click.Group):
            yield from commands(command)


def test_every_number_is_asked_for_in_words() -> None:
    ranges = [
        param.type
        for command in commands(main)
        for param in command.params
        if isinstance(param.type, click.IntRange | click.FloatRange)
    ]
    assert {type(each) for each in ranges} == {Number, WholeNumber}


@pytest.mark.parametrize(
    "words",
    [
        ["editions"], ["rollback"], ["withdraw"], ["report"], ["moderate", "list"],
        ["moderate", "replies"], ["moderate", "replies", "--erase"], ["close"], ["open"],
    ],
)  # fmt: skip
def test_every_command_that_takes_a_story_says_that_there_is_none(
    words: list[str], tmp_path: Path
) -> None:
    given = {
        "WAYSIDE_DATA": str(tmp_path / "var"),
        "WAYSIDE_STORIES": str(bell.stories(tmp_path / "stories")),
    }
    runner = CliRunner(env=given)
    nothing = runner.invoke(main, [*words, "bel"])
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert "Nothing is kept yet: there is no database" in nothing.stderr
    assert not (tmp_path / "var").exists()
    assert runner.invoke(main, ["publish", str(tmp_path / "stories")]).exit_code == 0
    for typed, hint in (("bel", "Did you mean 'bell'?"), ("harbour", "bell")):
        result = runner.invoke(main, [*words, typed])
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"'{typed}'" in result.stderr
        assert hint in result.stderr


def test_help_imports_nothing_that_takes_long() -> None:
    code = (
        "import sys; from webhooks.command import main; "
        "main(['--help'], standalone_mode=False); "
        f"print('IMPORTED', [name for name in {HEAVY} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "IMPORTED []"


def test_wrong_settings_are_misuse_and_all_are_told(tmp_path: Path) -> None:
    given = {"WAYSIDE_TRY": "x", "WAYSIDE_OPTOUT": "y", "WAYSIDE_DATA": str(tmp_path)}
    for command in ("serve", "migrate"):
        result = CliRunner(env=given).invoke(main, [command])
        assert result.exit_code == 2
        assert "WAYSIDE_TRY is neither on nor off." in result.stderr
        assert "WAYSIDE_OPTOUT is neither carrier nor ours." in result.stderr
