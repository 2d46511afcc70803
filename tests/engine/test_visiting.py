"""By which sign somebody came: counted in the turn, followed by servers, and news for staff."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.play.catalog import OutOfUse
from engine.play.events import Arrived, Opened, Pressed, Said, Scanned
from engine.play.message import message
from engine.play.world import Sign
from engine.signs.register import A_PLAYER, Entry, Kind
from engine.store import NotStored, Store, signs
from engine.turns import Address, Event, Incoming
from tests.engine.door import DOOR, NOON, PHONE, Visitor, opened
from tests.engine.published import following, publish_all, visitor, write
from tests.visits import visits_of

NOON_S = int(NOON.timestamp())
HOUR = NOON_S // 3600
OTHER = "+15005550001"
GONE = "Sorry, that sign is not used any more. Its code opens nothing now."


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    store = opened(tmp_path)
    publish_all(store, write(tmp_path / "stories", name="door", text=DOOR))
    yield store
    store.close()


def entry(kind: Kind, code: str = "8W5T", **more: str) -> Entry:
    return Entry(code, NOON_S - 9, kind, **more)  # type: ignore[arg-type]


def said(someone: Visitor, *texts: str) -> str:
    return message(someone.text(*texts).effects)


def browses(store: Store, *events: Event, kind: str = "web", at_s: int = 0) -> None:
    """Let a browser do this, each as a message of its own."""
    someone = visitor(store)
    someone.at = NOON + timedelta(seconds=at_s)
    for number, event in enumerate(events):
        address = Address(kind, "browser")  # type: ignore[arg-type]
        someone.turns.take(Incoming(f"{at_s} {number}", address, event, story="door"))


def news(store: Store, code: str = "8W5T") -> list[tuple[str, str, str, str]]:
    return [(each.kind, each.by, each.story, each.place) for each in store.signs.log(code)]


# Where codes lead


def test_a_server_that_follows_the_store_knows_what_became_of_signs_without_an_edition(
    store: Store,
) -> None:
    published = following(store)
    own = dict(published.catalog.signs)
    store.signs.add(entry("moved", story="door", place="yard"), entry("retired", "4273"))
    assert published.catalog.signs == own
    published.refresh()
    catalog = published.catalog
    assert catalog.signs == {"8w5t": Sign("door", "yard")}
    assert (catalog.out_of_use, catalog.retired) == ({"4273": OutOfUse("retired")}, {"4273"})
    store.signs.add(entry("placed", "4273"))
    published.refresh()
    assert published.catalog.signs["4273"] == Sign("door", "yard")


def test_what_staff_wrote_holds_when_an_edition_is_published(store: Store, tmp_path: Path) -> None:
    published = following(store)
    store.signs.add(entry("retired"))
    published.refresh()
    publish_all(store, write(tmp_path / "stories", name="door", text=DOOR.replace("dark", "cold")))
    published.refresh()
    assert published.catalog.retired == {"8w5t"}


def test_a_retired_code_is_told_kindly_and_one_that_is_missing_opens_its_place(
    store: Store,
) -> None:
    store.signs.add(entry("retired", "4273"), entry("missing"))
    someone = visitor(store)
    said(someone, "door", "Sam")
    assert said(someone, "42 73") == f"{GONE}\n\n1 Knock\n2 Go home"
    assert said(someone, "8W5T").startswith("It is dark in the cellar.")


def test_a_code_is_known_when_its_story_is_withdrawn(store: Store) -> None:
    store.signs.add(entry("placed", story="door", place="cellar"))
    store.editions.make_current("door", None, 2, "withdraw")
    assert said(visitor(store), "8W5T").startswith(GONE)


# Visits


def test_a_code_by_text_is_a_visit_however_it_is_written(store: Store) -> None:
    someone = visitor(store)
    said(someone, "door", "Sam", "8w 5t")
    assert visits_of(store) == {"8W5T": [(HOUR, 1)]}
    said(visitor(store), "no sign")
    said(Visitor(store, following(store).catalog, OTHER), "DOOR 4273")
    assert visits_of(store) == {"8W5T": [(HOUR, 1)], "4273": [(HOUR, 1)]}


def test_who_stays_at_a_sign_visits_it_once_and_who_comes_back_visits_it_again(
    store: Store,
) -> None:
    someone = visitor(store)
    said(someone, "door", "Sam", "8W5T", "8W5T")
    someone.at += timedelta(minutes=59)
    said(someone, "8W5T")
    assert visits_of(store) == {"8W5T": [(HOUR, 1)]}
    someone.at += timedelta(hours=1)
    said(someone, "8W5T")
    assert visits_of(store) == {"8W5T": [(HOUR, 1), (HOUR + 1, 1)]}


@pytest.mark.parametrize(
    "event",
    [
        Opened("door", "cellar"), Scanned("cellar"), Said("8W5T"), Pressed("8W5T", "The cellar"),
        Pressed("x", "8W5T"),
    ],
    ids=repr,
)  # fmt: skip
def test_whatever_a_browser_sends_of_a_sign_is_a_visit(store: Store, event: Event) -> None:
    browses(store, event)
    assert visits_of(store) == {"8W5T": [(HOUR, 1)]}


def test_what_tells_of_no_sign_is_no_visit(store: Store) -> None:
    browses(store, Opened("door"), Opened("door", "no such place"), Scanned("nowhere"), Said("Sam"),
            Arrived("cellar"))  # fmt: skip
    assert visits_of(store) == {}


def test_a_place_whose_own_sign_is_retired_is_come_by_with_the_one_that_leads_there(
    store: Store,
) -> None:
    store.signs.add(entry("retired"), entry("moved", "NEW22", story="door", place="cellar"))
    browses(store, Scanned("cellar"))
    assert visits_of(store) == {"NEW22": [(HOUR, 1)]}


def test_a_retired_code_is_a_visit_too_as_its_sign_still_hangs(store: Store) -> None:
    store.signs.add(entry("retired"))
    said(visitor(store), "8W5T")
    assert visits_of(store) == {"8W5T": [(HOUR, 1)]}


def test_who_has_stopped_visits_nothing(store: Store) -> None:
    said(visitor(store), "door", "stop", "8W5T")
    assert visits_of(store) == {}


def test_a_visit_counts_in_the_hour_in_which_it_was_sent(store: Store) -> None:
    someone = visitor(store)
    address = Address("sms", PHONE)
    someone.turns.take_late(Incoming("m", address, Said("8W5T"), "+1", sent_s=NOON_S - 7200))
    assert visits_of(store) == {"8W5T": [(HOUR - 2, 1)]}


def test_what_staff_play_is_told_apart(store: Store) -> None:
    store.staff.mark(PHONE, "desk", "2027-06-05")
    someone = visitor(store)
    said(someone, "door", "Sam", "8W5T")
    someone.text("8W5T", kind="try")
    assert visits_of(store) == {}


def test_a_turn_that_is_not_stored_leaves_no_visit(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*what: Any) -> None:
        visited(*what)
        raise NotStored("full")

    visited = signs.visited
    monkeypatch.setattr(signs, "visited", full)
    with pytest.raises(NotStored):
        visitor(store).text("8W5T")
    assert (visits_of(store), store.player_at("sms", PHONE)) == ({}, None)


# News


def test_a_sign_that_is_missing_and_was_scanned_is_news_once_a_day(store: Store) -> None:
    store.signs.add(entry("missing"))
    said(visitor(store), "8W5T")
    browses(store, Scanned("cellar"), at_s=60)
    assert news(store) == [("missing", "", "", ""), ("seen", "", "door", "cellar")]
    browses(store, Scanned("cellar"), at_s=24 * 3600)
    assert [kind for kind, *_ in news(store)] == ["missing", "seen", "seen"]


@pytest.mark.parametrize("state", ["placed", "damaged", "removed", "retired"])
def test_a_scan_of_any_other_sign_is_none(store: Store, state: Kind) -> None:
    store.signs.add(entry(state))
    said(visitor(store), "8W5T")
    assert [kind for kind, *_ in news(store)] == [state]


def test_a_report_by_text_marks_the_sign_without_a_person(store: Store) -> None:
    someone = visitor(store)
    assert said(someone, "door", "Sam", "8W5T", "report").startswith("Thank you.")
    said(someone, "report")
    assert news(store) == [("damaged", A_PLAYER, "door", "cellar")]
    assert store.signs.current()["8W5T"].state == "damaged"
    store.signs.add(Entry("8W5T", NOON_S + 1, "checked"))
    someone = visitor(store, someone)
    someone.at += timedelta(minutes=1)
    said(someone, "report")
    assert [kind for kind, *_ in news(store)] == ["damaged", "checked", "damaged"]
    assert visits_of(store) == {"8W5T": [(HOUR, 1)]}


def test_a_report_of_nobody_knows_which_sign_marks_none(store: Store) -> None:
    said(visitor(store), "door", "Sam", "report")
    assert store.signs.newest() == 0


def test_staff_report_from_their_phones_and_nobody_from_the_drawn_one(store: Store) -> None:
    someone = visitor(store)
    someone.text("door", "Sam", "8W5T", "report", kind="try")
    store.signs.add(entry("missing"))
    someone.text("8W5T", kind="try")
    assert [kind for kind, *_ in news(store)] == ["missing"]
    store.staff.mark(OTHER, "desk", "2027-06-05")
    other = Visitor(store, following(store).catalog, OTHER)
    said(other, "door", "Sam", "8W5T", "report")
    assert news(store)[1:] == [
        ("seen", "staff", "door", "cellar"), ("damaged", "staff", "door", "cellar"),
    ]  # fmt: skip
