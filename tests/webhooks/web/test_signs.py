"""The page behind a sign: what each code leads to, what is counted of it, and who guesses."""

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
import time_machine
from click.testing import CliRunner
from flask.testing import FlaskClient

from engine.play.world import Closing
from engine.signs.register import Entry
from engine.store import Store
from tests.visits import visits_of
from tests.webhooks.web.screen import browser
from webhooks.command import main
from webhooks.opening import open_kept
from webhooks.settings import from_environment
from webhooks.web.signs import words as own
from webhooks.web.signs.found import written

STORY = """
story: The Well
languages: [en]
keywords: [WELL]
start: gate
signs: open
places:
  gate: {name: North gate, at: "51.5072, -0.1276", code: GATE7, directions: "Left of the inn."}
  well: {name: The <b>well</b>, code: WET55, access: "Two steps."}
  shed: {name: The shed, code: "4273"}
  mill: {name: The mill, code: MEAD5, status: closed, instead: "The mill is being mended."}
scenes:
  gate: {place: gate, say: You stand at a gate., choices: [{pick: Knock, say: Nobody opens.}]}
  well: {place: well, say: It is deep., ending: You found the well}
  mill: {place: mill, say: It turns., ending: You heard the mill}
"""
NOON_S = 1_700_000_000


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    (tmp_path / "stories" / "the-well").mkdir(parents=True)
    (tmp_path / "stories" / "the-well" / "story.yaml").write_text(STORY, encoding="utf-8")
    return browser(tmp_path, WAYSIDE_PHONE="+12025550143", WAYSIDE_NAME="Weir Library")


@pytest.fixture
def store(tmp_path: Path, client: FlaskClient) -> Store:
    assert client
    return open_kept(from_environment({"WAYSIDE_DATA": str(tmp_path / "var")}))


def after(tmp_path: Path, store: Store, *entries: Entry) -> FlaskClient:
    """Write into the register, and give a server that has read it."""
    store.signs.add(*entries)
    return browser(tmp_path, WAYSIDE_PHONE="+12025550143", WAYSIDE_NAME="Weir Library")


def visits(store: Store) -> dict[str, int]:
    return {code: sum(times for _, times in rows) for code, rows in visits_of(store).items()}


def test_a_code_shows_its_place_and_every_way_to_begin(client: FlaskClient, store: Store) -> None:
    answer = client.get("/s/GATE7")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    for told in ("North gate", "The Well", "Left of the inn.", "Weir Library", "Begin by text"):
        assert told in answer.text
    assert 'href="sms:+12025550143?&amp;body=WELL%20GATE7"' in answer.text
    assert "localhost/s/<wbr><b>GATE7</b>" in answer.text
    assert "set-cookie" not in {name.lower() for name, _ in answer.headers}
    assert visits(store) == {"GATE7": 1}


@pytest.mark.parametrize("code", ["gate7", "GATE 7", "gate-7", "Gate7."])
def test_a_code_may_be_written_as_people_write(
    client: FlaskClient, store: Store, code: str
) -> None:
    assert "North gate" in client.get(f"/s/{quote(code)}").text
    led = client.get("/s", query_string={"code": code})
    assert (led.status_code, led.headers["Location"]) == (303, "/s/GATE7")
    assert visits(store) == {"GATE7": 1}


def test_an_address_may_be_typed_in_capitals(client: FlaskClient, store: Store) -> None:
    led = client.get("/S/HANDS-4?language=es")
    assert (led.status_code, led.headers["Location"]) == (303, "/s/HANDS4?language=es")
    assert client.get("/S/").headers["Location"] == client.get("/S").headers["Location"] == "/s"
    assert "North gate" in client.get("/S/GATE7", follow_redirects=True).text
    assert visits(store) == {"GATE7": 1}


@pytest.mark.parametrize("header", [("Sec-Purpose", "prefetch;prerender"), ("Purpose", "prefetch")])
def test_who_sees_no_page_is_no_visit_and_no_news(
    tmp_path: Path, store: Store, header: tuple[str, str]
) -> None:
    client = after(tmp_path, store, Entry("GATE7", NOON_S, "missing", by="staff"))
    assert client.head("/s/GATE7").status_code == 200
    assert client.get("/s/GATE7", headers=[header]).status_code == 200
    assert visits(store) == {}
    assert [entry.kind for entry in store.signs.log("GATE7")] == ["missing"]


def test_names_are_text_and_never_markup(client: FlaskClient) -> None:
    page = client.get("/s/WET55").text
    assert "The &lt;b&gt;well&lt;/b&gt;" in page
    assert "<b>well" not in page


def test_the_button_begins_the_walk_at_this_sign_and_goes_on_there(client: FlaskClient) -> None:
    for code, told in (("GATE7", "You stand at a gate."), ("WET55", "It is deep.")):
        page = client.get(f"/s/{code}").text
        form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
        assert form["do"] == ("open" if code == "GATE7" else "scan")
        answer = client.post("/w/the-well", data=form, follow_redirects=True)
        assert (answer.status_code, told in answer.text) == (200, True)


