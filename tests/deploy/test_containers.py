"""What deploy/ has for containers fits together, as far as that is seen without building any."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.commands import misunderstood
from tests.deploy.containers import (
    COMPOSE,
    CONTAINERFILE,
    DEPLOY,
    instructions,
    services,
)
from tests.deploy.settings import as_lines_say
from tests.serving import ROOT
from tests.test_package import FILES, SOURCES
from webhooks.serving import LONGEST_STOP_S
from webhooks.variables import VARIABLES

MADE = instructions(CONTAINERFILE.read_text())
TOLD: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())
OURS = {name: each for name, each in services().items() if each["image"].startswith("wayside:")}
KNOWN = {variable.name for variable in VARIABLES}
# Read by PostgreSQL's library.
OF_LIBPQ = {"PGPASSWORD"}


def rests(name: str) -> list[str]:
    """Give what follows each instruction of a name in the Containerfile."""
    return [rest for each, rest in MADE if each == name]


def sources() -> set[str]:
    """Give what the Containerfile copies from the project's folder."""
    words = [rest.split() for rest in rests("COPY") if not rest.startswith("--from")]
    return {word for each in words for word in each[:-1] if not word.startswith("--")}


def test_what_is_copied_is_there_and_nothing_else_is_let_in() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    let_in = {line.removeprefix("!") for line in lines if line.startswith("!")}
    assert "*" in lines
    assert sources() == let_in
    assert [each for each in sources() if not (ROOT / each).exists()] == []


def test_what_is_copied_is_what_a_whole_program_was_built_from() -> None:
    for_running = {"requirements.lock", "deploy/entry"}
    assert sources() - for_running == {*SOURCES, *FILES}


def test_an_image_runs_as_nobody_who_may_do_anything() -> None:
    names = [name for name, _ in MADE]
    user = names.index("USER")
    assert MADE[user][1] == "10001:10001"
    assert {"RUN", "COPY"}.isdisjoint(names[user:])
    assert rests("VOLUME") == ["/data"]
    assert rests("STOPSIGNAL") == ["SIGTERM"]


def test_what_is_installed_has_the_hashes_of_the_lock() -> None:
    [typed] = [rest for rest in rests("RUN") if "-r requirements.lock" in rest]
    assert {"--require-hashes", "--only-binary"} <= set(typed.split())
    assert "://" not in (ROOT / "requirements.lock").read_text()


def test_every_command_in_a_container_is_understood() -> None:
    commands = [json.loads(rest) for rest in rests("CMD")]
    commands += [each["command"] for each in OURS.values() if "command" in each]
    assert [command[0] for command in commands] == ["serve", "migrate", "deliver"]
    assert [misunderstood(name, options) for name, *options in commands] == ["", "", ""]
    assert "No such option" in misunderstood("serve", ["--hosts", "0.0.0.0"])
    assert misunderstood("migrates", []) == "There is no wayside migrates."


def test_the_image_that_is_built_is_the_one_that_runs() -> None:
    tag = as_lines_say(DEPLOY / "compose.env")["TAG"]
    assert {each["image"] for each in OURS.values()} == {"wayside:${TAG:?Set it in deploy/.env}"}
    assert f" -t wayside:{tag} .\n" in (DEPLOY / "README.md").read_text()


def seconds(text: str) -> int:
    """Read 15s."""
    return int(text.removesuffix("s"))


def faults_of(told: dict[str, Any]) -> list[str]:
    """Give what does not fit together in what compose.yaml says."""
    wrong = []
    all_services = told["services"]
    for name, each in all_services.items():
        for other, how in each.get("depends_on", {}).items():
            if other not in all_services:
                wrong.append(f"{name} waits for {other}: not there")
            elif (
                how["condition"] == "service_healthy"
                and "test" not in all_services[other]["healthcheck"]
            ):
                wrong.append(f"{name} waits for {other}, which never says that it is well")
        for secret in each.get("secrets", []):
            if secret not in told["secrets"]:
                wrong.append(f"{name} has no secret {secret}")
        for volume in each.get("volumes", []):
            source = volume.split(":")[0]
            there = (
                (DEPLOY / source).exists() if source.startswith(".") else source in told["volumes"]
            )
            if not there:
                wrong.append(f"{name} has no {source}")
        if each["image"].startswith("wayside:"):
            wrong += [f"{name}: {key}?" for key in each["environment"] if key not in KNOWN]
            if not (each["read_only"] and each["cap_drop"] == ["ALL"]):
                wrong.append(f"{name} is not guarded")
            if seconds(each["stop_grace_period"]) <= LONGEST_STOP_S:
                wrong.append(f"{name} is killed before it ends")
    said = [f"{key}=on" for key in ("fsync", "synchronous_commit", "full_page_writes")]
    if not set(said) <= set(all_services["database"]["command"]):
        wrong.append("the database may forget answers")
    return wrong


def test_all_in_compose_fits_together() -> None:
    assert faults_of(TOLD) == []
    assert set(OURS) == {"migrate", "server-1", "server-2", "sender"}
    waiting = {name: each["depends_on"] for name, each in OURS.items() if name != "migrate"}
    first = {"migrate": {"condition": "service_completed_successfully"}}
    assert waiting == dict.fromkeys(waiting, first)


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("    migrate: {cond", "    migrated: {cond", "server-1 waits for migrated: not there"),
        ("synchronous_commit=on", "synchronous_commit=off", "the database may forget answers"),
        ("stop_grace_period: 15s", "stop_grace_period: 10s", "sender is killed before it ends"),
        ("WAYSIDE_PROXIES:", "WAYSIDE_PROXYS:", "server-2: WAYSIDE_PROXYS?"),
        ("./Caddyfile.several", "./Caddyfile.many", "caddy has no ./Caddyfile.many"),
        ("  PGPASSWORD: {file", "  PGPASS: {file", "database has no secret PGPASSWORD"),
        ("cap_drop: [ALL]", "cap_drop: [CHOWN]", "migrate is not guarded"),
    ],
)  # fmt: skip
def test_what_does_not_fit_in_compose_is_found(right: str, wrong: str, fault: str) -> None:
    before = COMPOSE.read_text()
    assert right in before
    assert fault in faults_of(yaml.safe_load(before.replace(right, wrong)))


def test_every_secret_reaches_what_reads_it(tmp_path: Path) -> None:
    program = tmp_path / "wayside"
    program.write_text("#!/bin/sh\nenv\nprintf '%s|' \"$@\"\n")
    program.chmod(0o755)
    secrets = {name for name in TOLD["x-wayside"]["secrets"] if name != "wayside_secret"}
    assert secrets <= KNOWN | OF_LIBPQ
    assert TOLD["x-wayside"]["environment"]["WAYSIDE_SECRET_FILE"] == "/run/secrets/wayside_secret"
    for name in secrets:
        (tmp_path / name).write_text(f"of {name}\n")
    where = {"SECRETS": str(tmp_path), "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    command = [DEPLOY / "entry", "publish", "a story"]
    lines = subprocess.run(command, env=where, capture_output=True, text=True, check=True).stdout
    assert {f"{name}=of {name}" for name in secrets} <= set(lines.splitlines())
    assert lines.endswith("publish|a story|")


def test_a_secret_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "PGPASSWORD").mkdir()
    where = {"SECRETS": str(tmp_path), "PATH": os.environ["PATH"]}
    command = [DEPLOY / "entry", "doctor"]
    done = subprocess.run(command, env=where, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "PGPASSWORD" in done.stderr
