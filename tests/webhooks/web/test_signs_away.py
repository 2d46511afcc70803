"""A walk in the browser that asks for a sign, while staff's register says that it is away."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from engine.signs.register import Entry, Kind
from tests.webhooks.web.screen import browser, stories
from tests.webhooks.web.test_openapi import check
from tests.webhooks.web.test_walk import API, WALK, do, hidden, said, take
from webhooks.opening import open_kept
from webhooks.settings import from_environment

STORY = """
story: The Ford
languages: [en]
keywords: [FORD]
start: inn
places:
  stones: {name: Old stones, at: "51.5081, -0.1249", code: FERN5}
  ford: {name: The ford, at: "51.5100, -0.1249", code: WADE2}
scenes:
  inn:
    say: An inn.
    choices: [{pick: One, go: one}, {pick: Either, go: either}]
  one: {say: Go., walk: {to: stones, proof: sign}, go: there}
  either: {say: Up to you., walk: {to: [stones, ford], proof: sign}, go: there}
  there: {say: You are there., ending: Done}
"""
AWAY = "The sign is away just now: Old stones. Just tap the button below when you are there."
SCAN = "Scan the sign there first, or type its code: Old stones."
HOW = "Scan the sign with the camera of your phone, or type its code."


class Town:
    """A server that is told what became of signs, and one browser before it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        stories(folder / "stories", well=STORY)
        self.client = browser(folder)

    def report(self, kind: Kind, code: str = "FERN5") -> FlaskClient:
        """Write into the register, and give the browser before a server that has read it."""
        store = open_kept(from_environment({"WAYSIDE_DATA": str(self._folder / "var")}))
        store.signs.add(Entry(code, 1, kind))
        store.close()
        cookie, self.client = self.client.get_cookie("wayside-web"), browser(self._folder)
        if cookie is not None:
            self.client.set_cookie("wayside-web", cookie.value)
        return self.client


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def buttons(page: str) -> list[str]:
    return re.findall(r">(I am here: [^<]*)</button>", page)


def how(page: str) -> str:
    found = re.search(r'<p id="how">(.*?)</p>', page)
    assert found is not None
    return found[1]


def walk(client: FlaskClient) -> Any:
    return check(client.get(API)).get_json()["walk"]


def act(client: FlaskClient, **sent: str) -> dict[str, Any]:
    shown: dict[str, Any] = check(
        take(client, hidden(client.get(WALK).text, "token"), **sent)
    ).get_json()
    return shown


def test_a_sign_that_hangs_is_asked_for(town: Town) -> None:
    do(town.client, "open")
    page = do(town.client, "press", "inn/one")
    assert (said(page), buttons(page), how(page)) == (["Go.", "Old stones"], [], HOW)
    assert walk(town.client) == {"to": ["stones"], "here": [], "proof": "sign"}
    assert said(do(town.client, "here", "stones")) == [SCAN]
    arrived = act(town.client, do="arrive", what="stones")
    assert (arrived["said"], arrived["ended"]) == ([], None)


@pytest.mark.parametrize("kind", ["missing", "removed", "retired"])
def test_who_goes_to_a_sign_that_is_away_is_told_so_and_has_the_button(
    town: Town, kind: Kind
) -> None:
    client = town.report(kind)
    do(client, "open")
    page = do(client, "press", "inn/one")
    assert said(page) == ["Go.", "Old stones", AWAY]
    assert (buttons(page), how(page)) == (["I am here: Old stones"], "")
    assert walk(client) == {"to": ["stones"], "here": ["stones"], "proof": "sign"}
    assert said(do(client, "here", "stones")) == ["You are there."]


def test_a_sign_that_went_meanwhile_gives_the_button_and_takes_a_position(town: Town) -> None:
    do(town.client, "open")
    do(town.client, "press", "inn/one")
    client = town.report("missing")
    assert buttons(client.get(WALK).text) == ["I am here: Old stones"]
    arrived = act(client, do="arrive", what="stones")
    assert (arrived["said"], arrived["ended"]) == ([{"text": "You are there."}], "Done")


@pytest.mark.parametrize("kind", ["placed", "checked"])
def test_a_sign_that_hangs_again_takes_the_button_away(town: Town, kind: Kind) -> None:
    client = town.report("missing")
    do(client, "open")
    do(client, "press", "inn/one")
    client = town.report(kind)
    page = client.get(WALK).text
    assert (buttons(page), how(page)) == ([], HOW)
    assert walk(client) == {"to": ["stones"], "here": [], "proof": "sign"}
    # As from a page that was open since before.
    assert act(client, do="here", what="stones")["said"] == [{"text": SCAN}]
    assert act(client, do="arrive", what="stones")["said"] == []
    assert act(client, do="say", what="FERN5")["ended"] == "Done"


def test_of_two_places_only_the_one_whose_sign_is_away_has_a_button(town: Town) -> None:
    client = town.report("missing")
    do(client, "open")
    page = do(client, "press", "inn/either")
    assert said(page) == ["Up to you.", "Old stones", "The ford", AWAY]
    assert (buttons(page), how(page)) == (["I am here: Old stones"], HOW)
    assert walk(client) == {"to": ["stones", "ford"], "here": ["stones"], "proof": "sign"}
    assert act(client, do="arrive", what="ford")["said"] == []
    assert act(client, do="here", what="ford")["said"] == [
        {"text": "Scan the sign there first, or type its code: The ford."}
    ]
    client = town.report("missing", "WADE2")
    page = client.get(WALK).text
    assert (buttons(page), how(page)) == (["I am here: Old stones", "I am here: The ford"], "")
    assert act(client, do="arrive", what="ford")["ended"] == "Done"
