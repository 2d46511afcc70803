"""Who is too fast on the pages of a walk is asked to wait; people never are."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.twilio_stub import environment
from tests.webhooks.web.test_walk import API, STORY, WALK, hidden, take
from webhooks.app import create_app
from webhooks.settings import Settings, from_environment
from webhooks.web.browsers import network_of

SCHOOL = "93.184.215.14"


@dataclass(slots=True)
class Town:
    """A server with a clock that stands still, and who comes to it from where."""

    folder: Path
    given: dict[str, str] = field(default_factory=dict)
    at: datetime = datetime(2027, 5, 3, 10, 0, tzinfo=UTC)
    app: Flask = field(init=False)

    def __post_init__(self) -> None:
        story = self.folder / "stories" / "well"
        story.mkdir(parents=True)
        (story / "story.yaml").write_text(STORY, encoding="utf-8")
        where = {"WAYSIDE_STORIES": str(story.parent), "WAYSIDE_DATA": str(self.folder / "var")}
        variables = environment(**where) | {"WAYSIDE_FLOODS": "on"} | self.given
        self.app = create_app(from_environment(variables), clock=lambda: self.at)

    def phone(self, address: str = SCHOOL) -> FlaskClient:
        client = self.app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        return client

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def players(self) -> int:
        with closing(sqlite3.connect(self.folder / "var" / "wayside.db")) as database:
            return int(database.execute("SELECT count(*) FROM players").fetchone()[0])


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def begin(client: FlaskClient) -> int:
    return client.post(WALK, data={"do": "open"}).status_code


def test_a_school_class_behind_one_address_begins_at_once_and_walks(town: Town) -> None:
    phones = [town.phone() for _ in range(60)]
    for phone in phones:
        assert phone.get(WALK).status_code == 200
        assert begin(phone) == 303
    for _ in range(10):
        town.wait(2)
        for phone in phones:
            token = hidden(phone.get(WALK).text, "token")
            assert take(phone, token, do="say", what="AGAIN").status_code == 200
    assert town.players() == 60


def test_an_address_that_begins_very_many_walks_makes_no_more_players(town: Town) -> None:
    begun = [begin(town.phone()) for _ in range(400)]
    assert begun == [303] * 300 + [429] * 100
    assert town.players() == 300
    assert begin(town.phone("93.184.215.15")) == 303
    town.wait(1)
    assert [begin(town.phone()) for _ in range(2)] == [303, 429]


def test_a_session_that_was_made_up_is_a_beginning_like_any_other(town: Town) -> None:
    phone = town.phone()
    for n in range(300):
        phone.delete_cookie("wayside-web")
        assert begin(phone) == 303, n
    phone.set_cookie("wayside-web", "ab" * 16)
    assert take(phone, "x", do="open").status_code == 429


def test_who_is_known_walks_on_while_its_address_begins_too_much(town: Town) -> None:
    known = town.phone()
    assert begin(known) == 303
    for _ in range(300):
        begin(town.phone())
    assert begin(town.phone()) == 429
    token = hidden(known.get(WALK).text, "token")
    assert take(known, token, do="say", what="Sam").status_code == 200


def test_a_browser_that_acts_as_no_person_can_is_asked_to_wait(town: Town) -> None:
    phone = town.phone()
    token = take(phone, None, do="open").get_json()["token"]
    answers = [take(phone, token, do="say", what="AGAIN") for _ in range(50)]
    assert [each.status_code for each in answers] == [200] * 40 + [429] * 10
    last = answers[-1]
    assert (last.get_json(), last.headers["Retry-After"]) == ({"error": "too fast"}, "1")
    town.wait(1)
    assert take(phone, token, do="say", what="AGAIN").status_code == 200


def test_the_page_says_so_kindly_and_has_the_same_ready_to_be_sent_again(town: Town) -> None:
    phone = town.phone()
    begin(phone)
    token = hidden(phone.get(WALK).text, "token")
    sent = {"do": "say", "what": "<b>Sam</b>", "token": token, "message": "0" * 32}
    for _ in range(40):
        assert phone.post(WALK, data=sent).status_code == 303
    answer = phone.post(WALK, data=sent)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    assert "That was a lot at once. Nothing is lost" in answer.text
    assert 'name="what" value="&lt;b&gt;Sam&lt;/b&gt;"' in answer.text
    assert hidden(answer.text, "message") == "0" * 32


def test_looking_is_bounded_as_well(town: Town) -> None:
    phone = town.phone()
    begin(phone)
    found = [phone.get(f"{API}/unasked").status_code for _ in range(130)]
    assert found == [200] * 120 + [429] * 10
    refused = phone.get(WALK)
    assert (refused.status_code, "<form" in refused.text) == (429, False)
    assert phone.get("/w/none").status_code == 404
    town.wait(0.5)
    assert phone.get(WALK).status_code == 200


def test_an_address_that_only_looks_is_bounded_too(town: Town) -> None:
    found = {town.phone().get("/w/none").status_code for _ in range(3_000)}
    assert found == {404}
    assert town.phone().get(API).status_code == 429
    assert town.phone("93.184.215.15").get(API).status_code == 200


def test_no_address_is_kept_or_logged(town: Town, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(301):
        begin(town.phone())
    files = [each for each in (town.folder / "var").rglob("*") if each.is_file()]
    assert all(SCHOOL.encode() not in each.read_bytes() for each in files)
    assert SCHOOL not in json.dumps(capfd.readouterr())


def test_where_it_is_switched_off_nobody_waits(tmp_path: Path) -> None:
    town = Town(tmp_path, {"WAYSIDE_FLOODS": "off"})
    assert {begin(town.phone()) for _ in range(310)} == {303}


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "network"),
    [
        (0, SCHOOL, None, f"{SCHOOL}/32"),
        (0, SCHOOL, "8.8.8.8", f"{SCHOOL}/32"),
        (0, "127.0.0.1", "8.8.8.8", None),
        (0, "10.1.2.3", None, None),
        (0, "100.64.0.9", None, None),
        (0, "::1", None, None),
        (0, "2600:1901:0:38d7::5", None, "2600:1901:0:38d7::/64"),
        (0, "2600:1901:0:38d7:ffff::5", None, "2600:1901:0:38d7::/64"),
        (0, "::ffff:8.8.4.4", None, "8.8.4.4/32"),
        (0, "unix:", None, None),
        (1, "127.0.0.1", "8.8.8.8", "8.8.8.8/32"),
        (1, "127.0.0.1", "1.1.1.1, 8.8.8.8", "8.8.8.8/32"),
        (2, "127.0.0.1", "6.6.6.6, 1.1.1.1, 8.8.8.8", "1.1.1.1/32"),
        (2, "127.0.0.1", "8.8.8.8", None),
        (1, "127.0.0.1", "8.8.8.8:5678", "8.8.8.8/32"),
        (1, "127.0.0.1", "[2600:1901:0:38d7::5]:443", "2600:1901:0:38d7::/64"),
        (1, "127.0.0.1", "2600:1901:0:38d7::5", "2600:1901:0:38d7::/64"),
        (1, "127.0.0.1", "unknown", None),
        (1, SCHOOL, "<script>", f"{SCHOOL}/32"),
        (1, SCHOOL, "", f"{SCHOOL}/32"),
    ],
)
def test_who_asks_is_told_by_a_proxy_only_where_one_is_known(
    proxies: int, remote: str, forwarded: str | None, network: str | None
) -> None:
    settings = Settings(Path(), Path(), Path(), Path(), proxies=proxies)
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    with Flask("x").test_request_context(headers=headers, environ_base={"REMOTE_ADDR": remote}):
        assert network_of(settings) == network


def test_behind_a_proxy_that_is_not_told_of_nobody_is_stopped_for_others(tmp_path: Path) -> None:
    town = Town(tmp_path)
    assert {begin(town.phone("127.0.0.1")) for _ in range(310)} == {303}
