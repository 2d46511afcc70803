"""Very much that is old goes a few rows at a time, so that nobody's turn waits for all of it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.erasing import Eraser
from engine.ledger import Ledger
from engine.play.catalog import Catalog
from engine.store import Store, carrying, newcomers, outbox, washing
from engine.store.database import Database, Transaction
from engine.store.newcomers import Newcomers
from tests.engine.door import NOON, OURS, Visitor, knocks
from tests.kept import rows

MANY = 20_000
OLD_S = int(NOON.timestamp()) - 90 * 24 * 60 * 60
NUMBERS = """
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {many})
"""
WRONG = "INSERT INTO wrong_codes (address, at_s) {numbers} SELECT {id}, {old} FROM numbers"


def fill(folder: Path, database: str, insert: str, many: int = MANY) -> None:
    """Add many rows; `{id}` is another one for each."""
    id_ = {
        "sqlite": "CAST(printf('%016d', n) AS BLOB)",
        "postgresql": "convert_to(lpad(n::text, 16, '0'), 'UTF8')",
    }[database]
    numbers = NUMBERS.format(many=many)
    rows(folder, insert.format(numbers=numbers, id=id_, old=OLD_S))


def longest_turn_s(store: Store, stories: Catalog, clearing: Callable[[], object]) -> float:
    """Give how long the slowest turn took while something is cleared, which is done then."""
    visitor = Visitor(store, stories)
    visitor.text("door", "Sam")
    thread, longest_s, turns = threading.Thread(target=clearing), 0.0, 0
    thread.start()
    while thread.is_alive() or not turns:
        began, turns = time.monotonic(), turns + 1
        assert visitor.text("1") == knocks(turns)
        longest_s = max(longest_s, time.monotonic() - began)
        time.sleep(0.002)
    thread.join()
    return longest_s


def eraser_of(store: Store, folder: Path) -> Eraser:
    def fail(what: str, **facts: str) -> None:
        raise AssertionError(what, facts)

    return Eraser(store, Ledger(folder / "erasures"), lambda: NOON, fail)


def test_turns_come_in_between(
    store: Store, stories: Catalog, database: str, tmp_path: Path
) -> None:
    fill(tmp_path, database, WRONG)
    eraser = eraser_of(store, tmp_path)
    assert longest_turn_s(store, stories, eraser.drop_tickets) < 1
    assert rows(tmp_path, "SELECT count(*) FROM wrong_codes") == [(0,)]


@pytest.mark.usefixtures("sqlite_only")
def test_of_all_of_it_at_once_they_would_wait_for_the_end(
    store: Store, stories: Catalog, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    took_s = []

    def clear() -> None:
        began = time.monotonic()
        store.carrying.drop_old(int(NOON.timestamp()))
        took_s.append(time.monotonic() - began)

    monkeypatch.setattr(carrying, "MOST_DROPPED", MANY)
    fill(tmp_path, database, WRONG)
    assert longest_turn_s(store, stories, clear) > took_s[0] / 2


def test_each_piece_is_a_transaction_of_its_own(
    store: Store, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "MOST_DROPPED", 40)
    fill(tmp_path, database, WRONG, 100)
    left = []
    while store.carrying.drop_old(int(NOON.timestamp())):
        left += rows(tmp_path, "SELECT count(*) FROM wrong_codes")
    assert left == [(60,), (20,), (0,)]


def test_the_first_of_the_next_crowd_drops_a_few_of_the_last_one(
    store: Store, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newcomers, "MOST_DROPPED", 40)
    insert = "INSERT INTO arrivals (prefix, at_s) {numbers} SELECT {id}, {old} FROM numbers"
    fill(tmp_path, database, insert, 100)
    for left in (61, 22, 3, 4):
        with store._database.write() as transaction:
            assert Newcomers(transaction).came(b"p" * 16, 30, int(NOON.timestamp()))
        assert rows(tmp_path, "SELECT count(*) FROM arrivals") == [(left,)]


def test_letters_that_go_no_more_are_let_go_some_at_a_time(
    store: Store, stories: Catalog, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "MOST_LOOKS", 2)
    visitor = Visitor(store, stories)
    visitor.text("door")
    insert = (
        "INSERT INTO outbox (player, number, id, address, text, segments, state, at_s, until_s, "
        "tries) {numbers} SELECT (SELECT id FROM players), n, {id}, {id}, 'late', 1, 'waiting', "
        "{old}, {old}, 0 FROM numbers"
    )
    fill(tmp_path, database, insert, 200)
    left: list[object] = []
    monkeypatch.setattr(
        outbox.time, "sleep", lambda _s: left.extend(rows(tmp_path, "SELECT count(*) FROM outbox"))
    )
    assert store.outbox(OURS, lambda _sender: 1).claim(NOON.timestamp()) == []
    assert left == [(136,), (72,), (8,)]
    assert rows(tmp_path, "SELECT count(*) FROM outbox") == [(0,)]


def test_the_names_of_the_erased_go_some_at_a_time(
    store: Store, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(washing, "MOST_DROPPED", 40)
    insert = "INSERT INTO erasures (id, at_s, noted) {numbers} SELECT {id}, {old}, 1=1 FROM numbers"
    fill(tmp_path, database, insert, 100)
    names, left, known = store.washing.noted(), [], Database.write

    @contextmanager
    def write(self: Database) -> Iterator[Transaction]:
        with known(self) as transaction:
            yield transaction
        left.extend(rows(tmp_path, "SELECT count(*) FROM erasures"))

    monkeypatch.setattr(Database, "write", write)
    store.washing.done(names)
    assert left == [(60,), (20,), (0,)]
