"""The page behind the code on a sign, as a phone shows it: to the walk, to a text, and sad ones."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from engine.play.world import Closing
from engine.signs.register import A_PLAYER, Entry
from engine.store import Store
from tests.browser.accessibility import hindrances
from tests.browser.problems import Problems
from tests.serving import Server, serving
from tests.until import until
from webhooks.opening import open_kept
from webhooks.settings import from_environment

GATE, AWAY, MISSED, RETIRED, SHUT, MOVED = (
    "HATCH6",
    "REEDS8",
    "DUCKS4",
    "GEARS5",
    "CREAK7",
    "NESTS3",
)
NOON_S = 1_700_000_000
RIVER = "mill-river-audio-walk"
LANGUAGES = ("en", "es", "fr", "zh", "ar")
# What each page says of its sign, in English; and its status.
STATES = {
    GATE: ("The mill gate", 200),
    AWAY: ("It comes back on January 1, 2100.", 200),
    MISSED: ("now the staff know that somebody has seen it", 200),
    SHUT: ("A tree lies on it.", 200),
    MOVED: ("The sluice", 200),
    RETIRED: ("This sign is not in use any more.", 410),
    "NOPE9": ("No sign here has the code", 404),
}


@dataclass(frozen=True, slots=True)
class Town:
    """A server and what it keeps."""

    server: Server
    store: Store


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    data = tmp_path_factory.mktemp("town") / "var"
    with serving(data, WAYSIDE_NAME="Weir Library", WAYSIDE_PHONE="+12025550143") as server:
        store = open_kept(from_environment({"WAYSIDE_DATA": str(data)}))
        store.signs.add(
            Entry(AWAY, NOON_S, "removed", until_s=4_102_488_000),
            Entry(MISSED, NOON_S, "missing", "AB"),
            Entry(RETIRED, NOON_S, "retired", "AB"),
            Entry(MOVED, NOON_S, "moved", story=RIVER, place="sluice"),
        )
        store.closings.close(RIVER, "footbridge", Closing(words="A tree lies on it."), NOON_S)
        # Servers follow within a second or two.
        assert until(lambda: server.ask("GET", f"/s/{RETIRED}").status == 410)
        assert until(lambda: b"A tree" in server.ask("GET", f"/s/{SHUT}").body)
        yield Town(server, store)
        store.close()


@pytest.fixture
def phone(bare_phone: Callable[..., BrowserContext], town: Town) -> Callable[..., BrowserContext]:
    return lambda **options: bare_phone(**({"base_url": town.server.url} | options))


@pytest.mark.parametrize("is_scripted", [True, False], ids=["with script", "without script"])
def test_a_scan_leads_to_the_walk_at_that_place(
    phone: Callable[..., BrowserContext], is_scripted: bool
) -> None:
    page = phone(java_script_enabled=is_scripted).new_page()
    page.goto(f"/s/{GATE}")
    expect(page.get_by_role("heading", level=1)).to_have_text("The mill gate")
    page.get_by_role("button", name="Begin here, in the browser").click()
    expect(page).to_have_url(re.compile(f"/w/{RIVER}"))
    expect(page.locator("img.picture").first).to_have_attribute("alt", re.compile("green gate"))
    # Who comes by the next sign goes on, and does not begin anew.
    page.goto(f"/s/{MOVED}")
    page.get_by_role("button", name="Go on in the browser: I am at this sign").click()
    expect(page).to_have_url(re.compile(f"/w/{RIVER}"))
    expect(page.locator(".told")).not_to_be_empty()


def test_a_scan_leads_to_a_text_with_the_words_in_place_on_every_phone(page: Page) -> None:
    page.goto(f"/s/{GATE}")
    link = page.get_by_role("link", name="Begin by text")
    # Android reads what follows the question mark, iOS what follows the ampersand.
    expect(link).to_have_attribute("href", f"sms:+12025550143?&body=BOAT%20{GATE}")
    words = page.evaluate(
        "a => new URLSearchParams(a.href.split('?&')[1]).get('body')", link.element_handle()
    )
    assert words == f"BOAT {GATE}"
    expect(page.locator("body")).to_contain_text(
        f"Text \u2068BOAT {GATE}\u2069 to \u2066+1 202-555-0143\u2069."
    )
    page.goto(f"/s/{GATE}?language=es")
    expect(page.locator('a[href^="sms:"]')).to_have_attribute("href", re.compile(f"%20{GATE}$"))


@pytest.mark.parametrize("code", STATES)
def test_every_page_of_a_sign_is_kind_and_keeps_nobody_out(
    page: Page, problems: Problems, code: str
) -> None:
    said, status = STATES[code]
    if status != 200:
        problems.expect(f"status of {status}")
    for language in LANGUAGES:
        answer = page.goto(f"/s/{code}?language={language}")
        assert answer is not None
        assert answer.status == status
        if language in ("en", "ar"):
            assert hindrances(page) == []
        page.set_viewport_size({"width": 320, "height": 640})
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, language
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
        if language == "en":
            expect(page.locator("main")).to_contain_text(said)
        if status != 404:
            expect(page.locator(".address")).to_contain_text(code)


def test_a_mistyped_code_is_asked_for_again_and_leads_to_its_sign(
    page: Page, problems: Problems
) -> None:
    problems.expect("status of 404")
    page.goto("/s/HATCH5")
    page.get_by_label("Code on the sign").fill("hatch 6")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The mill gate")
    expect(page).to_have_url(re.compile(f"/s/{GATE}$"))


@pytest.mark.phone(java_script_enabled=False)
def test_one_tap_tells_the_staff_that_something_is_wrong(page: Page, town: Town) -> None:
    page.goto(f"/s/{GATE}")
    page.get_by_text("Something is wrong with this sign").click()
    page.get_by_role("button", name="Tell the staff").click()
    expect(page.get_by_role("status")).to_have_text("Thank you. The staff will look after it.")
    assert [(each.kind, each.by) for each in town.store.signs.log(GATE)] == [("damaged", A_PLAYER)]


def test_a_missed_sign_that_somebody_scans_is_in_its_log(page: Page, town: Town) -> None:
    page.goto(f"/s/{MISSED}")
    assert [each.kind for each in town.store.signs.log(MISSED)] == ["missing", "seen"]
