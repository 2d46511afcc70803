"""Opening a database, whatever is found there."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from engine.secret import LENGTH, Secret
from engine.store import Store, StoreError, open_store
from engine.store.database import Transaction
from engine.store.migrating import NEWEST
from engine.store.queue import WriteQueue
from tests.engine.door import PHONE, SECRET, Visitor, catalog, knocks, opened
from tests.kept import kept_in, rows

OPEN = """
import resource, sys, time
from pathlib import Path
from engine.secret import LENGTH, Secret
from engine.store import StoreError, open_store
path, go, most_bytes = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
if most_bytes:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
print("ready", flush=True)
while not go.exists():
    time.sleep(0.0005)
try:
    open_store(path, Secret(bytes(range(LENGTH)))).close()
except StoreError as error:
    print(error)
print("alembic" in sys.modules)
"""


def started(folder: Path, most_bytes: int = 0) -> subprocess.Popen[str]:
    """Start a process that opens the store once there is a file `go`."""
    command = [sys.executable, "-c", OPEN, str(folder / "wayside.db"), str(folder / "go")]
    process = subprocess.Popen(
        [*command, str(most_bytes)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def said(process: subprocess.Popen[str], folder: Path) -> list[str]:
    (folder / "go").touch()
    return process.communicate()[0].splitlines()


def held(folder: Path) -> object:
    """Give all that is in a file, or what says on a server whose it is."""
    if isinstance(file := kept_in(folder), Path):
        return file.read_bytes()
    return [rows(folder, f"SELECT * FROM {table}") for table in ("alembic_version", "meta")]


def settings(store: Store) -> dict[str, object]:
    """Give what SQLite is set to on the connection that the store writes with."""
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "fullfsync")
    with store._database.write() as transaction:
        return {name: asked(transaction, f"PRAGMA {name}") for name in names}


def asked(transaction: Transaction, sql: str) -> object:
    return transaction.cursor.execute(sql).fetchone()[0]


def test_a_database_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    store = opened(tmp_path / "var" / "deep")
    modes = {file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "var/deep").iterdir()}
    assert {"wayside.db", "wayside.db-wal", "wayside.db-next"} < set(modes)
    assert set(modes.values()) == {0o600}
    store.close()


def test_every_commit_is_on_disk_before_it_is_answered(tmp_path: Path) -> None:
    store = opened(tmp_path)
    assert settings(store) == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "fullfsync": 1,
    }


def test_what_was_kept_is_there_again_after_closing(database: str, tmp_path: Path) -> None:
    stories, store = catalog(tmp_path / "stories"), opened(tmp_path)
    Visitor(store, stories).text("door", "Sam", "1")
    store.close()
    with closing(opened(tmp_path)) as again:
        assert Visitor(again, stories).send("another", "1") == knocks(2)


def test_a_path_may_also_be_a_url_or_text(tmp_path: Path) -> None:
    path = tmp_path / "wayside.db"
    opened(tmp_path).close()
    for name in (str(path), f"sqlite:///{path}", path):
        store = open_store(name, SECRET)
        assert store.ready()
        store.close()


def test_a_database_that_is_up_to_date_is_opened_without_the_migrations(tmp_path: Path) -> None:
    assert said(started(tmp_path), tmp_path) == ["True"]
    assert said(started(tmp_path), tmp_path) == ["False"]


def test_processes_that_open_a_new_database_at_once_all_can(tmp_path: Path) -> None:
    processes = [started(tmp_path) for _ in range(4)]
    reports = sorted(said(process, tmp_path) for process in processes)
    assert reports == [["False"], ["False"], ["False"], ["True"]]
    assert opened(tmp_path).ready()


def test_a_migration_that_is_cut_short_leaves_nothing_half_done(tmp_path: Path) -> None:
    """The disk is full in the middle: no file may grow beyond 45,000 bytes."""
    report = said(started(tmp_path, most_bytes=45_000), tmp_path)
    assert report[0].startswith(f"The database sqlite:///{tmp_path}/wayside.db cannot be opened. ")
    tables = sqlite3.connect(tmp_path / "wayside.db").execute("SELECT name FROM sqlite_master")
    assert tables.fetchall() == []
    assert opened(tmp_path).ready()


def test_a_database_of_a_newer_program_is_refused_and_left_as_it_is(
    database: str, tmp_path: Path
) -> None:
    opened(tmp_path).close()
    rows(tmp_path, "UPDATE alembic_version SET version_num = '9999'")
    before = held(tmp_path)
    with pytest.raises(StoreError) as caught:
        opened(tmp_path)
    assert str(caught.value) == (
        f"The database is of a newer Wayside (tables 9999, here {NEWEST}). "
        "Install that version or later, or use a backup from before."
    )
    assert held(tmp_path) == before


@pytest.mark.parametrize(
    "damage", ["DELETE FROM alembic_version", "INSERT INTO alembic_version VALUES ('0001')"]
)
def test_a_database_that_does_not_say_what_it_is_is_refused(
    database: str, tmp_path: Path, damage: str
) -> None:
    opened(tmp_path).close()
    rows(tmp_path, damage)
    with pytest.raises(StoreError, match=r"The database is damaged: .* Put the last backup back\."):
        opened(tmp_path)


def test_a_version_that_is_no_text_is_damage_as_well(tmp_path: Path) -> None:
    opened(tmp_path).close()
    rows(tmp_path, "UPDATE alembic_version SET version_num = x'00'")
    with pytest.raises(StoreError, match="The database is damaged"):
        opened(tmp_path)


def test_another_secret_is_refused(database: str, tmp_path: Path) -> None:
    opened(tmp_path).close()
    with pytest.raises(StoreError) as caught:
        open_store(kept_in(tmp_path), Secret(bytes(LENGTH)))
    assert str(caught.value) == (
        "The secret does not belong to this database: with it, nobody who has played would be "
        "known again. Put the secret that it was made with at WAYSIDE_SECRET_FILE."
    )
    with closing(opened(tmp_path)) as store:
        assert store.ready()


def test_a_database_that_was_made_before_its_secret_was_noted_takes_the_first(
    database: str, tmp_path: Path
) -> None:
    opened(tmp_path).close()
    rows(tmp_path, "DELETE FROM meta")
    opened(tmp_path).close()
    with pytest.raises(StoreError, match="The secret does not belong"):
        open_store(kept_in(tmp_path), Secret(bytes(LENGTH)))


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("sqlite://", "The database sqlite:// is neither a SQLite file nor PostgreSQL."),
        ("sqlite:///:memory:", "is neither a SQLite file nor PostgreSQL."),
        ("mysql://a:pw@b/c", "The database mysql://a:***@b/c is neither"),
        (
            "postgresql://a:pw@/c?host=d,e&port=5432",
            "must give a port for each host, such as host=",
        ),
        ("://", "The database's URL cannot be read; see WAYSIDE_DATABASE_URL."),
    ],
)
def test_what_is_no_database_for_this_is_refused(url: str, told: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(url, SECRET)
    assert told in str(caught.value)
    assert "pw" not in str(caught.value)


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "wayside.db"
    file.write_text("Dear diary, " * 1000)
    with pytest.raises(StoreError, match=r"cannot be opened\. file is not a database"):
        opened(tmp_path)
    assert file.read_text() == "Dear diary, " * 1000


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"cannot be opened\. .*File exists"):
        opened(tmp_path / "file")


def test_an_opening_that_failed_leaves_the_queue_to_others(tmp_path: Path) -> None:
    (tmp_path / "wayside.db").write_text("Dear diary, " * 1000)
    with pytest.raises(StoreError):
        opened(tmp_path)
    with WriteQueue(tmp_path / "wayside.db", longest_wait_s=0.01).turn():
        pass


def test_the_number_of_a_player_is_not_in_the_files(tmp_path: Path) -> None:
    store = opened(tmp_path)
    Visitor(store, catalog(tmp_path / "stories")).text("door", "Sam", "call me at 555 0199 0006")
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("wayside.db*"))
    assert b"Sam" in stored
    for secret in (PHONE.encode(), PHONE[1:].encode(), b"0199", bytes(range(LENGTH))):
        assert secret not in stored
