"""What an operator sees of real servers: figures, readiness, and lines in the log."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

import pytest
from sqlalchemy import make_url

from tests.faults.broken import BREAKS_OF_COUNTING
from tests.kept import kept_in, rows, with_secret
from tests.serving import ROOT, Server, serving
from tests.twilio_api import twilio_api
from tests.twilio_stub import environment, text
from tests.until import until
from tests.webhooks import bell
from tests.webhooks.test_delivering import SENDER, shelf
from tests.webhooks.test_metrics import Figures, figures_of
from webhooks.metrics_folder import IN_MEMORY, PREFIX

ANSWERED = ("wayside_turns_total", "answered", "sms")


def figures(server: Server) -> Figures:
    return figures_of(server.ask("GET", "/metrics").body.decode())


def things(server: Server) -> tuple[int, dict[str, bool]]:
    answer = server.ask("GET", "/readyz")
    said = json.loads(answer.body)["things"]
    return answer.status, {name: each["ready"] for name, each in said.items()}


def workers_of(server: Server) -> set[int]:
    pid = server.process.pid
    return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def text_each(server: Server, several: int) -> None:
    for number in range(several):
        assert server.text(text("BELL", f"+1415555{number:04}")).status == 200


def answers(server: Server) -> bool:
    try:
        return all(server.ask("GET", "/healthz").status == 200 for _ in range(10))
    except (OSError, HTTPException):
        return False


def folders() -> set[Path]:
    return set(IN_MEMORY.glob(f"{PREFIX}*"))


@pytest.mark.usefixtures("database")
def test_workers_count_together_and_one_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    stories = bell.stories(tmp_path / "stories")
    variables = with_secret(tmp_path) | {"WAYSIDE_REQUEST_LOG": "on"}
    with serving(tmp_path, stories=stories, workers=2, **variables) as server:
        ready = dict.fromkeys(("database", "tables", "stories", "disk", "running"), True)
        assert things(server) == (200, ready)
        text_each(server, 12)
        assert [figures(server)[ANSWERED] for _ in range(6)] == [12] * 6
        both = workers_of(server)
        os.kill(min(both), signal.SIGKILL)
        assert until(lambda: len(workers_of(server)) == 2 and workers_of(server) != both)
        assert until(lambda: answers(server))
        assert [figures(server)[ANSWERED] for _ in range(6)] == [12] * 6
        text_each(server, 8)
        found = figures(server)
        assert (found[ANSWERED], found["wayside_turn_seconds_count", "sms"]) == (20, 20)
        assert found["wayside_database_up",] == 1
        rows(tmp_path, "UPDATE alembic_version SET version_num = '0001'")
        assert until(lambda: things(server) == (503, ready | {"tables": False}))
        pages = server.ask("GET", "/w/canary?canary=1", headers={"X-Request-Id": "seen-by-proxy"})
        assert pages.headers["x-request-id"] == "seen-by-proxy"
        assert any(is_of(each, both) for each in folders())
        server.process.terminate()
        assert server.process.wait(30) == 0
    # Others that are tested at the same time have theirs.
    assert until(lambda: not any(is_of(each, both) for each in folders()))
    (line,) = [each for each in server.said if "seen-by-proxy" in each]
    logged = json.loads(line)
    assert {name: logged[name] for name in ("method", "route", "status", "request")} == {
        "method": "GET", "route": "/w/<name>", "status": 404, "request": "seen-by-proxy"
    }  # fmt: skip
    assert "canary" not in "".join(server.said)


@pytest.mark.parametrize("fault", BREAKS_OF_COUNTING)
@pytest.mark.usefixtures("sqlite_only", "database")
def test_workers_that_count_each_for_itself_are_found_out(tmp_path: Path, fault: str) -> None:
    with_secret(tmp_path)
    stories, program = bell.stories(tmp_path / "stories"), ("-m", "tests.faults.broken", fault)
    with serving(tmp_path, stories=stories, workers=2, program=program) as server:
        text_each(server, 12)
        assert until(lambda: figures(server).get(ANSWERED, 0) != 12)


def is_of(folder: Path, workers: set[int]) -> bool:
    return any((folder / f"counter_{worker}.db").exists() for worker in workers)


class Line:
    """Stands between a server and its database; while it is held, nothing passes."""

    def __init__(self, folder: Path, to: str) -> None:
        self.folder, self.to = folder, to
        self.free = threading.Event()
        self.free.set()
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(str(folder / Path(to).name))
        self.door.listen(50)

    def run(self) -> None:
        while True:
            try:
                near, _ = self.door.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            far.connect(self.to)
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self.pass_on, args=(one, other), daemon=True).start()

    def pass_on(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(65_536):
                self.free.wait()
                other.sendall(data)
        except OSError:
            pass
        for each in (one, other):
            each.close()


@contextmanager
def line(url: str) -> Iterator[tuple[Line, str]]:
    """Give a line to a database on a socket, and its URL by that."""
    known = make_url(url)
    (real,) = Path(str(known.query["host"])).glob(".s.PGSQL.[0-9]*[0-9]")
    folder = Path("/tmp") / f"wayside-line-{os.getpid()}"
    folder.mkdir(0o700)
    between = Line(folder, str(real))
    threading.Thread(target=between.run, daemon=True).start()
    there = known.update_query_dict({"host": str(folder)})
    try:
        yield between, there.render_as_string(hide_password=False)
    finally:
        between.free.set()
        between.door.close()
        (folder / real.name).unlink()
        folder.rmdir()


@pytest.mark.usefixtures("postgresql_only", "database")
def test_a_database_that_falls_silent_is_told_of_within_seconds_and_so_is_its_return(
    tmp_path: Path,
) -> None:
    stories, variables = bell.stories(tmp_path / "stories"), with_secret(tmp_path)
    with line(str(kept_in(tmp_path))) as (between, url):
        variables["WAYSIDE_DATABASE_URL"] = url
        with serving(tmp_path, stories=stories, **variables) as server:
            assert things(server)[0] == 200
            between.free.clear()
            time.sleep(1.1)  # so that it is looked up anew
            begun_s = time.monotonic()
            status, said = things(server)
            first_s = time.monotonic() - begun_s
            assert (status, said["database"], said["stories"]) == (503, False, True)
            assert figures(server)["wayside_database_up",] == 0
            begun_s = time.monotonic()
            assert [things(server)[0] for _ in range(10)] == [503] * 10
            assert (first_s < 4, time.monotonic() - begun_s < 2) == (True, True)
            between.free.set()
            assert until(lambda: things(server)[0] == 200)


@pytest.mark.usefixtures("sqlite_only", "database")
def test_who_only_delivers_has_figures_and_finishes_what_it_sends(tmp_path: Path) -> None:
    stories = shelf(tmp_path / "stories")
    with_secret(tmp_path)
    with serving(tmp_path, stories=stories) as server:
        server.text(text("KNOCK", sender=SENDER))
        assert until(lambda: rows(tmp_path, "SELECT count(*) FROM outbox") == [(1,)])
        assert (
            figures(server)["wayside_outbox_letters", "waiting"]
            + figures(server)["wayside_outbox_letters", "sending"]
            == 1
        )
    rows(tmp_path, "UPDATE outbox SET state = 'waiting', at_s = 1")
    with twilio_api() as api:
        api.faults, api.stall_s = ["stall"], 2.5
        given = {name: each for name, each in os.environ.items() if not name.startswith("TWILIO_")}
        where = {"WAYSIDE_STORIES": str(stories), "WAYSIDE_DATA": str(tmp_path)}
        process = subprocess.Popen(
            [sys.executable, "-m", "webhooks", "deliver", "--metrics", "0"],
            cwd=ROOT,
            env=given | environment(**where, WAYSIDE_TWILIO_API=api.url),
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr
        url = process.stderr.readline().removeprefix("Figures for Prometheus: ").strip()
        assert url.startswith("http://127.0.0.1:")
        assert process.stderr.readline() == "Sending what is to be sent. Ctrl-C ends it.\n"
        assert until(lambda: api.faults == [])
        with urlopen(url, timeout=10) as page:
            assert figures_of(page.read().decode())["wayside_outbox_letters", "sending"] == 1
        process.terminate()
        _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (0, "")
    assert [each["Body"] for each in api.taken] == ["It creaks.\n\n1 Knock"]
    assert rows(tmp_path, "SELECT state FROM outbox") == [("sent",)]


@pytest.mark.usefixtures("sqlite_only", "database")
def test_a_port_that_is_taken_is_told_with_what_to_type(tmp_path: Path) -> None:
    with_secret(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = subprocess.run(
            [sys.executable, "-m", "webhooks", "deliver", "--metrics", str(port)],
            cwd=ROOT,
            env=os.environ | environment(WAYSIDE_DATA=str(tmp_path)),
            check=False,
            capture_output=True,
            text=True,
        )
    assert run.returncode == 1
    assert run.stderr == (
        f"Error: Nothing can listen on port {port}: Address already in use. "
        "Type another: wayside deliver --metrics 9465\n"
    )
