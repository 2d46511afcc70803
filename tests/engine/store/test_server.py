"""The connections to a PostgreSQL server: how many there are, and what becomes of them."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, text

from engine.play.catalog import Catalog
from engine.store import NotStored, Store, open_store, server
from engine.store.connections import PoolSize
from tests.engine.door import SECRET, Visitor, knocks
from tests.kept import kept_in, rows
from tests.line import Line, line_to

pytestmark = pytest.mark.usefixtures("postgresql_only", "database")
NAMED = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'counted'"


def named(folder: Path, *lines: Line, **more: str) -> str:
    """Give the URL of a test's database, over these lines."""
    url = make_url(str(kept_in(folder)))
    if lines:
        ports = ",".join(str(line.port) for line in lines)
        hosts = ",".join("127.0.0.1" for _ in lines)
        url = url.set(host=None).update_query_dict({"host": hosts, "port": ports})
    return url.update_query_dict(more).render_as_string(hide_password=False)


@contextmanager
def opened_by(url: str, size: PoolSize | None = None) -> Iterator[Store]:
    with closing(open_store(url, SECRET, size or PoolSize())) as store:
        yield store


def soonest(act: Callable[[], object], longest_s: float = 5) -> float:
    """Give after how many seconds something is stored."""
    began = time.monotonic()
    while time.monotonic() - began < longest_s:
        try:
            act()
        except NotStored:
            time.sleep(0.01)
        else:
            return time.monotonic() - began
    raise AssertionError("It is not stored.")


def test_a_process_takes_no_more_connections_than_it_may(tmp_path: Path) -> None:
    url = named(tmp_path, application_name="counted")
    with opened_by(url, PoolSize(1, 3)) as store:

        def hold(_number: int) -> None:
            with store._database.write() as transaction:
                transaction.cursor.execute("SELECT pg_sleep(0.05)")

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(hold, range(16)))
        assert rows(tmp_path, NAMED) == [(3,)]
    assert rows(tmp_path, NAMED) == [(0,)]


def test_who_waits_for_a_connection_for_too_long_is_told_to_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "LONGEST_WAIT_S", 0.2)
    with opened_by(named(tmp_path), PoolSize(1, 1)) as store, ThreadPoolExecutor(1) as other:
        with store._database.write(), pytest.raises(NotStored, match=r"after 0\.20 sec"):
            other.submit(store.note, "other", "waits").result()
        store.note("other", "comes again")
        assert store.noted("other") == "comes again"


def test_what_is_read_in_a_turn_needs_no_second_connection(tmp_path: Path) -> None:
    """Else those who each hold one and wait for another would all wait for ever."""
    with opened_by(named(tmp_path), PoolSize(1, 1)) as store, store._database.write():
        assert store.ready()


def test_what_failed_within_is_not_stored_as_if_it_had_not(tmp_path: Path) -> None:
    with opened_by(named(tmp_path)) as store:
        broken = pytest.raises(NotStored, match="Something failed, and nothing of it")
        with broken, store._database.write() as transaction, suppress(psycopg.DataError):
            transaction.first(text("SELECT 1 / 0"))
        assert store.ready()


def test_who_only_asked_wrongly_keeps_the_connection(tmp_path: Path) -> None:
    url = named(tmp_path, application_name="counted")
    pid = text("SELECT pg_backend_pid()")
    with opened_by(url, PoolSize(1, 1)) as store:
        with store._database.read() as transaction:
            before = transaction.first(pid)
        with pytest.raises(psycopg.DataError), store._database.write() as transaction:
            transaction.first(text("SELECT 1 / 0"))
        with store._database.read() as transaction:
            assert transaction.first(pid) == before


def test_a_line_that_was_cut_is_noticed_and_once_it_is_mended_the_next_answer_comes_within_a_second(
    tmp_path: Path, stories: Catalog
) -> None:
    with line_to(named(tmp_path)) as line, opened_by(named(tmp_path, line)) as store:
        visitor = Visitor(store, stories)
        visitor.text("door", "Sam", "1")
        line.cut()
        began = time.monotonic()
        for _ in range(3):
            with pytest.raises(NotStored):
                visitor.send("knock", "1")
        assert time.monotonic() - began < 3 * server.WAIT_WHILE_AWAY_S + 1
        time.sleep(1)
        line.mend()
        assert soonest(lambda: visitor.send("knock", "1")) < 1
        assert visitor.send("knock", "1") == knocks(2)


def test_of_several_hosts_one_that_is_left_is_asked(tmp_path: Path, stories: Catalog) -> None:
    url = named(tmp_path)
    with line_to(url) as first, line_to(url) as second:
        both = named(tmp_path, first, second, target_session_attrs="read-write")
        with opened_by(both) as store:
            visitor = Visitor(store, stories)
            visitor.text("door", "Sam", "1")
            assert not second.ends
            first.cut()
            assert soonest(lambda: visitor.send("knock", "1")) < 1
            assert second.ends
            assert visitor.send("knock", "1") == knocks(2)


def test_a_server_that_only_reads_is_left_by_all_at_once(tmp_path: Path, stories: Catalog) -> None:
    """As one that was taken over by another, and let its connections live."""
    with opened_by(named(tmp_path), PoolSize(3, 3)) as store:
        visitor = Visitor(store, stories)
        visitor.text("door", "Sam", "1")
        pool = store._database._connections._pool  # type: ignore[attr-defined]
        held = [pool.getconn() for _ in range(3)]
        for connection in held:
            connection.execute("SET default_transaction_read_only = on")
            pool.putconn(connection)
        with pytest.raises(NotStored, match="read-only"):
            visitor.send("knock", "1")
        assert visitor.send("knock", "1") == knocks(2)
        assert all(connection.closed for connection in held)


def test_a_turn_sees_what_was_stored_while_it_waited_however_the_server_is_set(
    tmp_path: Path,
) -> None:
    name = make_url(str(kept_in(tmp_path))).database
    as_first_seen = "SET default_transaction_isolation = 'repeatable read'"
    rows(tmp_path, f'ALTER DATABASE "{name}" {as_first_seen}')
    with opened_by(named(tmp_path)) as store, store._database.write() as transaction:
        assert transaction.first(text("SHOW transaction_isolation")) == ("read committed",)
