"""`wayside backup` and `wayside restore`: while players play, after mistakes, and through kills."""

import hashlib
import random
import shutil
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine import backups
from engine.backups import FACTS, BackupError, Restoring, back_up
from engine.ledger import Ledger
from engine.packing import Piece, pack
from engine.secret import Secret, read_secret
from engine.store import StoreError, open_store, replacing, snapshots
from engine.store.database import Database, Transaction
from tests.engine.door import NOON, SECRET, Visitor, catalog
from tests.kept import older
from tests.killed import folder_as_it_is, killed_at, steps_of
from tests.serving import serving
from tests.twilio_stub import environment
from tests.webhooks import bell
from tests.webhooks.ringing import Ringer, ring_until, ringing
from webhooks import logs
from webhooks.command import main

PHOTO = b"a photo of a sunny day"
PHOTO_NAME = f"{hashlib.sha256(PHOTO).hexdigest()}.jpg"
# So long a broken backup lets everybody wait.
HELD_S = 2.0
RESTORING = ("engine/backups.py", "engine/store/replacing.py")


def typed(folder: Path, *arguments: str, **more: str) -> Result:
    where = {"WAYSIDE_STORIES": str(folder / "stories"), "WAYSIDE_DATA": str(folder / "var")}
    result = CliRunner(env=environment(**where | more)).invoke(main, arguments)
    logs.set_up()
    return result


def at_noon() -> datetime:
    return NOON


