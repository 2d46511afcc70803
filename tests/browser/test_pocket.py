"""A branching story that a phone plays without signal, and what the server has of it afterwards."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.island import (
    AWAY,
    TAPS,
    all_told,
    carried,
    counted,
    kept_of,
    on_phone,
    press,
    tells,
    walks_of,
)
from tests.browser.line import Line, line_to
from tests.browser.problems import Problems
from tests.serving import Server

ISLAND = """
story: The Island
keywords: [ISLAND]
offline: yes
start: pier
items: [lamp]
places:
  pier: {name: The pier, at: "47.5, 8.25"}
  tower: {name: The tower, at: "47.5006, 8.25"}
  cave: {name: The cave, code: "8W5T"}
scenes:
  pier:
    say: You land on the island.
    choices:
      - {pick: Take the lamp, do: get lamp, say: The lamp is yours., once: yes}
      - {pick: To the tower, go: way}
      - {pick: To the beach, go: beach}
  beach: {say: Only sand., choices: [{pick: Back to the pier, go: pier}]}
  way: {say: Up the hill., walk: tower, go: tower}
  tower:
    say: A door asks what has keys and opens nothing.
    answers: [{words: [piano], say: The door opens., go: down}]
    otherwise: The door stays shut.
    hints: [It makes music.]
  down: {say: Down to the cave., walk: {to: cave, proof: sign}, go: cave}
  cave:
    say: [{if: has lamp, text: Your lamp shows a chest.}, {text: It is dark.}]
    choices:
      - {pick: Open the chest, if: has lamp, go: rich}
      - {pick: Leave, go: poor}
  rich: {say: Gold!, ending: Rich}
  poor: {say: You row home., ending: Home}
"""
CUTS, DROPS = 200, 60
PIER = {"latitude": 47.5, "longitude": 8.25, "accuracy": 8}
WITH_POSITION = {"geolocation": PIER, "permissions": ["geolocation"]}


@pytest.fixture(scope="module")
def browser(whole_browser: Browser) -> Browser:
    return whole_browser


@pytest.fixture
def island(tmp_path: Path) -> Iterator[Server]:
    with walks_of(tmp_path, island=ISLAND, taps=TAPS) as server:
        yield server


@pytest.fixture
def line(island: Server) -> Iterator[Line]:
    with line_to(island.port) as line:
        yield line


def walk_to_the_tower(page: Page) -> None:
    """Walk there, as fast as people do."""
    for second in range(1, 13):
        page.context.set_geolocation(PIER | {"latitude": 47.5 + second * 0.00005})
        page.wait_for_timeout(1000)


def answers(page: Page, words: str) -> None:
    page.locator("#answer").fill(words)
    page.locator(".answer button").click()


def known(page: Page, line: Line) -> dict[str, Any]:
    """Give how far the server says that this phone is."""
    found: dict[str, Any] = page.request.get(f"{line.url}/api/walks/island").json()
    return found


@pytest.mark.phone(**WITH_POSITION)
def test_a_whole_branching_story_is_played_in_airplane_mode_and_counted_once(
    page: Page, context: BrowserContext, line: Line, problems: Problems, tmp_path: Path
) -> None:
    carried(page, line)
    problems.expect(AWAY)
    context.set_offline(True)
    press(page, "Begin")
    tells(page, "You land on the island.")
    press(page, "To the beach")
    tells(page, "Only sand.")
    press(page, "Back to the pier")
    press(page, "Take the lamp")
    tells(page, "The lamp is yours.")
    press(page, "To the tower")
    tells(page, "Up the hill.")
    walk_to_the_tower(page)
    tells(page, "A door asks")
    answers(page, "violin")
    tells(page, "The door stays shut.")
    page.locator(".more summary").click()
    press(page, "A hint")
    tells(page, "It makes music.")

    page.reload()
    expect(page.locator("main[data-carried]")).to_be_attached()
    tells(page, "It makes music.")
    answers(page, "a piano")
    tells(page, "Down to the cave.")
    page.locator("#code").fill("8w5t")
    page.locator(".code button").click()
    tells(page, "Your lamp shows a chest.")
    press(page, "Open the chest")
    tells(page, "Gold!")
    expect(page.locator(".ending")).to_have_text("Rich")
    assert known_offline(page)

    context.set_offline(False)
    all_told(page)
    assert known(page, line)["ended"] == "Rich"
    kept = kept_of(tmp_path)
    assert kept["play"] == on_phone(page)["play"]
    assert kept["play"]["items"] == ["lamp"]
    assert (kept["counted"]["started"], kept["counted"]["ended"]) == (1, 1)


def known_offline(page: Page) -> bool:
    """Tell whether nothing of it went to the server yet."""
    return len(on_phone(page)["queue"]) >= 10


def test_who_clears_the_phone_leaves_nothing_of_it_there(
    page: Page, line: Line, tmp_path: Path
) -> None:
    carried(page, line)
    press(page, "Begin")
    press(page, "Take the lamp")
    tells(page, "The lamp is yours.")
    all_told(page)
    page.locator(".more summary").click()
    page.locator("[data-clears] button").click()
    expect(page.locator("#told")).to_have_count(0)
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0
    with closing(sqlite3.connect(tmp_path / "var" / "wayside.db")) as database:
        assert database.execute("SELECT count(*) FROM plays").fetchall() == [(0,)]


class Cuts:
    """Cuts requests by chance: before they reach the server, or when it has answered."""

    def __init__(self) -> None:
        self.chance = random.Random(8)
        self.made = {"before": 0, "after": 0}

    def cut(self, route: Route) -> None:
        """Take one request."""
        if sum(self.made.values()) >= CUTS or self.chance.random() < 0.2:
            route.continue_()
            return
        which = self.chance.choice(["before", "after"])
        self.made[which] += 1
        if which == "after":
            route.fetch()
        route.abort()


def there_is_signal(page: Page) -> None:
    """Let the page try at once what it would try after seconds."""
    page.evaluate("dispatchEvent(new Event('online'))")


def test_with_the_network_cut_two_hundred_times_nothing_is_lost_and_nothing_counts_twice(
    page: Page, line: Line, problems: Problems, tmp_path: Path
) -> None:
    carried(page, line, "taps")
    problems.expect(AWAY)
    cuts = Cuts()
    page.route("**/api/walks/taps", cuts.cut)
    press(page, "Begin")
    tells(page, "A well.")
    for number in range(1, DROPS + 1):
        press(page, "A drop")
        tells(page, f"It fell {number} times.")
        there_is_signal(page)
    while on_phone(page)["queue"]:
        there_is_signal(page)
        page.wait_for_timeout(20)
    assert sum(cuts.made.values()) == CUTS
    assert min(cuts.made.values()) > CUTS / 4
    kept = kept_of(tmp_path)
    assert kept["play"] == on_phone(page)["play"]
    assert (kept["play"]["facts"], kept["counted"]["started"]) == ({"drops": DROPS}, 1)
    assert counted(tmp_path) == DROPS
