"""Keeps a PostgreSQL server for as long as anybody holds its pipe open; run as a script.

Its arguments are the folder of the program and a shared one, with the pipe and a lock in it. Once
the server can be asked, "ready" and the folder of its socket are written to stdout. When the last
who held the pipe is gone, however that came, the server ends and nothing of it is left.
"""

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

# What is lost in a power cut was a test's. The rest is for many small databases on a small machine.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "jit": "off",
    "listen_addresses": "",
    "max_connections": "400",
    "max_wal_size": "4GB",
    "shared_buffers": "64MB",
}
LONGEST_START_S = 60


def main(program: Path, shared: Path) -> None:
    """Start a server, say so, and end it when nobody holds the pipe any more."""
    with (shared / "lock").open() as lock:
        home = Path(tempfile.mkdtemp(prefix="wayside-postgresql-"))
        try:
            server = start(program, home)
            try:
                pipe = os.open(shared / "pipe", os.O_RDONLY)
                print(f"ready {home}", flush=True)
                wait(pipe, lock.fileno())
            finally:
                server.send_signal(signal.SIGQUIT)
                server.wait()
        finally:
            shutil.rmtree(home, ignore_errors=True)


def start(program: Path, home: Path) -> "subprocess.Popen[bytes]":
    """Start a server whose files and socket are in a folder."""
    who = somebody_else() if os.geteuid() == 0 else {}
    if who:
        os.chown(home, who["user"], who["group"])
        program = within_reach(program, home, who)
    data, log = home / "data", home / "log"
    making = [program / "initdb", "-D", data, "-U", "wayside", "-A", "trust", "-E", "UTF8"]
    making += ["--locale=C.UTF-8", "--no-sync", "--no-instructions"]
    subprocess.run(making, cwd="/", stdout=subprocess.DEVNULL, check=True, **who)
    options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
    running = [program / "postgres", "-D", data, "-k", home, *options]
    with log.open("wb") as written:
        server = subprocess.Popen(running, cwd="/", stdout=written, stderr=written, **who)
    try:
        wait_until_ready(server, data / "postmaster.pid", log)
    except BaseException:
        server.kill()
        server.wait()
        raise
    return server


def somebody_else() -> dict[str, Any]:
    """Give whom the server runs as: it refuses to be root."""
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def within_reach(program: Path, home: Path, who: dict[str, Any]) -> Path:
    """Give a folder of the program that this user may enter: a copy, where theirs is root's own."""
    try:
        asked = [program / "postgres", "-V"]
        subprocess.run(asked, cwd="/", stdout=subprocess.DEVNULL, check=True, **who)
    except PermissionError:
        package, installed = program.parents[1], program.parent.name
        copy = home / package.name / installed
        shutil.copytree(program.parent, copy, symlinks=True)
        with suppress(FileNotFoundError):  # what a wheel brings along lies beside it
            libraries = f"{package.name}.libs"
            shutil.copytree(package.with_name(libraries), home / libraries, symlinks=True)
        return copy / program.name
    return program


def wait_until_ready(server: "subprocess.Popen[bytes]", note: Path, log: Path) -> None:
    """Wait until the server writes beside its process id that it can be asked."""
    deadline = time.monotonic() + LONGEST_START_S
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(OSError):
            if note.read_text().split()[-1:] == ["ready"]:
                return
        time.sleep(0.01)
    sys.exit(f"PostgreSQL did not start. {log.read_text()}")


def wait(pipe: int, lock: int) -> None:
    """Return when nobody holds the other end, with the lock, so that nobody new takes it."""
    while True:
        os.set_blocking(pipe, True)
        os.read(pipe, 1)
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.set_blocking(pipe, False)
        with suppress(BlockingIOError):
            if os.read(pipe, 1) == b"":
                return
        fcntl.flock(lock, fcntl.LOCK_UN)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
