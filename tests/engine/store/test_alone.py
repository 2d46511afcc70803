"""What one does at a time where several machines write, and in which order rows are taken.

Another order may end in a knot.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy.dialects import postgresql

from engine.play.catalog import Catalog
from engine.store import Store
from engine.store.database import Database
from engine.store.erasing import Seen
from engine.store.keepsakes import Away, Keepsakes
from engine.store.letters import Posted
from engine.store.newcomers import Newcomers
from engine.store.outbox import Outbox
from engine.store.posting import FIND_DUE_LETTERS
from engine.store.shelves import FolderShelf
from tests.engine.asked import asked_of
from tests.engine.door import AT_THE_DOOR, NOON, OURS, PHONE, SECRET, Visitor

NOON_S = int(NOON.timestamp())
ADDRESS = SECRET.fingerprint("address", "sms", PHONE)
LETTER = 7


@pytest.fixture
def visitor(sqlite_only: None, store: Store, stories: Catalog) -> Visitor:
    visitor = Visitor(store, stories)
    visitor.text("door")
    return visitor


@pytest.fixture
def asked(store: Store, visitor: Visitor) -> list[str]:
    """The statements that are run from now on."""
    return asked_of(store)


def player_of(store: Store) -> bytes:
    player = store.player_at("sms", PHONE)
    assert player is not None
    return player


def changed(asked: list[str]) -> list[str]:
    """Give the tables that were changed, in the order in which they first were."""
    words = (sql.split() for sql in asked)
    found = [each[1] if each[0] == "UPDATE" else each[2] for each in words if each[0] in CHANGES]
    return list(dict.fromkeys(found))


CHANGES = ("INSERT", "UPDATE", "DELETE")


def test_who_stops_by_the_carrier_s_word_is_taken_in_the_order_of_a_turn(
    store: Store, visitor: Visitor, asked: list[str]
) -> None:
    player = player_of(store)
    asked.clear()
    visitor.text("STOP")
    by_turn = changed(asked)
    asked.clear()
    store.outbox("", lambda _sender: 1).stop(player, ADDRESS, NOON_S)
    by_carrier = changed(asked)
    assert by_carrier == ["addresses", "numbers", "wakes", "messages", "outbox", "consents"]
    assert by_carrier == [table for table in by_turn if table in by_carrier]


ACTS: dict[str, Callable[[Outbox, bytes], None]] = {
    "stop": lambda outbox, player: outbox.stop(player, ADDRESS, NOON_S),
    "forget number": lambda outbox, player: outbox.forget_number(player, ADDRESS),
    "drop": lambda outbox, player: outbox.drop(player, LETTER, NOON_S),
    "retry": lambda outbox, player: outbox.retry(
        Posted(player, LETTER, ADDRESS, "sent", 1, NOON_S + 60), NOON_S
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_where_several_machines_write_whatever_is_a_player_s_waits_for_their_row_first(
    store: Store, asked: list[str], act: Callable[[Outbox, bytes], None]
) -> None:
    player = player_of(store)
    # As on a server, where nobody stands in line for the whole database.
    outbox = Outbox(Database(store._database.engine), SECRET, "", lambda _sender: 1)
    asked.clear()
    act(outbox, player)
    assert asked[0].startswith("SELECT players.id FROM players WHERE players.id = ")
    asked.clear()
    act(store.outbox("", lambda _sender: 1), player)
    assert asked[0] == "BEGIN IMMEDIATE"
    assert not asked[1].startswith("SELECT players.id")


def test_letters_of_who_has_their_turn_just_now_are_left_until_it_is_over() -> None:
    asked = " ".join(str(FIND_DUE_LETTERS.compile(dialect=postgresql.dialect())).split())
    assert asked.endswith("FOR UPDATE OF outbox, players SKIP LOCKED")


def test_what_the_carrier_says_of_somebody_erased_does_not_stop_who_came_back(
    store: Store, visitor: Visitor
) -> None:
    before = player_of(store)
    visitor.text("forget me", "forget me")
    assert visitor.text("door") == AT_THE_DOOR
    store.outbox("", lambda _sender: 1).stop(before, ADDRESS, NOON_S)
    assert visitor.text("Sam").effects != ()


def test_so_does_what_copies_their_pictures(store: Store, asked: list[str]) -> None:
    player = player_of(store)
    keepsakes = Keepsakes(Database(store._database.engine), FolderShelf(Path("unused")))
    asked.clear()
    keepsakes.give_up(Away(player, b"m" * 16, "photo", "https://a.example/1", 1, True), NOON_S)
    assert asked[0].startswith("SELECT players.id FROM players WHERE players.id = ")


# Together


def together(act: Callable[[], object], most: int = 6) -> list[object]:
    """Let so many do something at the same moment, and give what each was given."""
    start = Barrier(most)

    def one(_number: int) -> object:
        start.wait()
        return act()

    with ThreadPoolExecutor(most) as threads:
        return list(threads.map(one, range(most)))


def test_one_alone_publishes_an_edition_and_the_others_see_that(store: Store) -> None:
    for number in range(5):
        name = f"edition {number}"
        files = {"story.yaml": name.encode(), "other": b"the same in each"}
        done = together(lambda: store.editions.publish("door", name, files, 1, "publish"))  # noqa: B023
        assert sorted(done) == [False] * 5 + [True]  # type: ignore[type-var]
        assert store.editions.current() == {"door": name}
    assert len(store.editions.published()) == 5


def test_one_alone_takes_a_part_of_a_round(store: Store) -> None:
    for part in range(5):
        taken = together(lambda: store.rounds.take(NOON_S))
        assert [each for each in taken if each is not None] == [part]
        together(lambda: store.rounds.done(part))  # noqa: B023


def test_a_note_is_written_by_all_of_them(store: Store) -> None:
    for number in range(5):
        assert together(lambda: store.note("swept", str(number))) == [None] * 6  # noqa: B023
        assert store.noted("swept") == str(number)


def test_the_word_of_staff_is_the_newest(store: Store) -> None:
    words = [word for _ in range(3) for word in together(lambda: store.staff.new_word(NOON_S))]
    assert len(set(words)) == 18


def test_a_phone_is_staffs_once_whoever_marks_it_at_the_same_moment(store: Store) -> None:
    for number in range(5):
        phone = f"+1212555{number:04}"
        done = together(lambda: store.staff.mark(phone, "Sam", "2027-06-05"))  # noqa: B023
        assert {each.name for each in done if each} <= {"Sam"}  # type: ignore[attr-defined]
        marked = store.staff.of(phone)
        assert marked is not None
        assert (marked.name, sorted(marked.kinds)) == ("Sam", ["rcs", "sms", "whatsapp"])


def test_how_much_of_the_ledger_was_lived_through_is_noted_by_all_of_them(store: Store) -> None:
    for number in range(5):
        seen = Seen("ledger", number)
        assert together(lambda: store.erasing.lived_through(seen)) == [None] * 6  # noqa: B023
        assert store.erasing.seen() == seen
    assert together(lambda: store.erasing.note([], Seen("", 0), Seen("other", 9))) == [None] * 6
    assert store.erasing.seen() == Seen("other", 9)


def test_of_a_crowd_no_more_are_answered_than_may_be(store: Store) -> None:
    for number in range(5):
        prefix = bytes([number]) * 16

        def come() -> bool:
            with store._database.write() as transaction:
                return Newcomers(transaction).came(prefix, 3, NOON_S)  # noqa: B023

        assert sorted(together(come)) == [False] * 3 + [True] * 3  # type: ignore[type-var]


def test_one_alone_takes_the_next_place_in_the_line_of_a_sender(
    store: Store, stories: Catalog
) -> None:
    """A letter for each of many players, claimed by all at once: each leaves after another."""
    noon_there = NOON + timedelta(hours=4)
    for number in range(96):
        visitor = Visitor(store, stories, f"+1212555{number:04}", noon_there, sends=True)
        visitor.text("well")
        visitor.at = noon_there + timedelta(hours=1)
    for wake in store.due(int(visitor.at.timestamp())):
        visitor.turns.let_pass(wake)
    outbox = store.outbox(OURS, lambda _sender: 1_000)
    claimed = together(lambda: outbox.claim(visitor.at.timestamp()))
    places = sorted(letter.in_s for letters in claimed for letter in letters)  # type: ignore[attr-defined]
    assert places == [number / 1_000 for number in range(96)]
