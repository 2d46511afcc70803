"""The register of signs in a database, and the visits beside it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest

from engine.signs.register import A_PLAYER, DAY_S, Entry, Leads, Permit, Sign
from engine.store import Store
from engine.store.signs import HOUR_S
from tests.engine.door import opened
from tests.kept import bring_up_to_date, older, rows
from tests.visits import visits_of

PLACED = Entry("4273", 10, "placed", "AB", "by the gate", "door", "yard", photo=bytes(32))
MISSING = Entry("4273", 20, "missing", "AB")
MOVED = Entry("8W5T", 30, "moved", story="door", place="yard")
GRANTED = Entry("8W5T", 40, "granted", until_s=90, whom="Parks")
SEEN = Entry("4273", 50, "seen", story="door", place="yard")


def test_what_is_written_is_read_as_it_was(store: Store) -> None:
    assert (store.signs.newest(), store.signs.current(), store.signs.log("4273")) == (0, {}, ())
    store.signs.add(PLACED, MISSING)
    store.signs.add(MOVED)
    store.signs.add(GRANTED)
    assert store.signs.log("4273") == (PLACED, MISSING)
    assert store.signs.log("8W5T") == (MOVED, GRANTED)
    assert store.signs.newest() == 4
    assert store.signs.current() == {
        "4273": Sign(
            "4273", "missing", 20, dates={"placed": 10, "missing": 20}, known=Leads("door", "yard")
        ),
        "8W5T": Sign(
            "8W5T",
            dates={"moved": 30, "granted": 40},
            moved=Leads("door", "yard"),
            known=Leads("door", "yard"),
            permit=Permit("granted", 40, "Parks", 90),
        ),
    }


def test_what_became_of_signs_is_given_from_a_moment_on(store: Store) -> None:
    store.signs.add(PLACED, MISSING, MOVED, GRANTED)
    assert [store.signs.since(at_s) for at_s in (0, 20, 21, 41)] == [
        (PLACED, MISSING, MOVED, GRANTED), (MISSING, MOVED, GRANTED), (MOVED, GRANTED), (),
    ]  # fmt: skip


def test_no_number_is_kept_as_who_said_something(store: Store, tmp_path: Path) -> None:
    store.signs.add(
        replace(PLACED, by="+1 202 555 0123"), replace(GRANTED, whom="Parks 202-555-0123")
    )
    assert rows(tmp_path, "SELECT by, whom FROM sign_events") == [
        ("+# ### ### ####", ""),
        ("", "Parks ###-###-####"),
    ]


def test_visits_are_counted_by_the_hour_and_those_of_staff_are_left_out(store: Store) -> None:
    for at_s, via in ((0, "text"), (HOUR_S - 1, "web"), (1, "page"), (2, "text"), (HOUR_S, "text")):
        store.signs.visit("4273", via, at_s)  # type: ignore[arg-type]
    for via in ("staff", "patrol", "report"):
        store.signs.visit("4273", via, 0)  # type: ignore[arg-type]
    store.signs.visit("8W5T", "text", 5 * HOUR_S)
    assert visits_of(store) == {"4273": [(0, 4), (1, 1)], "8W5T": [(5, 1)]}
    # The hours up to the last time at each sign, of those that are asked for.
    assert store.signs.visits(["4273", "none"], 1) == {"4273": [(1, 1)]}
    assert store.signs.visits(["4273", "8W5T"], 2) == {"4273": [(0, 4), (1, 1)], "8W5T": [(5, 1)]}


def test_who_sees_a_sign_again_is_news_once_a_day_until_staff_were_there(store: Store) -> None:
    store.signs.add(PLACED, MISSING)
    later = replace(SEEN, at_s=50 + DAY_S)
    for news in (SEEN, replace(SEEN, at_s=60), later):
        store.signs.visit("4273", "text", news.at_s, news)
    assert store.signs.log("4273") == (PLACED, MISSING, SEEN, later)
    assert sum(times for _, times in visits_of(store)["4273"]) == 3


def test_a_report_is_open_until_staff_were_there(store: Store) -> None:
    report = Entry("4273", 50, "damaged", A_PLAYER, "", "door", "yard")
    checked = Entry("4273", 70, "checked", "AB")
    store.signs.visit("4273", "report", 50, report)
    store.signs.visit("4273", "report", 60, replace(report, at_s=60))
    store.signs.add(checked)
    store.signs.visit("4273", "report", 80, replace(report, at_s=80))
    assert store.signs.log("4273") == (report, checked, replace(report, at_s=80))
    assert visits_of(store) == {}


def test_what_two_threads_write_at_once_is_written_once(store: Store) -> None:
    codes = [f"GATE{number}" for number in range(20, 40)]
    together = Barrier(2)

    def tap(code: str) -> bool:
        entry = Entry(code, 100, "damaged", "AB 202-555-0123", "Torn")
        together.wait()
        return store.signs.add_once(entry, 40)

    with ThreadPoolExecutor(2) as threads:
        both = [list(threads.map(tap, (code, code))) for code in codes]
    assert [sorted(each) for each in both] == [[False, True]] * len(codes)
    assert [len(store.signs.log(code)) for code in codes] == [1] * len(codes)


def test_what_is_said_anew_is_written_again(store: Store) -> None:
    torn, fine = Entry("4273", 100, "damaged", "AB"), Entry("4273", 110, "checked", "AB")
    said = [(torn, 40), (fine, 50), (replace(torn, at_s=120), 60), (replace(torn, at_s=130), 125)]
    assert [store.signs.add_once(*each) for each in said] == [True] * 4
    assert not store.signs.add_once(replace(torn, at_s=140), 130)
    assert store.signs.log("4273") == tuple(entry for entry, _ in said)


def test_a_picture_is_kept_once_by_its_content(store: Store) -> None:
    id_ = store.signs.keep_photo(b"a picture")
    assert store.signs.keep_photo(b"a picture") == id_
    assert store.signs.photo(id_) == b"a picture"
    assert store.signs.photo(bytes(32)) is None


@pytest.mark.parametrize("revision", ["0001", "0009", "0015"])
def test_an_older_database_gets_a_register(
    bare_database: str, tmp_path: Path, revision: str
) -> None:
    with older(tmp_path, revision):
        pass
    bring_up_to_date(tmp_path)
    store = opened(tmp_path)
    store.signs.add(PLACED)
    store.signs.visit("4273", "text", 10)
    assert (store.signs.log("4273"), visits_of(store)) == ((PLACED,), {"4273": [(0, 1)]})
    store.close()
