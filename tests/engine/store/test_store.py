"""The store by its own verbs: erasing, readiness, and errors of the disk."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import LargeBinary

from engine.play.effects import Say
from engine.play.events import SentPhoto
from engine.play.hear import Catalog, Player
from engine.play.play import Play, to_json
from engine.store import NotStored, Store, server
from engine.store.outcome import Outcome
from engine.store.statements import ADD_META
from engine.store.tables import METADATA, PLAYERS
from engine.turns import Address, Answer, Incoming
from engine.waking import Waker
from tests.engine.door import (
    AT_THE_DOOR,
    GREETED,
    NOON,
    OURS,
    PHONE,
    SECRET,
    Visitor,
    knocks,
    opened,
)
from tests.kept import nobody_writes, rows

NEW_YORK = "+12125550123"
TABLES_WITH_A_PLAYER = [
    (table.name, column.name)
    for table in METADATA.sorted_tables
    for column in table.columns
    if column is PLAYERS.c.id or any(key.column is PLAYERS.c.id for key in column.foreign_keys)
]


def holding(folder: Path, player: bytes) -> set[str]:
    """Give the tables that hold a player's id."""
    return {
        table
        for table, column in TABLES_WITH_A_PLAYER
        if rows(folder, f"SELECT 1 FROM {table} WHERE {column} = ?", player)
    }


def player_of(store: Store, number: str = PHONE) -> bytes:
    player = store.player_at("sms", number)
    assert player is not None
    return player


def forget(store: Store, player: bytes) -> None:
    store.erasing.erase(player, int(NOON.timestamp()))


# Erasing


