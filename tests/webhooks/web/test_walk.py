import json
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
import time_machine
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.twilio_stub import environment
from webhooks.app import create_app
from webhooks.settings import from_environment
from webhooks.web.walk.words import FOLDER, tongues, words

STORY = """
story: The Well
languages: [en]
keywords: [WELL]
start: gate
remember: {friend: ""}
places:
  gate: {name: North gate, at: "51.5072, -0.1276", code: "4273", directions: "Left of the inn."}
  well: {name: The well, at: "51.5081, -0.1249", code: WET55}
scenes:
  gate:
    say: You stand at a gate.
    web: {say: "You stand at a gate, in a browser."}
    ask: {question: Your name?, save: friend}
    go: choose
  choose:
    say: "Hello, {friend}."
    choices:
      - {pick: Knock, say: Nobody opens.}
      - {pick: Walk on, go: to the well}
  to the well: {say: Follow the wall., walk: well, go: well}
  well: {place: well, say: It is deep., ending: You found the well}
"""
SCRIPTS = FOLDER.parents[1] / "static/walk"
TEMPLATES = FOLDER.parents[1] / "templates/web/walk"
NAME = "<script>alert(1)</script>"
WALK = "/w/well"
API = "/api/walks/well"


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    folder = tmp_path / "stories" / "well"
    folder.mkdir(parents=True)
    (folder / "story.yaml").write_text(STORY, encoding="utf-8")
    given = environment(WAYSIDE_STORIES=str(folder.parent), WAYSIDE_DATA=str(tmp_path / "var"))
    return create_app(from_environment(given)).test_client()


def hidden(page: str, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


def do(client: FlaskClient, what: str, to: str = "", **more: str) -> str:
    """Do something by a form of the page, and give the page that it leads to."""
    page = client.get(WALK).text
    sent = {name: hidden(page, name) for name in ("token", "message")}
    sent |= {"do": what, "what": to, **more}
    answer = client.post(WALK, data=sent, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


def take(client: FlaskClient, token: str | None, **sent: str) -> TestResponse:
    headers = {"X-Wayside-Token": token} if token else {}
    return client.post(API, json=sent, headers=headers)


def said(page: str) -> list[str]:
    shown = page.partition("<template")[0]
    return re.findall(r'<p class="text">(.*?)</p>', shown, re.DOTALL)


NUMBER = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("numbers", "players"),
    [((NUMBER, NUMBER), 1), ((NUMBER, NUMBER[::-1]), 2), (("1", "1"), 2), (("", ""), 2)],
)
def test_who_begins_again_as_the_answer_was_lost_is_one_player(
    client: FlaskClient, numbers: tuple[str, str], players: int
) -> None:
    given = set()
    for number in numbers:
        client.delete_cookie("wayside-web")
        assert take(client, None, do="open", message=number).status_code == 200
        cookie = client.get_cookie("wayside-web")
        assert cookie is not None
        given.add(cookie.value)
    assert len(given) == players


def test_who_looks_at_a_walk_is_given_no_cookie_and_begins_nothing(client: FlaskClient) -> None:
    page = client.get(WALK)
    assert ("The Well" in page.text, page.headers.get("Set-Cookie")) == (True, None)
    assert said(page.text) == []


def test_a_whole_walk_by_forms_alone(client: FlaskClient) -> None:
    assert said(do(client, "open")) == ["You stand at a gate, in a browser.", "Your name?"]
    assert said(do(client, "say", NAME)) == ["Hello, &lt;script&gt;alert(1)&lt;/script&gt;."]
    page = do(client, "press", "choose/knock")
    assert said(page) == ["Nobody opens."]
    assert ">Walk on</button>" in page
    page = do(client, "press", "choose/walk-on")
    assert said(page) == ["Follow the wall.", "The well"]
    assert ">I am here: The well</button>" in page
    page = do(client, "here", "well")
    assert said(page) == ["It is deep."]
    assert '<p class="ending" lang="en" dir="auto">You found the well</p>' in page
    assert client.get(API).get_json()["at"] == "well"
    assert said(do(client, "say", "RESTART"))[0] == "You stand at a gate, in a browser."


def test_a_reload_and_a_form_that_is_sent_twice_do_nothing_again(client: FlaskClient) -> None:
    do(client, "open")
    page = client.get(WALK).text
    sent = {name: hidden(page, name) for name in ("token", "message")}
    sent |= {"do": "say", "what": "Sam"}
    for _ in range(2):
        assert client.post(WALK, data=sent).status_code == 303
    assert said(client.get(WALK).text) == ["Hello, Sam."]


def test_a_form_of_another_site_moves_nobody(client: FlaskClient) -> None:
    elsewhere = {"Origin": "https://elsewhere.example"}
    assert client.post(WALK, data={"do": "open"}, headers=elsewhere).status_code == 400
    do(client, "open")
    for token in ("", "0" * 32):
        sent = {"do": "say", "what": "Sam", "token": token}
        assert client.post(WALK, data=sent).status_code == 400
        assert take(client, token, do="say", what="Sam").status_code == 400
    assert said(client.get(WALK).text) == ["You stand at a gate, in a browser.", "Your name?"]


def test_behind_a_proxy_that_names_us_otherwise_a_walk_begins(client: FlaskClient) -> None:
    known = {"Origin": "https://play.example.org"}
    assert client.post(WALK, data={"do": "open"}, headers=known).status_code == 303


def test_what_the_pages_say_is_all_used_and_in_every_language() -> None:
    rooms = [*FOLDER.parent.glob("*.py"), *TEMPLATES.glob("*.html"), *SCRIPTS.glob("*.js")]
    source = "".join(room.read_text(encoding="utf-8") for room in rooms)
    asked = set(re.findall(r"""words\[["']([^"'{]+)["']\]""", source))
    asked |= set(re.findall(r"[wW]ords\.([a-z]+)\b", source))
    asked |= set(re.findall(r"""words\[anywhere \? "(\w+)" : "(\w+)"\]""", source)[0])
    some = tuple(re.findall(r"""words\[[`"]([a-z]+ )(?:\$|" ~)""", source))
    for language in tongues():
        assert words(language).keys() == words("en").keys()
    used = {each for each in words("en") if f'"{each}"' in source or each.startswith(some)}
    assert words("en").keys() - used - asked == set()
    assert asked - words("en").keys() - {"get", "dataset"} == set()


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    client.post(WALK, data={"do": "open"})
    cookie = client.get_cookie("wayside-web")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, len(cookie.value)) == (True, "Lax", 32)


