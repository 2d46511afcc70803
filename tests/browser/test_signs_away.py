"""A walk to a sign that is reported missing while people walk, and put up again."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import hindrances
from tests.browser.test_walk import press
from tests.serving import ROOT, Server, serving
from tests.until import until

STORY = """
story: The Ford
languages: [en]
keywords: [FORD]
start: on
places:
  stones: {name: Old stones, at: "51.50810, -0.12490", code: FERN5}
  ford: {name: The ford, at: "51.51200, -0.12490", code: WADE2}
scenes:
  on: {say: Look for the sign., walk: {to: stones, proof: sign}, go: there}
  there: {say: You are there., ending: Done}
"""
WALK, API = "/w/ford", "/api/walks/ford"
AWAY = "The sign is away just now: Old stones. Just tap the button below when you are there."
HOW = "Scan the sign with the camera of your phone, or type its code."
THERE = {"latitude": 51.5081, "longitude": -0.1249, "accuracy": 8}
STANDS_THERE = pytest.mark.phone(geolocation=THERE, permissions=["geolocation"])
# Two positions in a row are an arrival.
FIXES = 4
NOTHING = dict.fromkeys(("WAYSIDE_PUBLIC_URL", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"), "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ford")
    (folder / "stories" / "ford").mkdir(parents=True)
    (folder / "stories" / "ford" / "story.yaml").write_text(STORY, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Server]:
    with serving(folder / "var", stories=folder / "stories", **NOTHING) as server:
        yield server


class Register:
    """What staff write of the sign while the server runs; each time until the server knows it."""

    def __init__(self, folder: Path, server: Server) -> None:
        self._server = server
        self._given = os.environ | NOTHING | {"WAYSIDE_DATA": str(folder / "var")}
        asked = json.dumps({"do": "open"})
        begun = server.ask("POST", API, asked, {"Content-Type": "application/json"})
        self._cookie = begun.headers["set-cookie"].partition(";")[0]

    def write(self, *words: str, away: bool) -> None:
        told = subprocess.run(
            [sys.executable, "-m", "webhooks", "sign", *words],
            cwd=ROOT, env=self._given, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert told.returncode == 0, told.stderr
        walk = {"to": ["stones"], "here": ["stones"] if away else [], "proof": "sign"}
        assert until(lambda: self._walk() == walk)

    def _walk(self) -> Any:
        return json.loads(self._server.ask("GET", API, headers={"Cookie": self._cookie}).body)[
            "walk"
        ]


@pytest.fixture
def register(folder: Path, site: Server) -> Register:
    register = Register(folder, site)
    register.write("place", "FERN5", away=False)
    return register


def here(page: Page) -> Locator:
    return page.get_by_role("button", name="I am here: Old stones", exact=True)


def told(page: Page) -> Locator:
    return page.locator("#told")


def begun(page: Page) -> None:
    page.goto(WALK)
    press(page, "Begin")
    expect(told(page)).to_contain_text("Look for the sign.")


def stand_there(page: Page) -> None:
    """Give positions that are new: an old one is no arrival."""
    for number in range(FIXES):
        page.context.set_geolocation(THERE | {"accuracy": 8 + number})
        page.wait_for_timeout(1000)
    expect(page.locator('[data-told="gps"]')).to_have_text("Position: good")


def asks_for_the_sign(page: Page) -> None:
    """Stand there with a good position, and get no further."""
    stand_there(page)
    expect(page.locator(".passed")).to_have_count(0)
    expect(told(page)).not_to_contain_text("You are there.")
    expect(here(page)).to_have_count(0)
    expect(page.locator("#how")).to_have_text(HOW)


@STANDS_THERE
def test_a_sign_that_is_reported_missing_makes_way_for_the_button_and_the_position(
    page: Page, register: Register
) -> None:
    begun(page)
    asks_for_the_sign(page)
    register.write("report", "FERN5", "missing", away=True)
    page.reload()
    expect(here(page)).to_be_visible()
    expect(page.locator("#how")).to_have_text("")
    press(page, "Go on walking")
    stand_there(page)
    expect(told(page)).to_contain_text("You are there.")


@STANDS_THERE
def test_who_sets_out_to_a_sign_that_is_missing_arrives_by_the_position(
    page: Page, register: Register
) -> None:
    register.write("report", "FERN5", "missing", away=True)
    begun(page)
    stand_there(page)
    expect(told(page)).to_contain_text("You are there.")


def test_who_gives_no_position_has_the_button_and_is_told_why(
    page: Page, register: Register
) -> None:
    register.write("report", "FERN5", "missing", away=True)
    begun(page)
    expect(told(page)).to_contain_text(AWAY)
    expect(page.locator("#how")).to_have_text("")
    assert hindrances(page) == []
    here(page).click()
    expect(told(page)).to_contain_text("You are there.")


@STANDS_THERE
def test_a_sign_that_is_put_up_again_is_asked_for_again(page: Page, register: Register) -> None:
    register.write("retire", "FERN5", away=True)
    register.write("place", "FERN5", away=False)
    begun(page)
    asks_for_the_sign(page)
    expect(told(page)).not_to_contain_text(AWAY)


def test_a_button_from_before_the_sign_was_put_up_again_is_answered_and_goes(
    page: Page, register: Register
) -> None:
    register.write("report", "FERN5", "missing", away=True)
    begun(page)
    expect(here(page)).to_be_visible()
    register.write("check", "FERN5", away=False)
    here(page).click()
    expect(told(page)).to_contain_text("Scan the sign there first, or type its code: Old stones.")
    expect(here(page)).to_have_count(0)
    expect(page.locator("#how")).to_have_text(HOW)
    page.get_by_label("Code on a sign").fill("FERN5")
    page.locator("form.code button").click()
    expect(told(page)).to_contain_text("You are there.")


@pytest.mark.phone(java_script_enabled=False)
def test_without_script_the_button_is_there_as_well(page: Page, register: Register) -> None:
    page.goto(WALK)
    press(page, "Begin")
    expect(here(page)).to_have_count(0)
    register.write("report", "FERN5", "missing", away=True)
    page.reload()
    here(page).click()
    expect(told(page)).to_contain_text("You are there.")
