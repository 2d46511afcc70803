"""`wayside move`: from SQLite to PostgreSQL, while servers run and processes die."""

import random
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import (
    Boolean,
    Date,
    Engine,
    Integer,
    LargeBinary,
    Table,
    create_engine,
    insert,
    select,
)

from engine.secret import LENGTH, Secret
from engine.store import NotStored, StoreError, migrate_server, moving, open_store
from engine.store.marks import MOVE
from engine.store.migrating import NEWEST, SERVES
from engine.store.moving import CAME, move
from engine.store.opening import url_of
from engine.store.queue import LONGEST_WAIT_S, WriteQueue
from engine.store.tables import GIFTS, KEPT_FILES, META, METADATA
from tests.engine.door import SECRET, Visitor, catalog
from tests.engine.store.newer import next_version
from tests.killed import killed_at, steps_of
from tests.postgres import Server
from tests.serving import serving
from tests.twilio_stub import environment
from tests.webhooks import bell
from tests.webhooks.ringing import Ringer, ring_until, ringing
from webhooks import logs
from webhooks.command import main

PHOTO = b"a photo"
PHOTO_NAME = "4b5fbbb7d1a9f50c5db0e2d9b2c4f3a9f6b3f2a2b07b8b8e4c3a7fdc0f3f2b11.jpg"
PHOTO_ROW = (bytes.fromhex(PHOTO_NAME[:64]), PHOTO)
IDS = ("happenings", "counts", "tallies", "leftovers", "closings", "sign_events", "publications")


@pytest.fixture
def empty(server: Server) -> Iterator[str]:
    with server.bare() as url:
        yield url


def typed(folder: Path, *arguments: str, **more: str) -> Result:
    where = {"WAYSIDE_STORIES": str(folder / "stories"), "WAYSIDE_DATA": str(folder / "var")}
    runner = CliRunner(env=environment(**where, **more))
    result = runner.invoke(main, ["move", *arguments])
    logs.set_up()
    return result


def nothing(_what: str) -> None:
    pass


def filled(folder: Path) -> Path:
    """Make a database in which every table has three rows, and a photo in its folder."""
    path = folder / "wayside.db"
    open_store(path, SECRET).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        for table in METADATA.sorted_tables:
            if table is not KEPT_FILES:
                connection.execute(insert(table), [a_row(table, number) for number in (1, 2, 3)])
        connection.execute(
            GIFTS.update().where(GIFTS.c.kind == "kind 1"), {"kind": "photo", "gift": PHOTO_NAME}
        )
    engine.dispose()
    (folder / "gifts").mkdir()
    (folder / "gifts" / PHOTO_NAME).write_bytes(PHOTO)
    (folder / "gifts" / f"{'0' * 64}.jpg").write_bytes(b"nobody's")
    return path


def a_row(table: Table, number: int) -> dict[str, object]:
    return {column.name: a_value(column, number) for column in table.columns}


def a_value(column: Any, number: int) -> object:
    kind = column.type
    if isinstance(kind, LargeBinary):
        return bytes([number, 0, 255, 92]) * ((kind.length or 40_000) // 4)
    if isinstance(kind, Boolean):
        return number % 2 == 1
    if isinstance(kind, Date):
        return date(2027, 6, number)
    if isinstance(kind, Integer):
        return number * 1000
    return None if column.nullable and number == 2 else f"{column.name} {number}"


def all_rows(engine: Engine) -> dict[str, list[Any]]:
    with engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in METADATA.sorted_tables
        }


def rows_at(url: str | Path) -> dict[str, list[Any]]:
    engine = create_engine(url_of(url))
    found = all_rows(engine)
    engine.dispose()
    found["meta"] = [row for row in found["meta"] if row[0] not in (MOVE, CAME)]
    return found


def test_every_row_of_every_table_comes_over_as_it_was_and_photos_as_well(
    tmp_path: Path, empty: str
) -> None:
    path = filled(tmp_path)
    before = rows_at(path)
    assert {name for name, rows in before.items() if not rows} == {KEPT_FILES.name}
    moved = move(path, empty, SECRET, nothing)
    after = rows_at(empty)
    photos = after.pop(KEPT_FILES.name)
    assert photos == [PHOTO_ROW]
    assert after == {name: rows for name, rows in before.items() if name != KEPT_FILES.name}
    counts = {name: len(rows) for name, rows in before.items()}
    assert moved.rows == counts | {KEPT_FILES.name: 1}


