"""Whatever authors and players write is text on every page: nothing of it runs."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_player import SOUNDS, told
from tests.serving import Server, serving

PAYLOADS = (
    "<img src=x onerror=canary()>",
    "\"'><script>canary()</script>",
    "</template></main><svg onload=canary()>",
    "' onfocus=canary() autofocus x='",
    '"}]}</script><script>canary()</script>',
    "{{canary()}}${canary()}<!--",
    "javascript:canary()",
    "&lt;img src=x onerror=canary()&gt;",
    "\u202e<u>\u0000canary()</u>",
)
LETTERS = "ABCDEFGHJ"
HANDLERS = "[onerror],[onload],[onfocus],img[src='x'],u,script:not([src]),a[href^='javascript']"


def quoted(words: str) -> str:
    return "'" + words.replace("\u0000", "").replace("'", "''") + "'"


def story(payload: str, number: int) -> str:
    """Write a story with a payload wherever a story has words."""
    said = quoted(payload.replace("{", "{{"))
    letter = LETTERS[number]
    return f"""\
story: {said}
about: {said}
credits: {said}
contact: {said}
keywords: [{letter * 4}]
start: path
remember: {{friend: ""}}
places:
  well:
    name: {said}
    at: "42.12700, -92.30330"
    code: {letter * 4}7
    directions: {said}
    access: {said}
  shut:
    name: {said}
    at: "42.12800, -92.30330"
    code: XX7{letter * 2}
    status: closed
    instead: {said}
scenes:
  path:
    say: {said}
    picture: gate.jpg
    alt: {said}
    audio: gate.mp3
    transcript: {said}
    ask: {{question: {said}, save: friend}}
    go: way
  way: {{say: "You are {{friend}}.", walk: well, go: well, hints: [{said}]}}
  well:
    place: well
    say: "At last, {{friend}}."
    choices:
      - {{pick: {said}, say: {said}}}
      - {{pick: Leave, ending: {said}}}
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("hostile")
    for number, payload in enumerate(PAYLOADS):
        each = folder / "stories" / f"hostile-{number}"
        each.mkdir(parents=True)
        (each / "story.yaml").write_text(story(payload, number), encoding="utf-8")
        (each / "media").symlink_to(SOUNDS)
    nothing = dict.fromkeys(("WAYSIDE_PUBLIC_URL", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"), "")
    settings = nothing | {"WAYSIDE_STORIES": str(folder / "stories"), "WAYSIDE_TRY": "on"}
    with serving(folder / "var", **settings) as server:
        yield server


@pytest.fixture
def called(context: BrowserContext) -> list[str]:
    found: list[str] = []
    context.expose_function("canary", lambda: found.append("called"))
    return found


def drawn(page: Page) -> int:
    return int(page.evaluate(f'document.querySelectorAll("{HANDLERS}").length'))


def test_the_search_finds_what_would_be_drawn(page: Page, shelf: Server) -> None:
    page.goto(f"{shelf.url}/w/hostile-0")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<u>x</u>')")
    assert drawn(page) == 1


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_no_words_of_a_story_or_a_player_do_anything(
    page: Page, shelf: Server, called: list[str], number: int
) -> None:
    payload = PAYLOADS[number].replace("\u0000", "")
    page.goto(shelf.url)
    assert drawn(page) == 0
    page.goto(f"{shelf.url}/w/hostile-{number}?language={quote(payload)}")
    expect(page.locator("h1")).to_have_text(payload.strip())
    page.locator(".before button").click()
    expect(told(page).locator(".text").first).to_have_text(payload.strip())
    page.locator("#answer").fill(payload)
    page.locator(".answer button").click()
    expect(told(page)).to_contain_text("You are")
    page.locator(".drawn").scroll_into_view_if_needed()
    expect(page.locator(".map-box")).to_be_visible()
    assert drawn(page) == 0
    page.reload()
    page.locator(".arrive button").click()
    expect(told(page)).to_contain_text("At last")
    page.locator(".choices button").first.click()
    expect(told(page).locator(".text")).to_have_text(payload.strip())
    assert drawn(page) == 0
    page.goto(f"{shelf.url}/w/hostile-{number}/list")
    expect(page.locator(".all h2").first).to_have_text(payload.strip())
    assert (drawn(page), called) == (0, [])
