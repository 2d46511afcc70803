"""`wayside serve`, as a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode

import pytest

from tests.serving import ROOT, Reply, Server, serving
from tests.twilio_stub import HOOK_URL, signed, text
from tests.webhooks import bell
from webhooks.settings import HOOK

MENU = "\n\n1 Ring it\n2 Go away"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    with serving(folder / "var", stories=bell.stories(folder / "stories"), workers=2) as server:
        yield server


def twiml(said: str) -> bytes:
    said = said.replace("&", "&amp;")
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}<Response><Message>{said}</Message></Response>".encode()


def test_a_signed_text_gets_the_story(server: Server) -> None:
    reply = server.text(text("BELL", sender="+14155550001"))
    assert (reply.status, reply.body) == (200, twiml(f"A bell hangs here & waits.{MENU}"))
    assert reply.headers["content-type"] == "text/xml; charset=utf-8"


def test_the_same_text_at_the_same_moment_gets_the_same_bytes_and_is_stepped_once(
    server: Server,
) -> None:
    player = "+14155550002"
    server.text(text("BELL", sender=player))
    for times in range(1, 9):
        ring, together = text("1", sender=player), Barrier(4)

        def send(_: int, ring: dict[str, str] = ring, together: Barrier = together) -> Reply:
            together.wait()
            return server.text(ring)

        with ThreadPoolExecutor(4) as threads:
            replies = list(threads.map(send, range(4)))
        expected = twiml(f"It has rung {times} times.{MENU}")
        assert [(r.status, r.body) for r in replies] == [(200, expected)] * 4
        assert server.text(ring).body == expected


def test_two_texts_of_one_player_at_the_same_moment_are_both_stepped(server: Server) -> None:
    player = "+14155550003"
    server.text(text("BELL", sender=player))
    together = Barrier(2)

    def send(fields: dict[str, str]) -> bytes:
        together.wait()
        return server.text(fields).body

    with ThreadPoolExecutor(2) as threads:
        bodies = set(threads.map(send, [text("1", sender=player), text("1", sender=player)]))
    assert bodies == {twiml(f"It has rung {times} times.{MENU}") for times in (1, 2)}


@pytest.mark.parametrize("query", ["?a=1&b=2", "?b=%C3%A9+x&&", "?=", "?a=%zz&c=[1]|^"])
def test_the_query_is_signed_as_it_came(server: Server, query: str) -> None:
    fields = text("BELL")
    assert server.text(fields, query).status == 200
    for wrong in ("", query + "&"):
        headers = FORM | signed(HOOK_URL + wrong, fields)
        assert server.ask("POST", HOOK + query, urlencode(fields), headers).status == 403


def test_a_wrong_signature_is_refused(server: Server) -> None:
    fields = text("BELL")
    headers = FORM | signed(HOOK_URL, fields | {"Body": "1"})
    assert server.ask("POST", HOOK, urlencode(fields), headers).status == 403
    assert server.ask("POST", HOOK, urlencode(fields), FORM).status == 403


def test_a_path_written_otherwise_is_not_the_one_that_was_signed(server: Server) -> None:
    fields = text("BELL")
    path = HOOK.replace("s", "%73")
    headers = FORM | signed(HOOK_URL.replace(HOOK, path), fields)
    assert server.ask("POST", path, urlencode(fields), headers).status == 403


def test_a_text_in_pieces_is_a_text(server: Server) -> None:
    fields = text("BELL", sender="+14155550004")
    data = urlencode(fields).encode()
    headers = "".join(f"{n}: {v}\r\n" for n, v in (FORM | signed(HOOK_URL, fields)).items())
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(
            f"POST {HOOK} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n"
            f"Transfer-Encoding: chunked\r\n{headers}\r\n".encode()
        )
        for piece in (data[:10], data[10:]):
            connection.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        connection.sendall(b"0\r\n\r\n")
        with connection.makefile("rb") as answer:
            reply = answer.read()
    assert reply.startswith(b"HTTP/1.1 200 OK\r\n")
    assert reply.endswith(twiml(f"A bell hangs here & waits.{MENU}"))


# Of a body that does not say how long it is, only so much is read; no signature fits that.
@pytest.mark.parametrize(("chunked", "status"), [(False, b"413"), (True, b"403")])
def test_a_text_that_is_too_large_is_refused(
    server: Server, *, chunked: bool, status: bytes
) -> None:
    fields = text("x" * 70_000)
    data = urlencode(fields).encode()
    length = f"Content-Length: {len(data)}"
    if chunked:
        length = "Transfer-Encoding: chunked"
        data = b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)
    headers = "".join(f"{n}: {v}\r\n" for n, v in (FORM | signed(HOOK_URL, fields)).items())
    head = f"POST {HOOK} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{length}\r\n{headers}\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(head.encode() + data)
        with connection.makefile("rb") as answer:
            assert answer.readline().split()[1] == status


def test_the_banner_says_where_everything_is(server: Server) -> None:
    assert "".join(server.said).startswith(
        "Wayside is open.\n\n"
        f"  What can be played   http://127.0.0.1:{server.port}/\n"
        "  Texts by Twilio      https://play.example.org/hooks/twilio/sms"
        "#rc=5&rp=5xx,ct,rt&ct=2000&rt=5000\n\nCtrl-C closes it.\n"
    )


def test_a_port_that_is_taken_is_told_with_what_to_type(server: Server, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "webhooks", "serve", "--port", str(server.port)],
        cwd=ROOT,
        env=os.environ | {"WAYSIDE_DATA": str(tmp_path)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == (
        f"Error: Port {server.port} is taken by another program. "
        f"Type: wayside serve --port {server.port + 1}\n"
    )


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGINT])
def test_it_closes_when_asked_to_and_keeps_what_it_has(tmp_path: Path, way: int) -> None:
    stories = bell.stories(tmp_path / "stories")
    ring = text("1")
    with serving(tmp_path / "var", stories=stories, WAYSIDE_TRY="on") as server:
        assert f"http://127.0.0.1:{server.port}/try\n" in "".join(server.said)
        server.text(text("BELL"))
        first = server.text(ring).body
        server.process.send_signal(way)
        assert server.process.wait(30) == 0
    with serving(tmp_path / "var", stories=stories) as server:
        assert server.text(ring).body == first
        assert server.text(text("1")).body == twiml(f"It has rung 2 times.{MENU}")


def test_hundreds_of_connections_that_are_kept_open_keep_no_text_out(tmp_path: Path) -> None:
    with serving(tmp_path / "var", stories=bell.stories(tmp_path / "stories")) as server:
        silent = [HTTPConnection("127.0.0.1", server.port, timeout=20) for _ in range(300)]
        try:
            for connection in silent:
                connection.request("GET", "/healthz")
                assert connection.getresponse().read()
            assert server.text(text("BELL")).status == 200
        finally:
            for connection in silent:
                connection.close()


def test_no_worker_outlives_the_server(tmp_path: Path) -> None:
    with serving(tmp_path / "var", stories=bell.stories(tmp_path / "stories")) as server:
        server.process.kill()
        server.process.wait()
        deadline = time.monotonic() + 30
        while answers(server) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not answers(server)


def answers(server: Server) -> bool:
    try:
        return server.ask("GET", "/healthz").status == 200
    except (OSError, HTTPException):
        return False
