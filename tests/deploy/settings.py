"""The files of settings in deploy/, as a shell reads them."""

import re
import subprocess
from pathlib import Path

# What systemd, a shell and compose read alike.
PLAIN = re.compile(r"([A-Z_]+)='([^'\\$]*)'")


def as_shell_reads(file: Path) -> dict[str, str]:
    """Give each variable that a file sets."""
    command = ["/bin/sh", "-c", 'set -a; . "$1"; env -0', "sh", str(file)]
    told = subprocess.run(command, env={}, capture_output=True, text=True, check=True).stdout
    pairs = dict(line.split("=", 1) for line in told.split("\0") if line)
    return {name: value for name, value in pairs.items() if name not in {"PWD", "_", "SHLVL"}}


def as_lines_say(file: Path) -> dict[str, str]:
    """Give the same by its lines; raises ValueError where one could be read in two ways."""
    found = {}
    for line in file.read_text().splitlines():
        if line and not line.startswith("#"):
            plain = PLAIN.fullmatch(line)
            if plain is None:
                raise ValueError(line)
            found[plain[1]] = plain[2]
    return found
