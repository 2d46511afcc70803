"""The page that tells of an error, in each of its languages."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import hindrances
from tests.browser.problems import Problems
from webhooks.errors import WORDS


@pytest.mark.parametrize("language", WORDS.tongues())
@pytest.mark.phone(viewport={"width": 320, "height": 640})
def test_a_walk_that_is_not_there_leads_home_and_keeps_nobody_out(
    page: Page, problems: Problems, language: str
) -> None:
    problems.expect("404")
    page.goto(f"/w/nowhere?language={language}")
    expect(page.locator("h1")).to_have_text(WORDS.of(language)["404"])
    assert hindrances(page) == []
    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]
    page.get_by_role("link", name=WORDS.of(language)["signs"]).click()
    expect(page.locator("form.type input[name=code]")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name=WORDS.of(language)["all"]).click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("article").first).to_be_visible()
