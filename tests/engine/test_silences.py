"""Signs that fall silent, from the visits and logs that a store keeps."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine.play.catalog import Catalog
from engine.play.world import Closing
from engine.publishing import consider, publish
from engine.signs.hours import clock_at
from engine.signs.register import Entry, Kind
from engine.signs.standing import Standing
from engine.silences import CANNOT_WATCH, FALLEN_SILENT, Silences
from engine.store import NotStored, Store
from tests import visits
from tests.engine.door import DOOR, NOON, opened
from tests.engine.published import following, publish_all, write

HOUR_S, DAY_S = 3600, 24 * 3600
NOON_S = int(NOON.timestamp())
# Both signs are by one clock, London's; the yard's is 4273, the cellar's 8W5T.
YARD, CELLAR = "4273", "8W5T"


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    store = opened(tmp_path)
    publish_all(store, write(tmp_path / "stories", name="door", text=DOOR))
    yield store
    store.close()


def come(store: Store, code: str, days_ago: range, a_day: int = 24) -> None:
    """Let somebody open the sign's page in so many hours of each of these days before noon."""
    noon = NOON_S // HOUR_S
    hours = (noon - day * 24 - hour - 1 for day in days_ago for hour in range(a_day))
    visits.come(store, code, hours)


def entry(kind: Kind, code: str = YARD, days_ago: float = 0, **more: object) -> Entry:
    return Entry(code, int(NOON_S - days_ago * DAY_S), kind, "AB", **more)  # type: ignore[arg-type]


def silences(store: Store, now: datetime = NOON) -> Silences:
    return Silences(store, lambda: following(store).catalog, lambda: now)


def kinds(store: Store, now: datetime = NOON) -> dict[str, str]:
    """Give how each sign stands that is watched."""
    found = silences(store, now).health()
    return {code: standing.kind for code, standing in found.items()}


def silent_since_yesterday(store: Store) -> None:
    """Let people come to both signs for four weeks, and to the yard not in the last 24 hours."""
    come(store, YARD, range(1, 28))
    come(store, CELLAR, range(28))


def test_a_sign_without_visits_for_longer_than_its_rhythm_explains_is_silent(store: Store) -> None:
    silent_since_yesterday(store)
    found = silences(store).health()
    yard = found[YARD]
    assert yard == Standing(YARD, "door", "silent", yard.last, yard.a_day, yard.expected, 1.0)
    assert yard.a_day == pytest.approx(24, abs=0.5)
    assert yard.expected == pytest.approx(24, abs=2.5)
    last = clock_at(yard.last or 0)
    assert last.replace(tzinfo=NOON.tzinfo) == NOON - timedelta(hours=25) + timedelta(hours=1)
    assert found[CELLAR].kind == "usual"


def test_a_silence_is_written_into_the_log_of_its_sign_once(store: Store) -> None:
    silent_since_yesterday(store)
    found = silences(store).look()
    assert [each.code for each in found] == [YARD]
    (told,) = store.signs.log(YARD)
    assert (told.kind, told.at_s, told.by, told.note) == ("silent", NOON_S, "", found[0].words)
    assert silences(store).look() == []
    assert silences(store, NOON + timedelta(hours=30)).look() == []
    assert len(store.signs.log(YARD)) == 1


