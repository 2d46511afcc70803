"""Sounds of a walk in a page, and what is heard of them."""

from pathlib import Path

from playwright.sync_api import Page, Route

from tests.browser.conftest import MODULES
from tests.browser.waiting import wait_for
from webhooks.web.assets import STATIC

CLIPS: dict[str, dict[str, str]] = {
    "gate": {"audio": "/sounds/gate.mp3", "text": "A gate.", "language": "en"},
    "sluice": {"audio": "/sounds/sluice.mp3", "text": "A sluice.", "language": "en"},
    "gone": {"audio": "/sounds/gone.mp3", "text": "It is gone. Two words.", "language": "en"},
    "words": {"text": "Sólo palabras.", "language": "es"},
    "more": {"text": "About 3.5 km. Go on! Now.", "transcript": "", "language": "en"},
}


def opened(page: Page, **how: str) -> Page:
    """Give the page a Sound: how is {keep, media, speech} of scripts/sounding.js."""
    page.evaluate("async (how) => (await import('/tests/scripts/sounding.js')).open(how)", how)
    return page


def cue(page: Page, *names: str, now: bool = False) -> None:
    """Let these be heard; each has its name as its title."""
    for at, name in enumerate(names):
        page.evaluate(
            "([clip, title, now]) => sound.cue([clip], { title }, { now })",
            [CLIPS[name], name, now and at == 0],
        )


def is_heard(page: Page, name: str) -> None:
    """Wait until that sound is."""
    end = CLIPS[name]["audio"]
    wait_for(page, "(end) => sound.isPlaying && !audio.paused && audio.src.endsWith(end)", end)
    wait_for(page, "audio.currentTime > 0")


def to_its_end(page: Page) -> None:
    """Wind on to where it soon ends."""
    wait_for(page, "audio.duration > 1 && audio.currentTime > 0")
    page.evaluate("audio.currentTime = audio.duration - 0.2")


def changed(page: Page, script: str, old: str, new: str) -> None:
    """Give the page a script with a fault to find: where it reads `old`, once, it reads `new`."""
    text = (STATIC / script).read_text(encoding="utf-8")
    assert text.count(old) == 1

    def serve(route: Route) -> None:
        route.fulfill(body=text.replace(old, new), content_type="text/javascript")

    page.route(f"{MODULES}/{Path(script)}", serve)
