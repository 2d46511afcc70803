"""What Wayside really asks of the system, and what its units would not let it ask."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.deploy.units import ANALYZE
from tests.faults.recording import STRACE
from tests.serving import Server, serving

# One line of strace: the process, and the call with all that it was given.
_CALL = re.compile(r"^\d+ +(\w+)\((.*)")
_FAMILY = re.compile(r"AF_\w+")
TRACE = (str(STRACE), "-f", "-qq", "-s", "0", "-e", "signal=none", "-o")


@dataclass
class Asked:
    """The calls by name, families of sockets, and calls that make memory to be run."""

    names: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    running: set[str] = field(default_factory=set)

    def read(self, file: Path) -> None:
        """Take in what strace wrote."""
        for line in file.read_text(errors="replace").splitlines():
            if found := _CALL.match(line):
                self.take(found[1], found[2])

    def take(self, name: str, rest: str) -> None:
        """Take in one call, with what it was given."""
        self.names.add(name)
        if name == "socket" and (family := _FAMILY.search(rest)):
            self.families.add(family[0])
        # What MemoryDenyWriteExecute refuses (systemd.exec(5)).
        writable = name == "mmap" and "PROT_WRITE" in rest
        if "PROT_EXEC" in rest and (writable or name.endswith("mprotect")):
            self.running.add(f"{name}({rest}")


@contextmanager
def traced_server(folder: Path, stories: Path) -> Iterator[Server]:
    """Run `wayside serve` under strace, which writes to `folder`/serve.trace."""
    command = [*TRACE, str(folder / "serve.trace"), sys.executable, "-m", "webhooks"]
    program = f"import os, sys; os.execvp({command[0]!r}, {command!r} + sys.argv[1:])"
    with serving(folder / "var", stories=stories, program=("-c", program)) as server:
        yield server
        # strace itself, when told to end, would only look no longer.
        [wayside] = _children(server.process.pid)
        os.kill(wayside, signal.SIGTERM)
        server.process.wait(30)


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def traced(folder: Path, *words: str) -> Path:
    """Run Python with these words under strace, and give what that wrote."""
    file = folder / "python.trace"
    subprocess.run([*TRACE, str(file), sys.executable, *words], check=True, capture_output=True)
    return file


def refused(names: set[str], filters: Iterable[str]) -> set[str]:
    """Give those of these calls that lines of SystemCallFilter leave out (systemd.exec(5)).

    The first line says what may be called at all; later ones add to it, and take away with ~.
    """
    allowed: set[str] = set()
    for line in filters:
        calls = {call for word in line.removeprefix("~").split() for call in calls_of(word)}
        allowed = allowed - calls if line.startswith("~") else allowed | calls
    # These may always be called.
    always = {"execve", "exit", "exit_group", "getrlimit", "rt_sigreturn", "sigreturn"}
    return names - allowed - always


@cache
def calls_of(word: str) -> frozenset[str]:
    """Give the calls of a set such as @system-service, as this systemd knows them."""
    if not word.startswith("@"):
        return frozenset({word})
    assert ANALYZE, "systemd-analyze is missing. Type: apt-get install systemd"
    command = [ANALYZE, "--no-pager", "syscall-filter", word]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    inner = re.findall(r"^ +(@?[a-z_][\w-]*)$", told, re.MULTILINE)
    return frozenset(call for each in inner for call in calls_of(each))
