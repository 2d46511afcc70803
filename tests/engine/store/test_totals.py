"""What happened, summed up, and read as if it were not."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.play.hear import Catalog
from engine.store import Store
from engine.store.spending import Spent
from engine.store.staff import Marked
from engine.store.totals import MOST_SUMMED, Sum
from engine.terms import Terms
from tests.engine.door import NOON, PHONE, Visitor, opened
from tests.kept import bring_up_to_date, older, rows

OTHER = "+15005550001"


def of_door(store: Store) -> list[Sum]:
    found = store.totals.sums("door", "2027-06-01", "2027-06-30")
    return sorted(found, key=lambda each: (each.kind, each.what, each.channel, each.staff))


def by_text(kind: str, what: str, times: int, *, staff: bool = False) -> Sum:
    return Sum(kind, what, "sms", "en", staff, times)  # type: ignore[arg-type]


def test_what_happened_is_the_same_before_it_is_summed_up_and_after(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    for number in (PHONE, OTHER):
        Visitor(store, stories, number).text("door", "Sam", "hint", "2")
    told = [
        by_text("ended", "Home again", 2), by_text("hinted", "knocking", 2),
        by_text("moved", "door}knocking", 2), by_text("moved", "knocking}", 2),
        by_text("moved", "}door", 2), by_text("started", "", 2),
    ]  # fmt: skip
    assert of_door(store) == told
    assert store.totals.sum_up() == 12
    assert of_door(store) == told
    assert rows(tmp_path, "SELECT count(*) FROM happenings") == [(0,)]
    Visitor(store, stories, OTHER[:-1] + "2").text("door")
    assert by_text("started", "", 3) in of_door(store)
    assert store.totals.sum_up() == 2
    assert by_text("started", "", 3) in of_door(store)
    assert store.totals.sum_up() == 0


def test_so_many_at_a_time_are_summed_up(store: Store, tmp_path: Path) -> None:
    many = MOST_SUMMED + 7
    tagged = [
        f"('2027-06-05', 'tagged', 'door', 'ed1', 'word {number % 3}', 'sms', 'en', false)"
        for number in range(many)
    ]
    columns = "day, kind, story, edition, what, channel, language, staff"
    rows(tmp_path, f"INSERT INTO happenings ({columns}) VALUES {', '.join(tagged)}")
    assert [store.totals.sum_up() for _ in range(3)] == [MOST_SUMMED, 7, 0]
    assert sum(each.times for each in of_door(store)) == many
    assert rows(tmp_path, "SELECT count(*) FROM totals") == [(3,)]


def test_days_are_told_apart_and_asked_for(store: Store, stories: Catalog) -> None:
    visitor = Visitor(store, stories)
    visitor.text("door")
    visitor.at = NOON + timedelta(days=1)
    visitor.text("Sam", "2")
    store.totals.sum_up()
    kinds = {
        (each.day, each.kind) for each in store.totals.days("door", "2027-06-01", "2027-07-01")
    }
    assert kinds == {
        ("2027-06-05", "started"), ("2027-06-05", "moved"),
        ("2027-06-06", "ended"), ("2027-06-06", "moved"),
    }  # fmt: skip
    first_day = store.totals.sums("door", "2027-06-05", "2027-06-05")
    assert {each.kind for each in first_day} == {"started", "moved"}
    assert store.totals.stories() == ["door"]


def test_what_staff_do_is_told_apart(store: Store, stories: Catalog) -> None:
    assert not store.staff.mark(PHONE, "desk", "2027-06-05")
    Visitor(store, stories, PHONE).text("door")
    Visitor(store, stories, OTHER).text("door")
    Visitor(store, stories, OTHER).text("door", kind="try")
    started = [each for each in of_door(store) if each.kind == "started"]
    assert started == [
        by_text("started", "", 1), by_text("started", "", 1, staff=True),
        Sum("started", "", "try", "en", staff=True, times=1),
    ]  # fmt: skip


@pytest.mark.parametrize("staff", [False, True])
def test_a_letter_is_paid_for_by_who_it_goes_to_and_when_it_goes(
    store: Store, stories: Catalog, staff: bool
) -> None:
    number, noon_there = "+12125550123", NOON + timedelta(hours=4)
    if staff:
        store.staff.mark(number, "desk", "2027-06-05")
    visitor = Visitor(store, stories, number, noon_there, sends=True)
    visitor.text("well")
    visitor.at = noon_there + timedelta(hours=1)
    [wake] = store.due(int(visitor.at.timestamp()))
    visitor.turns.let_pass(wake)
    assert store.spent() == []
    outbox = store.outbox("+12025550100", lambda _sender: 100, Terms().letter)
    [letter] = outbox.claim(visitor.at.timestamp())
    outbox.sent(letter, "SM1", int(visitor.at.timestamp()))
    [spent] = store.spent()
    assert (spent.story, spent.texts_in, spent.texts_out, spent.segments_out, spent.staff) == (
        "well", 0, 1, 1, staff,
    )  # fmt: skip


def test_what_was_counted_of_texts_twice_is_kept_once(bare_database: str, tmp_path: Path) -> None:
    with older(tmp_path, "0012") as connection:
        for what, channel, times in (("1+2", "sms", 20), ("0+1", "rcs", 3), ("1+0", "try", 9)):
            connection.exec_driver_sql(
                "INSERT INTO totals "
                "(day, kind, story, edition, what, channel, language, staff, times) VALUES "
                f"('2027-06-05', 'texted', 'door', '', '{what}', '{channel}', 'en', false, {times})"
            )
        connection.exec_driver_sql(
            "INSERT INTO happenings (day, kind, story, edition, what, channel, language, staff) "
            "VALUES ('2027-06-05', 'texted', 'door', '', '1+0', 'sms', 'en', true)"
        )
        connection.exec_driver_sql(
            "INSERT INTO spending (day, story, country, segments_in, segments_out, media_in, "
            "media_out, amount) VALUES ('2027-06-05', 'door', 'US', 20, 43, 0, 0, 766400)"
        )
        phone = bytes.fromhex("00112233445566778899aabbccddeeff")
        marking = "INSERT INTO staff VALUES (:address, 'sms', 'desk', '2027-06-01')"
        connection.execute(text(marking), {"address": phone})
    bring_up_to_date(tmp_path)
    store = opened(tmp_path)
    assert store.staff.marked() == [Marked(phone, ("sms",), "desk", "2027-06-01")]
    day = date(2027, 6, 5)
    assert store.spent() == [
        Spent(day, "door", texts_in=20, texts_out=23), Spent(day, "door", staff=True, texts_in=1),
        Spent(day, "door", "US", 20, 43, 0, 0, 766_400),
    ]  # fmt: skip
    assert of_door(store) == []
    store.close()


def test_a_database_from_before_keeps_what_it_counted(bare_database: str, tmp_path: Path) -> None:
    """The step to these tables sums up what was there; /try was staff's own even then."""
    with older(tmp_path, "0005") as connection:
        for channel in ("sms", "sms", "try"):
            connection.exec_driver_sql(
                "INSERT INTO happenings (day, kind, story, edition, what, channel, language) "
                f"VALUES ('2027-06-05', 'started', 'door', 'ed1', '', '{channel}', 'en')"
            )
    bring_up_to_date(tmp_path)
    store = opened(tmp_path)
    assert of_door(store) == [
        by_text("started", "", 2), Sum("started", "", "try", "en", staff=True, times=1)
    ]  # fmt: skip
    store.close()
