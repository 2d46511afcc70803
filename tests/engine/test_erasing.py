"""What is erased by itself and on request, what stays, and a backup that is put back."""

import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from engine.erasing import Eraser, erase_again
from engine.gate import Gate
from engine.ledger import Ledger
from engine.play.catalog import Catalog
from engine.store import Store
from engine.store.erasing import PARTS
from engine.store.spending import Spent
from engine.store.statements import ADD_MESSAGE
from engine.terms import Terms
from engine.texting.budget import Budget
from engine.turns import Answer, Turns
from tests.engine.door import AT_THE_DOOR, GREETED, NOON, PHONE, Visitor, knocks, opened
from tests.kept import rows

OTHER = "+15005559999"
NOON_S = int(NOON.timestamp())
DAY = timedelta(days=1)


def nobody(what: str, **facts: object) -> None:
    pytest.fail(f"{what} {facts}")


def nobody_told(_what: str, **_facts: object) -> None:
    """Hear what staff hear, and forget it."""


def eraser(store: Store, folder: Path, after: timedelta = timedelta()) -> Eraser:
    return Eraser(store, Ledger(folder / "apart"), lambda: NOON + after, nobody)


def erased_lines(folder: Path) -> int:
    return len(Ledger(folder / "apart").read().entries)


# By itself


@pytest.mark.parametrize(("days", "stays"), [(89, True), (90, True), (91, False)])
def test_who_has_not_played_for_ninety_days_is_erased(
    store: Store, stories: Catalog, tmp_path: Path, days: int, stays: bool
) -> None:
    """A day is counted from its end: whoever played in its last hour has had all of it."""
    Visitor(store, stories).text("door", "Sam", "nonsense")
    count = eraser(store, tmp_path, days * DAY).erase_all_old()
    assert (count, bool(store.player_at("sms", PHONE))) == (0 if stays else 1, stays)