def test_what_is_noted_of_tables_that_only_grew_is_in_nobodys_way(
    tmp_path: Path, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled(tmp_path)
    next_version(
        monkeypatch,
        tmp_path,
        'op.add_column("plays", sa.Column("mood", sa.String()))',
        serves=NEWEST,
    )
    move(path, empty, SECRET, nothing)
    assert (SERVES, NEWEST) in rows_at(empty)["meta"]


def test_what_comes_next_is_numbered_behind_what_came(tmp_path: Path, empty: str) -> None:
    move(filled(tmp_path), empty, SECRET, nothing)
    numbered = [each for each in METADATA.sorted_tables if each.autoincrement_column is not None]
    assert {each.name for each in numbered} >= set(IDS)
    engine = create_engine(url_of(empty))
    with engine.begin() as connection:
        for table in numbered:
            values = {name: value for name, value in a_row(table, 4).items() if name != "id"}
            given = connection.execute(insert(table).values(values).returning(table.c.id))
            assert given.scalar_one() == 3001
    engine.dispose()


def test_servers_go_on_and_every_text_is_counted_once(tmp_path: Path, empty: str) -> None:
    stories, data = bell.stories(tmp_path / "stories"), tmp_path / "var"
    with serving(data, stories=stories) as old:
        ringers = [Ringer(old, f"+1212555{number:04d}") for number in range(3)]
        with ringing(ringers):
            ring_until(ringers, 5)
            result = typed(tmp_path, empty, "--yes")
            assert result.exit_code == 0, result.output
            refused = [each.refused for each in ringers]
            time.sleep(0.2)
        taken = [len(each.answered) for each in ringers]
        assert min(each.refused - before for each, before in zip(ringers, refused, strict=True)) > 0
        assert max(each.slowest_s for each in ringers) < 10
        for ringer in ringers:
            ringer.ring()
        assert [len(each.answered) for each in ringers] == taken
        told = old.ask("GET", "/readyz")
        assert told.status == 503
        assert b"The play has gone on in another database" in told.body
        with serving(data, stories=stories, WAYSIDE_DATABASE_URL=empty) as new:
            for ringer in ringers:
                again, answer = ringer.answered[-1]
                assert new.text(again).body == answer
                ringer.server = new
                ringer.ring()
                ringer.ring()
            assert [len(each.answered) for each in ringers] == [count + 2 for count in taken]
            assert [each.wrong for each in ringers] == [[], [], []]


def test_the_old_file_says_where_the_play_has_gone_on_and_is_not_played_on(
    tmp_path: Path, empty: str
) -> None:
    (tmp_path / "var").mkdir()
    filled(tmp_path / "var")
    (tmp_path / "var" / "secret").write_bytes(bytes(range(LENGTH)))
    (tmp_path / "var" / "secret").chmod(0o600)
    with_password = empty.replace("wayside@", "wayside:hush@")
    assert "hush" in with_password
    result = typed(tmp_path, with_password, "--yes")
    place = moving.place_of(url_of(empty))
    assert result.exit_code == 0
    assert f"rows are in {place}.\n" in result.output
    assert "hush" not in result.output
    data = tmp_path / "var" / "wayside.db"
    with pytest.raises(StoreError) as told:
        open_store(data, SECRET)
    said = f"The play of this database has gone on in {place}. Set WAYSIDE_DATABASE_URL to "
    assert str(told.value) == said + "that, with its user and password."
    again = typed(tmp_path, empty, "--yes")
    assert (again.exit_code, again.output.split("\n")[0]) == (0, f"Everything is in {place}.")
    elsewhere = typed(tmp_path, f"{empty}&application_name=x", "--yes")
    assert elsewhere.exit_code == 0
    other = typed(tmp_path, empty.replace("wayside_test", "other"), "--yes")
    assert (other.exit_code, other.output) == (
        1, f"Error: The play of this database has gone on in {place}.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("wayside:hush@db.example.org/kept", "db.example.org:5432/kept"),
        ("wayside@db.example.org:6000/kept", "db.example.org:6000/kept"),
        ("/kept", "localhost:5432/kept"),
        ("wayside@/kept?host=10.0.0.1,10.0.0.2&port=5432,6000", "10.0.0.1:5432,10.0.0.2:6000/kept"),
        ("wayside@/kept?host=10.0.0.1:5432&host=10.0.0.2:6000", "10.0.0.1:5432,10.0.0.2:6000/kept"),
        ("wayside@/kept?host=10.0.0.1,10.0.0.2", "10.0.0.1:5432,10.0.0.2:5432/kept"),
        ("wayside@10.0.0.1,10.0.0.2/kept", "10.0.0.1:5432,10.0.0.2:5432/kept"),
    ],
)
def test_a_place_is_one_or_several_hosts_without_a_password(url: str, place: str) -> None:
    assert moving.place_of(url_of(f"postgresql://{url}")) == f"postgresql://{place}"