def test_an_unknown_code_is_asked_for_once_more(client: FlaskClient, store: Store) -> None:
    answer = client.get("/s/NOPE9")
    assert answer.status_code == 404
    assert "No sign here has the code \u2068NOPE9\u2069" in answer.text
    assert 'name="code"' in answer.text
    assert client.post("/s/NOPE9/report").status_code == 404
    assert visits(store) == {}


def test_a_retired_sign_says_so_and_is_counted(tmp_path: Path, store: Store) -> None:
    client = after(tmp_path, store, Entry("GATE7", NOON_S, "retired"))
    answer = client.get("/s/GATE7")
    assert (answer.status_code, "not in use any more" in answer.text) == (410, True)
    assert "Begin here" not in answer.text
    assert visits(store) == {"GATE7": 1}


def test_a_sign_of_a_place_that_is_no_more_says_so(tmp_path: Path, store: Store) -> None:
    client = after(tmp_path, store, Entry("QUAY8", NOON_S, "placed", story="gone", place="quay"))
    answer = client.get("/s/QUAY8")
    assert (answer.status_code, "is not told any more" in answer.text) == (410, True)


def test_a_sign_that_points_elsewhere_opens_that_place(tmp_path: Path, store: Store) -> None:
    moved = Entry("GATE7", NOON_S, "moved", story="the-well", place="well")
    told = "This sign leads to another place now"
    page = after(tmp_path, store, moved).get("/s/GATE7").text
    assert "The &lt;b&gt;well&lt;/b&gt;" in page
    assert "<b>GATE7</b>" in page
    assert told in page
    printed = Entry("GATE7", NOON_S + 9, "printed", story="the-well", place="well")
    assert told not in after(tmp_path, store, printed).get("/s/GATE7").text
    assert told not in after(tmp_path, store).get("/s/WET55").text


def test_without_a_name_a_page_belongs_to_its_address(tmp_path: Path, client: FlaskClient) -> None:
    assert "This page belongs to Weir Library." in client.get("/s/GATE7").text
    assert "This page belongs to localhost." in browser(tmp_path).get("/s/GATE7").text


def test_where_a_number_takes_calls_it_is_offered(tmp_path: Path, client: FlaskClient) -> None:
    assert "tel:" not in client.get("/s/GATE7").text
    page = browser(tmp_path, WAYSIDE_CALL="+12025550187").get("/s/GATE7").text
    assert '<a class="button quiet big" href="tel:+12025550187">Listen by phone</a>' in page
    assert "Call \u2066+1 202-555-0187\u2069." in page


def test_who_typed_the_address_finds_where_to_type_the_code(client: FlaskClient) -> None:
    assert '<form class="type" action="/s">' in client.get("/").text
    lost = client.get("/GATE7", headers={"Accept": "text/html"})
    assert (lost.status_code, '<a href="/s">Type the code of a sign</a>' in lost.text) == (
        404,
        True,
    )
    assert "Type the code" not in client.post("/", headers={"Accept": "text/html"}).text


def test_to_scan_a_sign_that_staff_miss_is_news(tmp_path: Path, store: Store) -> None:
    client = after(tmp_path, store, Entry("GATE7", NOON_S, "missing", by="staff"))
    for _ in range(3):
        page = client.get("/s/GATE7").text
    assert "somebody has seen it" in page
    assert "Begin here" in page
    assert [entry.kind for entry in store.signs.log("GATE7")] == ["missing", "seen"]


def test_a_sign_that_is_away_says_when_it_comes_back(tmp_path: Path, store: Store) -> None:
    away = Entry("GATE7", NOON_S, "removed", until_s=4_102_488_000)
    page = after(tmp_path, store, away).get("/s/GATE7").text
    assert "It comes back on January 1, 2100." in page
    assert "Begin here" in page