def with_a_photo(path: Path, number: str, stories: Any) -> None:
    """Let somebody play and give a photo."""
    with closing(open_store(path, SECRET)) as store:
        Visitor(store, stories, number).text("DOOR")
        store.keepsakes.take_in(PHOTO, "jpg", int(NOON.timestamp()))
        player = store.player_at("sms", number)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO gifts VALUES (?, ?, 'well', 'wishes', 'photo', ?, 0, 1)",
            (player, bytes(16), PHOTO_NAME),
        )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An installation in which two have played, and one of them gave a photo."""
    path = tmp_path / "var" / "wayside.db"
    path.parent.mkdir()
    (tmp_path / "var" / "secret").write_bytes(SECRET._data)
    (tmp_path / "var" / "secret").chmod(0o600)
    stories = catalog(tmp_path / "stories")
    with_a_photo(path, "+12125550123", stories)
    with closing(open_store(path, SECRET)) as store:
        Visitor(store, stories, "+12125550124").text("DOOR")
    return path


def players(path: Path) -> set[str]:
    """Tell which of the two are there."""
    numbers = ("+12125550123", "+12125550124", "+12125550125")
    with closing(open_store(path, SECRET)) as store:
        return {each for each in numbers if store.player_at("sms", each)}


def photos(path: Path) -> list[str]:
    return sorted(each.name for each in (path.parent / "gifts").iterdir())


def made(path: Path, to: Path) -> Path:
    with closing(open_store(path, SECRET)) as store:
        back_up(store, SECRET, to, at_noon)
    return to


def restoring(path: Path, told: list[str] | None = None, secret: Secret = SECRET) -> Restoring:
    def tell(what: str, **_facts: object) -> None:
        (told if told is not None else []).append(what)

    return Restoring(path, secret, Ledger(path.parent / "erasures"), at_noon, tell)


def long(data: Path) -> None:
    """Make a database long enough that a copy of it takes a while."""
    with closing(sqlite3.connect(data / "wayside.db", timeout=30)) as connection:
        for number in range(20):
            connection.execute(
                "INSERT INTO sign_photos VALUES (?, ?)", (bytes([number]) * 32, bytes(1_000_000))
            )
            connection.commit()


@contextmanager
def somebody_reads(data: Path) -> Iterator[None]:
    """Keep what is written from now on in the log."""
    with closing(sqlite3.connect(data / "wayside.db", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM players").fetchall()
        yield
        connection.execute("COMMIT")


def without_the_log(source: Any, folder: Path) -> Any:
    """Copy the file alone, as who knows no better does."""
    return (folder / "wayside.db").open("rb")


@pytest.mark.parametrize("broken", [False, True])
def test_a_backup_has_what_was_answered_before_and_players_play_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, broken: bool
) -> None:
    """A copy of the file without its log has not, and who lets others wait is noticed."""
    stories, data = bell.stories(tmp_path / "stories"), tmp_path / "var"
    with serving(data, stories=stories) as server:
        long(data)
        ringers = [Ringer(server, f"+1212555{number:04d}") for number in range(2)]
        monkeypatch.setattr(snapshots, "PAUSE_S", 0.03)
        if broken:
            wait_for_the_queue(monkeypatch)
            monkeypatch.setattr(snapshots, "_copied", without_the_log)
        with somebody_reads(data), ringing(ringers):
            ring_until(ringers, 5)
            before = {each.number: [text for text, _ in each.answered] for each in ringers}
            for each in ringers:
                each.slowest_s = 0.0
            result = typed(tmp_path, "backup", str(tmp_path / "kept.age"))
            assert all(len(each.answered) > len(before[each.number]) for each in ringers)
        assert result.exit_code == 0, result.output
        assert [each.wrong for each in ringers] == [[], []]
        assert (max(each.slowest_s for each in ringers) < HELD_S) is not broken
        refused = typed(tmp_path, "restore", str(tmp_path / "kept.age"), "--replace", "--yes")
        assert (refused.exit_code, refused.output.split(":")[1]) == (1, " The database is in use")
    elsewhere = {"WAYSIDE_DATA": str(tmp_path / "try"), "WAYSIDE_SECRET_FILE": str(data / "secret")}
    restored = typed(tmp_path, "restore", str(tmp_path / "kept.age"), **elsewhere)
    assert restored.exit_code == 0, restored.output
    with closing(
        open_store(tmp_path / "try" / "wayside.db", read_secret(data / "secret"))
    ) as store:
        lost = [
            text["MessageSid"]
            for number, texts in before.items()
            for text in texts
            if not store.has_taken("sms", number, text["MessageSid"])
        ]
    assert (lost != []) is broken
    assert snapshots.is_whole(tmp_path / "try" / "wayside.db")


def wait_for_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Database.snapshot

    @contextmanager
    def snapshot(self: Database) -> Iterator[Transaction]:
        assert self.queue is not None
        with self.queue.turn(), known(self) as transaction:
            time.sleep(HELD_S)
            yield transaction

    monkeypatch.setattr(Database, "snapshot", snapshot)


def test_a_backup_is_for_its_owner_alone_and_tells_nothing(house: Path, tmp_path: Path) -> None:
    result = typed(tmp_path, "backup", str(tmp_path / "kept.age"))
    assert result.exit_code == 0
    assert result.output.startswith(f"{tmp_path / 'kept.age'} is written: ")
    assert "which is not in it. Keep both, in different places" in result.output
    data = (tmp_path / "kept.age").read_bytes()
    assert stat.S_IMODE((tmp_path / "kept.age").stat().st_mode) == 0o600
    assert data.startswith(b"age-encryption.org/v1\n-> X25519 ")
    plain = (house.read_bytes(), PHOTO, b"wayside.db", b"door", PHOTO_NAME.encode())
    assert b"door" in house.read_bytes()
    assert [each for each in plain if each in data] == []
    assert sorted(each.name for each in tmp_path.iterdir()) == ["kept.age", "stories", "var"]
    assert [each.name for each in house.parent.iterdir() if "backup" in each.name] == []
    again = typed(tmp_path, "backup", str(tmp_path / "kept.age"))
    assert again.output.endswith("Take another name, or add --replace.\n")
    assert typed(tmp_path, "backup", str(tmp_path / "kept.age"), "--replace").exit_code == 0


def test_a_backup_that_was_killed_is_told_of_and_is_none(house: Path, tmp_path: Path) -> None:
    work = partial(typed, tmp_path, "backup", str(tmp_path / "one.age"))
    assert killed_at(8, work, "engine/backups.py")
    assert not (tmp_path / "one.age").exists()
    assert [each.name for each in house.parent.iterdir() if "backup" in each.name] == []
    told = typed(tmp_path, "backup", str(tmp_path / "two.age")).output
    left = tmp_path / "one.age.unfinished"
    assert told.endswith(f"{left} is left of a backup that did not finish. Delete it.\n")
    assert typed(tmp_path, "backup", str(tmp_path / "one.age")).exit_code == 0
    assert not left.exists()


def test_who_was_forgotten_since_stays_forgotten(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is back where the ledger is not gone through."""
    backup = made(house, tmp_path / "kept.age")
    assert typed(tmp_path, "forget", "+12125550123", "--yes").exit_code == 0
    restored = typed(tmp_path, "restore", str(backup), "--replace", "--yes")
    assert restored.output.startswith(
        "The backup of 2027-06-05 12:00 UTC is in place, with 1 photo or voice message.\n"
        "1 player in it was forgotten since, and is erased there.\n"
    )
    assert players(house) == {"+12125550124"}
    assert photos(house) == []
    monkeypatch.setattr(backups, "erase_again", lambda *_, **__: 0)
    typed(tmp_path, "restore", str(backup), "--replace", "--yes")
    assert players(house) == {"+12125550123", "+12125550124"}
    assert photos(house) == [PHOTO_NAME]


