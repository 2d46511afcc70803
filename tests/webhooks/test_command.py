import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

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


def test_an_unknown_command_is_misuse() -> None:
    result = CliRunner().invoke(main, ["sevre"])
    assert result.exit_code == 2
    assert "No such command 'sevre'." in result.stderr


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