def test_a_sign_comes_back_on_the_very_day_that_staff_typed(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYSIDE_DATA", str(tmp_path / "var"))
    typed = ["sign", "report", "GATE7", "removed", "--until", "2099-03-01"]
    assert CliRunner().invoke(main, typed).exit_code == 0
    assert "It comes back on March 1, 2099." in after(tmp_path, store).get("/s/GATE7").text
    assert "removed until 2099-03-01 " in CliRunner().invoke(main, ["sign", "list"]).stdout


def test_what_staff_closed_says_so_in_their_words(
    tmp_path: Path, client: FlaskClient, store: Store
) -> None:
    store.closings.close("the-well", "gate", Closing(words="A tree has fallen."), NOON_S)
    page = browser(tmp_path).get("/s/GATE7").text
    assert "A tree has fallen." in page
    assert "Begin here" not in page
    assert "The mill is being mended." in client.get("/s/MEAD5").text


def test_a_report_is_written_once_a_day_and_without_a_person(
    client: FlaskClient, store: Store
) -> None:
    for _ in range(2):
        assert "Thank you" in client.post("/s/GATE7/report").text
    entries = store.signs.log("GATE7")
    assert [(each.kind, each.by) for each in entries] == [("damaged", "a player")]
    assert visits(store) == {}


@pytest.mark.parametrize("origin", ["https://elsewhere.test", "null", ""])
def test_another_site_reports_nothing(client: FlaskClient, store: Store, origin: str) -> None:
    answer = client.post("/s/GATE7/report", headers={"Origin": origin})
    assert answer.status_code == 303
    assert store.signs.log("GATE7") == ()


@pytest.mark.parametrize(
    "code",
    [
        "../../etc/passwd", "..%2F..%2Fetc", "' OR '1'='1", "GATE7'; DROP TABLE players;--",
        "%00", "\u202eETAG", "<script>alert(1)</script>", "G" * 5_000, "{{7*7}}", "%s%n", "🙂",
    ],
)  # fmt: skip
def test_hostile_codes_find_nothing_and_change_nothing(
    client: FlaskClient, store: Store, code: str
) -> None:
    for answer in (
        client.get(f"/s/{quote(code, safe='')}"), client.get("/s", query_string={"code": code}),
    ):  # fmt: skip
        assert answer.status_code in (200, 303, 404)
        assert "<script>alert" not in answer.text
        # The addresses of scripts and styles have figures of their own.
        assert "49" not in re.sub(r"/assets/\w+", "", answer.text)
    assert visits(store) == {}
    assert client.get("/s/GATE7").status_code == 200


@time_machine.travel(NOON_S, tick=False)
def test_who_tries_ten_thousand_codes_finds_none_and_is_asked_to_wait(
    client: FlaskClient, store: Store
) -> None:
    answers = [client.get(f"/s/A{number:05}").status_code for number in range(10_000)]
    assert answers.count(404) == 1_000
    assert set(answers) == {404, 429}
    # A code of digits is one of a few thousand: it could be found by counting.
    late = client.get("/s/4273")
    assert late.status_code == 429
    assert int(late.headers["Retry-After"]) >= 1
    assert client.post("/s/4273/report").status_code == 429
    assert store.signs.log("4273") == ()
    assert visits(store) == {}


@time_machine.travel(NOON_S, tick=False)
def test_whoever_guesses_shuts_no_sign_for_others(client: FlaskClient) -> None:
    guessing, standing_there = ({"REMOTE_ADDR": f"93.184.215.{host}"} for host in (14, 15))
    for number in range(60):
        client.get(f"/s/A{number:05}", environ_base=guessing)
    assert client.get("/s/GATE7", environ_base=guessing).status_code == 429
    for number in range(1_000):
        client.get(f"/s/A{number:05}")
    assert client.get("/s/NOPE9", environ_base=standing_there).status_code == 429
    assert client.get("/s/GATE7", environ_base=standing_there).status_code == 200
    assert client.post("/s/GATE7/report", environ_base=standing_there).status_code == 200


@time_machine.travel(NOON_S, tick=False)
def test_who_tries_codes_by_reports_is_asked_to_wait_as_well(client: FlaskClient) -> None:
    answers = [client.post(f"/s/A{number:05}/report").status_code for number in range(2_000)]
    assert answers.count(404) < 1_500
    assert client.get("/s/4273").status_code == 429


@time_machine.travel(NOON_S, tick=False)
def test_a_machine_that_comes_by_all_the_time_is_shown_the_sign_and_not_counted(
    client: FlaskClient, store: Store
) -> None:
    for _ in range(500):
        answer = client.get("/s/GATE7", environ_base={"REMOTE_ADDR": "93.184.215.14"})
        assert answer.status_code == 200
    counted = visits(store)["GATE7"]
    assert counted == 60
    client.get("/s/GATE7", environ_base={"REMOTE_ADDR": "93.184.215.15"})
    assert visits(store)["GATE7"] == counted + 1


def test_no_code_is_longer_than_one_can_be() -> None:
    assert written("gate-7") == "GATE7"
    assert written("G" * 5_000) == "G" * 24
    assert written("🙂") == ""


@pytest.mark.parametrize("tongue", own.tongues())
def test_every_language_says_the_same_with_the_same_gaps(tongue: str) -> None:
    def gaps(said: str) -> list[str]:
        return sorted(re.findall(r"\{\w+\}", said))

    english, told = own.words("en"), own.words(tongue)
    assert told.keys() == english.keys()
    assert {name: gaps(said) for name, said in told.items()} == {
        name: gaps(said) for name, said in english.items()
    }
    assert json.dumps(sorted(told)) == json.dumps(list(told))