def test_the_old_database_is_kept_beside_the_new_one(house: Path, tmp_path: Path) -> None:
    backup = made(house, tmp_path / "kept.age")
    with closing(open_store(house, SECRET)) as store:
        Visitor(store, catalog(tmp_path / "others"), "+12125550125").text("DOOR")
    refused = typed(tmp_path, "restore", str(backup))
    assert (refused.exit_code, "add --replace" in refused.output) == (1, True)
    asked = typed(tmp_path, "restore", str(backup), "--replace")
    assert asked.output == (
        "What was played since the backup is left behind. Nothing was done; add --yes.\n"
    )
    assert len(players(house)) == 3
    old = restoring(house).restore(backup).old
    assert old == house.parent / "before-20270605T120000"
    assert (len(players(house)), len(players(old / "wayside.db"))) == (2, 3)
    assert (photos(house), photos(old / "wayside.db")) == ([PHOTO_NAME], [PHOTO_NAME])
    again = restoring(house).restore(backup).old
    assert again == house.parent / "before-20270605T120000-2"


def test_what_was_changed_on_the_way_is_never_put_in_place(house: Path, tmp_path: Path) -> None:
    data = made(house, tmp_path / "kept.age").read_bytes()
    before, spoilt, chance = (
        folder_as_it_is(house.parent),
        tmp_path / "spoilt.age",
        random.Random(3),
    )
    places = [*range(0, 220, 7), *(chance.randrange(len(data)) for _ in range(20)), len(data) - 1]
    changed = [flipped(data, place, 1 << chance.randrange(8)) for place in places]
    cut = [data[:size] for size in (0, 1, 150, 216, 70_000, len(data) // 2, len(data) - 1)]
    for each in (*changed, *cut, data + b"\0", data + data):
        spoilt.write_bytes(each)
        with pytest.raises(BackupError):
            restoring(house).restore(spoilt)
        assert folder_as_it_is(house.parent) == before
    spoilt.write_bytes(data)
    restoring(house).restore(spoilt)


def flipped(data: bytes, place: int, bits: int) -> bytes:
    return data[:place] + bytes([data[place] ^ bits]) + data[place + 1 :]


def test_what_does_not_fit_is_refused_in_words(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup, new = made(house, tmp_path / "kept.age"), tmp_path / "new" / "wayside.db"
    with pytest.raises(BackupError, match="made with another secret, or is no backup at all"):
        restoring(new, secret=Secret(bytes(32))).restore(backup)
    monkeypatch.setattr(backups, "NEWEST", "0001")
    with pytest.raises(StoreError, match="This backup is of a newer Wayside"):
        restoring(new).restore(backup)
    assert [each.name for each in new.parent.iterdir()] == ["wayside.db-here"]


def packed(to: Path, tables: str, database: bytes) -> Path:
    facts = (
        b'{"format": 1, "tables": "%s", "made_at": "2027-06-05T12:00:00+00:00"}' % tables.encode()
    )
    pieces = [Piece(name, len(data), BytesIO(data).read)
              for name, data in ((FACTS, facts), ("wayside.db", database))]  # fmt: skip
    with to.open("wb") as file:
        pack(pieces, SECRET.backup_key(), file)
    return to


def test_a_backup_of_an_older_wayside_is_brought_up_to_date(tmp_path: Path) -> None:
    with older(tmp_path, "0015"):
        pass
    old = packed(tmp_path / "old.age", "0015", (tmp_path / "wayside.db").read_bytes())
    new = tmp_path / "new" / "wayside.db"
    restored = restoring(new).restore(old)
    assert (restored.made_at, restored.erased) == (datetime(2027, 6, 5, 12, tzinfo=UTC), 0)
    with closing(open_store(new, SECRET)) as store:
        assert store.ready()


def test_a_database_that_is_damaged_inside_is_not_put_in_place(house: Path, tmp_path: Path) -> None:
    open_store(house, SECRET).close()
    data = bytearray(house.read_bytes())
    data[4096 * 3 : 4096 * 5] = bytes(8192)
    before = folder_as_it_is(house.parent)
    with pytest.raises(BackupError, match=r"is damaged\. Take another backup"):
        restoring(house).restore(packed(tmp_path / "kept.age", "0016", bytes(data)))
    assert folder_as_it_is(house.parent) == before


def kill_again_and_again(house: Path, backup: Path, *, to_the_end: bool = True) -> list[str]:
    """Kill a restore at its steps, and say where neither the old nor the new is there, whole."""
    data, wrong = house.parent, list[str]()
    first = data.with_name("first")
    shutil.copytree(data, first)
    steps = steps_of(lambda: restoring(house).restore(backup), *RESTORING)
    late = max(steps - 40, 1)
    for step in [*range(1, late, 15), *range(late, steps + 1, 2)]:
        shutil.rmtree(data)
        shutil.copytree(first, data)
        killed_at(step, lambda: restoring(house).restore(backup), *RESTORING)
        there = (players(house), photos(house)) if house.parent.exists() else None
        if there not in (OLD, NEW):
            wrong.append(f"step {step}: {there}")
        left = [each.name for each in data.iterdir() if each.name.endswith("-restored")]
        if left:
            wrong.append(f"step {step}: {left}")
        if wrong and not to_the_end:
            break
    return wrong


OLD: tuple[set[str], list[str]] = ({"+12125550123", "+12125550124", "+12125550125"}, [])
NEW = ({"+12125550123", "+12125550124"}, [PHOTO_NAME])


@pytest.fixture
def two(house: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A backup with two players and a photo, and an installation that has three and none."""
    backup = made(house, tmp_path / "kept.age")
    with closing(open_store(house, SECRET)) as store:
        Visitor(store, catalog(tmp_path / "others"), "+12125550125").text("DOOR")
    (house.parent / "gifts" / PHOTO_NAME).unlink()
    return house, backup


def test_a_restore_that_is_killed_leaves_the_old_or_the_new(two: tuple[Path, Path]) -> None:
    assert kill_again_and_again(*two) == []


def test_a_restore_that_moves_one_after_the_other_is_found_out(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the name that says that the new one counts, nobody finishes it."""

    def replace(path: Path, kept: str) -> None:
        path.with_name(kept).mkdir()
        for name in ("wayside.db", "gifts"):
            path.with_name(name).rename(path.with_name(kept) / name)
            (replacing.draft_of(path) / name).rename(path.with_name(name))

    monkeypatch.setattr(backups, "replace", replace)
    assert kill_again_and_again(*two, to_the_end=False) != []


def test_on_postgresql_it_says_what_to_type_instead(tmp_path: Path) -> None:
    url = "postgresql://wayside:hush@db.example.org/wayside"
    told = typed(tmp_path, "backup", "x.age", WAYSIDE_DATABASE_URL=url)
    assert (told.exit_code, "hush" in told.output) == (1, False)
    assert 'pg_dump --format=custom --file=wayside.dump "$WAYSIDE_DATABASE_URL"' in told.output
    (tmp_path / "x.age").write_bytes(b"")
    told = typed(tmp_path, "restore", str(tmp_path / "x.age"), WAYSIDE_DATABASE_URL=url)
    assert told.output.endswith("After that type: wayside forget --replay\n")
