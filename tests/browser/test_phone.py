"""The tests' own phone: it is what a test asked for, and sees what goes wrong."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.problems import Problems

HERE = {"latitude": 47.5, "longitude": 8.25, "accuracy": 8}
LOOK = """() => ({
    width: innerWidth, height: innerHeight, language: navigator.language,
    still: matchMedia("(prefers-reduced-motion: reduce)").matches, online: navigator.onLine,
})"""
PLACE = """() => new Promise((done) => navigator.geolocation.getCurrentPosition(
    ({coords: {latitude, longitude, accuracy}}) => done({latitude, longitude, accuracy}),
    (error) => done(error.code)))"""


def test_it_is_as_small_as_phones_are(page: Page) -> None:
    page.goto("/")
    assert page.evaluate(LOOK) == {
        "width": 360,
        "height": 640,
        "language": "en-US",
        "still": False,
        "online": True,
    }


@pytest.mark.phone(locale="es", reduced_motion="reduce", viewport={"width": 320, "height": 480})
def test_it_is_as_the_test_wants_it(page: Page) -> None:
    page.goto("/")
    assert page.evaluate(LOOK) == {
        "width": 320,
        "height": 480,
        "language": "es",
        "still": True,
        "online": True,
    }


@pytest.mark.phone(java_script_enabled=False)
def test_it_can_do_without_script(page: Page) -> None:
    page.goto("/try?say=MURAL")
    page.get_by_role("button", name="Send").click()
    assert "The Grand Avenue Mural" in page.locator(".log").inner_text()


@pytest.mark.phone(geolocation=HERE, permissions=["geolocation"])
def test_it_knows_where_it_is(page: Page) -> None:
    page.goto("/")
    assert page.evaluate(PLACE) == HERE


def test_it_tells_nobody_where_it_is_unless_it_may(page: Page) -> None:
    page.goto("/")
    assert page.evaluate(PLACE) == 1


def test_two_phones_know_nothing_of_each_other(
    page: Page, phone: Callable[..., BrowserContext]
) -> None:
    other = phone().new_page()
    for each in (page, other):
        each.goto("/")
    page.evaluate("localStorage.setItem('walk', 'mine')")
    assert (other.evaluate("localStorage.length"), page.evaluate("localStorage.length")) == (0, 1)


def test_an_aeroplane_is_seen(page: Page, problems: Problems) -> None:
    problems.expect("ERR_INTERNET_DISCONNECTED")
    page.goto("/")
    page.context.set_offline(True)
    assert page.evaluate("fetch('/').then(() => 'came', () => 'nothing came')") == "nothing came"


WRONG = {
    "exception: loose": "setTimeout(() => { throw new Error('loose') })",
    "exception: forgotten": "void Promise.reject(new Error('forgotten'))",
    "error: said aloud": "console.error('said aloud')",
    "error: Failed to load resource.*404": "void fetch('/not-there')",
    r"request to another site: http://127\.0\.0\.2:8/": "void open('http://127.0.0.2:8/')",
    "error: .*Content Security Policy.*script-src": (
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    ),
    "error: .*Content Security Policy.*style-src": (
        "document.body.setAttribute('style', 'color: red')"
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_goes_wrong_in_a_page_is_seen(page: Page, problems: Problems, wrong: str) -> None:
    page.goto("/")
    assert problems.seen == []
    page.evaluate(WRONG[wrong])
    for _ in range(100):
        page.wait_for_timeout(50 if not problems.seen else 0)
    assert re.search(wrong, problems.seen[0])
    assert problems.verdict() == problems.seen
    problems.seen.clear()


def test_what_is_expected_must_come() -> None:
    own = Problems()
    own.expect("thunder")
    assert own.verdict() == ["expected, but did not come: thunder"]
    own.seen.append("error: thunder")
    assert own.verdict() == []
    own.seen.append("error: rain")
    assert own.verdict() == ["error: rain"]


def test_scripts_can_be_tried_without_a_server(modules: Page) -> None:
    assert modules.evaluate("[isSecureContext, location.href]") == [True, "https://wayside.test/"]
    assert modules.evaluate(
        "fetch('/wayside.css').then((it) => it.headers.get('content-type'))"
    ) == ("text/css")
