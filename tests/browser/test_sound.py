"""What is heard on a walk, in a real browser with real sounds."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import MODULES
from tests.browser.problems import Problems
from tests.browser.waiting import wait_for
from tests.serving import ROOT

MEDIA = ROOT / "stories/mill-river-audio-walk/media"
OPEN = """async ({ name, keep, silent }) => {
    const { Sound } = await import("/walk/sound.js");
    document.body.replaceChildren(Object.assign(document.createElement("audio"), { id: "sound" }));
    window.audio = document.querySelector("audio");
    window.heard = [];
    window.keys = {};
    window.places = [];
    const media = {
        setActionHandler: (name, act) => (keys[name] = act),
        setPositionState: (state) => places.push(state),
    };
    const broken = { getItem() { throw new Error("no"); }, setItem() { throw new Error("no"); } };
    window.speech = {
        said: [], speak(each) { this.said.push(each); }, cancel() { this.said.push("cancelled"); },
    };
    const told = {
        playing: (yes) => heard.push(yes ? "plays" : "stops"), ended: () => heard.push("ended"),
        failed: (why) => heard.push(why), next: () => heard.push("next"),
    };
    window.sound = new Sound(window.audio, {
        name, told, media: silent ? undefined : media, speech, keep: keep ? localStorage : broken,
    });
}"""
CLIPS: dict[str, dict[str, str]] = {
    "gate": {"audio": "/media/gate.mp3", "text": "A gate.", "language": "en"},
    "sluice": {"audio": "/media/sluice.mp3", "text": "A sluice.", "language": "en"},
    "gone": {"audio": "/media/gone.mp3", "text": "It is gone. Two words.", "language": "en"},
    "words": {"text": "Only words.", "language": "es"},
}


def media(route: Route) -> None:
    file = MEDIA / route.request.url.rpartition("/")[2]
    if not file.is_file():
        route.fulfill(status=404)
        return
    data = file.read_bytes()
    start = int(route.request.headers.get("range", "bytes=0-")[6:].partition("-")[0])
    headers = {
        "Content-Type": "audio/mpeg",
        "Accept-Ranges": "bytes",
        "Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}",
    }
    route.fulfill(status=206, body=data[start:], headers=headers)


@pytest.fixture
def opened(modules: Page) -> Callable[..., Page]:
    modules.route(f"{MODULES}/media/**", media)

    def give(*, keep: bool = True, silent: bool = False) -> Page:
        modules.evaluate(OPEN, {"name": "walk", "keep": keep, "silent": silent})
        return modules

    return give


def cue(page: Page, *names: str, now: bool = False) -> None:
    page.evaluate(
        "([clips, now]) => sound.cue(clips, { title: 'A walk', artist: '' }, { now })",
        [[CLIPS[name] for name in names], now],
    )


def state(page: Page, what: str) -> Any:
    return page.evaluate(what)


def is_heard(page: Page, name: str) -> None:
    wait_for(page, "(end) => sound.isPlaying && audio.src.endsWith(end)", CLIPS[name]["audio"])


def to_its_end(page: Page) -> None:
    wait_for(page, "audio.duration > 1 && audio.currentTime > 0")
    page.evaluate("audio.currentTime = audio.duration - 0.2")


def test_what_is_cued_is_heard_one_after_the_other(opened: Callable[..., Page]) -> None:
    page = opened()
    cue(page, "gate", "sluice")
    is_heard(page, "gate")
    to_its_end(page)
    is_heard(page, "sluice")
    to_its_end(page)
    wait_for(page, "heard.at(-1) === 'ended'")
    assert state(page, "heard.filter((each) => each === 'ended').length") == 1
    assert state(page, "sound.isPlaying") is False


def test_what_runs_is_told_to_its_end_unless_the_next_is_wanted_now(
    opened: Callable[..., Page],
) -> None:
    page = opened()
    cue(page, "gate")
    is_heard(page, "gate")
    cue(page, "sluice")
    page.wait_for_timeout(300)
    is_heard(page, "gate")
    cue(page, "sluice", now=True)
    is_heard(page, "sluice")


def test_the_same_sound_goes_on_where_it_is(opened: Callable[..., Page]) -> None:
    page = opened()
    cue(page, "gate")
    wait_for(page, "audio.currentTime > 1")
    cue(page, "gate", "sluice", now=True)
    assert state(page, "audio.currentTime > 1") is True
    to_its_end(page)
    is_heard(page, "sluice")


def test_after_a_reload_it_goes_on_three_seconds_earlier(opened: Callable[..., Page]) -> None:
    page = opened()
    cue(page, "gate")
    wait_for(page, "audio.currentTime > 0.2")
    page.evaluate("sound.to(9)")
    wait_for(page, "audio.currentTime > 9.1")
    page.evaluate("sound.pause()")
    left_s = state(page, "audio.currentTime")
    page.reload()
    page = opened()
    clips = [CLIPS["sluice"], CLIPS["gate"]]
    assert page.evaluate("(clips) => sound.resume(clips, { title: '' })", clips) is True
    is_heard(page, "gate")
    wait_for(page, "audio.currentTime > 1")
    assert left_s - 3.1 < state(page, "audio.currentTime") < left_s
    page.reload()
    page = opened()
    assert page.evaluate("(clip) => sound.resume([clip], { title: '' })", CLIPS["sluice"]) is False


def test_where_nothing_can_be_kept_all_else_works(opened: Callable[..., Page]) -> None:
    page = opened(keep=False, silent=True)
    assert page.evaluate("(clip) => sound.resume([clip], { title: '' })", CLIPS["gate"]) is False
    cue(page, "gate")
    is_heard(page, "gate")
    page.evaluate("sound.pause()")
    wait_for(page, "heard.at(-1) === 'stops'")


def test_a_sound_that_is_missing_is_told_and_read(
    opened: Callable[..., Page], problems: Problems
) -> None:
    problems.expect(re.compile("404"))
    page = opened()
    cue(page, "gone", "gate")
    is_heard(page, "gate")
    assert state(page, "heard.includes('missing')") is True
    assert state(page, "speech.said.length") == 0
    page.evaluate("sound.speaks(true)")
    cue(page, "gone", now=True)
    wait_for(page, "speech.said.length === 1")
    assert state(page, "speech.said[0].text") == "It is gone."
    page.evaluate("speech.said[0].onend()")
    assert state(page, "speech.said[1].text") == " Two words."


def test_the_phones_own_voice_reads_what_has_no_sound_and_never_over_one(
    opened: Callable[..., Page],
) -> None:
    page = opened()
    cue(page, "words")
    assert state(page, "[speech.said.length, sound.isPlaying]") == [0, False]
    page.evaluate("sound.speaks(true)")
    cue(page, "gate", "words")
    is_heard(page, "gate")
    assert state(page, "speech.said.length") == 0
    to_its_end(page)
    wait_for(page, "speech.said.length === 1")
    assert state(page, "[speech.said[0].lang, audio.paused, sound.isPlaying]") == ["es", True, True]
    cue(page, "sluice", now=True)
    assert state(page, "speech.said[1]") == "cancelled"
    is_heard(page, "sluice")


def test_the_keys_of_the_lock_screen(opened: Callable[..., Page]) -> None:
    page = opened()
    cue(page, "gate")
    wait_for(page, "audio.currentTime > 0.2")
    page.evaluate("keys.pause()")
    wait_for(page, "!sound.isPlaying")
    page.evaluate("keys.play()")
    wait_for(page, "sound.isPlaying")
    page.evaluate("keys.seekto({ seekTime: 12 })")
    page.evaluate("keys.seekbackward({})")
    wait_for(page, "audio.currentTime < 4")
    page.evaluate("keys.nexttrack()")
    assert state(page, "heard.at(-1)") == "next"
    is_heard(page, "gate")
    page.evaluate("keys.previoustrack()")
    wait_for(page, "audio.currentTime < 1")
    page.evaluate("keys = {}; document.dispatchEvent(new Event('visibilitychange'))")
    assert state(page, "Object.keys(keys).length") == 7
    assert state(page, "places.every(({ duration, position }) => position <= duration)") is True


def test_without_a_tap_it_says_that_one_is_needed(opened: Callable[..., Page]) -> None:
    page = opened()
    # What a test evaluates counts as a tap, so the browser's refusal is played.
    page.evaluate(
        "() => (audio.play = () => Promise.reject(new DOMException('', 'NotAllowedError')))"
    )
    cue(page, "gate")
    wait_for(page, "heard.includes('blocked')")
    page.evaluate("() => { delete audio.play; sound.play(); }")
    is_heard(page, "gate")


AWAKE = """async () => {
    const { Awake } = await import("/walk/awake.js");
    window.states = [];
    window.awake = new Awake(navigator.wakeLock, { told: (state) => states.push(state) });
    await awake.ask();
}"""


@pytest.mark.phone(permissions=["screen-wake-lock"])
def test_the_screen_stays_on_until_it_is_let_go(modules: Page) -> None:
    modules.evaluate(AWAKE)
    assert modules.evaluate("states") == ["on"]
    modules.evaluate("awake.release()")
    wait_for(modules, "states.at(-1) === 'off'")


def test_a_screen_that_may_not_stay_on_is_told_of(modules: Page) -> None:
    modules.evaluate(AWAKE.replace("navigator.wakeLock", "undefined"))
    assert modules.evaluate("states") == ["refused"]