def test_a_player_who_is_forgotten_is_in_no_table(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    # In the afternoon of New York and of UTC, so that what comes by itself may be sent.
    visitor = Visitor(store, stories, NEW_YORK, NOON + timedelta(hours=3), sends=True)
    visitor.text("door", "Sam", "nonsense", "well", "1", "I wish for rain")
    kim = Visitor(store, stories, NEW_YORK[:-1] + "4", visitor.at)
    kim.text("door", "Kim", "nonsense", "well", "1", "wish")
    for each in (visitor, kim):
        photo = SentPhoto("https://api.twilio.com/photo", "look")
        address = Address("sms", each.number)
        each.turns.take(Incoming(f"{each.number} photo", address, photo, OURS))
    for kind in ("try", "sms"):
        rows(tmp_path, f"UPDATE wakes SET kind = '{kind}'")
        visitor.at += timedelta(hours=1)
        assert Waker(visitor.turns, visitor.tell).wake_all() == 2
    again = "INSERT INTO wakes SELECT player, 'well', id, 'sms', 0, 0 FROM addresses"
    rows(tmp_path, again)
    rows(tmp_path, "INSERT INTO turned_away SELECT id, '2027-06-05' FROM players")
    rows(tmp_path, "INSERT INTO joined SELECT player, id, 'sms' FROM addresses")
    ticket = "INSERT INTO tickets SELECT id, player, 'well', 'web', id, 'sms', 9 FROM addresses"
    rows(tmp_path, ticket)
    rows(tmp_path, "INSERT INTO wrong_codes (address, at_s) SELECT id, 9 FROM addresses")
    player, other = player_of(store, NEW_YORK), player_of(store, NEW_YORK[:-1] + "4")
    everywhere = {table for table, _ in TABLES_WITH_A_PLAYER}
    assert holding(tmp_path, player) == everywhere
    forget(store, player)
    assert holding(tmp_path, player) == set()
    assert holding(tmp_path, other) == everywhere
    assert store.player_at("sms", NEW_YORK) is None
    assert len(rows(tmp_path, "SELECT 1 FROM wrong_codes")) == 1


def test_every_table_that_grows_with_players_begins_with_the_player(tmp_path: Path) -> None:
    """But for what is looked up by a fingerprint: of an address, a prefix, a message, a content."""
    first = {
        table.name: table.primary_key.columns[0].name
        for table in METADATA.sorted_tables
        if isinstance(table.primary_key.columns[0].type, LargeBinary)
    }
    assert first == {
        "players": "id", "numbers": "player", "plays": "player", "messages": "player",
        "misses": "player", "votes": "player", "gifts": "player", "addresses": "id",
        "spent": "id", "contents": "id", "wakes": "player", "unasked": "player",
        "outbox": "player", "routes": "player", "consents": "address",
        "turned_away": "player", "pauses": "prefix", "joined": "player", "tickets": "id",
        "arrived_media": "player", "kept_files": "id",
        "erasures": "id", "remnants": "id",
        "staff": "address", "sign_photos": "id",
    }  # fmt: skip


def test_the_messages_of_a_forgotten_player_are_not_taken_again(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    visitor = Visitor(store, stories)
    assert visitor.send("one", "door") == AT_THE_DOOR
    forget(store, player_of(store))
    assert visitor.send("one", "door") == Answer()
    assert rows(tmp_path, "SELECT count(*) FROM players") == [(0,)]


def test_a_forgotten_player_who_comes_back_is_somebody_new(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    visitor = Visitor(store, stories)
    visitor.text("door", "Sam", "1", "1")
    before = player_of(store)
    forget(store, before)
    assert visitor.text("door") == AT_THE_DOOR
    assert visitor.text("Sam", "1") == knocks(1)
    assert player_of(store) != before


def test_a_player_can_be_forgotten_twice(store: Store, stories: Catalog, tmp_path: Path) -> None:
    visitor = Visitor(store, stories)
    for _ in range(2):
        visitor.send("one", "door")
        visitor.text("door")
        forget(store, player_of(store))
    forget(store, bytes(16))
    assert rows(tmp_path, "SELECT count(*) FROM spent") == [(3,)]


def test_an_address_that_sent_stop_stays_stopped_when_its_player_is_forgotten(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    visitor = Visitor(store, stories)
    visitor.text("door", "Sam", "STOP")
    player = player_of(store)
    forget(store, player)
    assert holding(tmp_path, player) == set()
    assert visitor.text("door") == Answer()
    assert rows(tmp_path, "SELECT count(*) FROM numbers") == [(0,)]
    assert visitor.text("START") != Answer()
    assert visitor.text("door") == AT_THE_DOOR


def test_the_report_keeps_what_happened_and_no_one(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    visitor = Visitor(store, stories)
    visitor.text("door", "Sam", "8w5t", "8w5t", "nonsense 1", "2")
    visitor.text("well", kind="try")
    forget(store, player_of(store))
    edition = {name: stories.stories[name].edition for name in ("door", "well")}
    report = rows(
        tmp_path,
        "SELECT day, kind, story, edition, what, channel, language FROM happenings "
        "WHERE kind != 'moved' ORDER BY id",
    )
    assert report == [
        ("2027-06-05", "started", "door", edition["door"], "", "sms", "en"),
        ("2027-06-05", "scanned", "door", edition["door"], "cellar", "sms", "en"),
        ("2027-06-05", "missed", "door", edition["door"], "knocking", "sms", "en"),
        ("2027-06-05", "ended", "door", edition["door"], "Home again", "sms", "en"),
        ("2027-06-05", "started", "well", edition["well"], "", "try", "en"),
    ]


def test_messages_of_two_players_under_one_id_can_both_be_forgotten(
    store: Store, stories: Catalog
) -> None:
    numbers = ("+15005550001", "+15005550002")
    for number in numbers:
        assert Visitor(store, stories, number).send("one", "door") == AT_THE_DOOR
    for number in numbers:
        forget(store, player_of(store, number))
        assert Visitor(store, stories, number).send("one", "door") == Answer()
    assert Visitor(store, stories).send("one", "door", kind="try") == AT_THE_DOOR


# Answers


def test_a_turn_without_words_leaves_the_last_answer_of_its_play(store: Store) -> None:
    player, play = Player("en", "door"), Play("door", "ed1", "en", 7, scene="door")
    for number, answer in enumerate([(Say("A door."),), ()]):
        with store.turn("sms", PHONE, f"message {number}") as turn:
            turn.keep(Outcome(NOON, player, (replace(play, hints=number),), answer))
    with store.turn("sms", PHONE, "message 1") as turn:
        assert turn.last_answer("door") == (Say("A door."),)
        assert turn.play("door") == to_json(replace(play, hints=1))
        assert turn.given == ()


# Numbers


def test_a_number_is_kept_sealed_and_only_while_it_may_be_sent_to(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    visitor = Visitor(store, stories)
    visitor.text("door")
    ((player, address, kind, sealed),) = rows(tmp_path, "SELECT * FROM numbers")
    assert (player, kind) == (player_of(store), "sms")
    assert isinstance(sealed, bytes)
    assert isinstance(address, bytes)
    assert SECRET.unseal(sealed, player_of(store) + address) == PHONE.encode()
    visitor.text("STOP")
    assert rows(tmp_path, "SELECT * FROM numbers") == []
    visitor.text("START")
    assert len(rows(tmp_path, "SELECT * FROM numbers")) == 1


def test_what_a_page_calls_itself_is_not_kept(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    Visitor(store, stories).text("door", kind="try")
    assert rows(tmp_path, "SELECT count(*) FROM addresses") == [(1,)]
    assert rows(tmp_path, "SELECT * FROM numbers") == []


# Readiness


def test_a_store_is_ready_while_its_tables_are_those_of_the_program(
    store: Store, tmp_path: Path
) -> None:
    assert store.ready()
    rows(tmp_path, "UPDATE alembic_version SET version_num = '9999'")
    assert not store.ready()


def test_a_store_whose_tables_are_gone_is_not_ready(store: Store, tmp_path: Path) -> None:
    rows(tmp_path, "DROP TABLE alembic_version")
    assert not store.ready()


def test_a_store_is_ready_while_others_write(store: Store) -> None:
    with store.turn("sms", PHONE, "one"):
        assert store.ready()


# All or nothing


def test_what_was_kept_before_an_error_is_undone(store: Store, tmp_path: Path) -> None:
    def keep_and_fail() -> None:
        with store.turn("sms", PHONE, "one") as turn:
            turn.keep(Outcome(NOON, Player("en", None)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        keep_and_fail()
    assert rows(tmp_path, "SELECT * FROM players") == []


def test_what_was_kept_before_an_error_of_the_database_is_undone(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    """The report is written last; here its table is away for a while."""
    visitor = Visitor(store, stories)
    rows(tmp_path, "ALTER TABLE happenings RENAME TO away")
    with pytest.raises(NotStored, match="happenings"):
        visitor.send("one", "door")
    assert rows(tmp_path, "SELECT * FROM players") == []
    rows(tmp_path, "ALTER TABLE away RENAME TO happenings")
    assert visitor.send("one", "door") == AT_THE_DOOR


# The disk


@contextmanager
def full_disk(_store: Store) -> Iterator[None]:
    """Let no file of this process grow, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def read_only(store: Store) -> Iterator[None]:
    with pragma(store, "query_only=ON", "query_only=OFF"):
        yield


@contextmanager
def locked_by_another_program(store: Store) -> Iterator[None]:
    name = store._database.engine.url.database
    other = sqlite3.connect(str(name), isolation_level=None)
    with pragma(store, "busy_timeout=20", "busy_timeout=5000"):
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    other.close()


@contextmanager
def pragma(store: Store, during: str, after: str) -> Iterator[None]:
    """Set something on the writer's connection, and on whatever follows it."""
    for setting in (during, after):
        with store._database.alone() as writer:
            writer.cursor.execute(f"PRAGMA {setting}")
        if setting is during:
            yield


@contextmanager
def cut_off(store: Store, folder: Path) -> Iterator[None]:
    """Let the server end every connection, as when it is started anew."""
    with store.turn("sms", PHONE, "nothing"):  # so that there are several
        store.ready()
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    rows(folder, f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {others}")
    yield


@contextmanager
def read_only_server(store: Store, _folder: Path) -> Iterator[None]:
    """Let every connection that is there take nothing, as of a server that follows another now."""
    connections = store._database._connections
    many = connections._pool.get_stats()["pool_size"]  # type: ignore[attr-defined]
    held = [connections.take() for _ in range(many)]
    for connection in held:
        connection.execute("SET default_transaction_read_only = on")
        connections.give_back(connection)
    yield


@contextmanager
def locked_on_server(store: Store, _folder: Path) -> Iterator[None]:
    known = server.BEGIN
    with nobody_writes(store):
        server.BEGIN = known.replace("'5s'", "'50ms'")
        try:
            yield
        finally:
            server.BEGIN = known


@pytest.mark.usefixtures("postgresql_only")
@pytest.mark.parametrize("trouble", [cut_off, read_only_server, locked_on_server])
def test_what_the_server_does_not_take_has_not_happened_and_can_come_again(
    store: Store, stories: Catalog, tmp_path: Path, trouble: type
) -> None:
    visitor = Visitor(store, stories)
    visitor.text("door", "Sam", "1")
    with trouble(store, tmp_path), pytest.raises(NotStored, match="The database did not take it"):
        visitor.send("knock", "1")
    assert visitor.send("knock", "1") == knocks(2)
    assert visitor.send("knock", "1") == knocks(2)
    assert visitor.told == []


@pytest.mark.usefixtures("sqlite_only")
@pytest.mark.parametrize("trouble", [full_disk, read_only, locked_by_another_program])
def test_what_the_disk_does_not_take_has_not_happened_and_can_come_again(
    store: Store, stories: Catalog, trouble: type
) -> None:
    visitor = Visitor(store, stories)
    visitor.text("door", "Sam", "1")
    with trouble(store), pytest.raises(NotStored, match="The database did not take it"):
        visitor.send("knock", "1")
    assert visitor.send("knock", "1") == knocks(2)
    assert visitor.send("knock", "1") == knocks(2)
    assert visitor.told == []


@pytest.mark.usefixtures("sqlite_only")
def test_somebody_new_is_not_half_made_when_the_disk_is_full(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    visitor = Visitor(store, stories)
    with full_disk(store), pytest.raises(NotStored):
        visitor.send("one", "door")
    assert [rows(tmp_path, f"SELECT 1 FROM {table}") for table, _ in TABLES_WITH_A_PLAYER] == [
        [] for _ in TABLES_WITH_A_PLAYER
    ]
    assert visitor.send("one", "door") == AT_THE_DOOR


@pytest.mark.usefixtures("sqlite_only")
def test_what_was_answered_before_the_disk_was_full_is_kept_whole(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    answered: list[Visitor] = []

    def answer_until_it_is_full() -> None:
        for number in range(1000):
            answered.append(Visitor(store, stories, f"+1500555{number:04}"))
            answered[-1].send("one", "door")

    with (
        pragma(store, "max_page_count=1", "max_page_count=1073741823"),
        pytest.raises(NotStored, match="database or disk is full"),
    ):
        answer_until_it_is_full()
    assert rows(tmp_path, "SELECT count(*) FROM plays") == [(len(answered) - 1,)]
    for visitor in answered:
        assert visitor.send("one", "door") == AT_THE_DOOR
        assert visitor.send("two", "Sam") == GREETED


@pytest.mark.usefixtures("sqlite_only")
def test_a_duplicate_is_answered_even_when_the_disk_is_full(store: Store, stories: Catalog) -> None:
    visitor = Visitor(store, stories)
    visitor.send("one", "door")
    with full_disk(store):
        assert visitor.send("one", "door") == AT_THE_DOOR


@pytest.mark.usefixtures("sqlite_only")
def test_a_page_that_was_damaged_is_told_as_not_stored(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    Visitor(store, stories).text("door")
    store.close()
    ((page,),) = rows(tmp_path, "SELECT rootpage FROM sqlite_master WHERE name = 'addresses'")
    assert isinstance(page, int)
    with (tmp_path / "wayside.db").open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"x" * 4096)
    damaged = opened(tmp_path)
    with pytest.raises(NotStored, match="malformed"):
        Visitor(damaged, stories).send("two", "Sam")
    damaged.close()


def test_a_closed_store_takes_nothing(store: Store, stories: Catalog) -> None:
    store.close()
    store.close()
    with pytest.raises(NotStored, match=r"The queue cannot be used|The database was closed"):
        Visitor(store, stories).text("door")


def test_a_mistake_of_the_program_is_no_trouble_of_the_disk(store: Store) -> None:
    """The same again would not be stored either, so it must not come again."""
    mistake = (sqlite3.IntegrityError, psycopg.IntegrityError)
    with pytest.raises(mistake), store._database.write() as transaction:
        transaction.run(ADD_META, name="secret check", value="")
    assert store.ready()
