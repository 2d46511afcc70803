"""systemd takes the units, and what they start is there and ends when it is asked to."""

import os
import re
import shlex
import subprocess
import time
from pathlib import Path
from textwrap import dedent

import pytest

from tests.deploy.commands import misunderstood
from tests.deploy.stories import mural
from tests.deploy.units import (
    GUARD,
    HERE,
    INSTALLED,
    NAMES,
    SERVICES,
    UNITS,
    analyze,
    copied,
    value_of,
)
from tests.engine.door import SECRET, opened
from tests.serving import serving
from tests.twilio_stub import environment, text
from webhooks.serving import LONGEST_STOP_S

README = (UNITS.parent / "README.md").read_text()
MOST_EXPOSED = 20  # Of 100; what systemd calls OK ends at 49.
DAY_S = 24 * 60 * 60


def complaints(folder: Path) -> list[str]:
    """Give what systemd does not like about the units in a folder."""
    said = analyze(folder, "verify", *(f"./{name}" for name in NAMES))
    lines = [line for line in said.stderr.splitlines() if "wayside" in line]
    return lines or ["It failed."] * said.returncode


def test_systemd_takes_every_unit(tmp_path: Path) -> None:
    assert len(NAMES) == 4
    assert complaints(copied(tmp_path / "units")) == []


@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        ("wayside-serve.service", "Restart=on-failure", "Restart=on-failures"),
        ("wayside-.service.d/guard.conf", "ProtectSystem=", "ProtectSytem="),
        ("wayside-.service.d/guard.conf", "=@system-service", "=@system-services"),
        ("wayside-backup.timer", "03:30:00", "3h30"),
        ("wayside-deliver.service", HERE, "/opt/nowhere/wayside"),
    ],
)
def test_a_mistake_in_a_unit_is_found(tmp_path: Path, file: str, right: str, wrong: str) -> None:
    folder = copied(tmp_path / "units")
    unit = folder / file
    assert right in unit.read_text()
    unit.write_text(unit.read_text().replace(right, wrong))
    assert complaints(folder) != []


def added(folder: Path, *, without: str = "") -> list[str]:
    """Add to the units what README.md has typed into files of their own; give the complaints."""
    found = re.findall(r"^ *```\n( *\[(?:Unit|Service)\]\n(?: .*\n)+?) *```", README, re.MULTILINE)
    assert len(found) == 2
    drop_in = copied(folder) / "wayside-serve.service.d"
    drop_in.mkdir()
    for number, typed in enumerate(map(dedent, found)):
        kept = typed.replace(without, "", 1) if without else typed
        (drop_in / f"{number}.conf").write_text(kept.replace(INSTALLED, HERE))
    return complaints(folder)


def test_what_is_typed_for_several_machines_is_taken_by_systemd(tmp_path: Path) -> None:
    assert added(tmp_path / "units") == []
    assert added(tmp_path / "twice", without="ExecStart=\n") != []


def is_guarded(folder: Path, unit: str) -> bool:
    """Tell whether little of the machine lies open to a service."""
    words = ("security", "--offline=true", f"--threshold={MOST_EXPOSED}", f"./{unit}")
    said = analyze(folder, *words)
    assert "Overall exposure level" in said.stdout, said.stderr
    return said.returncode == 0


@pytest.mark.parametrize("unit", SERVICES)
def test_every_service_is_guarded(tmp_path: Path, unit: str) -> None:
    assert is_guarded(copied(tmp_path / "units"), unit)


def test_a_service_that_is_less_guarded_is_found(tmp_path: Path) -> None:
    folder = copied(tmp_path / "units")
    guard = folder / GUARD.relative_to(UNITS)
    lines = guard.read_text().splitlines(keepends=True)
    guard.write_text("".join(line for line in lines if not line.startswith("SystemCallFilter")))
    assert not is_guarded(folder, "wayside-serve.service")


def test_what_the_service_starts_answers_and_ends_in_time(tmp_path: Path) -> None:
    program, command, *options = shlex.split(value_of("wayside-serve.service", "ExecStart"))
    assert (program, command) == (INSTALLED, "serve")
    with serving(tmp_path / "var", *options, stories=mural(tmp_path)) as server:
        assert server.text(text("MURAL")).status == 200
        begun = time.monotonic()
        # As KillMode=mixed does: the first process alone.
        server.process.terminate()
        assert server.process.wait(60) == 0
    longest_s = int(value_of("wayside-serve.service", "TimeoutStopSec"))
    assert longest_s > LONGEST_STOP_S
    assert time.monotonic() - begun < longest_s


def test_what_the_sender_is_started_with_is_known() -> None:
    program, command, *options = shlex.split(value_of("wayside-deliver.service", "ExecStart"))
    assert (program, command) == (INSTALLED, "deliver")
    assert misunderstood(command, options) == ""
    assert int(value_of("wayside-deliver.service", "TimeoutStopSec")) > LONGEST_STOP_S


def night(folder: Path) -> None:
    """Do what wayside-backup.service does, with backups in a folder."""
    unit = "wayside-backup.service"
    for key in ("ExecStart", "ExecStartPost"):
        typed = value_of(unit, key).replace("%%", "%")
        words = shlex.split(typed.replace(INSTALLED, HERE).replace("/var/lib", str(folder)))
        where = environment(WAYSIDE_DATA=str(folder / "wayside"))
        subprocess.run(words, env=os.environ | where, check=True, capture_output=True)


def test_a_night_brings_a_backup_and_takes_only_old_ones(tmp_path: Path) -> None:
    data, backups = tmp_path / "wayside", tmp_path / "wayside-backups"
    data.mkdir()
    backups.mkdir()
    opened(data).close()
    (data / "secret").write_bytes(SECRET._data)
    (data / "secret").chmod(0o600)
    today = f"wayside-{time.strftime('%Y-%m-%d')}.age"
    ages = {"wayside-2020-01-01.age": 40, "wayside-2020-02-10.age": 20, "mine": 40, today: 0}
    for name, days in ages.items():
        (backups / name).touch()
        then = time.time() - days * DAY_S
        os.utime(backups / name, (then, then))
    night(tmp_path)
    assert {each.name for each in backups.iterdir()} == {"mine", "wayside-2020-02-10.age", today}
    assert (backups / today).stat().st_size > 1000


def test_where_no_backup_can_be_made_no_old_one_goes(tmp_path: Path) -> None:
    backups = tmp_path / "wayside-backups"
    backups.mkdir()
    old = backups / "wayside-2020-01-01.age"
    old.touch()
    os.utime(old, (0, 0))
    with pytest.raises(subprocess.CalledProcessError):
        night(tmp_path)
    assert old.exists()
