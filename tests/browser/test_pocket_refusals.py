"""A walk that a phone plays by itself, when the server, a clock or the player is in its way."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.island import (
    AWAY,
    TAPS,
    all_told,
    begun,
    carried,
    kept_of,
    on_phone,
    press,
    tells,
    walks_of,
    without_signal,
)
from tests.browser.line import Line
from tests.browser.problems import Problems
from tests.browser.waiting import wait_for
from tests.serving import Server
from tests.twilio_stub import OUR_NUMBER

KIOSK = """
story: Kiosk
keywords: [KIOSK]
start: gate
places:
  info: {name: Info kiosk, at: "51.5072, -0.1276", code: KSK77, directions: Ahead.}
scenes:
  gate: {say: A gate., walk: info, go: there}
  there: {say: Maps and a bench., ending: There}
"""
NUDGES = """
story: Nudges
keywords: [NUDGES]
start: quay
remember: {word: ""}
scenes:
  quay:
    say: A quay.
    choices: [{pick: Wait, say: You wait.}, {pick: Sit down, go: bench}]
  bench:
    say: A bench.
    ask: {question: Your word?, save: word}
    go: boat
    after: {3 seconds: {say: A gull cries.}}
  boat: {say: "A {word}.", ending: Boat}
"""
FERRY = """
story: Ferry
keywords: [FERRY]
start: pier
scenes:
  pier:
    say: A pier.
    choices: [{pick: Look, say: Water.}]
    after: {3 seconds: {say: The ferry leaves., handover: taps}}
