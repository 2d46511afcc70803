"""A server under load that is killed again and again, and players who count what it does."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from tests.twilio_stub import HOOK_URL, PUBLIC_URL, environment, signed, text

ROOT = Path(__file__).parent.parent.parent
STORY = """
story: The Counting Stone
start: stone
keywords: [STONE]
remember: {steps: 0}
scenes:
  stone:
    say: You stand before the stone.
    answers:
      - words: [step]
        do: add 1 to steps
        say: You took {steps} steps.
"""
LONGEST_START_S = 30.0
LONGEST_TO_WORK_S = 10
PLAYERS = 4
RETRY_AFTER_S = 0.02


@dataclass(slots=True)
class Found:
    """What the players saw: how many answers they got, and which were not the next one."""

    answers: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest_start_s: float = 0.0


def kill_again_and_again(
    folder: Path, most: int, program: Sequence[str] = ("-m", "webhooks"), *, to_the_end: bool = True
) -> Found:
    """Kill a server with SIGKILL while players text it, and say what they saw.

    That is `most` times, or no more than it takes to see something wrong.

    A player sends each text with one id until it is answered, then the next. So the answer to the
    n-th must say n: a turn that was lost or stepped twice is seen.
    """
    found, port, over = Found(), free_port(), threading.Event()
    players = visitors(folder, port, over, found)
    server = start(folder, port, program, found)
    try:
        for player in players:
            player.start()
        for number in range(most):
            if found.wrong and not to_the_end:
                break
            _until_it_works(found)
            # Another moment of the work each time.
            time.sleep(0.05 + 0.007 * (number % 20))
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
            server = start(folder, port, program, found)
        time.sleep(0.3)
    finally:
        over.set()
        for player in players:
            player.join(30)
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    return found


def _until_it_works(found: Found) -> None:
    """Wait until a server that was started is in the middle of its work, however slow that is."""
    enough = found.answers + PLAYERS
    ends = time.monotonic() + LONGEST_TO_WORK_S
    while found.answers < enough and not found.wrong and time.monotonic() < ends:
        time.sleep(0.005)


def visitors(
    folder: Path, port: int, over: threading.Event, found: Found
) -> list[threading.Thread]:
    """Write the story into a folder, and give the players of it, who have yet to begin."""
    (folder / "stories" / "stone").mkdir(parents=True)
    (folder / "stories" / "stone" / "story.yaml").write_text(STORY, encoding="utf-8")
    return [
        threading.Thread(target=_play, args=(f"+1415555{n:04d}", port, over, found))
        for n in range(PLAYERS)
    ]


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(
    folder: Path, port: int, program: Sequence[str], found: Found, within: Sequence[str] = ()
) -> subprocess.Popen[bytes]:
    """Start a server over this folder's stories, and wait until it answers.

    `within` is a command that runs it.
    """
    begun = time.monotonic()
    server = subprocess.Popen(
        [*within, sys.executable, *program, "serve", "--port", str(port)],
        cwd=ROOT,
        env=os.environ
        | environment(WAYSIDE_STORIES=str(folder / "stories"), WAYSIDE_DATA=str(folder / "data")),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    wait_until_healthy(server, port)
    found.slowest_start_s = max(found.slowest_start_s, time.monotonic() - begun)
    return server


def wait_until_healthy(server: subprocess.Popen[bytes], port: int) -> None:
    """Wait until a server, in a session of its own, answers; one that does not is ended."""
    begun = time.monotonic()
    while not _healthy(port):
        if server.poll() is not None or time.monotonic() - begun > LONGEST_START_S:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            raise AssertionError("The server did not start.")
        time.sleep(0.01)


def _healthy(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _play(sender: str, port: int, over: threading.Event, found: Found) -> None:
    expected = 0
    message = text("STONE", sender)
    while not over.is_set():
        status, answer = ask(message, port)
        found.statuses[status] += 1
        if status != 200:
            time.sleep(RETRY_AFTER_S)
            continue
        found.answers += 1
        if expected and f"You took {expected} steps." not in answer:
            found.wrong.append(f"expected {expected}, got {re.sub('<[^>]*>', '', answer)}")
            return
        expected += 1
        message = text("step", sender)


def send(message: dict[str, str], port: int) -> str | None:
    """Give the answer, or None where there was none and the text shall be sent again."""
    status, answer = ask(message, port)
    return answer if status == 200 else None


def ask(message: dict[str, str], port: int) -> tuple[int, str]:
    """Give the status and the answer to a text; 0 where nothing came."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        path = HOOK_URL.removeprefix(PUBLIC_URL)
        body = urlencode(message)
        connection.request("POST", path, body, headers | signed(HOOK_URL, message))
        response = connection.getresponse()
        return response.status, response.read().decode()
    except (OSError, HTTPException):
        return 0, ""
    finally:
        connection.close()
