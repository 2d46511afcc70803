"""What the real server asks of its disk, call by call, and the answers it gives, by strace.

One process traces all of them, so its order is the order in which things happened. A call that
another one came in between stands twice there: where it began and where it ended.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from engine.checkpoints import EVERY_S
from tests.faults.killing import PLAYERS, ROOT, free_port, send, wait_until_healthy
from tests.twilio_stub import environment, text

# Long answers fill the log of what was written soon, so that it is begun anew within a recording.
STORY = f"""
story: The Careful Stone
start: stone
keywords: [STONE]
remember: {{steps: 0, name: ""}}
scenes:
  stone:
    ask: {{question: Who are you?, save: name}}
    go: path
  path:
    say: The path begins here.
    answers:
      - words: [step]
        do: add 1 to steps
        say: "{{name}} took {{steps}} steps. {"The path goes on. " * 70}"
"""
# The log is written into the database every second, and later where the machine is busy.
LEAST_S = 1.5 * EVERY_S
LONGEST_S = 60
SLOWLY_S = 0.05
LONGEST_LINE = 4_096
# strace writes paths as hexadecimal escapes.
_DATABASE = "".join(rf"\\x{letter:02x}" for letter in b"wayside.db")
_WRITTEN = re.compile(rf"fdatasync\(\d+<[^>]*{_DATABASE}>".encode())
STRACE = shutil.which("strace")
# All that changes files and folders, and all by which an answer can leave.
CALLS = (
    "open", "openat", "creat", "write", "pwrite64", "writev", "pwritev", "pwritev2", "sendto",
    "sendmsg", "ftruncate", "truncate", "fallocate", "fsync", "fdatasync", "sync_file_range",
    "rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "link",
    "linkat", "copy_file_range", "sendfile", "splice",
)  # fmt: skip
_LINE = re.compile(rb"(\d+) +(?:<\.\.\. (\w+) resumed>|(\w+)\()(.*)", re.DOTALL)
_RESULT = re.compile(rb" = (-?\d+)(?:<([^>]*)>)?[^=]*$")
_TEXT = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')
_HANDLE = re.compile(rb"^(-?\w+)(?:<([^>]*)>)?(\(deleted\))?")


@dataclass(slots=True)
class Call:
    """One call: its name, what it was given, and once it has ended its result.

    `path` is that of the handle it was given, or of the one it gave; `texts` are the strings among
    its arguments, `rest` the arguments as they were written.
    """

    name: str
    path: str
    texts: tuple[bytes, ...]
    rest: str
    result: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A call began, or ended."""

    call: Call
    ended: bool


def number_of(player: int) -> str:
    """Give the phone number of a player."""
    return f"+1415555{player:04d}"


def id_of(player: int, turn: int) -> str:
    """Give the id of the text by which a player takes a turn; two turns precede the first step."""
    return f"SM{player:016x}{turn:016x}"


def record(
    folder: Path,
    steps: int,
    program: Sequence[str] = ("-m", "webhooks"),
    longest_s: float = LONGEST_S,
) -> list[Moment]:
    """Let players take so many steps or more on a new server; give what it did until a kill.

    More are taken until its log was seen in the database, for so many seconds at the most. Its data
    is in `folder`/disk/var, which it makes.
    """
    assert STRACE, "strace is missing. Type: apt-get install strace"
    (folder / "disk").mkdir(parents=True)
    (folder / "stories" / "stone").mkdir(parents=True)
    (folder / "stories" / "stone" / "story.yaml").write_text(STORY, encoding="utf-8")
    log, port = folder / "calls", free_port()
    server = subprocess.Popen(
        [STRACE, "-f", "--seccomp-bpf", "-y", "-xx", "-s", "10000000", "-e", "signal=none",
         "-e", "trace=" + ",".join(f"?{name}" for name in CALLS), "-o", str(log),
         sys.executable, *program, "serve", "--port", str(port)],
        cwd=ROOT,
        env=os.environ | environment(
            WAYSIDE_STORIES=str(folder / "stories"), WAYSIDE_DATA=str(folder / "disk" / "var")
        ),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        wait_until_healthy(server, port)
        enough = threading.Event()
        players = [
            threading.Thread(target=_play, args=(player, steps, port, enough))
            for player in range(PLAYERS)
        ]
        for player in players:
            player.start()
        _watch(log, enough, longest_s)
        for player in players:
            player.join()
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    return list(_moments(log))


def _watch(log: Path, enough: threading.Event, longest_s: float) -> None:
    """Say when the log was written into the database again, however busy the machine is."""
    with log.open("rb") as lines:
        lines.seek(0, os.SEEK_END)
        ends, seen = time.monotonic() + longest_s, b""
        while time.monotonic() < ends and not _WRITTEN.search(seen):
            seen = seen[-LONGEST_LINE:] + lines.read()
            time.sleep(SLOWLY_S)
    time.sleep(LEAST_S)
    enough.set()


def _play(player: int, steps: int, port: int, enough: threading.Event) -> None:
    """Take so many steps, and then more, slowly, until it is enough."""
    for turn in count():
        if turn > steps + 1:
            if enough.is_set():
                return
            time.sleep(SLOWLY_S)
        words = ("STONE", f"P{player}")[turn] if turn < 2 else "step"
        fields = text(words, number_of(player))
        sid = id_of(player, turn)
        assert send(fields | {"MessageSid": sid, "SmsSid": sid, "SmsMessageSid": sid}, port)


def _moments(log: Path) -> Iterator[Moment]:
    begun: dict[bytes, tuple[bytes, Call]] = {}
    with log.open("rb") as lines:
        for line in lines:
            found = _LINE.match(line)
            if found is None:
                continue
            process, resumed, name, rest = found.groups()
            if resumed:
                written, call = begun.pop(process)
                yield _end(call, written + rest)
                continue
            call = _call(name.decode(), rest)
            yield Moment(call, ended=False)
            if b"<unfinished ...>" in rest:
                begun[process] = (rest, call)
            else:
                yield _end(call, rest)


def _call(name: str, rest: bytes) -> Call:
    texts = tuple(_plain(text) for text in _TEXT.findall(rest))
    handle = _HANDLE.match(rest)
    path = os.fsdecode(_plain(handle[2] or b"")) if handle else ""
    path += " (deleted)" if handle and handle[3] else ""
    return Call(name, path, texts, _TEXT.sub(b'""', rest).decode())


def _end(call: Call, rest: bytes) -> Moment:
    found = _RESULT.search(rest)
    call.result = int(found[1]) if found else None
    if found and found[2]:
        call.path = os.fsdecode(_plain(found[2]))
    return Moment(call, ended=True)


def _plain(text: bytes) -> bytes:
    return bytes.fromhex(text.replace(b"\\x", b"").decode()) if text.startswith(b"\\x") else text