def test_who_plays_on_is_not_erased_and_who_is_woken_does_not_play(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    visitor = Visitor(store, stories)
    visitor.text("well")
    visitor.at += 60 * DAY
    visitor.turns.let_pass(store.due(int(visitor.at.timestamp()))[0])
    plays = Visitor(store, stories, OTHER)
    plays.text("door", "Sam", "1")
    plays.at += 60 * DAY
    assert plays.text("1") == knocks(2)
    assert eraser(store, tmp_path, 100 * DAY).erase_all_old() == 1
    assert store.player_at("sms", PHONE) is None
    assert plays.text("1") == knocks(3)


def test_who_texts_but_cannot_play_is_erased_as_who_does_not(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    """They have stopped, or are turned away: no more of them is kept for that."""
    stopped, away = Visitor(store, stories), Visitor(store, stories, OTHER)
    stopped.text("door", "STOP")
    away.text("door", "Sam", "2")
    spent = Terms(budget=Budget(in_all=1))
    away.turns = Turns(store, lambda: stories, lambda: away.at, nobody_told, gate=Gate(spent))
    store.spend(Spent(NOON.date(), amount=10))
    for visitor in (stopped, away):
        visitor.at += 60 * DAY
        visitor.text("door")
    assert eraser(store, tmp_path, 91 * DAY).erase_all_old() == 2
    assert rows(tmp_path, "SELECT count(*) FROM players") == [(0,)]


def test_answers_go_after_thirty_days_and_their_messages_stay_taken(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    visitor = Visitor(store, stories)
    visitor.send("one", "door")
    visitor.at += 20 * DAY
    assert visitor.send("two", "Sam") == GREETED
    sweep = eraser(store, tmp_path, 31 * DAY)
    assert sweep.erase_all_old() == 0
    assert visitor.send("one", "door") == Answer()
    assert visitor.send("two", "Sam") == GREETED
    assert visitor.send("three", "1") == knocks(1)
    assert rows(tmp_path, "SELECT count(*) FROM messages") == [(3,)]


def test_a_message_of_before_stays_taken_when_its_player_came_back(
    store: Store, stories: Catalog
) -> None:
    visitor = Visitor(store, stories)
    visitor.send("one", "door")
    visitor.send("two", "Sam")
    visitor.text("forget me", "forget me")
    assert visitor.send("three", "door") == AT_THE_DOOR
    assert visitor.send("two", "Sam") == Answer()
    assert visitor.send("four", "Sam") == GREETED


def test_a_player_of_many_messages_is_erased_in_small_pieces(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    visitor = Visitor(store, stories)
    visitor.send("one", "door")
    [(player,)] = rows(tmp_path, "SELECT id FROM players")
    with store._database.write() as transaction:
        transaction.run_each(
            ADD_MESSAGE,
            [
                {"player": player, "id": number.to_bytes(16), "at_s": 0, "answer": None}
                for number in range(1200)
            ],
        )
    assert eraser(store, tmp_path, 100 * DAY).erase_all_old() == 1
    assert rows(tmp_path, "SELECT count(*) FROM spent") == [(1201,)]
    assert visitor.send("one", "door") == Answer()


# The day's round


def test_a_round_a_day_looks_through_every_part_once(store: Store) -> None:
    rounds = store.rounds
    taken = []
    while (part := rounds.take(NOON_S)) is not None:
        assert rounds.take(NOON_S + 299) is None, "somebody is at it"
        taken.append(part)
        rounds.done(part)
    assert taken == list(range(PARTS))
    assert rounds.take(NOON_S + 24 * 60 * 60 - 1) is None
    assert rounds.take(NOON_S + 24 * 60 * 60) == 0


def test_a_part_that_somebody_left_unfinished_is_looked_through_by_another(store: Store) -> None:
    assert store.rounds.take(NOON_S) == 0
    assert store.rounds.take(NOON_S + 299) is None
    assert store.rounds.take(NOON_S + 300) == 0


def test_going_round_erases_everybody_who_is_too_old(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    for number in range(30):
        Visitor(store, stories, f"+1500555{number:04}").text("door")
    late = eraser(store, tmp_path, 100 * DAY)
    while late.go_round():
        pass
    assert rows(tmp_path, "SELECT count(*) FROM players") == [(0,)]


# The ledger


def test_each_erasure_is_in_the_ledger_by_a_fingerprint_and_its_time(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    visitor = Visitor(store, stories)
    visitor.text("door", "Sam")
    player = store.player_at("sms", PHONE)
    assert player is not None
    visitor.text("forget me", "forget me")
    assert eraser(store, tmp_path).note() == 1
    assert eraser(store, tmp_path).note() == 0
    name = store._secret.fingerprint("erased", player)
    assert Ledger(tmp_path / "apart").read().entries == ((name, NOON_S),)
    text = Ledger(tmp_path / "apart").path.read_text()
    assert text == f"2027-06-05T12:00:00Z {name.hex()}\n"
    assert player.hex() not in text


def test_what_could_not_be_noted_is_noted_later(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    Visitor(store, stories).text("door", "forget me", "forget me")
    (tmp_path / "apart").write_text("in the way")
    with pytest.raises(Exception, match="WAYSIDE_ERASURES"):
        eraser(store, tmp_path).note()
    (tmp_path / "apart").unlink()
    assert eraser(store, tmp_path).note() == 1


# A backup that is put back


def backup(folder: Path) -> None:
    source = sqlite3.connect(folder / "wayside.db")
    target = sqlite3.connect(folder / "backup.db")
    source.backup(target)
    target.close()
    source.close()


def restore(folder: Path) -> Store:
    for end in ("", "-wal", "-shm"):
        (folder / f"wayside.db{end}").unlink(missing_ok=True)
    shutil.copy(folder / "backup.db", folder / "wayside.db")
    return opened(folder)


def test_who_was_erased_after_a_backup_is_erased_again_when_it_is_put_back(
    stories: Catalog, tmp_path: Path
) -> None:
    store = opened(tmp_path)
    visitor, stays = Visitor(store, stories), Visitor(store, stories, OTHER)
    visitor.text("door", "Sam")
    stays.text("door", "Sam", "1")
    backup(tmp_path)
    visitor.text("forget me", "forget me")
    eraser(store, tmp_path).note()
    store.close()

    store = restore(tmp_path)
    assert store.player_at("sms", PHONE) is not None, "the backup brings them back"
    ledger = Ledger(tmp_path / "apart")
    assert erase_again(store, ledger, nobody) == 1
    assert store.player_at("sms", PHONE) is None
    assert Visitor(store, stories, OTHER).send("another", "1") == knocks(2)
    assert erase_again(store, ledger, nobody) == 0
    assert (eraser(store, tmp_path).note(), erased_lines(tmp_path)) == (0, 1)
    store.close()


def test_an_old_copy_that_erases_somebody_else_first_still_erases_again(
    stories: Catalog, tmp_path: Path
) -> None:
    store = opened(tmp_path)
    visitor, other = Visitor(store, stories), Visitor(store, stories, OTHER)
    visitor.text("door", "Sam")
    other.text("door")
    backup(tmp_path)
    visitor.text("forget me", "forget me")
    eraser(store, tmp_path).note()
    store.close()
    store = restore(tmp_path)
    assert store.erasing.erase_number("sms", OTHER, int(NOON.timestamp()))
    assert eraser(store, tmp_path).note() == 1
    assert erase_again(store, Ledger(tmp_path / "apart"), nobody) == 1
    assert store.player_at("sms", PHONE) is None
    store.close()


def test_without_the_ledger_they_would_be_back(stories: Catalog, tmp_path: Path) -> None:
    store = opened(tmp_path)
    visitor = Visitor(store, stories)
    visitor.text("door", "Sam")
    backup(tmp_path)
    visitor.text("forget me", "forget me")
    store.close()
    store = restore(tmp_path)
    assert erase_again(store, Ledger(tmp_path / "apart"), nobody) == 0
    assert store.player_at("sms", PHONE) is not None
    store.close()


def test_who_came_back_before_the_backup_is_somebody_new_and_stays(
    stories: Catalog, tmp_path: Path
) -> None:
    store = opened(tmp_path)
    visitor, other = Visitor(store, stories), Visitor(store, stories, OTHER)
    visitor.text("door", "forget me", "forget me")
    eraser(store, tmp_path).note()
    visitor.text("door", "Sam", "1")
    other.text("door")
    backup(tmp_path)
    other.text("forget me", "forget me")
    eraser(store, tmp_path).note()
    store.close()
    store = restore(tmp_path)
    assert erase_again(store, Ledger(tmp_path / "apart"), nobody) == 1
    assert Visitor(store, stories).send("another", "1") == knocks(2)
    store.close()


def test_a_crash_between_ledger_and_database_erases_nobody_else(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    Visitor(store, stories, OTHER).text("door")
    Visitor(store, stories).text("door", "forget me", "forget me")
    (erased,) = store.erasing.unnoted()
    Ledger(tmp_path / "apart").add([(erased.id, erased.at_s)])
    assert erase_again(store, Ledger(tmp_path / "apart"), nobody) == 0
    assert eraser(store, tmp_path).note() == 1
    assert store.player_at("sms", OTHER) is not None


def test_staff_are_told_when_the_ledger_is_not_the_one_that_is_known(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    for number in (PHONE, OTHER):
        Visitor(store, stories, number).text("door", "forget me", "forget me")
        eraser(store, tmp_path).note()
    path, told = Ledger(tmp_path / "apart").path, list[str]()
    whole = path.read_bytes()
    for other in (whole[:54], b"", whole[54:]):
        path.write_bytes(other)
        erase_again(store, Ledger(tmp_path / "apart"), lambda what, **_: told.append(what))
        path.write_bytes(whole)
        store.erasing.lived_through(store.erasing.seen())  # type: ignore[arg-type]
        erase_again(store, Ledger(tmp_path / "apart"), lambda what, **_: None)
    assert len(told) == 3
    assert all("WAYSIDE_ERASURES" in what for what in told)


# The free space of the files


def files(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.glob("wayside.db*")))


def canaries(count: int) -> dict[str, str]:
    """Give somebody's number, and the name that they tell."""
    return {f"+1500555{number:04}": f"canary{number:04}x" for number in range(count)}


def play_and_forget(store: Store, stories: Catalog, everybody: dict[str, str]) -> None:
    for number, name in everybody.items():
        Visitor(store, stories, number).text("door", name, f"what is {name}", "1", "1")
    for number in everybody:
        Visitor(store, stories, number).send(f"{number} last", "forget me")
        Visitor(store, stories, number).send(f"{number} sure", "forget me")


def left(folder: Path, everybody: dict[str, str]) -> int:
    held = files(folder)
    return sum(name.encode() in held for name in everybody.values())


@pytest.mark.usefixtures("sqlite_only")
def test_nothing_of_who_was_erased_is_left_in_any_file(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    everybody = canaries(60)
    Visitor(store, stories, OTHER).text("door", "Sam")
    play_and_forget(store, stories, everybody)
    assert left(tmp_path, everybody) > 0, "the log has them"
    late = eraser(store, tmp_path)
    late.note()
    late.wash()
    assert left(tmp_path, everybody) == 0
    assert rows(tmp_path, "SELECT * FROM erasures") == []
    assert Visitor(store, stories, OTHER).send("another", "1") == knocks(1)


@pytest.mark.usefixtures("sqlite_only")
def test_a_database_that_is_not_washed_is_found_out(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    everybody = canaries(60)
    with store._database.alone() as writer:
        writer.cursor.execute("PRAGMA secure_delete=OFF")
    play_and_forget(store, stories, everybody)
    store.washing.empty_log()
    assert left(tmp_path, everybody) > 0


@pytest.mark.usefixtures("sqlite_only")
def test_a_file_that_is_too_large_to_rewrite_unasked_has_its_log_emptied(
    store: Store, stories: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.erasing.LARGEST_REWRITTEN_BYTES", 1)
    everybody = canaries(3)
    play_and_forget(store, stories, everybody)
    late = eraser(store, tmp_path)
    late.note()
    late.wash()
    assert rows(tmp_path, "SELECT * FROM erasures") == []
    assert store.washing.rewritten_s() == 0
    late.rewrite()
    assert left(tmp_path, everybody) == 0
