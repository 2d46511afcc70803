"""What is counted, by which names, and who may read it."""

import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from engine.store import Store
from engine.store.backlog import Backlog
from engine.store.tables import OUTBOX, PLAYERS
from tests.engine.door import NOON, opened
from tests.twilio_stub import text
from tests.webhooks.house import House, open_house
from webhooks import logs
from webhooks.metrics import MOST_CODES, Metrics
from webhooks.metrics_folder import PREFIX, VARIABLE, counted_together
from webhooks.settings import HOOK

TOKEN = "a-word-that-nobody-guesses"
Figures = dict[tuple[str, ...], float]


def figures_of(page: str) -> Figures:
    """Give each figure by its name and the values of its labels in the order of their names."""
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


def read(house: House) -> Figures:
    answer = house.app.test_client().get("/metrics")
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    return figures_of(answer.text)


def of(figures: Figures, *names: str) -> Figures:
    return {key: each for key, each in figures.items() if key[0] in names}


def test_texts_are_counted_by_what_came_of_them_with_their_segments(house: House) -> None:
    first = text("BELL")
    for fields in (first, first, text("1"), text("x" * 200)):
        house.text(fields)
    found = read(house)
    assert of(found, "wayside_turns_total") == {
        ("wayside_turns_total", "answered", "sms"): 3,
        ("wayside_turns_total", "repeated", "sms"): 1,
    }
    assert of(found, "wayside_turn_seconds_count") == {("wayside_turn_seconds_count", "sms"): 4}
    assert of(found, "wayside_segments_total") == {
        ("wayside_segments_total", "in"): 4,
        ("wayside_segments_total", "out"): 3,
    }


def test_what_players_meet_and_what_waits_is_read_from_the_database(house: House) -> None:
    found = read(house)
    assert found["wayside_database_up",] == 1
    assert found["wayside_outbox_letters", "waiting"] == 0
    assert found["wayside_outbox_oldest_due_seconds",] == 0
    (edition,) = of(found, "wayside_edition_info")
    assert edition[2] == "bell"
    assert re.fullmatch("[0-9a-f]+", edition[1])


def test_what_is_answered_503_is_counted_by_its_route(house: House, tmp_path: Path) -> None:
    assert read(house)["wayside_refused_requests_total", HOOK] == 0
    house.text(text("BELL"))
    connection = sqlite3.connect(tmp_path / "var" / "wayside.db")
    connection.execute("DROP TABLE messages")
    connection.commit()
    connection.close()
    assert house.text(text("1")).status_code == 503
    found = read(house)
    assert found["wayside_refused_requests_total", HOOK] == 1
    assert found["wayside_turns_total", "not_stored", "sms"] == 1


def test_no_label_holds_a_player_a_text_or_a_path(house: House) -> None:
    house.text(text("canary in a mine", sender="+14155550188"))
    house.app.test_client().get("/canary/14155550188")
    page = house.app.test_client().get("/metrics").text
    assert "4155550188" not in page
    assert "canary" not in page


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.1.2.3", {}, 200),
        ("192.168.7.7", {}, 200),
        ("::ffff:172.16.0.9", {}, 200),
        ("fd00::7", {}, 200),
        ("8.8.8.8", {}, 404),
        ("2001:4860:4860::8888", {}, 404),
        ("", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "8.8.8.8"}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 404),
        ("127.0.0.1", {"Forwarded": "for=8.8.8.8"}, 404),
        ("127.0.0.1", {"Via": "1.1 edge"}, 404),
        ("8.8.8.8", {"Authorization": f"Bearer {TOKEN}"}, 200),
        ("127.0.0.1", {"X-Forwarded-For": "8.8.8.8", "Authorization": f"bearer {TOKEN}"}, 200),
        ("8.8.8.8", {"Authorization": f"Basic {TOKEN}"}, 404),
        ("8.8.8.8", {"Authorization": f"Bearer {TOKEN}s"}, 404),
        ("8.8.8.8", {"Authorization": "Bearer "}, 404),
        ("8.8.8.8", {"Authorization": "Bearer é"}, 404),
    ],
)
def test_who_is_near_or_has_the_word_may_read_and_nobody_else(
    guarded: House, address: str, headers: dict[str, str], status: int
) -> None:
    answer = guarded.app.test_client().get(
        "/metrics", headers=headers, environ_base={"REMOTE_ADDR": address}
    )
    assert answer.status_code == status
    assert ("wayside_turns" in answer.text) is (status == 200)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    yield open_house(tmp_path_factory.mktemp("guarded"), WAYSIDE_METRICS_TOKEN=TOKEN)
    logs.set_up()


