"""A server that is asked to end: what was begun is answered, and nothing new is begun."""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import psycopg
import pytest

from engine.store.queue import WriteQueue
from tests.faults.broken import BREAKS_OF_ENDING
from tests.kept import kept_in, with_secret
from tests.serving import Server, serving
from tests.twilio_stub import text
from tests.webhooks import bell

HELD_S = 2.0


@dataclass(slots=True)
class Found:
    """How a server ended while a text waited for the database.

    `answered` is the status of that text, 0 where nothing came; `said` is what /readyz gave
    meanwhile, `others` what came of new texts.
    """

    answered: int = 0
    exit_code: int | None = None
    took_s: float = 0.0
    said: list[tuple[int, bool]] = field(default_factory=list)
    others: set[int] = field(default_factory=set)


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Let no turn of any process be kept."""
    name = kept_in(data)
    if isinstance(name, Path):
        queue = WriteQueue(name)
        with queue.turn():
            yield
        queue.close()
        return
    with psycopg.connect(name) as connection:
        connection.execute("LOCK TABLE players IN EXCLUSIVE MODE")
        yield


def end_with_a_text_inside(
    folder: Path,
    workers: int,
    way: str,
    program: Sequence[str] = ("-m", "webhooks"),
) -> Found:
    """End a server while a text waits, and see what becomes of that."""
    found, stories = Found(), bell.stories(folder / "stories")
    with serving(
        folder,
        stories=stories,
        workers=workers,
        program=program,
        own_session=True,
        **with_secret(folder),
    ) as server:
        assert server.text(text("BELL")).status == 200
        with held(folder):
            waiting = threading.Thread(target=lambda: _put(found, server))
            waiting.start()
            time.sleep(0.7)  # so that it is inside
            begun_s = time.monotonic()
            if way == "SIGTERM":
                server.process.terminate()
            else:
                os.killpg(server.process.pid, signal.SIGINT)
            while time.monotonic() - begun_s < HELD_S:
                _look(found, server)
                time.sleep(0.1)
        waiting.join(30)
        found.exit_code = server.process.wait(30)
        found.took_s = time.monotonic() - begun_s
    return found


def _put(found: Found, server: Server) -> None:
    found.answered = _status(server, "+14155550188")


def _status(server: Server, sender: str) -> int:
    try:
        return server.text(text("BELL", sender)).status
    except (OSError, HTTPException):
        return 0


def _look(found: Found, server: Server) -> None:
    try:
        answer = server.ask("GET", "/readyz")
    except (OSError, HTTPException):
        return
    running = json.loads(answer.body)["things"]["running"]["ready"]
    found.said.append((answer.status, running))
    if not running:
        found.others.add(_status(server, "+14155550189"))


@pytest.mark.parametrize(("workers", "way"), [(1, "SIGTERM"), (2, "Ctrl-C")])
@pytest.mark.usefixtures("database")
def test_a_text_that_waits_is_answered_while_the_server_says_that_it_ends(
    tmp_path: Path, workers: int, way: str
) -> None:
    found = end_with_a_text_inside(tmp_path, workers, way)
    assert (found.answered, found.exit_code) == (200, 0)
    assert (503, False) in found.said
    # 0 is for the moment in which one of two has closed its door.
    assert 503 in found.others
    assert found.others <= {503, 0}
    assert found.took_s < HELD_S + 6


SEEN = {"ends-at-once": (0, False), "ends-unsaid": (200, False)}


@pytest.mark.parametrize("fault", BREAKS_OF_ENDING)
@pytest.mark.usefixtures("sqlite_only", "database")
def test_a_server_that_ends_otherwise_is_found_out(tmp_path: Path, fault: str) -> None:
    program = ("-m", "tests.faults.broken", fault)
    found = end_with_a_text_inside(tmp_path, 1, "SIGTERM", program)
    assert (found.answered, (503, False) in found.said) == SEEN[fault]
