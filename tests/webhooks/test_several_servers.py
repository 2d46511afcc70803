"""Several servers on one PostgreSQL: to who plays they are one."""

import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from html import unescape
from itertools import cycle
from pathlib import Path
from statistics import median
from threading import Barrier

import psycopg
import pytest

from engine.secret import LENGTH, Secret
from engine.store import StoreError, open_store
from tests import postgres
from tests.engine.published import publish_all, write
from tests.serving import ROOT, Server, serving
from tests.twilio_api import Api, twilio_api
from tests.twilio_stub import environment, text

HALL = """story: The Hall
start: hall
keywords: [HALL]
scenes:
  hall:
    say: A hall.
    choices:
      - {pick: Look, say: Picture WORDS.}
      - {pick: Leave, ending: Home}
"""
DATA = bytes(range(LENGTH))
# Both find a new edition within their second, and a turn of a play that has met it at once.
LONGEST_S = 5
LETTERS = 120


@dataclass(frozen=True)
class Town:
    """Two servers, what they share, and Twilio as it was told of."""

    folder: Path
    url: str
    servers: Sequence[Server]
    api: Api

    def publish(self, words: str) -> None:
        """Publish another edition, as a third machine."""
        with closing(open_store(self.url, Secret(DATA))) as store:
            publish_all(store, write(self.folder / "stories", words, "hall", HALL))

    def wayside(self, *words: str) -> None:
        """Type a command on a third machine."""
        subprocess.run(
            [sys.executable, "-m", "webhooks", *words], cwd=ROOT, check=True,
            env=os.environ | environment(**variables(self.folder, self.url)), capture_output=True,
        )  # fmt: skip


def variables(folder: Path, url: str) -> dict[str, str]:
    return {
        "WAYSIDE_DATABASE_URL": url,
        "WAYSIDE_SECRET_FILE": str(folder / "secret"),
        "WAYSIDE_STORIES": str(folder / "stories"),
        "WAYSIDE_DATA": str(folder / "var"),
        "WAYSIDE_PACE": "1000",
        "WAYSIDE_DATABASE_POOL": "2-6",
    }


def keep_secret(folder: Path, data: bytes = DATA) -> Path:
    file = folder / "secret"
    file.write_bytes(data)
    file.chmod(0o600)
    return file


@contextmanager
def two(folder: Path, url: str, program: Sequence[str] = ("-m", "webhooks")) -> Iterator[Town]:
    """Run two servers on a database."""
    keep_secret(folder)
    write(folder / "stories", "1", "hall", HALL)
    with twilio_api() as api, ExitStack() as both:
        shared = variables(folder, url) | {"WAYSIDE_TWILIO_API": api.url}
        shared.pop("WAYSIDE_STORIES")
        servers = [
            both.enter_context(
                serving(
                    folder / name,
                    stories=folder / "stories",
                    program=program,
                    **{**shared, "WAYSIDE_DATA": str(folder / name)},
                )
            )
            for name in ("one", "other")
        ]
        yield Town(folder, url, servers, api)