def test_a_script_is_given_what_the_page_shows(client: FlaskClient) -> None:
    begun = take(client, None, do="open").get_json()
    token = begun["token"]
    assert begun["said"] == [
        {"text": "You stand at a gate, in a browser."}, {"text": "Your name?"},
    ]  # fmt: skip
    assert (begun["ask"], begun["walk"], begun["choices"]) == ("text", None, [])
    named = take(client, token, do="say", what="Sam").get_json()
    assert named["choices"] == [
        {"id": "choose/knock", "label": "Knock"}, {"id": "choose/walk-on", "label": "Walk on"},
    ]  # fmt: skip
    on = take(client, token, do="press", what="choose/walk-on", words="Walk on").get_json()
    assert on["walk"] == {"to": ["well"], "here": ["well"], "proof": "any"}
    assert client.get(API).get_json()["said"] == on["said"]
    ended = take(client, token, do="arrive", what="well").get_json()
    assert (ended["said"], ended["ended"]) == ([{"text": "It is deep."}], "You found the well")


def test_no_place_of_a_phone_is_taken(client: FlaskClient) -> None:
    begun = take(client, None, do="open").get_json()
    answer = take(client, begun["token"], do="locate", what="51.5081,-0.1249")
    assert answer.status_code == 400
    assert "51.5081" not in json.dumps(answer.get_json())


@pytest.mark.parametrize(
    "sent", [b"", b"[]", b"{", b'"x"', b'{"do": "say", "what": 7}', b'{"do": ["say"]}']
)
def test_what_is_no_request_of_the_page_is_refused_in_words(
    client: FlaskClient, sent: bytes
) -> None:
    answer = client.post(API, data=sent, content_type="application/json")
    assert answer.status_code == 400
    assert answer.get_json()["error"]


def test_what_a_browser_asks_to_forget_is_erased(client: FlaskClient) -> None:
    do(client, "open")
    token = hidden(client.get(WALK).text, "token")
    assert client.post(f"{WALK}/clear", data={"token": "x"}).status_code == 400
    answer = client.post(f"{WALK}/clear", data={"token": token})
    assert "This phone knows nothing of the walk any more." in answer.text
    assert client.get_cookie("wayside-web") is None
    client.set_cookie("wayside-web", "0" * 32)
    assert said(client.get(WALK).text) == []


