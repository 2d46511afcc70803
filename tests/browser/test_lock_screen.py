"""The keys of the lock screen, ours to press and those of a real browser."""

from playwright.sync_api import Page

from tests.browser.sounding import CLIPS, cue, is_heard, opened, to_its_end
from tests.browser.waiting import wait_for

KEYS = ["nexttrack", "pause", "play", "previoustrack", "seekto"]
SKIPS = ["seekbackward", "seekforward"]
NAMES = "Object.keys(keys).sort()"


def test_the_keys_steer_the_sound(modules: Page) -> None:
    page = opened(modules)
    cue(page, "gate")
    is_heard(page, "gate")
    page.evaluate("keys.pause({})")
    wait_for(page, "!sound.isPlaying && audio.paused")
    page.evaluate("keys.play({})")
    is_heard(page, "gate")
    page.evaluate("keys.seekto({ seekTime: 2 }), keys.seekforward({})")
    wait_for(page, "audio.currentTime >= 17")
    page.evaluate("keys.seekbackward({ seekOffset: 10 })")
    wait_for(page, "audio.currentTime < 10")
    page.evaluate("keys.seekbackward({})")
    wait_for(page, "audio.currentTime < 2")
    page.evaluate("keys.nexttrack({})")
    assert page.evaluate("told.at(-1)") == "next"
    is_heard(page, "gate")
    page.evaluate("keys.seekto({ seekTime: 12 }), keys.previoustrack({})")
    wait_for(page, "sound.isPlaying && audio.currentTime < 2")


def test_what_a_browser_forgot_it_is_told_again(modules: Page) -> None:
    page = opened(modules)
    assert page.evaluate(NAMES) == sorted(KEYS + SKIPS)
    for event in (
        "document.dispatchEvent(new Event('visibilitychange'))",
        "dispatchEvent(new Event('pageshow'))",
    ):
        page.evaluate(f"() => {{ keys = {{}}; {event}; }}")
        assert page.evaluate(NAMES) == sorted(KEYS + SKIPS)
    page.evaluate("() => audio.addEventListener('play', () => { keys = {}; })")
    cue(page, "gate")
    is_heard(page, "gate")
    assert page.evaluate(NAMES) == sorted(KEYS + SKIPS)


def test_iphones_keep_their_two_places_for_next_and_from_the_start(modules: Page) -> None:
    modules.evaluate("() => { CSS.supports = (name) => name === '-webkit-touch-callout'; }")
    page = opened(modules)
    assert page.evaluate(NAMES) == KEYS


def test_the_position_is_told_only_where_it_makes_sense(modules: Page) -> None:
    page = opened(modules)
    page.evaluate("audio.dispatchEvent(new Event('durationchange'))")
    assert page.evaluate("places") == []
    cue(page, "gate")
    is_heard(page, "gate")
    page.evaluate("sound.to(9)")
    wait_for(page, "places.at(-1)?.position >= 9")
    duration_s = page.evaluate("sound.duration_s")
    assert all(
        0 <= place["position"] <= place["duration"] == duration_s and place["playbackRate"] == 1
        for place in page.evaluate("places")
    )
    told = page.evaluate("places.length")
    for duration in ("Infinity", "NaN", "0.5"):
        page.evaluate(f"""() => {{
            Object.defineProperty(audio, "duration", {{ value: {duration}, configurable: true }});
            audio.dispatchEvent(new Event("durationchange"));
        }}""")
    assert page.evaluate("places.length") == told


def test_a_real_lock_screen_is_told_what_plays(modules: Page) -> None:
    page = opened(modules, media="real")
    shown = {"title": "Gate", "artist": "Mill", "artwork": [{"src": "/icon.svg"}]}
    page.evaluate("([clip, title]) => sound.cue([clip], title)", [CLIPS["gate"], shown])
    cue(page, "sluice")
    is_heard(page, "gate")
    title = "(({ title, artist, artwork }) => [title, artist, artwork.map(({ src }) => src)])"
    assert page.evaluate(f"{title}(navigator.mediaSession.metadata)") == [
        "Gate",
        "Mill",
        ["https://wayside.test/icon.svg"],
    ]
    to_its_end(page)
    is_heard(page, "sluice")
    assert page.evaluate(f"{title}(navigator.mediaSession.metadata)") == ["sluice", "", []]


def test_a_browser_that_lacks_some_keys_has_the_others(modules: Page) -> None:
    modules.evaluate("""() => {
        const set = MediaSession.prototype.setActionHandler;
        window.taken = [];
        MediaSession.prototype.setActionHandler = function (name, act) {
            if (name === "seekto") throw new TypeError(name);
            taken.push(name);
            set.call(this, name, act);
        };
    }""")
    opened(modules, media="real")
    assert sorted(modules.evaluate("taken")) == sorted({*KEYS, *SKIPS} - {"seekto"})
