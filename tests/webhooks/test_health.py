"""What /healthz and /readyz say, and that nobody can keep the database busy by asking."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.play.catalog import Catalog
from engine.store import NotStored, Store
from tests.engine.asked import asked_of
from tests.engine.door import opened
from tests.kept import rows
from tests.until import until
from tests.webhooks.house import House, open_house
from webhooks import logs
from webhooks.health import (
    AWAY,
    NO_LEDGER,
    NO_STORY,
    READY,
    STOPPING,
    Readiness,
    Thing,
    disk_with,
    written_folders,
)
from webhooks.settings import Settings, from_environment
from webhooks.stopping import Stopping

WELL = {"ready": True}


def settings_in(folder: Path) -> Settings:
    return from_environment({"WAYSIDE_DATA": str(folder)})


def ready(house: House) -> tuple[int, dict[str, object], dict[str, dict[str, object]]]:
    answer = house.app.test_client().get("/readyz")
    assert answer.json
    wrong = {name: each for name, each in answer.json["things"].items() if each != WELL}
    return answer.status_code, answer.json, wrong


def test_a_server_that_can_serve_is_well_and_ready(house: House) -> None:
    answer = house.app.test_client().get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    things = dict.fromkeys(("database", "tables", "stories", "disk", "running"), WELL)
    assert ready(house)[:2] == (200, {"ready": True, "things": things})


@pytest.mark.parametrize(
    ("version", "why", "do"),
    [
        ("9999", "a newer", "Install that version of Wayside here as well, then start this server"),
        ("0001", "an older", "Make a backup, then type: wayside migrate"),
    ],
)
def test_a_database_of_another_version_is_not_ready(
    house: House, tmp_path: Path, version: str, why: str, do: str
) -> None:
    connection = sqlite3.connect(tmp_path / "var/wayside.db")
    connection.execute(f"UPDATE alembic_version SET version_num = '{version}'")
    connection.commit()
    connection.close()
    status, _, wrong = ready(house)
    assert (status, wrong.keys()) == (503, {"tables"})
    assert str(wrong["tables"]["why"]).endswith(f"it is of {why} Wayside.")
    assert str(wrong["tables"]["do"]).startswith(do)
    assert house.app.test_client().get("/healthz").status_code == 200


def test_without_a_story_it_is_not_ready(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    house = open_house(tmp_path, WAYSIDE_STORIES=str(tmp_path / "none"))
    said = {"ready": False, "why": NO_STORY.why, "do": NO_STORY.do}
    assert (ready(house)[0], ready(house)[2]) == (503, {"stories": said})
    logs.set_up()


@pytest.mark.parametrize("takes", [True, False])
def test_a_database_without_tables_is_told_apart_from_one_that_is_away(
    store: Store, database: str, tmp_path: Path, *, takes: bool
) -> None:
    assert store.standing() == "current"
    if takes:
        rows(tmp_path, "UPDATE alembic_version SET version_num = '0001'")
        assert store.standing() == "older"
        if database == "postgresql":
            rows(tmp_path, "DROP TABLE alembic_version")
            assert store.standing() == "older"
        return
    store.close()
    assert store.standing() == "away"


@pytest.fixture
def store(database: str, tmp_path: Path) -> Store:
    return opened(tmp_path)


@pytest.mark.usefixtures("sqlite_only")
def test_however_often_it_is_asked_the_database_is_asked_once(store: Store, tmp_path: Path) -> None:
    readiness = Readiness(store, Catalog, settings_in(tmp_path), Stopping())
    asked = asked_of(store)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: readiness.things()["database"], range(200)))
    assert found == [READY] * 200
    # Twice where the second passed meanwhile; that would take a slow machine.
    assert 1 <= len([each for each in asked if "alembic_version" in each]) <= 2
    store.close()


def test_a_database_that_does_not_answer_keeps_nobody_waiting(tmp_path: Path) -> None:
    over, looks = threading.Event(), list[int]()

    def standing() -> str:
        looks.append(1)
        over.wait(20)
        return "current"

    stalled = SimpleNamespace(standing=standing)
    readiness = Readiness(
        stalled,  # type: ignore[arg-type] - a store whose server takes a connection and is silent
        Catalog,
        settings_in(tmp_path),
        Stopping(),
    )
    first = readiness.things()
    assert first["database"] == AWAY
    begun = threading.Event()
    threading.Timer(1.5, begun.set).start()
    # Whoever asks after that does not wait once more.
    assert [readiness.things()["database"] for _ in range(50)] == [AWAY] * 50
    assert (begun.is_set(), looks) == (False, [1])
    over.set()


def test_a_disk_that_is_nearly_full_is_told_with_what_to_do(tmp_path: Path) -> None:
    folders = written_folders(settings_in(tmp_path / "to come" / "var"))
    assert set(folders) == {"the database", "the data folder"}
    assert disk_with(0, folders) == READY
    full = disk_with(10**18, folders)
    assert full.why.startswith("The disk with the database has ")
    assert full.do.startswith("Delete what is not needed there")
    assert str(tmp_path) not in full.why + full.do


def test_a_server_that_shares_a_database_needs_room_for_its_own_data(tmp_path: Path) -> None:
    shared = from_environment(
        {"WAYSIDE_DATA": str(tmp_path), "WAYSIDE_DATABASE_URL": "postgresql://db.example.org/kept"}
    )
    assert written_folders(shared) == {"the data folder": tmp_path}


def test_a_ledger_elsewhere_is_looked_at_and_must_be_there(tmp_path: Path) -> None:
    (apart := tmp_path / "apart").mkdir()
    where = {"WAYSIDE_DATA": str(tmp_path / "var"), "WAYSIDE_ERASURES": str(apart)}
    folders = written_folders(from_environment(where))
    assert folders["the ledger of erasures"] == apart
    assert disk_with(0, folders) == READY
    full = disk_with(10**18, {"the ledger of erasures": apart})
    assert full.why.startswith("The disk with the ledger of erasures has ")
    apart.rmdir()
    assert disk_with(0, folders) == NO_LEDGER


def test_a_server_whose_ledger_goes_away_is_not_ready(tmp_path: Path) -> None:
    (apart := tmp_path / "apart").mkdir()
    house = open_house(tmp_path, WAYSIDE_ERASURES=str(apart))
    assert ready(house)[0] == 200
    apart.rename(tmp_path / "away")
    assert until(lambda: ready(house)[0] == 503)
    said = {"ready": False, "why": NO_LEDGER.why, "do": NO_LEDGER.do}
    assert ready(house)[2] == {"disk": said}
    logs.set_up()


def test_who_is_stopping_says_so(tmp_path: Path) -> None:
    stopping = Stopping()
    well = SimpleNamespace(standing=lambda: "current")
    readiness = Readiness(well, Catalog, settings_in(tmp_path), stopping)  # type: ignore[arg-type]
    assert readiness.things()["running"] == READY
    stopping.finish(0)
    assert readiness.things()["running"] == STOPPING


def test_what_fails_while_it_is_looked_at_is_away_and_told_to_staff(tmp_path: Path) -> None:
    def standing() -> str:
        raise NotStored("It broke.")

    broken = SimpleNamespace(standing=standing)
    readiness = Readiness(broken, Catalog, settings_in(tmp_path), Stopping())  # type: ignore[arg-type]
    assert readiness.things()["tables"] == Thing(
        ready=False,
        why="Nobody can tell while the database does not answer.",
        do="Mend the database first.",
    )
