"""Two plays that are carried across each other: each takes two players, in one order."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from engine.incoming import Address, Incoming
from engine.play.catalog import Catalog
from engine.play.events import Said
from engine.store import NotStored, Store, statements
from engine.store.known import Message
from engine.store.passage import Passage, token_of
from tests.engine.door import NOON, SECRET, Visitor
from tests.kept import kept_in, rows
from tests.until import until

pytestmark = pytest.mark.usefixtures("postgresql_only")
NOON_S = int(NOON.timestamp())
WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


class Pair:
    """Somebody who texts and somebody who walks in a browser, whose id comes first."""

    def __init__(self, store: Store, stories: Catalog) -> None:
        self.store = store
        for number in range(64):
            self.phone = Visitor(store, stories, f"+1212555{number:04}")
            self.phone.text("door")
            address = Address("web", f"browser {number}")
            self.phone.turns.take(Incoming(f"web {number}", address, Said("door")))
            player = store.player_at("sms", self.phone.number)
            walker = store.player_at(address.kind, address.value)
            assert player is not None
            assert walker is not None
            if walker < player:
                break
        else:
            raise AssertionError("No id of 64 comes first.")
        self.walker, link = walker, b"m" * 16
        with store._database.write() as transaction:
            passage = Passage(transaction, SECRET, NOON_S)
            passage.add_link(Message("sms", "", b"a" * 16, link), player, "door")
        self.link = token_of(SECRET, link)
        self.session = f"{address.value} again"
        code = store.carrying.offer_code(address.value, self.session, "door", NOON_S)
        assert code is not None
        self.code = code

    def carry_to_the_browser(self) -> object:
        return self.store.carrying.take(self.link, self.session, "third name", NOON_S)

    def carry_to_the_phone(self) -> object:
        return self.phone.text(f"GO {self.code}")


@contextmanager
def taken(folder: Path, player: bytes) -> Iterator[None]:
    """Be alone with a player until the block is left."""
    with psycopg.connect(str(kept_in(folder))) as connection:
        connection.execute("SELECT id FROM players WHERE id = %s FOR UPDATE", (player,))
        yield


def crossed(pair: Pair, folder: Path) -> list["Future[object]"]:
    """Let the one wait for the walker, then the other as well, and then let both go on."""
    with ThreadPoolExecutor(2) as threads, taken(folder, pair.walker):
        one = threads.submit(pair.carry_to_the_browser)
        assert until(lambda: rows(folder, WAITING) == [(1,)])
        other = threads.submit(pair.carry_to_the_phone)
        assert until(lambda: rows(folder, WAITING) == [(2,)])
    return [one, other]


def test_both_are_carried_or_told_that_nothing_is_there(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    pair = Pair(store, stories)
    one, other = crossed(pair, tmp_path)
    assert one.result() == "door"
    assert other.result() is not None
    assert pair.phone.told == []


def test_in_the_order_in_which_they_come_they_would_wait_for_each_other(
    store: Store, stories: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.store.store.LOCK_BOTH", statements.LOCK_PLAYER)
    found = [each.exception() for each in crossed(Pair(store, stories), tmp_path)]
    [failed] = [error for error in found if error is not None]
    assert isinstance(failed, NotStored)
    assert "deadlock detected" in str(failed)
