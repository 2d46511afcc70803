"""Texts that nobody asked for, from a real server to a stub of Twilio."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.engine.copying.files import jpeg
from tests.serving import ROOT, serving
from tests.twilio_api import Api, Lying, twilio_api
from tests.twilio_stub import environment, text
from tests.until import until

SENDER = "+12125550123"
STORY = """
story: Knock
keywords: [KNOCK]
start: door
scenes:
  door:
    say: A door.
    choices: [{pick: Knock, say: Nobody.}]
    after: {1 s: {say: It creaks.}}
"""


def shelf(folder: Path) -> Path:
    (folder / "knock").mkdir(parents=True)
    (folder / "knock" / "story.yaml").write_text(STORY)
    return folder


def kept(folder: Path) -> int:
    """Count the letters in the outbox."""
    database = sqlite3.connect(folder / "var" / "wayside.db")
    (found,) = database.execute("SELECT count(*) FROM outbox").fetchone()
    database.close()
    return int(found)


def bodies(api: Api) -> list[str]:
    return [each["Body"] for each in api.taken]


def test_a_server_sends_what_comes_by_itself(tmp_path: Path) -> None:
    with (
        twilio_api() as api,
        serving(
            tmp_path / "var", stories=shelf(tmp_path / "stories"), WAYSIDE_TWILIO_API=api.url
        ) as server,
    ):
        assert b"A door." in server.text(text("KNOCK", sender=SENDER)).body
        assert until(lambda: bodies(api) == ["It creaks.\n\n1 Knock"])
        assert api.refused == []


def test_texts_are_answered_while_twilio_stalls(tmp_path: Path) -> None:
    with (
        twilio_api() as api,
        serving(
            tmp_path / "var",
            stories=shelf(tmp_path / "stories"),
            WAYSIDE_TWILIO_API=api.url,
            WAYSIDE_PACE="100",
        ) as server,
    ):
        api.faults = ["stall"] * 20
        for number in range(10):
            server.text(text("KNOCK", sender=f"+1212555010{number}"))
        assert until(lambda: len(api.faults) <= 12)
        for number in range(10):
            reply = server.text(text("1", sender=f"+1212555010{number}"))
            assert (reply.status, b"Nobody." in reply.body) == (200, True)


def test_what_waits_is_sent_by_a_process_that_does_nothing_else(tmp_path: Path) -> None:
    stories = shelf(tmp_path / "stories")
    with serving(tmp_path / "var", stories=stories) as server:
        server.text(text("KNOCK", sender=SENDER))
        assert until(lambda: kept(tmp_path) == 1)
    with twilio_api() as api:
        given = {name: each for name, each in os.environ.items() if not name.startswith("TWILIO_")}
        where = {"WAYSIDE_STORIES": str(stories), "WAYSIDE_DATA": str(tmp_path / "var")}
        process = subprocess.Popen(
            [sys.executable, "-m", "webhooks", "deliver"],
            cwd=ROOT,
            env=given | environment(**where, WAYSIDE_TWILIO_API=api.url),
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert until(lambda: bodies(api) == ["It creaks.\n\n1 Knock"])
        finally:
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=20)
        assert (process.returncode, said) == (0, "Sending what is to be sent. Ctrl-C ends it.\n")


WALL = """
story: Wall
keywords: [WALL]
start: wall
collections: {faces: photo}
scenes:
  wall: {say: A wall., answers: [{photo: yes, collect: faces, say: Thank you.}]}
"""


def test_a_photo_is_fetched_once_its_text_is_answered(tmp_path: Path) -> None:
    (tmp_path / "stories" / "wall").mkdir(parents=True)
    (tmp_path / "stories" / "wall" / "story.yaml").write_text(WALL)
    with (
        twilio_api() as api,
        serving(
            tmp_path / "var", stories=tmp_path / "stories", WAYSIDE_TWILIO_API=api.url
        ) as server,
    ):
        server.text(text("WALL", sender=SENDER))
        url = api.lay(Lying("image/jpeg", jpeg(), by_cdn=False, late=1))
        photo = {"NumMedia": "1", "MediaUrl0": url, "MediaContentType0": "image/jpeg"}
        assert b"Thank you." in server.text(text("", sender=SENDER, **photo)).body
        folder = tmp_path / "var" / "gifts"
        assert until(lambda: len(api.deleted) == 1)
        (kept,) = folder.iterdir()
        assert kept.read_bytes().startswith(b"\xff\xd8")
        assert (kept.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)
        for _ in range(2):
            server.text(text("FORGET ME", sender=SENDER))
        assert until(lambda: list(folder.iterdir()) == [])
