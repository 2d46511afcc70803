"""The page of a walk before its player has come: what is seen first comes first."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.problems import Problems
from tests.browser.test_walk import WALK, press
from tests.browser.waiting import wait_for

PLAYER = re.compile(r"/walk/walk\.js$")
PICTURE = re.compile(r"\.(webp|jpg)$")


def at_the_gate(page: Page) -> None:
    page.goto(WALK)
    press(page, "Begin")
    expect(page.locator(".text").first).to_contain_text("I am a paper boat")
    press(page, "I am here: The mill gate")
    expect(page.locator("img.picture")).to_have_attribute("alt", re.compile("green gate"))


def test_words_and_pictures_are_there_before_the_player_is_asked_for(page: Page) -> None:
    at_the_gate(page)
    asked: list[str] = []

    def noted(request: Request) -> None:
        if request.is_navigation_request():  # what the page before asked for is not of this
            asked.clear()
        if request.resource_type == "fetch":  # it may still look what has come by itself
            return
        asked.append(request.url.rpartition("/")[2].partition("?")[0])

    page.on("request", noted)
    page.reload()
    expect(page.get_by_role("button", name="Go on walking")).to_be_visible()
    before = asked[: asked.index("walk.js")]
    pictures = [name for name in asked if name.endswith((".webp", ".jpg"))]
    assert [name.endswith(".webp") for name in pictures] == [True]
    assert set(before) - {"icon.svg"} == {
        "mill-river-audio-walk", "walk.css", "begin.js", *pictures
    }  # fmt: skip


def test_the_picture_that_was_seen_first_stays_when_the_player_comes(page: Page) -> None:
    at_the_gate(page)

    waiting: list[Route] = []

    def held(route: Route) -> None:
        waiting.append(route)

    page.route(PLAYER, held)
    with page.expect_request(PLAYER):
        page.reload()
    expect(page.locator("#told audio")).to_be_visible()
    page.evaluate("() => { document.querySelector('#told picture').dataset.first = 'yes'; }")
    waiting[0].continue_()
    expect(page.locator("#told .hear")).to_be_visible()
    assert page.locator("#told picture").count() == 1
    assert page.locator("#told picture").get_attribute("data-first") == "yes"
    assert page.evaluate("() => document.querySelector('#told img').naturalWidth") == 800


def test_who_taps_before_the_player_has_come_is_taken_on_by_it(page: Page) -> None:
    def slowly(route: Route) -> None:
        page.wait_for_timeout(500)
        route.continue_()

    page.route(PLAYER, slowly)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.resource_type}"))
    page.goto(WALK, wait_until="commit")
    press(page, "Begin")
    expect(page.locator(".text").first).to_contain_text("I am a paper boat")
    assert "POST fetch" in sent
    assert "POST document" not in sent


@pytest.mark.parametrize("what", ["fails", "never comes"])
def test_without_the_player_what_was_tapped_is_done_by_the_page(
    page: Page, problems: Problems, what: str
) -> None:
    if what == "fails":
        problems.expect("ERR_FAILED")
        problems.expect("Failed to fetch dynamically imported module")
    page.route(PLAYER, lambda route: route.abort() if what == "fails" else None)
    page.goto(WALK)
    press(page, "Begin")
    expect(page.locator(".text").first).to_contain_text("I am a paper boat")
    expect(page.locator("main:has(.before)")).to_have_count(0)


def test_a_lists_later_pictures_leave_the_signal_to_the_first(page: Page) -> None:
    held: list[Route] = []

    def first_held(route: Route) -> None:
        held.append(route)
        if len(held) > 1:
            route.continue_()

    page.route(PICTURE, first_held)
    page.goto(f"{WALK}/list", wait_until="domcontentloaded")
    page.wait_for_timeout(1000)
    assert len(held) == 1
    held[0].continue_()
    later = page.locator(".all > li:not(:first-child) .picture").first
    wait_for(page, "picture => picture.naturalWidth > 0", later.element_handle())


def test_a_list_whose_script_never_comes_shows_its_pictures_all_the_same(page: Page) -> None:
    page.route(re.compile(r"/walk/list\.js$"), lambda _: None)
    page.goto(f"{WALK}/list", wait_until="commit")
    later = page.locator(".all > li:not(:first-child) .picture").first
    wait_for(page, "picture => picture.naturalWidth > 0", later.element_handle())