@pytest.fixture(scope="module")
def town(server: postgres.Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with server.database() as url, two(tmp_path_factory.mktemp("several"), url) as town:
        yield town


def answer(server: Server, body: str, sender: str) -> str:
    reply = server.text(text(body, sender))
    assert reply.status == 200, reply
    return " ".join(
        re.findall(r"<Message[^>]*>(.*?)</Message>", unescape(reply.body.decode()), re.DOTALL)
    )


def messages_of(town: Town) -> int:
    """Give how many messages were taken."""
    with psycopg.connect(town.url) as asked:
        found = asked.execute("SELECT count(*) FROM messages").fetchone()
    assert found
    return int(found[0])


def within_s(true: Callable[[], bool]) -> float:
    """Give after how many seconds something is so."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < LONGEST_S
        time.sleep(0.1)
    return time.monotonic() - began


def seen_in_turn(town: Town, sender: str, most: int) -> list[int]:
    """Let a player look at one server, then at the other, while editions come; give what they saw.

    What they see is the number of an edition.
    """
    answer(town.servers[0], "HALL", sender)
    seen: list[int] = []

    def publish() -> None:
        for number in range(most - 4, most + 1):
            town.publish(str(number))
            time.sleep(0.25)

    with ThreadPoolExecutor(1) as beside:
        publishing = beside.submit(publish)
        for server in cycle(town.servers):
            found = re.search(r"Picture (\d+)", answer(server, "Look", sender))
            assert found
            seen.append(int(found[1]))
            if publishing.done() and seen[-2:] == [most, most]:
                return seen
    raise AssertionError


def test_who_plays_on_both_meets_editions_in_their_order(town: Town) -> None:
    seen = seen_in_turn(town, "+14155550101", 6)
    assert seen == sorted(seen)
    assert seen[-1] == 6


def test_servers_that_each_look_by_themselves_would_show_an_older_one_after_a_newer(
    server: postgres.Server, tmp_path: Path
) -> None:
    program = ("-m", "tests.faults.broken", "looks-by-itself")
    with server.database() as url, two(tmp_path, url, program) as broken:
        rounds = (seen_in_turn(broken, f"+1415555010{each}", 6 * each + 6) for each in range(5))
        assert any(seen != sorted(seen) for seen in rounds)


def test_what_is_published_or_closed_is_met_at_every_server_within_seconds(town: Town) -> None:
    write(town.folder / "stories", "77", "hall", HALL)
    town.wayside("publish", str(town.folder / "stories" / "hall"))
    for number, server in enumerate(town.servers):
        sender = f"+1415555011{number}"
        answer(server, "HALL", sender)
        within_s(lambda: "Picture 77" in answer(server, "Look", sender))  # noqa: B023
    town.wayside("close", "hall")
    for number, server in enumerate(town.servers):
        sender = f"+1415555012{number}"
        within_s(lambda: "closed" in answer(server, "HALL", sender))  # noqa: B023
    with closing(open_store(town.url, Secret(DATA))) as store:
        store.closings.open("hall", "", int(time.time()))
    for number, server in enumerate(town.servers):
        sender = f"+1415555012{number}"
        within_s(lambda: "A hall." in answer(server, "HALL", sender))  # noqa: B023


def test_a_text_that_comes_to_both_at_once_counts_once_and_gets_the_same_bytes(town: Town) -> None:
    start, before = Barrier(2), messages_of(town)
    with ThreadPoolExecutor(2) as threads:
        for number in range(20):
            fields = text("HALL", f"+141555502{number:02}")

            def send(server: Server) -> bytes:
                start.wait()
                return server.text(fields).body  # noqa: B023

            one, other = threads.map(send, town.servers)
            assert one == other
            assert b"A hall." in one
    assert messages_of(town) == before + 20


def test_a_letter_leaves_within_a_second_of_its_time_and_once(town: Town) -> None:
    for number, server in zip(range(24), cycle(town.servers), strict=False):
        answer(server, "HALL", f"+141555503{number:02}")
    left: dict[str, float] = {}
    town.api.tell = lambda callback, _sid: left.setdefault(callback, time.time())
    before, now_s = len(town.api.taken), int(time.time())
    letter = (
        "INSERT INTO outbox (player, number, id, address, text, segments, state, at_s, until_s, "
        "tries) VALUES (%s, %s, %s, %s, %s, 1, 'waiting', %s, %s, 0)"
    )
    with psycopg.connect(town.url) as changed:
        people = changed.execute("SELECT player, address FROM numbers LIMIT 24").fetchall()
        for number in range(LETTERS):
            player, address = people[number % len(people)]
            at_s = now_s + 2 + number // len(people)
            values = (player, number, secrets.token_bytes(16), address, f"{at_s}")
            changed.execute(letter, (*values, at_s, at_s + 600))
    time.sleep(2 + LETTERS // 24 + 2)
    sent = town.api.taken[before:]
    assert len(sent) == len({each["StatusCallback"] for each in sent}) == LETTERS
    late_s = sorted(left[each["StatusCallback"]] - int(each["Body"]) for each in sent)
    print(f"Letters left after {median(late_s):.2f} s, the last after {late_s[-1]:.2f} s.")
    assert late_s[0] >= 0
    assert median(late_s) < 1
    assert late_s[-1] < LONGEST_S


# Who may start


def starting(folder: Path, url: str) -> tuple[int, str]:
    """Start a server that is to refuse; give how it ended, and what it said."""
    ended = subprocess.run(
        [sys.executable, "-m", "webhooks", "serve", "--port", "0"], cwd=ROOT, text=True,
        env=os.environ | environment(**variables(folder, url)), capture_output=True, check=False,
        timeout=60,
    )  # fmt: skip
    return ended.returncode, ended.stderr


def test_a_server_with_another_secret_does_not_start(town: Town, tmp_path: Path) -> None:
    keep_secret(tmp_path, bytes(LENGTH))
    write(tmp_path / "stories", "1", "hall", HALL)
    code, told = starting(tmp_path, town.url)
    assert code == 1
    assert "The secret does not belong to this database" in told
    assert "WAYSIDE_SECRET_FILE" in told


def test_a_server_without_a_secret_makes_none(town: Town, tmp_path: Path) -> None:
    write(tmp_path / "stories", "1", "hall", HALL)
    code, told = starting(tmp_path, town.url)
    assert code == 1
    assert f"There is no secret at {tmp_path / 'secret'}. Copy yours there" in told
    assert not (tmp_path / "secret").exists()


def test_of_first_servers_with_different_secrets_one_alone_starts(server: postgres.Server) -> None:
    with server.database() as url:
        for _ in range(5):
            start = Barrier(4)

            def begin(number: int) -> str:
                start.wait()  # noqa: B023
                try:
                    open_store(url, Secret(bytes([number]) * LENGTH)).close()
                except StoreError as error:
                    return str(error)[:31]
                return "starts"

            with ThreadPoolExecutor(4) as threads:
                told = sorted(threads.map(begin, range(4)))
            assert told == ["The secret does not belong to t"] * 3 + ["starts"]
            with psycopg.connect(url, autocommit=True) as changed:
                changed.execute("DELETE FROM meta")
