"""A real Caddy with the shipped files, in front of real servers."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.deploy.caddy import DEPLOY, Front, adapted, fronting, run
from tests.deploy.containers import HealthCheck, health_checks
from tests.deploy.stories import mural
from tests.serving import Reply, Server, serving
from tests.twilio_stub import HOOK_URL, PUBLIC_URL, signed, text
from tests.until import until
from webhooks.web.walk.giving import LARGEST_BYTES

ONE, SEVERAL = DEPLOY / "Caddyfile", DEPLOY / "Caddyfile.several"
CLAIMED = "203.0.113.9"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that believes in one proxy."""
    folder = tmp_path_factory.mktemp("site")
    more = {"WAYSIDE_PROXIES": "1", "WAYSIDE_TRY": "on"}
    with serving(folder / "var", stories=mural(folder), **more) as running:
        yield running


@pytest.fixture(scope="module")
def front(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Caddy with the file for one server in front of it."""
    with fronting(ONE, tmp_path_factory.mktemp("caddy"), [server.port]) as running:
        yield running


@dataclass
class Stub:
    """A server that writes down the headers it is asked with; it is ready or not, as it is told."""

    port: int
    ready: bool = True
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def count(self, path: str) -> int:
        """Tell how often this was asked for."""
        return sum(each == path for each, _ in self.asked)


@contextmanager
def stub() -> Iterator[Stub]:
    """Run one until the block is left."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.asked.append((self.path, {n.lower(): v for n, v in self.headers.items()}))
            self.send_response(503 if self.path == "/readyz" and not here.ready else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_what: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        here = Stub(running.server_address[1])
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield here
        running.shutdown()


def changed(folder: Path, file: Path, change: Callable[[str], str]) -> Path:
    """Give a copy of a file in which something is otherwise."""
    before = file.read_text()
    after = change(before)
    assert after != before
    copy = folder / "Caddyfile.changed"
    copy.write_text(after)
    return copy


def without(*beginnings: str) -> Callable[[str], str]:
    """Leave out lines that begin so."""

    def change(before: str) -> str:
        lines = before.splitlines(keepends=True)
        return "".join(line for line in lines if not line.strip().startswith(beginnings))

    return change


def sent(front: Front, fields: dict[str, str]) -> Reply:
    """Send a text as Twilio does, by way of Caddy."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    path = HOOK_URL.removeprefix(PUBLIC_URL)
    return front.ask("POST", path, urlencode(fields), form | signed(HOOK_URL, fields))


def is_valid(file: Path, folder: Path) -> bool:
    """Tell whether Caddy takes a file, without a warning."""
    said = run("validate", "--adapter", "caddyfile", "--config", str(file), folder=folder)
    return said.returncode == 0 and '"level":"warn"' not in said.stderr


@pytest.mark.parametrize("file", [ONE, SEVERAL], ids=lambda file: file.name)
def test_caddy_takes_the_file_as_it_is(file: Path, tmp_path: Path) -> None:
    assert is_valid(file, tmp_path)
    assert run("fmt", str(file), folder=tmp_path).stdout == file.read_text()


def test_a_mistake_in_the_file_is_found(tmp_path: Path) -> None:
    wrong = changed(tmp_path, SEVERAL, lambda file: file.replace("health_uri", "health_url"))
    assert not is_valid(wrong, tmp_path)


def test_both_files_differ_only_in_who_is_asked(tmp_path: Path) -> None:
    alone, many = (adapted(file, tmp_path) for file in (ONE, SEVERAL))
    proxies = [_proxy(told) for told in (alone, many)]
    for key in ("upstreams", "load_balancing", "health_checks", "buffer_requests"):
        for proxy in proxies:
            proxy.pop(key, None)
    assert alone == many


def _proxy(told: dict) -> dict:
    [server] = told["apps"]["http"]["servers"].values()
    [site] = server["routes"]
    routes = site["handle"][0]["routes"]
    return next(h for r in routes for h in r["handle"] if h["handler"] == "reverse_proxy")


def test_a_text_comes_through_and_its_repetition_gets_the_same(
    front: Front, server: Server
) -> None:
    fields = text("MURAL", "+14155550199")
    first = sent(front, fields)
    assert first.status == 200
    assert b"<Response><Message>" in first.body
    assert sent(front, fields).body == server.text(fields).body == first.body
    forged = front.ask("POST", "/hooks/twilio/sms", urlencode(text("MURAL")))
    assert forged.status == 403


INTO_FIGURES = ("/metrics", "/metrics/", "//metrics", "/%6Detrics", "/METRICS", "/x/../metrics")


def seen_figures(front: Front) -> set[str]:
    """Give the paths by which figures are seen."""
    return {path for path in INTO_FIGURES if b"wayside_" in front.ask("GET", path).body}


def test_figures_are_not_seen_from_outside(front: Front, server: Server) -> None:
    assert b"wayside_turns_total" in server.ask("GET", "/metrics").body
    assert seen_figures(front) == set()


def test_figures_that_are_seen_are_found(server: Server, tmp_path: Path) -> None:
    # Wayside itself gives them to nobody who came by a proxy that says so.
    def open_both(before: str) -> str:
        shut = without("respond")(before)
        return shut.replace("header_up X-R", "header_up -X-Forwarded-*\n\t\theader_up X-R")

    with fronting(changed(tmp_path, ONE, open_both), tmp_path, [server.port]) as front:
        assert "/metrics" in seen_figures(front)


def forwarded(file: Path, folder: Path) -> dict[str, str]:
    """Give the headers that a server gets when somebody claims to be another."""
    claims = {"X-Forwarded-For": CLAIMED, "X-Request-Id": "mine"}
    with stub() as server, fronting(file, folder, [server.port]) as front:
        assert front.ask("GET", "/w/story", headers=claims).status == 200
        [headers] = [headers for path, headers in server.asked if path == "/w/story"]
    return headers


@pytest.mark.parametrize("file", [ONE, SEVERAL], ids=lambda file: file.name)
def test_a_server_is_told_who_asks_and_nothing_that_they_claim(file: Path, tmp_path: Path) -> None:
    headers = forwarded(file, tmp_path)
    assert headers["x-forwarded-for"] == "127.0.0.1"
    assert len(headers["x-request-id"]) == 36


def test_claims_that_are_believed_are_found(tmp_path: Path) -> None:
    def believing(before: str) -> str:
        return without("header_up")(before).replace(
            "transport http", "trusted_proxies private_ranges\n\t\ttransport http"
        )

    headers = forwarded(changed(tmp_path, ONE, believing), tmp_path)
    assert headers["x-forwarded-for"] == f"{CLAIMED}, 127.0.0.1"
    assert headers["x-request-id"] == "mine"


def as_given(front: Front, server: Server) -> bool:
    """Tell whether pages come as Wayside gave them: as squeezed, and kept for as long."""
    names = ("content-encoding", "cache-control", "vary")
    asking = {"Accept-Encoding": "gzip"}
    given = []
    for each in (front, server):
        answers = [each.ask("GET", path, headers=asking) for path in ("/", "/try", "/readyz")]
        given.append([tuple(a.headers.get(name) for name in names) for a in answers])
    return given[0] == given[1]


def test_pages_come_as_they_were_given(front: Front, server: Server) -> None:
    assert as_given(front, server)


def test_what_is_squeezed_on_the_way_is_found(server: Server, tmp_path: Path) -> None:
    squeezing = changed(
        tmp_path, ONE, lambda file: file.replace("@figures", "encode gzip\n\t@figures", 1)
    )
    with fronting(squeezing, tmp_path, [server.port]) as front:
        assert not as_given(front, server)


def test_the_largest_photo_comes_through_and_little_more(tmp_path: Path) -> None:
    [server] = adapted(ONE, tmp_path)["apps"]["http"]["servers"].values()
    handlers = [h for r in server["routes"][0]["handle"][0]["routes"] for h in r["handle"]]
    [most] = [h["max_size"] for h in handlers if h["handler"] == "request_body"]
    assert LARGEST_BYTES < most < 1.1 * LARGEST_BYTES


def asked_while_ill(file: Path, folder: Path, server: Server) -> int:
    """Give how many of twenty requests go to a server that says it cannot serve."""
    with stub() as ill:
        ill.ready = False
        with fronting(file, folder, [server.port, ill.port]) as front:
            until(lambda: ill.count("/readyz") > 1 or "health_uri" not in file.read_text())
            assert {front.ask("GET", "/healthz").status for _ in range(20)} == {200}
        return ill.count("/healthz")


def test_a_server_that_says_it_cannot_serve_is_left_out(server: Server, tmp_path: Path) -> None:
    assert asked_while_ill(SEVERAL, tmp_path, server) == 0


def test_asking_a_server_that_cannot_serve_is_found(server: Server, tmp_path: Path) -> None:
    blind = changed(tmp_path, SEVERAL, without("health_"))
    assert asked_while_ill(blind, tmp_path, server) > 0


def after_its_end(file: Path, folder: Path, server: Server) -> set[int]:
    """Give how texts are answered right after one of two servers has gone."""
    with ExitStack() as gone:
        other = gone.enter_context(stub())
        with fronting(file, folder, [server.port, other.port]) as front:
            assert until(lambda: other.count("/readyz") > 0)
            gone.close()
            return {sent(front, text("MURAL")).status for _ in range(20)}


def test_a_server_that_has_gone_is_missed_by_nobody(server: Server, tmp_path: Path) -> None:
    assert after_its_end(SEVERAL, tmp_path, server) == {200}


@pytest.mark.parametrize("line", ["{$BUFFER", "lb_try_duration"])
def test_a_server_that_is_missed_is_found(line: str, server: Server, tmp_path: Path) -> None:
    def changing(before: str) -> str:
        return without(line)(before).replace("health_interval 2s", "health_interval 60s")

    assert after_its_end(changed(tmp_path, SEVERAL, changing), tmp_path, server) != {200}


def test_a_server_that_is_stopped_gives_over_to_the_other(server: Server, tmp_path: Path) -> None:
    with (
        serving(tmp_path / "var", stories=mural(tmp_path)) as other,
        fronting(SEVERAL, tmp_path, [server.port, other.port]) as front,
    ):
        assert {sent(front, text("MURAL")).status for _ in range(6)} == {200}
        other.process.terminate()
        other.process.wait(60)
        assert {sent(front, text("MURAL")).status for _ in range(6)} == {200}


@pytest.mark.parametrize("check", health_checks(), ids=lambda check: check.where)
def test_a_health_check_tells_a_server_from_none(check: HealthCheck, server: Server) -> None:
    for port, well in ((server.port, True), (9, False)):
        words = [sys.executable, *check.at(port)[1:]]
        environment = {"PORT": str(port), "PATH": ""}
        done = subprocess.run(words, env=environment, capture_output=True, check=False)
        assert (done.returncode == 0) is well
