"""What staff close for a while: at once, for everybody, and nobody loses their place."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from engine.closing import Target, listed, targets, told, until
from engine.editions import catalog_now
from engine.play.effects import Say
from engine.play.message import message
from engine.play.world import Closing
from engine.store import Store
from engine.store.closings import WAKES_AFTER_S
from engine.turns import Answer
from engine.waking import Waker
from tests.engine.door import NOON, Visitor, opened
from tests.engine.published import following, publish_all, visitor, write
from tests.kept import rows

PIER = """
story: The Pier
start: pier
keywords: [PIER]
timezone: America/Chicago
places:
  pier: {name: Old pier, at: "51.5, -0.12", code: "4273"}
  light: {name: Lighthouse, code: "8W5T"}
scenes:
  pier:
    place: pier
    say: A pier.
    choices: [{pick: Look, say: Gulls.}, {pick: Walk on, go: way}]
    after: {20 min: {say: "Still there?"}}
  way: {walk: light, go: light}
  light: {place: light, say: A lamp., ending: Lit}
"""
HALL = """
story: The Hall
start: hall
keywords: [HALL]
places: {light: {name: Lighthouse, code: "9W5T"}}
scenes: {hall: {say: A hall., choices: [{pick: Look, say: A lamp.}], after: {1 hour: {say: Dust.}}}}
"""
NOON_S = int(NOON.timestamp())
CLOSED = "This story is closed now. Please come back later."


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    store = opened(tmp_path)
    stories = tmp_path / "stories"
    publish_all(
        store, write(stories, name="pier", text=PIER), write(stories, name="hall", text=HALL)
    )
    yield store
    store.close()


def said(someone: Visitor, text: str) -> str:
    return message(someone.text(text).effects)


def meet(store: Store, before: Visitor | None = None, at_s: int = 0) -> Visitor:
    """Give somebody whose server has just looked what is closed, so long after noon."""
    someone = visitor(store, before)
    someone.at = NOON + timedelta(seconds=at_s)
    return someone


def wakes(folder: Path) -> list[tuple[object, ...]]:
    return rows(folder, f"SELECT story, at_s - {NOON_S} FROM wakes ORDER BY at_s")


def test_a_server_that_follows_the_store_knows_what_is_closed_without_an_edition(
    store: Store,
) -> None:
    published = following(store)
    catalog, newest = published.catalog, store.editions.newest()
    store.closings.close("pier", "", Closing(NOON_S, "Storm.", "Europe/London"), 1)
    store.closings.close("hall", "light", Closing(), 2)
    published.refresh()
    assert published.catalog.closed == {
        ("pier", ""): Closing(NOON_S, "Storm.", "Europe/London"), ("hall", "light"): Closing(),
    }  # fmt: skip
    assert published.catalog.stories is catalog.stories
    assert store.editions.newest() == newest
    store.closings.open("pier", "", 3)
    published.refresh()
    assert set(published.catalog.closed) == {("hall", "light")}


def test_what_is_closed_stays_so_when_an_edition_is_published(store: Store, tmp_path: Path) -> None:
    published = following(store)
    store.closings.close("pier", "", Closing(), 1)
    published.refresh()
    publish_all(store, write(tmp_path / "stories", name="pier", text=PIER.replace("Gulls", "Fog")))
    published.refresh()
    assert published.catalog.closed == {("pier", ""): Closing()}


def test_closing_once_more_gives_the_new_time_and_words(store: Store) -> None:
    store.closings.close("pier", "", Closing(5, "A"), 1)
    store.closings.close("pier", "", Closing(None, "B"), 2)
    assert store.closings.current() == {("pier", ""): Closing(None, "B")}


def test_who_is_in_the_middle_goes_on_where_they_were_once_it_is_open(store: Store) -> None:
    someone = meet(store)
    assert said(someone, "pier") == "A pier.\n\n1 Look\n2 Walk on"
    store.closings.close("pier", "", Closing(), 1)
    someone = meet(store, someone)
    assert [said(someone, text) for text in ("1", "hello", "restart", "4273")] == [CLOSED] * 4
    assert said(someone, "hall").startswith("A hall.")
    assert said(someone, "pier") == CLOSED
    store.closings.open("pier", "", 2)
    assert said(meet(store, someone), "1") == "Gulls.\n\n1 Look\n2 Walk on"


def test_again_says_what_the_story_said_last_and_not_that_it_was_closed(store: Store) -> None:
    someone = meet(store)
    said(someone, "pier")
    store.closings.close("pier", "", Closing(), 1)
    someone = meet(store, someone)
    said(someone, "1")
    store.closings.open("pier", "", 2)
    assert said(meet(store, someone), "again") == "A pier.\n\n1 Look\n2 Walk on"


def test_a_closed_story_does_not_begin_and_begins_once_it_is_open(store: Store) -> None:
    store.closings.close("pier", "", Closing(), 1)
    someone = meet(store)
    assert said(someone, "pier") == CLOSED
    store.closings.open("pier", "", 2)
    assert said(meet(store, someone), "hello") == "A pier.\n\n1 Look\n2 Walk on"


def test_nobody_is_counted_as_having_begun_a_closed_story(store: Store, tmp_path: Path) -> None:
    store.closings.close("pier", "", Closing(), 1)
    said(meet(store), "pier")
    assert rows(tmp_path, "SELECT kind FROM happenings") == []


def test_the_timed_text_of_a_closed_story_waits_until_the_time_that_staff_gave(
    store: Store, tmp_path: Path
) -> None:
    someone = meet(store)
    someone.text("pier", kind="try")
    store.closings.close("pier", "", Closing(NOON_S + 3 * 3600), 1)
    at_20 = meet(store, someone, 20 * 60)
    assert Waker(at_20.turns, at_20.tell).wake_all() == 1
    assert wakes(tmp_path) == [("pier", 3 * 3600)]
    at_3 = meet(store, someone, 3 * 3600)
    Waker(at_3.turns, at_3.tell).wake_all()
    assert unasked(tmp_path) == 1
    assert at_20.told == at_3.told == []


def test_the_timed_text_of_a_story_that_is_open_does_not_wait(store: Store, tmp_path: Path) -> None:
    someone = meet(store)
    someone.text("pier", kind="try")
    at_20 = meet(store, someone, 20 * 60)
    Waker(at_20.turns, at_20.tell).wake_all()
    assert unasked(tmp_path) == 1


def unasked(folder: Path) -> object:
    return rows(folder, "SELECT count(*) FROM unasked")[0][0]


def test_timed_texts_come_soon_after_a_story_is_opened_by_hand(
    store: Store, tmp_path: Path
) -> None:
    someone = meet(store)
    someone.text("pier", kind="try")
    store.closings.close("pier", "", Closing(), NOON_S)
    at_20 = meet(store, someone, 20 * 60)
    Waker(at_20.turns, at_20.tell).wake_all()
    assert wakes(tmp_path) == [("pier", 20 * 60 + 3600)]
    store.closings.open("pier", "", NOON_S + 25 * 60)
    assert wakes(tmp_path) == [("pier", 25 * 60 + WAKES_AFTER_S)]
    later = meet(store, someone, 25 * 60 + WAKES_AFTER_S)
    Waker(later.turns, later.tell).wake_all()
    assert unasked(tmp_path) == 1


def test_opening_wakes_nobody_before_their_time_and_no_other_story(
    store: Store, tmp_path: Path
) -> None:
    someone, other = meet(store), meet(store)
    other.number = "+15005550007"
    someone.text("pier", kind="try")
    other.text("hall", kind="try")
    store.closings.close("pier", "", Closing(), NOON_S)
    store.closings.open("pier", "", NOON_S + 60)
    assert wakes(tmp_path) == [("pier", 60 + WAKES_AFTER_S), ("hall", 3600)]
    later = meet(store, someone, 60 + WAKES_AFTER_S)
    Waker(later.turns, later.tell).wake_all()
    assert (unasked(tmp_path), wakes(tmp_path)) == (0, [("pier", 20 * 60), ("hall", 3600)])


def test_who_stopped_is_told_nothing_of_it(store: Store) -> None:
    store.closings.close("pier", "", Closing(), 1)
    someone = meet(store)
    someone.text("pier", "STOP")
    assert someone.text("pier") == Answer()


# What staff type, and what they are told


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pier", [("pier", "")]),
        ("stories/pier/", [("pier", "")]),
        ("The Pier", [("pier", "")]),
        ("pier/light", [("pier", "light")]),
        ("stories/pier/light", [("pier", "light")]),
        ("pier/pier", [("pier", "pier")]),
        ("old pier", [("pier", "pier")]),
        ("4273", [("pier", "pier")]),
        ("8w5t", [("pier", "light")]),
        ("light", [("pier", "light"), ("hall", "light")]),
        ("hall/pier", [("pier", "")]),
        ("harbour", []),
        ("", []),
        ("/", []),
        ("\0", []),
    ],
)
def test_what_is_meant_is_found_by_its_names(
    store: Store, typed: str, meant: list[tuple[str, str]]
) -> None:
    found = [target.key for target in targets(catalog_now(store), typed)]
    assert sorted(found) == sorted(meant)


def target(store: Store, typed: str) -> Target:
    (found,) = targets(catalog_now(store), typed)
    return found


def test_a_place_has_the_clock_of_where_it_is_and_a_story_its_own(store: Store) -> None:
    zones = [target(store, typed).zone for typed in ("pier", "pier/pier", "pier/light", "hall")]
    assert zones == ["America/Chicago", "Europe/London", "America/Chicago", "UTC"]


def test_staff_see_what_players_read(store: Store) -> None:
    closing = Closing(NOON_S + 3600, "The path is flooded.", "Europe/London")
    assert told(target(store, "4273"), closing, NOON) == (
        "The path is flooded.\n\nOld pier is closed now. It opens at 14:00."
    )
    someone = meet(store)
    store.closings.close("pier", "pier", closing, 1)
    someone = meet(store)
    assert someone.text("4273") == Answer(
        (Say("The path is flooded."), Say("Old pier is closed now. It opens at 14:00."))
    )


def test_the_list_holds_what_is_closed_now_and_until_when(store: Store) -> None:
    closed = {
        ("hall", ""): Closing(NOON_S - 1),
        ("pier", ""): Closing(NOON_S + 60, "", "America/Chicago"),
        ("pier", "light"): Closing(None, "Flooded."),
    }
    assert list(listed(closed, NOON)) == [
        "pier  until Saturday 5 June 2027, 07:01 (America/Chicago)",
        'pier/light  until it is opened  "Flooded."',
    ]
    assert until(Closing()) == "until it is opened"
