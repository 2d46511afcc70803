"""The same walk in Firefox: by satellite, by codes, without script, with keys, without eyes."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.browser import firefox, test_phone, test_player
from tests.browser.line import line_to
from tests.browser.problems import Problems
from tests.browser.test_player import NOTHING, ROAD, SOUNDS, at, walk_the_road
from tests.browser.test_walk import walk_without_script
from tests.serving import Server, serving


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest, playwright: Playwright) -> Iterator[Browser]:
    with firefox.opened(playwright, getattr(request, "param", {})) as opened:
        yield opened


@pytest.fixture
def bare_phone(bare_phone: Callable[..., BrowserContext]) -> Callable[..., BrowserContext]:
    def give(**options: object) -> BrowserContext:
        context = bare_phone(**options)
        context.add_init_script(firefox.SILENT)
        return context

    return give


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the long walk and a short road."""
    folder = tmp_path_factory.mktemp("site")
    road = folder / "stories/road"
    road.mkdir(parents=True)
    (road / "story.yaml").write_text(ROAD, encoding="utf-8")
    (road / "media").symlink_to(SOUNDS)
    (folder / "stories" / SOUNDS.parent.name).symlink_to(SOUNDS.parent)
    with serving(folder / "var", WAYSIDE_STORIES=str(folder / "stories"), **NOTHING) as server:
        yield server


@pytest.mark.phone(geolocation=at(-20), permissions=["geolocation"])
@pytest.mark.parametrize("browser", [firefox.STRICT], indirect=True, ids=["strict"])
def test_a_whole_walk_by_satellite_and_its_first_tap_begins_the_sound(
    context: BrowserContext, page: Page
) -> None:
    walk_the_road(context, page, "/w/road")


def test_a_whole_walk_without_script(site: Server, phone: Callable[..., BrowserContext]) -> None:
    with line_to(site.port) as line:
        line.adds["Content-Security-Policy"] = "sandbox allow-forms allow-same-origin"
        walk_without_script(phone(base_url=line.url).new_page())


test_a_whole_walk_by_codes = test_player.test_a_walk_by_codes_and_words_without_a_position
test_with_keys_alone = test_player.test_with_keys_alone
test_a_reload_in_the_middle = test_player.test_a_reload_in_the_middle_goes_on_with_one_tap
test_a_reader_of_screens_meets_things_in_their_order = (
    test_player.test_a_reader_of_screens_meets_things_in_their_order
)
test_on_a_narrow_phone = (
    test_player.test_on_a_narrow_phone_and_at_twice_the_size_nothing_runs_over_the_edge
)


def test_the_player_keeps_nobody_out(page: Page) -> None:
    test_player.test_the_player_keeps_nobody_out(page, "en")


SAID = "exception: loose", "exception: forgotten", "error: said aloud"
WRONG = {said: test_phone.WRONG[said] for said in SAID} | {
    "request to another site: http://127.0.0.2:8/": "void open('http://127.0.0.2:8/')",
    "exception: .*blocked an inline script": (
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    ),
    "exception: .*blocked an inline style": "document.body.setAttribute('style', 'color: red')",
}


def test_what_goes_wrong_in_a_page_is_seen(page: Page, problems: Problems) -> None:
    page.goto("/")
    assert problems.seen == []
    for said, wrong in WRONG.items():
        problems.expect(said)
        page.evaluate(wrong)
    for _ in range(100):
        page.wait_for_timeout(50 if problems.verdict() else 0)
    assert len(problems.seen) == len(WRONG)
