"""What deploy/ sets, types and names is there."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.deploy.caddy import DEPLOY
from tests.deploy.commands import misunderstood, typed_in
from tests.deploy.containers import COMPOSE
from tests.deploy.settings import as_lines_say, as_shell_reads
from tests.serving import ROOT
from tests.test_docs import unknown_in
from tests.twilio_stub import ACCOUNT, TOKEN
from webhooks.settings import from_environment

FILES = sorted(file for file in DEPLOY.rglob("*") if file.is_file())
SETTINGS = ("wayside.env", "compose.env")
# Made by whoever follows README.md.
MADE = ("deploy/.env", "deploy/secrets")
_NAMED = re.compile(r"\bdeploy/[\w./-]*[\w/]")
_LINKED = re.compile(r"\]\(([^)#:]+)(?:#[\w-]+)?\)")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(DEPLOY)))
def test_every_setting_command_and_file_that_is_named_is_there(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert unknown_in(text) == []
    assert missing_in(text, file.parent) == []
    for command, options in typed_in(text):
        # What stands for a file of the reader's own is not looked at.
        words = [word for word in options if word.startswith("--")]
        assert not misunderstood(command, words).startswith(("No such option", "There is no"))


def missing_in(text: str, folder: Path) -> list[str]:
    """Give each file that is named in a text or linked to, and not there."""
    named = {each for each in _NAMED.findall(text) if not each.startswith(MADE)}
    wrong = sorted(each for each in named if not (ROOT / each).exists())
    return wrong + [each for each in _LINKED.findall(text) if not (folder / each).exists()]


def test_a_file_that_is_not_there_is_found() -> None:
    text = "cp deploy/Caddyfil /etc; see [this](../docs/nowhere.md) and deploy/.env."
    assert missing_in(text, DEPLOY) == ["deploy/Caddyfil", "../docs/nowhere.md"]


def test_commands_are_found_where_they_are_typed() -> None:
    text = (
        "sudo wayside doctor --twilio\n`wayside new`: docker compose exec server-1 entry publish X"
    )
    assert typed_in(text) == [("doctor", ["--twilio"]), ("new", []), ("publish", ["X"])]
    assert {name for name, _ in typed_in((DEPLOY / "README.md").read_text())} > {
        "doctor",
        "publish",
    }


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_are_read_alike_by_all_and_taken(name: str) -> None:
    file = DEPLOY / name
    told = as_lines_say(file)
    assert as_shell_reads(file) == told
    given = told | {"TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN}
    assert from_environment(given).missing_for_twilio == ()


def test_a_setting_that_is_read_in_two_ways_is_found(tmp_path: Path) -> None:
    for wrong in ("WAYSIDE_NAME=Penny weir", 'WAYSIDE_NAME="$HOME"', "export WAYSIDE_PHONE='1'"):
        (tmp_path / "wayside.env").write_text(wrong)
        with pytest.raises(ValueError, match="WAYSIDE"):
            as_lines_say(tmp_path / "wayside.env")


def test_compose_gets_what_it_asks_for() -> None:
    asked = re.findall(r"\$\{(\w+)(:?[-?])?", COMPOSE.read_text())
    needed = {name for name, how in asked if how != ":-"}
    assert needed == set(as_lines_say(DEPLOY / "compose.env"))


def test_a_command_is_run_with_the_settings_of_the_service(tmp_path: Path) -> None:
    (tmp_path / "wayside.env").write_text("WAYSIDE_NAME='The Penny  Library'\n")
    here = (DEPLOY / "wayside").read_text()
    for before, after in (
        ("/etc/wayside/wayside.env", str(tmp_path / "wayside.env")),
        ("runuser -u wayside -- /opt/wayside/current/bin/wayside", "/bin/sh -c 'umask; env' sh"),
    ):
        assert before in here
        here = here.replace(before, after)
    command = ["/bin/sh", "-c", here, "wayside", "doctor"]
    here_alone = {"PATH": os.environ["PATH"]}
    said = subprocess.run(command, env=here_alone, capture_output=True, text=True, check=True)
    assert said.stderr == ""
    assert "WAYSIDE_NAME=The Penny  Library" in said.stdout.splitlines()
    assert said.stdout.startswith("0077")
