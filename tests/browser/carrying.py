"""What the tests of a downloaded walk do on its pages, and what they ask of them."""

from playwright.sync_api import Page, expect

from tests.browser.waiting import wait_for

WALK = "/w/mill-river-audio-walk"
KEPT = """async () => {
  const kept = {};
  for (const name of await caches.keys())
    kept[name] = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
  return kept;
}"""


def offered(page: Page, path: str = f"{WALK}/list") -> Page:
    """Open the list of a walk, and wait until its download is offered."""
    page.goto(path)
    expect(page.locator(".download button").first).to_be_visible()
    return page


def download(page: Page) -> None:
    """Press the button of the download, and wait until all is here and the worker answers."""
    page.locator(".download button").first.click()
    expect(page.locator(".download")).to_contain_text("1.3\u00a0MB. It plays without signal.")
    wait_for(page, "navigator.serviceWorker.controller !== null")


def kept(page: Page) -> dict[str, list[str]]:
    """Give the paths that are in each cache of the page's site."""
    found: dict[str, list[str]] = page.evaluate(KEPT)
    return found


def hears_and_sees_every_stop(page: Page) -> None:
    """Play and seek every sound, look at every picture, and read what is heard; endings as well."""
    page.locator(".between > summary").click()
    sounds = page.locator("audio")
    assert sounds.count() == 7
    for at in range(7):
        plays_and_seeks(page, at)
    pictures = page.locator("main img")
    assert pictures.count() == 9
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        handle = picture.element_handle()
        wait_for(page, "(picture) => picture.complete && picture.naturalWidth > 0", handle)
    for transcript in page.locator(".transcript").all():
        transcript.locator("summary").click()
        expect(transcript.locator(".heard")).to_be_visible()
        assert len(transcript.locator(".heard").inner_text()) > 100


def plays_and_seeks(page: Page, at: int) -> None:
    """Play the sound of this number, first from its start, then from two thirds of it."""
    sound = page.locator("audio").nth(at).element_handle()
    page.evaluate("(sound) => sound.play()", sound)
    wait_for(page, "(sound) => sound.readyState >= 3 && sound.currentTime > 0.2", sound)
    page.evaluate("(sound) => { sound.currentTime = sound.duration * 2 / 3; }", sound)
    wait_for(
        page,
        "(s) => !s.seeking && s.readyState >= 3 && s.currentTime > s.duration * 2 / 3 + 0.2",
        sound,
    )
    page.evaluate("(sound) => sound.pause()", sound)