"""
SIGNAL = '[data-told="signal"]'
STATUS = '[data-told="kept"]'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def site(folder: Path) -> Iterator[Server]:
    stories = {"taps": TAPS, "kiosk": KIOSK, "nudges": NUDGES, "ferry": FERRY}
    with walks_of(folder, OUR_NUMBER, **stories) as server:
        yield server


@pytest.mark.parametrize("status", [400, 403, 404, 408, 421, 425, 503])
def test_whatever_stands_in_the_way_once_what_was_done_is_sent_later(
    page: Page, line: Line, problems: Problems, folder: Path, status: int
) -> None:
    begun(page, line, "taps")
    problems.allow(str(status))
    left = [1]

    def refuses(route: Route) -> None:
        if left:
            left.pop()
            return route.fulfill(status=status, json={})
        return route.continue_()

    # With another token it would be no request of this page; that is asked for anew.
    if status == 400:
        spoil_token(page)
    else:
        page.route("**/api/walks/taps", refuses)
    for times in (1, 2):
        press(page, "A drop")
        tells(page, f"It fell {times} times.")
    page.evaluate("dispatchEvent(new Event('online'))")
    all_told(page)
    assert kept_of(folder)["play"]["facts"] == {"drops": 2}
    expect(page.locator(STATUS)).to_be_hidden()


SPOIL = """async () => {
  const opening = indexedDB.open("wayside");
  const database = await new Promise((go) => (opening.onsuccess = () => go(opening.result)));
  const walks = database.transaction("walks", "readwrite").objectStore("walks");
  const asked = walks.get("taps");
  await new Promise((go) => (asked.onsuccess = go));
  const spoilt = walks.put({ ...asked.result, token: "0".repeat(32) }, "taps");
  await new Promise((go) => (spoilt.onsuccess = go));
  database.close();
}"""


def spoil_token(page: Page) -> None:
    """Let the phone have the token of a secret that its browser has no more."""
    page.evaluate(SPOIL)


def test_what_nobody_can_take_is_dropped_and_what_comes_after_it_is_sent(
    page: Page, line: Line, problems: Problems, folder: Path
) -> None:
    begun(page, line, "taps")
    problems.allow("400")
    page.context.set_offline(True)
    problems.allow(AWAY)
    press(page, "A drop")
    tells(page, "It fell 1 times.")
    useless = 'queue: [{ do: "fly", message: "f" }, ...asked.result.queue]'
    page.evaluate(SPOIL.replace('token: "0".repeat(32)', useless))
    page.context.set_offline(False)
    all_told(page)
    assert kept_of(folder)["play"]["facts"] == {"drops": 1}


def test_a_place_that_is_called_like_a_carriers_word_is_come_to_without_signal(
    page: Page, line: Line, problems: Problems
) -> None:
    begun(page, line, "kiosk")
    without_signal(page, problems)
    press(page, "I am here: Info kiosk")
    tells(page, "Maps and a bench.")


def test_help_waits_for_signal_and_the_walk_goes_on_meanwhile(
    page: Page, line: Line, problems: Problems, folder: Path
) -> None:
    carried(page, line, "taps")
    press(page, "Begin")
    all_told(page)
    without_signal(page, problems)
    page.locator(".more").evaluate("(more) => { more.open = true; }")
    page.locator("#else").fill(" h-e-l-p ")
    page.locator("#else").press("Enter")
    expect(page.locator(SIGNAL)).to_contain_text("No signal")
    expect(page.locator("#else")).to_have_value("")
    press(page, "A drop")
    tells(page, "It fell 1 times.")
    page.reload()
    press(page, "A drop")
    tells(page, "It fell 2 times.")
    page.context.set_offline(False)
    all_told(page)
    assert kept_of(folder)["play"]["facts"] == {"drops": 2}
    tells(page, "You can play here")


CLOCK = """
const { now } = Date;
Date.now = () => now() + %d;
"""


@pytest.mark.parametrize("ahead_s", [-3600, 20, 3600])
def test_a_clock_that_goes_wrong_brings_what_comes_by_itself_once_and_in_its_time(
    context: BrowserContext, line: Line, ahead_s: int
) -> None:
    context.add_init_script(CLOCK % (ahead_s * 1000))
    page = begun(context.new_page(), line, "nudges")
    page.evaluate(
        """() => {
          window.drawn = 0;
          new MutationObserver(() => (window.drawn += 1)).observe(told, { childList: true });
        }"""
    )
    press(page, "Sit down")
    tells(page, "A bench.")
    page.wait_for_timeout(1_500)
    expect(page.locator("#told")).not_to_contain_text("A gull cries.")
    tells(page, "A gull cries.")
    all_told(page)
    page.wait_for_timeout(1_500)
    expect(page.locator("#told .text")).to_have_text(["A bench.", "Your word?", "A gull cries."])
    assert page.evaluate("window.drawn") <= 4


def test_what_leads_to_another_story_by_itself_waits_for_signal(
    page: Page, line: Line, problems: Problems
) -> None:
    begun(page, line, "ferry")
    without_signal(page, problems)
    expect(page.locator(SIGNAL)).to_contain_text("No signal")
    press(page, "Look")
    assert [each["do"] for each in on_phone(page)["queue"]] == ["pass", "press"]
    page.context.set_offline(False)
    page.wait_for_url("**/w/taps")
    tells(page, "A well.")


def test_who_is_typing_when_something_comes_by_itself_goes_on_typing(
    page: Page, line: Line
) -> None:
    begun(page, line, "nudges")
    press(page, "Sit down")
    page.locator("#answer").fill("boa")
    page.locator("#answer").focus()
    tells(page, "A gull cries.")
    expect(page.locator("#answer")).to_be_focused()
    expect(page.locator("#answer")).to_have_value("boa")
    page.keyboard.type("t")
    page.keyboard.press("Enter")
    tells(page, "A boat.")
    all_told(page)


def test_a_second_tap_on_the_same_place_is_not_taken_for_what_stands_there_now(
    page: Page, line: Line, folder: Path
) -> None:
    begun(page, line, "taps")
    page.get_by_role("button", name="A drop").click()
    tells(page, "It fell 1 times.")
    # The second half of a double click, after the answer.
    page.get_by_role("button", name="A drop").hover()
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    page.wait_for_timeout(300)
    press(page, "A drop")
    tells(page, "It fell 2 times.")
    all_told(page)
    assert kept_of(folder)["play"]["facts"] == {"drops": 2}


def test_where_the_server_plays_alone_from_now_on_the_page_does_so(
    page: Page, line: Line, problems: Problems, folder: Path
) -> None:
    begun(page, line, "taps")
    # The page opens itself anew, in the middle of what it asks.
    problems.allow("net::ERR_")
    # As a server answers whose story may not be carried any more.
    line.changes["/api/walks/taps"] = lambda body: re.sub(rb'"file":"[^"]*",?', b"", body)
    looks = line.times("/unasked")
    press(page, "A drop")
    wait_for(page, "!document.querySelector('main').dataset.carried")
    line.changes.clear()
    page.reload()
    press(page, "A drop")
    tells(page, "It fell 2 times.")
    all_told(page)
    assert line.times("/unasked") < looks + 10
    assert on_phone(page)["queue"] == []
