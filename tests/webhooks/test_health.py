import sqlite3
from pathlib import Path

from tests.webhooks.house import House, open_house
from webhooks import logs


def ready(house: House) -> tuple[int, object]:
    answer = house.app.test_client().get("/readyz")
    return answer.status_code, answer.json


def test_a_server_that_can_serve_is_well_and_ready(house: House) -> None:
    answer = house.app.test_client().get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert ready(house) == (200, {"ready": True, "reasons": []})


def test_a_database_of_another_version_is_not_ready(house: House, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "var/wayside.db")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    reason = "The database cannot be read, or has not the tables of this program."
    assert ready(house) == (503, {"ready": False, "reasons": [reason]})
    assert house.app.test_client().get("/healthz").status_code == 200


def test_without_a_story_it_is_not_ready(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    house = open_house(tmp_path, WAYSIDE_STORIES=str(tmp_path / "none"))
    reason = "There is no story that can be played."
    assert ready(house) == (503, {"ready": False, "reasons": [reason]})
    logs.set_up()
