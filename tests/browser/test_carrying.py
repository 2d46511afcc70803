"""A walk that goes from a phone's texts to its browser and back, in a real browser."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import hindrances
from tests.browser.problems import Problems
from tests.serving import Server, serving
from tests.twilio_stub import OUR_NUMBER, text

WALK = "/w/mill-river-audio-walk"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("carrying") / "var", WAYSIDE_PHONE=OUR_NUMBER) as server:
        yield server


def texted(site: Server, body: str, sender: str) -> str:
    return unescape(site.text(text(body, sender)).body.decode())


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_play_by_text_goes_on_here_by_one_button(
    page: Page, site: Server, problems: Problems, language: str
) -> None:
    keyword, sender = {"en": ("BOAT", "+14155550101"), "es": ("BARCO", "+14155550102")}[language]
    texted(site, keyword, sender)
    link = re.search("/carry/[a-z2-7]{26}", texted(site, "WEB", sender))
    assert link is not None
    page.goto(link[0])
    assert hindrances(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button").click()
    page.wait_for_url(f"**{WALK}#now")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("main")).to_contain_text({"en": "The mill gate", "es": "molino"}[language])
    problems.expect("410")
    page.goto(link[0])
    expect(page.locator("main p").first).to_contain_text("WEB")
    assert hindrances(page) == []


def test_a_walk_that_began_in_the_page_goes_on_by_text(page: Page, site: Server) -> None:
    page.goto(WALK)
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.locator(".text").first).to_contain_text("I am a paper boat")
    page.locator(".more summary").click()
    page.get_by_role("button", name="Go on by text").click()
    code = page.locator("p.code b").inner_text()
    assert hindrances(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    answer = texted(site, code, "+14155550103")
    assert "From here on your walk goes on by text." in answer
    page.get_by_role("link", name="Go on").click()
    page.locator(".more summary").click()
    expect(page.locator(".more")).to_contain_text("It goes on by text as well: +1 202-555-0100")
    page.get_by_role("button", name="Clear this phone").click()
    expect(page.locator("main")).to_contain_text("By text it goes on")
    assert hindrances(page) == []
    assert "green gate" in texted(site, "WHERE", "+14155550103")


@pytest.mark.phone(java_script_enabled=False)
def test_without_script_it_goes_to_and_fro_as_well(page: Page, site: Server) -> None:
    page.goto(WALK)
    page.get_by_role("button", name="Begin", exact=True).click()
    page.locator(".more summary").click()
    page.get_by_role("button", name="Go on by text").click()
    answer = texted(site, page.locator("p.code b").inner_text(), "+14155550104")
    assert "From here on your walk goes on by text." in answer
    link = re.search("/carry/[a-z2-7]{26}", texted(site, "WEB", "+14155550104"))
    assert link is not None
    page.goto(link[0])
    page.get_by_role("button").click()
    page.get_by_role("button", name="I am here: The mill gate").click()
    expect(page.locator("img.picture")).to_be_visible()
    assert "Let us go" in texted(site, "MENU", "+14155550104")