def test_a_database_that_is_in_use_is_refused_and_left_as_it_was(
    tmp_path: Path, server: Server
) -> None:
    path = filled(tmp_path)
    with server.database() as url:
        move(path, url, SECRET, nothing)
        there = rows_at(url)
        (tmp_path / "other").mkdir()
        other = filled(tmp_path / "other")
        with pytest.raises(StoreError, match=r"is in use: its table \w+ is not empty"):
            move(other, url, SECRET, nothing)
        assert rows_at(url) == there
        open_store(other, SECRET).close()


def test_another_secret_is_refused_on_either_side(tmp_path: Path, server: Server) -> None:
    path, other = filled(tmp_path), Secret(bytes(LENGTH))
    with server.database() as url:
        with pytest.raises(StoreError, match="The secret does not belong to this database"):
            move(path, url, other, nothing)
        open_store(url, other).close()
        with pytest.raises(StoreError, match="belongs to another secret"):
            move(path, url, SECRET, nothing)
    open_store(path, SECRET).close()


def test_what_the_server_does_not_take_leaves_both_as_they_were(tmp_path: Path, empty: str) -> None:
    path = filled(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE plays SET play = play || char(0) || 'hush'")
        connection.commit()
    with pytest.raises(StoreError) as told:
        move(path, empty, SECRET, nothing)
    assert str(told.value).startswith("Nothing was moved. PostgreSQL text fields cannot contain")
    assert "hush" not in str(told.value)
    with psycopg.connect(empty) as asked:
        tables = asked.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert tables.fetchall() == []
    open_store(path, SECRET).close()


def accepts(url: str | Path) -> bool:
    """Tell whether turns would be taken: the database opens, and has what was played."""
    try:
        store = open_store(url, SECRET)
    except StoreError:
        return False
    try:
        return any(store.erasing._everybody())
    finally:
        store.close()


MOVING = ("engine/store/moving.py",)


def kill_again_and_again(
    folder: Path, server: Server, steps: Iterable[int], *, to_the_end: bool = True
) -> list[str]:
    """Kill a move at each of these steps, finish it, and say what was wrong."""
    wrong: list[str] = []
    before = rows_at(folder / "wayside.db")
    for step in steps:
        with server.database() as url:
            path = Path(shutil.copytree(folder, folder.with_name(str(step)))) / "wayside.db"
            work = partial(move, path, url, SECRET, nothing)
            killed = killed_at(step, work, *MOVING)
            here, there = accepts(path), accepts(url)
            if here and there:
                wrong.append(f"step {step}: both are played on")
            if not killed and not there:
                wrong.append(f"step {step}: done, and not there")
            if wrong and not to_the_end:
                break
            work()
            if accepts(path) or rows_at(url) != before | {KEPT_FILES.name: [PHOTO_ROW]}:
                wrong.append(f"step {step}: not finished")
    return wrong


def steps_of_a_move(folder: Path, server: Server) -> int:
    """Fill a database in a folder, and tell how many steps it takes to move it."""
    folder.mkdir()
    filled(folder)
    path = Path(shutil.copytree(folder, folder.with_name("counted"))) / "wayside.db"
    with server.database() as url:
        return steps_of(partial(move, path, url, SECRET, nothing), *MOVING)


# Before the end: after so many steps all rows are there, and before so many all is done.
LATE, DONE = 14, 5


def test_a_move_that_is_killed_is_finished_by_typing_it_again(
    tmp_path: Path, server: Server
) -> None:
    folder = tmp_path / "filled"
    steps = steps_of_a_move(folder, server)
    early = random.Random(7).randrange(1, steps - LATE)
    late = range(steps - LATE, steps - DONE)
    assert kill_again_and_again(folder, server, [early, *late, steps, steps + 1]) == []


def test_a_move_that_marks_the_file_only_afterwards_is_found_out(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "filled"
    steps = steps_of_a_move(folder, server)
    known = moving._write_mark

    def write_mark(file: sqlite3.Connection, number: int, mark: Any) -> None:
        if number != moving.MOVING:
            known(file, number, mark)

    monkeypatch.setattr(moving, "_write_mark", write_mark)
    late = range(steps - LATE, steps - DONE)
    wrong = kill_again_and_again(folder, server, late, to_the_end=False)
    assert len(wrong) == 1
    assert wrong[0].endswith("both are played on")


@pytest.mark.parametrize("broken", [False, True])
def test_nobody_plays_on_the_file_while_it_is_moved(
    tmp_path: Path, empty: str, monkeypatch: pytest.MonkeyPatch, *, broken: bool
) -> None:
    """And where they can, because it was broken on purpose, their turn is lost."""
    stories, path = catalog(tmp_path / "stories"), tmp_path / "wayside.db"
    with closing(open_store(path, SECRET)) as store:
        visitor = Visitor(store, stories)
        visitor.text("DOOR")
        taken = []

        def play(what: str) -> None:
            if what.startswith("messages:"):
                began = time.monotonic()
                try:
                    visitor.text("Sam")
                    taken.append(True)
                except NotStored:
                    taken.append(False)
                # And not only once it has waited for its turn.
                assert time.monotonic() - began < LONGEST_WAIT_S / 2

        if broken:
            let_others_write(monkeypatch)
        move(path, empty, SECRET, play)
        assert taken == [broken]
        with pytest.raises(NotStored):
            visitor.text("Sam")
    with closing(open_store(empty, SECRET)) as there:
        assert there.has_taken("sms", visitor.number, f"{visitor.number} 1")
        assert not there.has_taken("sms", visitor.number, f"{visitor.number} 2")


def let_others_write(monkeypatch: pytest.MonkeyPatch) -> None:
    known = moving._copy

    def copy(table: Table, rows: Any, driver: Any) -> int:
        found = list(rows)
        if table.name == "messages":
            files[0].execute("COMMIT")
        return known(table, iter(found), driver)

    files: list[sqlite3.Connection] = []
    rows_of = moving._rows_of

    def rows(table: Table, file: sqlite3.Connection) -> Any:
        files.append(file)
        return rows_of(table, file)

    def nothing_compared(*_: object) -> None:
        files[0].execute("BEGIN IMMEDIATE")

    monkeypatch.setattr(WriteQueue, "long_turn", lambda *_: nullcontext())
    monkeypatch.setattr(moving, "_copy", copy)
    monkeypatch.setattr(moving, "_rows_of", rows)
    monkeypatch.setattr(moving._Move, "_compare", nothing_compared)


def test_it_asks_and_says_what_to_type(tmp_path: Path, empty: str) -> None:
    assert typed(tmp_path, empty).output.startswith("Error: Nothing is kept yet")
    (tmp_path / "var").mkdir()
    filled(tmp_path / "var")
    asked = typed(tmp_path, empty)
    said = "From now on nobody plays until servers run on PostgreSQL."
    assert (asked.exit_code, asked.output) == (1, f"{said} Nothing was done; add --yes.\n")
    there = typed(tmp_path, empty, WAYSIDE_DATABASE_URL=empty)
    assert there.output == "Error: This installation is on PostgreSQL already.\n"
    (tmp_path / "var" / "secret").write_bytes(bytes(range(LENGTH)))
    (tmp_path / "var" / "secret").chmod(0o600)
    wrong = typed(tmp_path, "sqlite:///x.db", "--yes")
    assert wrong.output == (
        "Error: Everything is moved to PostgreSQL: postgresql://USER@HOST/DATABASE\n"
    )


def test_a_target_that_was_migrated_before_is_as_good_as_an_empty_one(
    tmp_path: Path, empty: str
) -> None:
    path = filled(tmp_path)
    migrate_server(empty)
    move(path, empty, SECRET, nothing)
    engine = create_engine(url_of(empty))
    with engine.connect() as connection:
        found = connection.execute(select(META.c.name).where(META.c.name == CAME)).all()
    engine.dispose()
    assert len(found) == 1
