"""A walk that goes on elsewhere: by a link in a browser, by a code on a phone."""

import re
import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlencode

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from engine.carrying import code_in
from engine.erasing import Eraser
from engine.ledger import Ledger
from engine.store import carrying_statements
from engine.store.carrying_statements import TICKETS
from engine.store.parameters import of
from engine.store.passage import DIGITS, LETTERS, new_code
from tests.twilio_stub import HOOK_URL, OUR_NUMBER, signed, text
from tests.webhooks.web.test_haste import Town
from tests.webhooks.web.test_walk import API, WALK, hidden, said, take
from webhooks.opening import open_kept
from webhooks.settings import from_environment

KIM, SAM = "+14155550123", "+14155550199"
HOME = "93.184.215.14"
LAMP = """
story: The Lamp
languages: [en]
keywords: [LAMP]
start: quay
remember: {rubbed: 0}
scenes:
  quay:
    say: "Rubbed {rubbed} times."
    choices:
      - {pick: Rub it, do: add 1 to rubbed, say: "Now {rubbed} times."}
      - {pick: Wait, go: boat}
  boat:
    say: A boat comes.
    after: {1 hour: {say: It is here.}}
    choices: [{pick: Step in, go: out}]
  out: {say: Gone., ending: Out}
"""
SPIDER = """
story: The Spider
keywords: [SPIDER]
start: corner
scenes:
  corner: {say: Eight legs., answers: [{words: [web], say: Right.}], hints: [Silk.]}
"""
TRIVIA = Path(__file__).parents[3] / "stories/orchard-street-trivia"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    for name, story in (("lamp", LAMP),):
        folder = tmp_path / "stories" / name
        folder.mkdir(parents=True)
        (folder / "story.yaml").write_text(story, encoding="utf-8")
    return Town(tmp_path, {"WAYSIDE_FLOODS": "off", "WAYSIDE_PHONE": OUR_NUMBER})


def texted(town: Town, body: str, sender: str = KIM, **more: str) -> str:
    """Send a text as Twilio does, and give its answer."""
    return answered(town, text(body, sender, **more))


