"""What the units for systemd say, and systemd's own word on them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

UNITS = Path(__file__).parent.parent.parent / "deploy" / "systemd"
GUARD = UNITS / "wayside-.service.d" / "guard.conf"
ANALYZE = shutil.which("systemd-analyze")
INSTALLED = "/opt/wayside/current/bin/wayside"
HERE = str(Path(sys.executable).with_name("wayside"))
NAMES = sorted(each.name for each in UNITS.glob("*.*") if each.is_file())
SERVICES = [name for name in NAMES if name.endswith(".service")]


def lines_of(unit: Path) -> list[tuple[str, str]]:
    """Give each key with its value, in their order."""
    found = re.findall(r"^([A-Za-z]+)=(.*)$", unit.read_text(), re.MULTILINE)
    return [(key, value) for key, value in found]


def value_of(unit: str, key: str) -> str:
    """Give the one value of a key."""
    [value] = [value for name, value in lines_of(UNITS / unit) if name == key]
    return value


def copied(folder: Path) -> Path:
    """Give a folder with the units, for the program that is installed here."""
    shutil.copytree(UNITS, folder)
    for unit in folder.glob("*.service"):
        unit.write_text(unit.read_text().replace(INSTALLED, HERE))
    return folder


def analyze(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Ask systemd-analyze, to whom the units in this folder are installed."""
    assert ANALYZE, "systemd-analyze is missing. Type: apt-get install systemd"
    return subprocess.run(
        [ANALYZE, *words],
        cwd=folder,
        env=os.environ | {"SYSTEMD_UNIT_PATH": f"{folder}:", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