def test_two_who_look_at_once_write_it_once(store: Store) -> None:
    silent_since_yesterday(store)
    together = threading.Barrier(2)
    found: list[Standing] = []

    def look() -> None:
        together.wait()
        found.extend(silences(store).look())

    threads = [threading.Thread(target=look) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [each.code for each in found] == [YARD]
    assert [each.kind for each in store.signs.log(YARD)] == ["silent"]


def test_an_alarm_holds_until_somebody_comes_or_staff_were_there(store: Store) -> None:
    silent_since_yesterday(store)
    silences(store).look()
    # All are silent now: without the alarm that would look like a holiday.
    later = NOON + timedelta(days=2)
    assert kinds(store, later) == {YARD: "silent", CELLAR: "usual"}
    store.signs.add(entry("checked", days_ago=-1))
    assert kinds(store, later) == {YARD: "usual", CELLAR: "usual"}


def test_who_came_a_moment_ago_ended_the_silence(store: Store) -> None:
    silent_since_yesterday(store)
    store.signs.visit(YARD, "text", NOON_S + 60)
    now = NOON + timedelta(minutes=5)
    assert silences(store, now).look() == []
    yard = silences(store, now).health()[YARD]
    assert (yard.kind, yard.expected) == ("usual", 0.0)
    assert clock_at(yard.last or 0).hour == NOON.hour + 1


def test_staff_who_look_at_their_signs_are_no_visit(store: Store) -> None:
    silent_since_yesterday(store)
    for via in ("staff", "patrol", "report"):
        store.signs.visit(YARD, via, NOON_S - HOUR_S)  # type: ignore[arg-type]
    assert kinds(store)[YARD] == "silent"


@pytest.mark.parametrize("kind", ["missing", "removed", "retired"])
def test_a_sign_that_staff_know_is_away_is_not_watched(store: Store, kind: Kind) -> None:
    silent_since_yesterday(store)
    store.signs.add(entry(kind))
    assert kinds(store) == {CELLAR: "usual"}
    assert silences(store).look() == []


def test_days_on_which_staff_closed_the_place_are_no_silence(store: Store) -> None:
    silent_since_yesterday(store)
    store.closings.close("door", "yard", Closing(), NOON_S - DAY_S)
    assert YARD not in kinds(store)
    store.closings.open("door", "yard", NOON_S - HOUR_S)
    assert kinds(store)[YARD] == "usual"
    # And the two before and after them are a silence as any other.
    assert kinds(store, NOON + timedelta(days=2))[YARD] == "silent"


def test_days_on_which_the_edition_said_that_the_place_is_closed_are_no_silence(
    store: Store, tmp_path: Path
) -> None:
    come(store, YARD, range(4, 28))
    come(store, CELLAR, range(28))
    assert kinds(store)[YARD] == "silent"
    closed = DOOR.replace('code: "4273"}', 'code: "4273", status: closed}')
    for text, days_ago in ((closed, 4), (DOOR, 0.1)):
        folder = write(tmp_path / "stories", name="door", text=text)
        publish(consider(folder, Catalog()), store, int(NOON_S - days_ago * DAY_S), "publish")
    assert kinds(store)[YARD] == "usual"
    assert kinds(store, NOON + timedelta(days=2))[YARD] == "silent"


def test_days_without_the_story_are_no_silence(store: Store) -> None:
    come(store, YARD, range(4, 28))
    come(store, CELLAR, range(28))
    edition = store.editions.current()["door"]
    store.editions.make_current("door", None, NOON_S - 4 * DAY_S, "withdraw")
    assert kinds(store) == {}
    store.editions.make_current("door", edition, NOON_S - HOUR_S, "rollback")
    assert kinds(store)[YARD] == "usual"


def test_signs_under_other_clocks_are_told_apart(store: Store, tmp_path: Path) -> None:
    far = DOOR
    for here, there in (
        ("The Door", "Far"), ("DOOR", "FAR"), ("4273", "CRAB2"), ("8W5T", "KEEP5"),
        ("51.", "21."), ("-0.12", "-157.8"),
    ):  # fmt: skip
        far = far.replace(here, there)
    publish_all(store, write(tmp_path / "stories", name="far", text=far))
    silent_since_yesterday(store)
    come(store, "CRAB2", range(28))
    come(store, "KEEP5", range(1, 28))
    assert kinds(store) == {YARD: "silent", CELLAR: "usual", "CRAB2": "usual", "KEEP5": "silent"}
    found = silences(store).health()
    # Eleven hours behind London in June.
    assert found[YARD].last - found["KEEP5"].last == 11  # type: ignore[operator]


class Told(list[str]):
    """Keeps what staff are told, and stops who looks after as many."""

    def __init__(self, store: Store, catalog: Catalog | Exception, most: int = 1) -> None:
        self.silences = Silences(store, lambda: self._give(catalog), lambda: NOON, self._tell)
        self._most = most

    def _give(self, catalog: Catalog | Exception) -> Catalog:
        if isinstance(catalog, Exception):
            raise catalog
        return catalog

    def _tell(self, what: str, **facts: object) -> None:
        self.append(f"{what} {facts}")
        if len(self) == self._most:
            self.silences.stop()


def test_staff_are_told_of_new_silences_and_when_they_cannot_be_looked_for(store: Store) -> None:
    silent_since_yesterday(store)
    told = Told(store, following(store).catalog)
    told.silences.run(every_s=0.001)
    assert told == [f"{FALLEN_SILENT} {{'count': 1}}"]
    broken = Told(store, NotStored("The disk is full."), most=2)
    broken.silences.run(every_s=0.001)
    assert broken == 2 * [f"{CANNOT_WATCH} {{'reason': 'The disk is full.'}}"]
