"""Everything behind PgBouncer in transaction mode, where each transaction may be in any session."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from engine.play.catalog import Catalog
from engine.store import NotStored, Store, migrate_server, open_store, server
from engine.store.connections import PoolSize
from tests.bouncer import SESSIONS, bouncing
from tests.engine.door import NOON, OURS, SECRET, Visitor, knocks
from tests.kept import kept_in, nobody_writes, rows

pytestmark = pytest.mark.usefixtures("postgresql_only")
# More than the sessions behind, so that who comes next is seldom in the one of before.
PEOPLE = 5


@pytest.fixture
def url(database: str, tmp_path: Path) -> Iterator[str]:
    with bouncing(str(kept_in(tmp_path))) as url:
        yield url


@pytest.fixture
def bounced(url: str) -> Iterator[Store]:
    with closing(open_store(url, SECRET, PoolSize(PEOPLE, PEOPLE))) as store:
        yield store


def played(store: Store, stories: Catalog, turns: int = 12) -> None:
    """Let several people play at once, each often enough for statements to be prepared."""

    def play(number: int) -> None:
        visitor = Visitor(store, stories, f"+1500555{number:04}")
        visitor.text("door", "Sam")
        answers = [visitor.text("1") for _ in range(turns)]
        assert answers == [knocks(number + 1) for number in range(turns)]
        assert visitor.told == []

    with ThreadPoolExecutor(PEOPLE) as threads:
        list(threads.map(play, range(PEOPLE)))


def test_people_play_at_once(bounced: Store, stories: Catalog, tmp_path: Path) -> None:
    played(bounced, stories)
    assert rows(tmp_path, "SELECT count(*) FROM messages") == [(PEOPLE * 14,)]
    sessions = "datname = current_database() AND pid <> pg_backend_pid()"
    assert rows(tmp_path, f"SELECT count(*) FROM pg_stat_activity WHERE {sessions}") == [
        (SESSIONS,)
    ]


def test_statements_that_are_prepared_in_one_session_are_not_there_in_another(
    url: str, stories: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As they would be if it were not found out that somebody stands in front of the server."""

    def come(_self: server.ServerConnections, connection: server.ServerConnection) -> None:
        connection.prepare_threshold = server.PREPARED_AFTER

    monkeypatch.setattr(server.ServerConnections, "_come", come)
    with (
        closing(open_store(url, SECRET, PoolSize(PEOPLE, PEOPLE))) as store,
        pytest.raises((AssertionError, NotStored)),
    ):
        played(store, stories)


def test_what_is_asked_for_when_a_connection_is_made_is_refused(url: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="unsupported startup parameter: options"):
        psycopg.connect(url, options="-c lock_timeout=5s")


def test_nobody_waits_for_a_lock_for_longer_than_they_may(
    bounced: Store, monkeypatch: pytest.MonkeyPatch, stories: Catalog
) -> None:
    monkeypatch.setattr(server, "BEGIN", server.BEGIN.replace("'5s'", "'50ms'"))
    visitor = Visitor(bounced, stories)
    told = pytest.raises(NotStored, match="lock timeout")
    with nobody_writes(bounced), ThreadPoolExecutor(1) as other, told:
        other.submit(visitor.send, "first", "door").result()
    # It was said for that transaction alone.
    with bounced._database.read() as transaction:
        transaction.cursor.execute("COMMIT; SHOW lock_timeout")
        while transaction.cursor.nextset():
            pass
        assert transaction.cursor.fetchone() == ("0",)


def test_one_alone_does_what_is_done_by_one(bounced: Store) -> None:
    """By an advisory lock of the transaction: one of a session would be left in it."""
    for number in range(5):
        files = {"story.yaml": str(number).encode()}

        def publish(_who: int) -> bool:
            return bounced.editions.publish("door", f"{number}", files, 1, "publish")  # noqa: B023

        with ThreadPoolExecutor(PEOPLE) as threads:
            assert sorted(threads.map(publish, range(PEOPLE))) == [False] * (PEOPLE - 1) + [True]


def test_each_letter_is_claimed_by_one_of_two_who_deliver(bounced: Store, stories: Catalog) -> None:
    noon_there = NOON + timedelta(hours=4)
    for number in range(40):
        visitor = Visitor(bounced, stories, f"+1212555{number:04}", noon_there, sends=True)
        visitor.text("well")
        visitor.at = noon_there + timedelta(hours=1)
    for wake in bounced.due(int(visitor.at.timestamp())):
        visitor.turns.let_pass(wake)
    outboxes = [bounced.outbox(OURS, lambda _sender: 1_000) for _ in range(2)]

    def deliver(outbox: int) -> list[str]:
        gone = []
        while letters := outboxes[outbox].claim(visitor.at.timestamp()):
            for letter in letters:
                outboxes[outbox].sent(letter, f"SM{letter.to}", int(visitor.at.timestamp()))
                gone.append(letter.to)
        return gone

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(deliver, range(2))
    assert sorted(first + second) == [f"+1212555{number:04}" for number in range(40)]


def test_a_database_is_brought_up_to_date(bare_database: str, tmp_path: Path) -> None:
    with bouncing(str(kept_in(tmp_path))) as url:
        own = {name: value for name, value in os.environ.items() if name[:7] != "WAYSIDE"}
        command = [sys.executable, "-m", "webhooks", "migrate"]
        two = [subprocess.Popen(command, env=own | {"WAYSIDE_DATABASE_URL": url}) for _ in range(2)]
        assert [each.wait() for each in two] == [0, 0]
        migrate_server(url)
        with closing(open_store(url, SECRET)) as store:
            assert store.ready()