def answered(town: Town, fields: dict[str, str]) -> str:
    answer = town.app.test_client().post(
        "/hooks/twilio/sms", data=urlencode(fields), headers=signed(HOOK_URL, fields),
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    found = re.findall(r"<Message[^>]*>(.*?)</Message>", answer.text, re.DOTALL)
    words = unescape(re.sub("<[^>]*>", "", "\n".join(found)))
    return re.sub("\n+", "\n", words)


def link_in(answer: str) -> str:
    found = re.search(r"https://play\.example\.org(/carry/[a-z2-7]{26})\b", answer)
    assert found is not None, answer
    return found[1]


def open_link(client: FlaskClient, link: str) -> TestResponse:
    """Press the button of the page that a link leads to."""
    page = client.get(link)
    assert page.status_code == 200, page.text
    return client.post(link, data={"token": hidden(page.text, "token")})


def carried(town: Town, client: FlaskClient, sender: str = KIM) -> None:
    """Bring what somebody texts to a browser."""
    assert open_link(client, link_in(texted(town, "WEB", sender))).status_code == 303


def begin(client: FlaskClient, walk: str = WALK) -> str:
    client.post(walk, data={"do": "open"} | token_of(client, walk))
    return token_of(client, walk)["token"]


def token_of(client: FlaskClient, walk: str = WALK) -> dict[str, str]:
    return {"token": hidden(client.get(walk).text, "token")}


def say(client: FlaskClient, what: str, walk: str = WALK) -> list[str]:
    data = token_of(client, walk) | {"do": "say", "what": what}
    return said(client.post(walk, data=data, follow_redirects=True).text)


def page_with_code(client: FlaskClient, walk: str = WALK) -> str:
    answer = client.post(f"{walk}/text", data=token_of(client, walk))
    assert answer.status_code == 200
    return answer.text


def code_of(client: FlaskClient, walk: str = WALK) -> str:
    """Press "Go on by text", and give what is to be texted."""
    found = re.search(r'<b dir="ltr">(GO [2-9A-Z]{7})</b>', page_with_code(client, walk))
    assert found is not None
    return found[1]


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie("wayside-web")
    assert found is not None
    return found.value


def rows(town: Town, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(town.folder / "var" / "wayside.db")) as database:
        return database.execute(sql).fetchall()


# From text to the web


def test_a_play_by_text_goes_on_in_a_browser_and_by_text(town: Town) -> None:
    texted(town, "WELL")
    client = town.phone(HOME)
    carried(town, client)
    assert say(client, "Kim") == ["Hello, Kim."]
    assert texted(town, "1") == "Nobody opens.\n1 Knock\n2 Walk on"
    assert ">Walk on</button>" in client.get(WALK).text
    assert town.players() == 1


def test_who_only_looks_at_a_link_uses_nothing_up(town: Town) -> None:
    texted(town, "WELL")
    link = link_in(texted(town, "WEB"))
    for _ in range(3):
        page = town.phone(HOME).get(link, headers={"User-Agent": "WhatsApp/2.23"})
        assert (page.status_code, page.headers.get("Set-Cookie")) == (200, None)
        assert page.headers["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex">' in page.text
        assert "Go on here, in the browser" in page.text
        assert town.phone(HOME).head(link).status_code == 200
    assert open_link(town.phone(HOME), link).status_code == 303


def times_good(town: Town, link: str) -> int:
    """Count how often a link works of three times."""
    page = town.phone(HOME)
    answers = [town.phone(HOME).post(link) for _ in range(3)]
    assert page.get(link).status_code in (200, 410)
    return [each.status_code for each in answers].count(303)


def test_a_link_works_once(town: Town) -> None:
    texted(town, "WELL")
    link = link_in(texted(town, "WEB"))
    assert times_good(town, link) == 1
    over = town.phone(HOME).get(link)
    assert over.status_code == 410
    assert "This link was used already, or is too old. Text WEB for a new one." in over.text


def test_a_store_that_does_not_take_the_ticket_is_found_out(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_looks = select(TICKETS.c.player, TICKETS.c.story, TICKETS.c.address, TICKETS.c.kind).where(
        TICKETS.c.id == of("ticket"), TICKETS.c.to == of("to"), TICKETS.c.until_s > of("now_s")
    )
    monkeypatch.setattr(carrying_statements, "TAKE_TICKET", only_looks)
    texted(town, "WELL")
    assert times_good(town, link_in(texted(town, "WEB"))) == 3


def test_of_several_who_use_a_link_at_once_one_does(town: Town) -> None:
    texted(town, "WELL")
    for _ in range(5):
        link = link_in(texted(town, "WEB"))
        together, found = threading.Barrier(6), list[int]()

        def press(
            link: str = link, together: threading.Barrier = together, found: list[int] = found
        ) -> None:
            client = town.phone(HOME)
            together.wait()
            found.append(client.post(link).status_code)

        threads = [threading.Thread(target=press) for _ in range(6)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert sorted(found) == [303, *[410] * 5]


@pytest.mark.parametrize(("hours", "status"), [(23.9, 200), (24, 410)])
def test_a_link_lasts_a_day(town: Town, hours: float, status: int) -> None:
    texted(town, "WELL")
    link = link_in(texted(town, "WEB"))
    town.at += timedelta(hours=hours)
    assert town.phone(HOME).get(link).status_code == status


def test_a_new_link_ends_the_one_before(town: Town) -> None:
    texted(town, "WELL")
    first, second = (link_in(texted(town, "WEB")) for _ in range(2))
    assert first != second
    assert [town.phone(HOME).get(each).status_code for each in (first, second)] == [410, 200]


def test_the_same_text_gets_the_same_link_and_it_is_kept_nowhere(town: Town) -> None:
    texted(town, "WELL")
    fields = text("WEB", KIM)
    answers = {answered(town, fields) for _ in range(3)}
    assert len(answers) == 1
    token = link_in(answers.pop()).removeprefix("/carry/").encode()
    kept = [each.read_bytes() for each in (town.folder / "var").rglob("*") if each.is_file()]
    assert sum(b"You stand at a gate." in each for each in kept) > 0
    assert [each for each in kept if token in each] == []
    assert open_link(town.phone(HOME), link_in(answered(town, fields))).status_code == 303


def test_the_link_is_not_repeated_by_again_nor_shown_by_the_page(town: Town) -> None:
    first = texted(town, "WELL")
    link = link_in(texted(town, "WEB"))
    assert texted(town, "AGAIN") == first
    client = town.phone(HOME)
    open_link(client, link)
    assert said(client.get(WALK).text) == ["You stand at a gate.", "Your name?"]


def test_the_browser_is_somebody_new_each_time(town: Town) -> None:
    texted(town, "WELL")
    client = town.phone(HOME)
    found = []
    for _ in range(3):
        carried(town, client)
        found.append(cookie(client))
    assert len(set(found)) == 3
    for old in found[:2]:
        client.set_cookie("wayside-web", old)
        assert said(client.get(WALK).text) == []


def test_a_play_of_the_browser_in_that_story_goes_and_its_other_stories_stay(town: Town) -> None:
    client = town.phone(HOME)
    begin(client)
    say(client, "Webby")
    begin(client, "/w/lamp")
    say(client, "1", "/w/lamp")
    texted(town, "WELL")
    texted(town, "Kim")
    link = link_in(texted(town, "WEB"))
    assert "another walk of this story: that one is erased." in client.get(link).text
    open_link(client, link)
    assert said(client.get(WALK).text) == ["Hello, Kim."]
    assert said(client.get("/w/lamp").text) == ["Now 1 times."]
    assert texted(town, "LAMP") == "Rubbed 1 times.\n1 Rub it\n2 Wait"
    assert town.players() == 1
    assert len(rows(town, "SELECT 1 FROM erasures")) == 1


def test_where_the_browser_has_nothing_of_that_story_nothing_is_said_to_go(town: Town) -> None:
    client = town.phone(HOME)
    begin(client, "/w/lamp")
    texted(town, "WELL")
    assert "another walk" not in client.get(link_in(texted(town, "WEB"))).text


def test_a_walk_that_somebody_else_texts_leaves_the_browser_and_goes_on(town: Town) -> None:
    client = town.phone(HOME)
    texted(town, "WELL", SAM)
    texted(town, "Sam", SAM)
    carried(town, client, SAM)
    texted(town, "WELL")
    link = link_in(texted(town, "WEB"))
    assert "that one leaves it, and goes on by text." in client.get(link).text
    open_link(client, link)
    assert say(client, "Kim") == ["Hello, Kim."]
    assert texted(town, "MENU", SAM) == "1 Knock\n2 Walk on"
    assert town.players() == 2


def test_a_link_is_not_taken_for_a_browser_by_another_site(town: Town) -> None:
    texted(town, "WELL")
    link = link_in(texted(town, "WEB"))
    client = town.phone(HOME)
    elsewhere = {"Origin": "https://elsewhere.example"}
    assert client.post(link, headers=elsewhere).headers["Location"] == link
    begin(client)
    assert client.post(link).headers["Location"] == link
    assert open_link(client, link).headers["Location"] == f"{WALK}#now"


def test_ten_thousand_guesses_find_nothing_and_are_slowed_down(town: Town) -> None:
    texted(town, "WELL")
    link = link_in(texted(town, "WEB"))
    client = town.phone(HOME)
    found = []
    for n in range(10_000):
        wrong = f"/carry/{'abcdefghijklmnop'[n % 16]}{n:0>25}".translate(
            str.maketrans("0189", "xyzw")
        )
        found.append((client.post if n % 2 else client.get)(wrong).status_code)
    assert (set(found), found.count(410)) == ({410, 429}, 60)
    assert client.get(link).headers["Retry-After"] == "1"
    assert town.phone("93.184.215.15").get(link).status_code == 200
    town.wait(1)
    assert open_link(client, link).status_code == 303


def test_from_everywhere_together_guesses_are_slowed_down_too(town: Town) -> None:
    found = [
        town.phone(f"93.184.{n // 250}.{n % 250}").get("/carry/" + "a" * 26).status_code
        for n in range(1_010)
    ]
    assert found == [410] * 1_000 + [429] * 10


def test_where_a_story_has_the_word_itself_it_is_the_story_s(tmp_path: Path) -> None:
    folder = tmp_path / "stories" / "spider"
    folder.mkdir(parents=True)
    (folder / "story.yaml").write_text(SPIDER, encoding="utf-8")
    town = Town(tmp_path, {"WAYSIDE_FLOODS": "off"})
    texted(town, "SPIDER")
    assert texted(town, "web") == "Right."
    assert "/carry/" in texted(town, "open in browser")


# From the web to text


def test_a_walk_goes_on_by_text_and_in_the_browser(town: Town) -> None:
    client = town.phone(HOME)
    begin(client)
    say(client, "Kim")
    answer = texted(town, code_of(client))
    assert answer == "From here on your walk goes on by text.\nHello, Kim.\n1 Knock\n2 Walk on"
    assert texted(town, "1") == "Nobody opens.\n1 Knock\n2 Walk on"
    assert say(client, "2") == ["Follow the wall.", "The well"]
    assert texted(town, "HERE") == "It is deep."
    assert town.players() == 1


def test_the_page_shows_the_number_and_has_the_text_ready(town: Town) -> None:
    client = town.phone(HOME)
    begin(client)
    assert ">Go on by text</button>" in client.get(WALK).text
    page = page_with_code(client)
    ready = re.search(r'href="sms:\+12025550100\?&amp;body=([^"]*)"', page)
    shown = re.search(r'<b dir="ltr">(GO \w+)</b>', page)
    assert ready is not None
    assert shown is not None
    assert unquote(ready[1]) == shown[1]
    assert "Text this to +1 202-555-0100, within ten minutes:" in page
    assert "Msg &amp; data rates may apply. Reply STOP to end, HELP for help." in page


@pytest.mark.parametrize(
    "write", [str.lower, "  {} ".format, lambda code: code.replace("GO ", "go")]
)
def test_a_code_may_be_written_as_people_do(town: Town, write: object) -> None:
    client = town.phone(HOME)
    begin(client)
    assert callable(write)
    assert texted(town, write(code_of(client))).startswith("From here on")


def test_a_code_works_once_and_for_ten_minutes(town: Town) -> None:
    client = town.phone(HOME)
    begin(client)
    code = code_of(client)
    town.wait(600)
    unknown = "That code is not known, or too old. The page gives a new one."
    assert texted(town, code) == unknown
    code = code_of(client)
    town.wait(599)
    assert texted(town, code).startswith("From here on")
    assert texted(town, code, SAM) == unknown


def test_the_browser_is_somebody_new_once_the_code_was_texted(town: Town) -> None:
    client = town.phone(HOME)
    begin(client)
    old = cookie(client)
    code = code_of(client)
    new = cookie(client)
    # Had the answer been lost on the way, the browser would still be who it was.
    for each in (old, new):
        client.set_cookie("wayside-web", each)
        assert said(client.get(WALK).text) != []
    texted(town, code)
    client.set_cookie("wayside-web", old)
    assert said(client.get(WALK).text) == []
    client.set_cookie("wayside-web", new)
    assert say(client, "Kim") == ["Hello, Kim."]


def test_a_new_code_ends_the_one_before(town: Town) -> None:
    client = town.phone(HOME)
    begin(client)
    first, second = code_of(client), code_of(client)
    assert texted(town, first).startswith("That code")
    assert texted(town, second).startswith("From here on")
    assert len(rows(town, "SELECT 1 FROM addresses")) == 2


def test_what_the_phone_played_before_stays_but_for_that_story(town: Town) -> None:
    texted(town, "LAMP")
    texted(town, "1")
    texted(town, "WELL")
    texted(town, "Texter")
    client = town.phone(HOME)
    begin(client)
    say(client, "Kim")
    assert "Hello, Kim." in texted(town, code_of(client))
    assert texted(town, "LAMP") == "Rubbed 1 times.\n1 Rub it\n2 Wait"
    assert say(client, "1", "/w/lamp") == ["Now 2 times."]
    assert town.players() == 1


def test_who_texts_already_is_told_so_in_place_of_a_code(town: Town) -> None:
    client = town.phone(HOME)
    texted(town, "WELL")
    carried(town, client)
    page = client.get(WALK).text
    assert "It goes on by text as well: +1 202-555-0100" in page
    assert "Go on by text</button>" not in page
    answer = client.post(f"{WALK}/text", data=token_of(client))
    assert (answer.status_code, answer.headers["Location"]) == (303, WALK)
    assert rows(town, "SELECT 1 FROM tickets") == []


def test_without_a_number_or_a_play_there_is_no_code(tmp_path: Path, town: Town) -> None:
    (tmp_path / "silent").mkdir()
    silent = Town(tmp_path / "silent").phone(HOME)
    begin(silent)
    assert ">Go on by text<" not in silent.get(WALK).text
    assert silent.post(f"{WALK}/text", data=token_of(silent)).status_code == 404
    client = town.phone(HOME)
    assert client.post(f"{WALK}/text").status_code == 303
    begin(client)
    assert client.post(f"{WALK}/text", data={"token": "0" * 32}).status_code == 303
    assert client.post(f"{WALK}/text?try=1", data=token_of(client)).status_code == 404
    assert rows(town, "SELECT 1 FROM tickets") == []


def test_the_first_text_is_answered_with_who_texts_and_is_agreed_to(tmp_path: Path) -> None:
    notice = {"WAYSIDE_NOTICE": "on", "WAYSIDE_NAME": "Pennyweir Library"}
    town = Town(tmp_path, {"WAYSIDE_FLOODS": "off", "WAYSIDE_PHONE": OUR_NUMBER} | notice)
    client = town.phone(HOME)
    begin(client)
    told = "Pennyweir Library. Msg & data rates may apply. Reply STOP to end, HELP for help."
    assert told in texted(town, "GO 2222222", SAM)
    answer = texted(town, code_of(client))
    assert answer.startswith("From here on")
    assert told in answer
    assert told not in texted(town, "Kim")
    assert rows(town, "SELECT how, word FROM consents ORDER BY at_s") == [("text", "")] * 2


def test_who_has_stopped_is_not_brought_back_by_a_code(town: Town) -> None:
    texted(town, "WELL")
    texted(town, "STOP")
    client = town.phone(HOME)
    begin(client)
    code = code_of(client)
    assert texted(town, code) == ""
    texted(town, "START")
    assert texted(town, code).startswith("From here on")


def test_after_five_wrong_codes_a_phone_is_not_listened_to_for_an_hour(town: Town) -> None:
    client = town.phone(HOME)
    begin(client)
    texted(town, "LAMP")
    found = [texted(town, f"GO 222222{n}") for n in range(2, 8)]
    assert [each[:9] for each in found] == ["That code"] * 5 + ["Too many "]
    code = code_of(client)
    assert texted(town, code).startswith("Too many wrong codes came.")
    assert "From here on" in texted(town, code, SAM)
    assert texted(town, "1") == "Now 1 times.\n1 Rub it\n2 Wait"
    town.wait(3_599)
    assert texted(town, "GO 2222222").startswith("Too many")
    town.wait(1)
    assert texted(town, "GO 2222222").startswith("That code")


def test_after_a_hundred_wrong_codes_of_all_nobody_is_for_a_while(town: Town) -> None:
    client = town.phone(HOME)
    begin(client)
    for n in range(100):
        assert texted(town, "GO 2222222", f"+1415{n % 25:03}0123").startswith("That code")
    code = code_of(client)
    assert texted(town, code).startswith("Too many")
    town.wait(599)
    assert texted(town, code).startswith("Too many")
    town.wait(1)
    assert texted(town, code_of(client)).startswith("From here on")


def test_what_people_write_is_no_code() -> None:
    for each in ("go under", "GO STREET", "go upward", "go 2 steps", "go", "GO 12", "go 2weeks"):
        assert code_in(each) is None
    codes = [new_code() for _ in range(500)]
    assert [code_in(f"go {each[:3]} {each[3:]}".lower()) for each in codes] == codes
    assert {each[0] for each in codes} | {each[-1] for each in codes} <= set(DIGITS)
    assert set("".join(codes)) <= set(LETTERS)
    assert len(set(codes)) == 500


def test_codes_and_links_are_kept_as_fingerprints_alone(town: Town) -> None:
    client = town.phone(HOME)
    begin(client)
    code = code_of(client).removeprefix("GO ").encode()
    kept = [each.read_bytes() for each in (town.folder / "var").rglob("*") if each.is_file()]
    assert [each for each in kept if code in each] == []


# What goes on where


def test_what_comes_by_itself_comes_where_the_player_was_last(town: Town) -> None:
    client = town.phone(HOME)
    texted(town, "LAMP")
    texted(town, "2")
    assert rows(town, "SELECT kind FROM wakes") == [("sms",)]
    carried(town, client)
    assert rows(town, "SELECT kind FROM wakes") == [("sms",)]
    say(client, "MENU", "/w/lamp")
    assert rows(town, "SELECT kind FROM wakes") == [("web",)]
    texted(town, "MENU")
    assert rows(town, "SELECT kind FROM wakes") == [("sms",)]


def test_a_wake_of_the_browser_is_not_lost_when_it_gets_another_name(town: Town) -> None:
    client = town.phone(HOME)
    begin(client, "/w/lamp")
    say(client, "2", "/w/lamp")
    begin(client)
    say(client, "Kim")
    named = "SELECT count(*) FROM wakes JOIN addresses ON addresses.id = wakes.address"
    code = code_of(client)
    assert rows(town, named) == [(1,)]
    texted(town, code)
    assert rows(town, named) == [(1,)]
    assert rows(town, "SELECT kind, story FROM wakes") == [("web", "lamp")]


def test_a_story_goes_on_in_its_language(tmp_path: Path) -> None:
    shutil.copytree(TRIVIA, tmp_path / "stories" / TRIVIA.name)
    town = Town(tmp_path, {"WAYSIDE_FLOODS": "off", "WAYSIDE_PHONE": OUR_NUMBER})
    texted(town, "HUERTO")
    answer = texted(town, "navegador")
    assert answer.startswith("Sigue en el navegador: ")
    client = town.phone(HOME)
    page = client.get(link_in(answer), headers={"Accept-Language": "en"})
    assert "Seguir aquí, en el navegador" in page.text
    open_link(client, link_in(answer))
    assert client.get("/api/walks/orchard-street-trivia").get_json()["language"] == "es"


def test_a_walk_in_spanish_goes_on_in_spanish_by_text(tmp_path: Path) -> None:
    shutil.copytree(TRIVIA, tmp_path / "stories" / TRIVIA.name)
    town = Town(tmp_path, {"WAYSIDE_FLOODS": "off", "WAYSIDE_PHONE": OUR_NUMBER})
    client = town.phone(HOME)
    client.post("/w/orchard-street-trivia", data={"do": "open", "language": "es"})
    assert texted(town, code_of(client, "/w/orchard-street-trivia")).startswith(
        "A partir de aquí el paseo sigue"
    )
    assert texted(town, "reiniciar").startswith("Responde REINICIAR")


# Forgetting


def test_forget_me_by_text_erases_the_walk_in_the_browser_too(town: Town) -> None:
    client = town.phone(HOME)
    texted(town, "WELL")
    carried(town, client)
    texted(town, "WEB")
    texted(town, "FORGET ME")
    assert texted(town, "FORGET ME").startswith("Done.")
    assert said(client.get(WALK).text) == []
    for table in ("players", "plays", "addresses", "joined", "tickets", "numbers"):
        assert rows(town, f"SELECT 1 FROM {table}") == [], table


def test_who_clears_the_browser_is_told_that_it_goes_on_by_text_and_it_does(town: Town) -> None:
    client = town.phone(HOME)
    texted(town, "LAMP")
    texted(town, "1")
    texted(town, "2")
    carried(town, client)
    say(client, "MENU", "/w/lamp")
    page = client.get("/w/lamp").text
    assert "This forgets the walk in this browser alone: by text it goes on." in page
    answer = client.post("/w/lamp/clear", data=token_of(client, "/w/lamp"))
    assert "By text it goes on; FORGET ME, by text, erases all of it." in answer.text
    assert client.get_cookie("wayside-web") is None
    assert texted(town, "MENU") == "1 Step in"
    assert rows(town, "SELECT kind FROM wakes") == [("sms",)]
    assert len(rows(town, "SELECT 1 FROM addresses")) == 1


def test_who_clears_a_browser_that_does_not_text_is_erased(town: Town) -> None:
    client = town.phone(HOME)
    begin(client)
    code = code_of(client)
    assert "This forgets the walk on this phone, and what you did in it." in client.get(WALK).text
    client.post(f"{WALK}/clear", data=token_of(client))
    assert town.players() == 0
    assert texted(town, code).startswith("That code")


def test_after_stop_by_text_the_browser_goes_on(town: Town) -> None:
    client = town.phone(HOME)
    texted(town, "WELL")
    carried(town, client)
    texted(town, "STOP")
    assert say(client, "Kim") == ["Hello, Kim."]
    assert texted(town, "1") == ""
    texted(town, "START")
    assert texted(town, "1").startswith("Nobody opens.")


def test_what_is_told_of_a_shared_walk_is_the_same_as_json(town: Town) -> None:
    client = town.phone(HOME)
    texted(town, "WELL")
    carried(town, client)
    shown = client.get(API).get_json()
    assert take(client, shown["token"], do="say", what="Kim").get_json()["choices"] != []


def test_what_has_lost_its_time_is_dropped(town: Town) -> None:
    client = town.phone(HOME)
    begin(client)
    code_of(client)
    texted(town, "WELL")
    texted(town, "WEB")
    texted(town, "GO 2222222")
    store = open_kept(from_environment({"WAYSIDE_DATA": str(town.folder / "var")}))
    eraser = Eraser(store, Ledger(town.folder / "apart"), lambda: town.at, lambda *_, **__: None)
    kept = []
    for seconds in (0, 600, 2 * 3_600, 24 * 3_600):
        town.wait(seconds)
        eraser.drop_tickets()
        tickets, wrong = (rows(town, f"SELECT 1 FROM {of}") for of in ("tickets", "wrong_codes"))
        kept.append((len(tickets), len(wrong)))
    store.close()
    assert kept == [(2, 1), (1, 1), (1, 0), (0, 0)]


def test_who_was_absorbed_is_noted_as_erased_for_a_backup_that_is_put_back(town: Town) -> None:
    client = town.phone(HOME)
    begin(client)
    texted(town, "LAMP")
    walker = rows(town, "SELECT player FROM plays WHERE story = 'well'")
    texted(town, code_of(client))
    assert rows(town, "SELECT noted FROM erasures") == [(0,)]
    assert rows(town, "SELECT DISTINCT player FROM plays") != walker
    assert town.players() == 1
