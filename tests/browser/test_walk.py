import contextlib
import re

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import hindrances

WALK = "/w/mill-river-audio-walk"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def walk_on_to_the_end(page: Page) -> None:
    """Walk from the mill gate to the window sill, by buttons, a code and words."""
    press(page, "Let us go")
    press(page, "I am here: The sluice")
    press(page, "The right door")
    page.get_by_label("Code on a sign").fill("DUCKS4")
    page.locator("form.code button").click()
    page.get_by_label("Your answer").fill("nine")
    page.locator("form.answer button").click()
    expect(page.locator(".told")).to_contain_text("Nine eggs!")
    press(page, "Look from the path")
    press(page, "Walk on")
    press(page, "I am here: Long Meadow")
    press(page, "Walk on")
    press(page, "I am here: The footbridge")
    press(page, "Come ashore")
    expect(page.locator(".ending")).to_have_text("On the Window Sill")


def walk_without_script(page: Page) -> None:
    """Walk all of it on the page that the server draws."""
    page.goto(WALK)
    press(page, "Begin")
    expect(page.locator(".text").first).to_contain_text("I am a paper boat")
    press(page, "I am here: The mill gate")
    expect(page.locator("img.picture")).to_have_attribute("alt", re.compile("green gate"))
    expect(page.locator("#told audio")).to_have_attribute("src", re.compile("^/media/.*[.]mp3$"))
    page.get_by_text("Read it", exact=True).click()
    expect(page.locator(".heard")).to_contain_text("right under the second bar")
    walk_on_to_the_end(page)


@pytest.mark.phone(java_script_enabled=False)
def test_a_whole_walk_without_script(page: Page) -> None:
    walk_without_script(page)


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_of_it_keeps_anybody_out(page: Page, language: str) -> None:
    page.goto(f"{WALK}?language={language}")
    assert hindrances(page) == []
    page.locator(f'input[value="{language}"]').check()
    page.locator(".before button").click()
    assert hindrances(page) == []
    page.locator(".arrive button").click()
    page.locator(".more summary").click()
    assert hindrances(page) == []
    page.goto(f"{WALK}/list?language={language}")
    assert hindrances(page) == []


def test_on_paper_the_list_has_the_words_of_every_sound_once(page: Page) -> None:
    page.goto(f"{WALK}/list")
    with contextlib.closing(pypdfium2.PdfDocument(page.pdf())) as paper:
        printed = " ".join(" ".join(each.get_textpage().get_text_range() for each in paper).split())
    assert "right under the second bar" in printed
    assert printed.count("This is the sluice.") == 1
    assert "Read it" not in printed


@pytest.mark.phone(viewport={"width": 320, "height": 640})
def test_on_the_narrowest_phone_nothing_runs_over_the_edge(page: Page) -> None:
    page.goto(WALK)
    press(page, "Begin")
    press(page, "I am here: The mill gate")
    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]