@pytest.mark.parametrize("given", ["Bearer ", "Bearer", ""])
def test_without_a_word_no_word_opens_it(house: House, given: str) -> None:
    answer = house.app.test_client().get(
        "/metrics", headers={"Authorization": given}, environ_base={"REMOTE_ADDR": "8.8.8.8"}
    )
    assert answer.status_code == 404


@pytest.mark.usefixtures("sqlite_only", "database")
def test_codes_are_counted_one_by_one_up_to_a_number(tmp_path: Path) -> None:
    store = opened(tmp_path)
    metrics = Metrics(store, lambda: NOON)
    for code in (0, 7, 30_003, 30_003, 10**8):
        metrics.posted("undelivered", code)
    for code in range(40_000, 40_000 + MOST_CODES):
        metrics.posted("refused", code)
    metrics.posted("sent", segments=3)
    found = figures_of(metrics.page().decode())
    letters = of(found, "wayside_letters_total")
    assert letters["wayside_letters_total", "", "undelivered"] == 1
    assert letters["wayside_letters_total", "30003", "undelivered"] == 2
    assert letters["wayside_letters_total", "other", "undelivered"] == 2
    assert letters["wayside_letters_total", "other", "refused"] == 1
    assert len({key[1] for key in letters}) == MOST_CODES + 2
    assert found["wayside_segments_total", "out"] == 3
    store.close()


@pytest.mark.usefixtures("sqlite_only", "database")
def test_a_database_that_is_away_is_a_figure_of_its_own(tmp_path: Path) -> None:
    store = opened(tmp_path)
    metrics = Metrics(store, lambda: NOON)
    metrics.turned("sms", "answered", 0.001, 1, 1)
    store.close()
    found = figures_of(metrics.page().decode())
    assert found["wayside_database_up",] == 0
    assert found["wayside_turns_total", "answered", "sms"] == 1
    assert of(found, "wayside_outbox_letters", "wayside_edition_info") == {}


def test_the_backlog_tells_what_waits_and_for_how_long_the_oldest_is_due(
    database: str, tmp_path: Path
) -> None:
    store = opened(tmp_path)
    now_s = int(NOON.timestamp())
    assert store.backlog(now_s) == Backlog()
    lay(store, ("waiting", now_s - 90), ("waiting", None), ("sending", now_s + 60))
    lay(store, ("sent", now_s - 500))
    assert store.backlog(now_s) == Backlog(waiting=2, sending=1, oldest_due_s=90)
    assert store.backlog(now_s - 100).oldest_due_s == 0
    store.close()


def lay(store: Store, *letters: tuple[str, int | None]) -> None:
    """Put letters into the outbox of somebody new, in these states and due at these times."""
    player, today = os.urandom(16), NOON.date()
    with store._database.engine.begin() as connection:
        known = {"id": player, "created_on": today, "last_turn_on": today, "language": "en"}
        connection.execute(PLAYERS.insert(), known)
        for number, (state, at_s) in enumerate(letters):
            letter = {"player": player, "number": number, "id": os.urandom(16), "text": "Hm."}
            due = {"state": state, "at_s": at_s, "until_s": 10**10, "tries": 0}
            more = {"address": bytes(16), "segments": 1}
            connection.execute(OUTBOX.insert(), letter | due | more)


def test_a_folder_to_count_in_is_made_for_a_server_and_goes_with_it(tmp_path: Path) -> None:
    (tmp_path / f"{PREFIX}left").mkdir()
    (tmp_path / f"{PREFIX}left" / "counter_1.db").write_bytes(b"of a server that was killed")
    (tmp_path / "something else").mkdir()
    before = os.environ.get(VARIABLE)
    with counted_together(tmp_path) as first, counted_together(tmp_path) as second:
        assert {each.name for each in tmp_path.iterdir()} == {
            first.name, second.name, "something else"
        }  # fmt: skip
        assert (first.stat().st_mode & 0o777, os.environ[VARIABLE]) == (0o700, str(second))
    assert [each.name for each in tmp_path.iterdir()] == ["something else"]
    assert os.environ.get(VARIABLE) == before