def test_a_story_that_is_closed_says_so_before_it_is_begun(
    client: FlaskClient, tmp_path: Path
) -> None:
    assert "This story is closed now" not in client.get(WALK).text
    file = tmp_path / "stories/well/story.yaml"
    hours = STORY.replace("languages: [en]", "languages: [en]\nhours: 08:00-20:00\ntimezone: UTC")
    file.write_text(hours, encoding="utf-8")
    given = environment(
        WAYSIDE_STORIES=str(tmp_path / "stories"), WAYSIDE_DATA=str(tmp_path / "at")
    )
    with time_machine.travel(datetime(2027, 6, 7, 22, 0, tzinfo=UTC)):
        page = create_app(from_environment(given)).test_client().get(WALK).text
    assert '<p class="closed">This story is closed now. It opens on Tuesday at 08:00.</p>' in page


def test_all_stops_are_listed_without_a_play(client: FlaskClient) -> None:
    page = client.get(f"{WALK}/list").text
    assert ("North gate" in page, "Left of the inn." in page, "The well" in page) == (True,) * 3


def test_each_page_says_which_way_it_is_read(client: FlaskClient) -> None:
    for language, told in (("es", 'lang="es" dir="ltr"'), ("ar", 'lang="ar" dir="rtl"')):
        for path in (WALK, f"{WALK}/list"):
            assert f"<html {told}>" in client.get(f"{path}?language={language}").text


def test_the_page_holds_what_its_script_shows(client: FlaskClient) -> None:
    do(client, "open")
    page = client.get(WALK).text
    held = re.search(r'data-shown="([^"]*)"', page)
    assert held is not None
    assert json.loads(unescape(held[1])) == client.get(API).get_json()
    do(client, "say", '"><img src=x onerror=alert(1)>')
    page = client.get(WALK).text
    assert ("<img src=x" in page, "&#34;&gt;&lt;img src=x" in page) == (False, True)


def test_the_way_leads_to_the_walks_own_map_and_another_one_is_named_and_opens_beside(
    client: FlaskClient,
) -> None:
    do(client, "open")
    do(client, "say", "Sam")
    page = do(client, "press", "choose/walk-on")
    shown, _, moulds = page.partition("<template")
    elsewhere = re.findall(r'<a [^>]*href="https?://[^>]*>[^<]*</a>', shown)
    another = 'target="_blank" rel="noreferrer">Open in another map</a>'
    assert elsewhere == [f'<a href="https://maps.google.com/?q=51.5081,-0.1249" {another}']
    assert '<a class="button quiet" href="#map">Map</a>' in shown
    assert '<section class="drawn" id="map"' in shown
    assert f"<a {another}" in moulds
    assert 'href="#map"' in moulds


def test_the_map_of_an_edition_is_kept_for_ever(client: FlaskClient) -> None:
    found = re.search(r'data-map="([^"]*)"', client.get(WALK).text)
    assert found is not None
    for address, age in ((unescape(found[1]), 31_536_000), (f"{WALK}/map.svg", 0)):
        answer = client.get(address)
        assert answer.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
        assert answer.cache_control.max_age == age
        assert 'data-place="well"' in answer.text
    assert client.get("/w/none/map.svg").status_code == 404


def test_an_unknown_walk_is_not_there(client: FlaskClient) -> None:
    for path in ("/w/none", "/w/none/list", "/api/walks/none"):
        assert client.get(path).status_code == 404


def test_staff_at_a_desk_play_apart(client: FlaskClient) -> None:
    client.post(f"{WALK}?try=1", data={"do": "open"})
    assert said(client.get(f"{WALK}?try=1").text) != []
    assert said(client.get(WALK).text) == []


def test_words_and_pictures_come_before_any_script(client: FlaskClient) -> None:
    client.post(WALK, data={"do": "open"})
    for page, script in (
        (client.get(WALK).text, "begin"),
        (client.get(f"{WALK}/list").text, "list"),
    ):
        head, _, rest = page.partition("</main>")
        assert "<script" not in head
        asked = re.findall(r'<script type="module" src="[^"]*/walk/(\w+)\.js" ([^>]+)>', rest)
        assert asked == [(script, 'fetchpriority="low"')]
