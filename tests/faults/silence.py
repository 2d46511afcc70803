"""A server that is killed again and again while its players say nothing, and time passes."""

import json
import os
import signal
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults.killing import Found, free_port, send, start
from tests.twilio_stub import text

PLAYERS = 60
CALLS = 10
SPACING_S = 2
LONGEST_WAIT_S = 60.0
STORY = f"""
story: The Patient Stone
start: stone
keywords: [STONE]
remember: {{calls: 0}}
counters: [heard]
scenes:
  stone:
    say: You stand before the stone.
    choices: [{{pick: Stay}}]
    after:
{
    "".join(
        f"      {n * SPACING_S} s: {{do: [add 1 to calls, count heard]}}" + chr(10)
        for n in range(1, CALLS + 1)
    )
}
"""


def kill_in_silence(
    folder: Path, kills: int, program: Sequence[str] = ("-m", "webhooks")
) -> list[str]:
    """Kill a server with SIGKILL while timed replies are due, `kills` times; say what is wrong.

    Each play counts its timed replies, and all together count them once more in what they share.
    At the end both must say that each came once: one that was lost or stepped twice is seen.
    """
    (folder / "stories" / "stone").mkdir(parents=True)
    (folder / "stories" / "stone" / "story.yaml").write_text(STORY, encoding="utf-8")
    port, found = free_port(), Found()
    server = start(folder, port, program, found)
    try:
        for number in range(PLAYERS):
            assert send(text("STONE", f"+1415555{number:04d}"), port) is not None
        for number in range(kills):
            # Another moment each time, most of them while some time is due.
            time.sleep(0.5 + 0.03 * (number % 10))
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
            server = start(folder, port, program, found)
        deadline = time.monotonic() + LONGEST_WAIT_S
        while _asked(folder, "SELECT 1 FROM wakes LIMIT 1") and time.monotonic() < deadline:
            time.sleep(0.1)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    return _wrong(folder)


def _wrong(folder: Path) -> list[str]:
    plays = [json.loads(str(play)) for (play,) in _asked(folder, "SELECT play FROM plays")]
    wrong = [
        f"a play heard {calls} of {CALLS}"
        for calls in (play.get("facts", {}).get("calls", 0) for play in plays)
        if calls != CALLS
    ]
    ((shared,),) = _asked(folder, "SELECT coalesce(sum(amount), 0) FROM counts")
    if shared != PLAYERS * CALLS:
        wrong.append(f"all together heard {shared} of {PLAYERS * CALLS}")
    if len(plays) != PLAYERS:
        wrong.append(f"{len(plays)} plays of {PLAYERS}")
    return wrong


def _asked(folder: Path, sql: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(folder / "data" / "wayside.db")
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()
