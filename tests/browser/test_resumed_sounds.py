"""A walk that is left and taken up again: the sound goes on where it was, a little earlier."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.browser.sounding import CLIPS, changed, cue, is_heard, opened, to_its_end
from tests.browser.waiting import wait_for

CLIP = CLIPS["gate"]
RESUME = "(clips) => sound.resume(clips, { title: 'Again' })"
KEY = "wayside-sound-walk"


def nine_seconds_in(page: Page) -> Page:
    """Hear the gate for nine seconds."""
    page = opened(page)
    cue(page, "gate")
    is_heard(page, "gate")
    page.evaluate("sound.to(9)")
    wait_for(page, "audio.currentTime > 9.1")
    return page


def left(page: Page, by: str = "sound.pause()") -> float:
    """Leave the gate after nine seconds and load the page again; give where it was left."""
    page = nine_seconds_in(page)
    page.evaluate("addEventListener('pagehide', () => (sessionStorage.left_s = audio.currentTime))")
    page.evaluate(by)
    page.reload()
    opened(page)
    return float(page.evaluate("sessionStorage.left_s"))


def earlier_s(page: Page, left_s: float) -> float:
    """Go on; give how much earlier that is than where it was left."""
    page.evaluate("audio.addEventListener('playing', () => (window.from_s ??= audio.currentTime))")
    assert page.evaluate(RESUME, [CLIPS["sluice"], CLIP]) is True
    is_heard(page, "gate")
    wait_for(page, "window.from_s !== undefined && audio.currentTime > 1")
    return left_s - page.evaluate("from_s")


@pytest.mark.parametrize("by", ["sound.pause()", "audio.pause()", "'It plays on.'"])
def test_after_a_reload_it_goes_on_three_seconds_earlier(modules: Page, by: str) -> None:
    assert earlier_s(modules, left(modules, by)) == pytest.approx(3, abs=0.2)


@pytest.mark.parametrize(
    "by",
    [
        "sound.pause()",
        "document.dispatchEvent(new Event('visibilitychange'))",
        "dispatchEvent(new Event('pagehide'))",
    ],
)
def test_where_it_is_is_kept_at_once_when_the_walker_goes(modules: Page, by: str) -> None:
    nine_seconds_in(modules)
    [before, kept, at] = modules.evaluate(f"""() => {{
        const kept = () => JSON.parse(localStorage.getItem("{KEY}"))?.position_s;
        const before = kept();
        {by};
        return [before, kept(), audio.currentTime];
    }}""")
    assert kept == pytest.approx(at, abs=0.01)
    assert before != kept


def test_even_a_battery_that_dies_costs_two_seconds_at_most(modules: Page) -> None:
    opened(modules)
    cue(modules, "gate")
    wait_for(modules, "audio.currentTime > 6.5")
    left_s = modules.evaluate("audio.currentTime")
    kept = modules.evaluate(f"JSON.parse(localStorage.getItem('{KEY}'))")
    assert kept["audio"] == CLIP["audio"]
    assert left_s - 2.6 < kept["position_s"] <= left_s


def test_going_on_where_it_was_and_not_earlier_would_be_noticed(modules: Page) -> None:
    changed(modules, "walk/sound.js", "EARLIER_S = 3", "EARLIER_S = 0")
    assert earlier_s(modules, left(modules)) == pytest.approx(0, abs=0.2)


def test_a_phone_that_takes_a_position_only_while_it_plays_goes_on_there_too(modules: Page) -> None:
    left(modules)
    modules.evaluate("""() => {
        let plays = false;
        const { get, set } = Object.getOwnPropertyDescriptor(
            HTMLMediaElement.prototype, "currentTime");
        audio.addEventListener("playing", () => (plays = true), { capture: true });
        Object.defineProperty(audio, "currentTime",
            { get, set(to) { if (plays) set.call(audio, to); }, configurable: true });
    }""")
    modules.evaluate(RESUME, [CLIP])
    wait_for(modules, "audio.currentTime > 5.5")
    assert modules.evaluate("audio.currentTime") < 8.5


def test_the_rest_comes_after_it_and_what_was_heard_before_does_not(modules: Page) -> None:
    left(modules)
    modules.evaluate(RESUME, [CLIP, CLIPS["sluice"]])
    is_heard(modules, "gate")
    to_its_end(modules)
    is_heard(modules, "sluice")


def test_which_was_heard_last_is_told_before_anything_sounds(modules: Page) -> None:
    left_s = left(modules)
    found = modules.evaluate("(clips) => sound.resumable(clips)", [CLIPS["sluice"], CLIP])
    assert found == {"index": 1, "position_s": pytest.approx(left_s, abs=0.1)}
    for clips in ([CLIPS["sluice"]], [CLIPS["words"]], []):
        assert modules.evaluate("(clips) => sound.resumable(clips)", clips) is None
        assert modules.evaluate(RESUME, clips) is False
    assert modules.evaluate("[sound.isPlaying, told]") == [False, []]


def test_another_sound_does_not_begin_where_the_first_was_left(modules: Page) -> None:
    left(modules)
    modules.evaluate(
        "([gate, sluice]) => { sound.resume([gate]); sound.cue([sluice], {}, { now: true }); }",
        [CLIP, CLIPS["sluice"]],
    )
    is_heard(modules, "sluice")
    assert modules.evaluate("audio.currentTime") < 2


def test_what_was_taken_up_again_can_be_left_again_or_begun_anew(modules: Page) -> None:
    left(modules)
    modules.evaluate(RESUME, [CLIP])
    modules.evaluate("sound.again()")
    is_heard(modules, "gate")
    assert modules.evaluate("audio.currentTime") < 2
    modules.evaluate("sound.stop()")
    modules.evaluate(
        "(key) => localStorage.setItem(key, JSON.stringify("
        "{ audio: '/sounds/gate.mp3', position_s: 9 }))",
        KEY,
    )
    modules.evaluate(RESUME, [CLIP])
    wait_for(modules, "audio.currentTime > 6.2")
    # Whoever winds back by other means than ours is not thrown forward again.
    modules.evaluate("audio.currentTime = 2")
    wait_for(modules, "audio.currentTime > 2.3")
    assert modules.evaluate("audio.currentTime") < 4


def test_from_the_start_is_from_the_start(modules: Page) -> None:
    nine_seconds_in(modules)
    modules.evaluate("sound.pause(), sound.again()")
    wait_for(modules, "sound.isPlaying && audio.currentTime < 2")
    modules.evaluate("sound.to(9), sound.seek(-15)")
    wait_for(modules, "audio.currentTime < 2")
    modules.evaluate("sound.seek(15)")
    wait_for(modules, "audio.currentTime > 14")


@pytest.mark.parametrize(
    "kept", ["{", "null", "{}", '{"position_s": 4}', '{"audio": "/sounds/gate.mp3"}']
)
def test_what_was_kept_and_makes_no_sense_is_nothing(modules: Page, kept: str) -> None:
    modules.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [KEY, kept])
    opened(modules)
    assert modules.evaluate(RESUME, [CLIPS["words"], CLIP]) is False


def test_it_is_kept_every_two_seconds_and_no_more_often(modules: Page) -> None:
    modules.evaluate("""() => {
        window.kept = [];
        const set = Storage.prototype.setItem;
        Storage.prototype.setItem = function (...all) {
            kept.push(performance.now());
            set.apply(this, all);
        };
    }""")
    opened(modules)
    cue(modules, "gate")
    wait_for(modules, "audio.currentTime > 7")
    kept = modules.evaluate("kept")
    assert len(kept) >= 3
    assert all(later - before > 1900 for before, later in pairwise(kept))


def test_where_nothing_can_be_kept_all_else_works(modules: Page) -> None:
    opened(modules, keep="private", media="none", speech="none")
    assert modules.evaluate(RESUME, [CLIP]) is False
    modules.evaluate("sound.speaks(true), sound.start()")
    cue(modules, "words", "gate")
    is_heard(modules, "gate")
    modules.evaluate("dispatchEvent(new Event('pagehide')), sound.toggle()")
    wait_for(modules, "audio.paused && told.at(-1) === 'stops'")


def test_in_a_window_where_even_asking_for_storage_fails_it_sounds(modules: Page) -> None:
    modules.evaluate(
        """async (clip) => {
        const get = () => { throw new DOMException("", "SecurityError"); };
        Object.defineProperty(window, "localStorage", { get });
        const { Sound } = await import("/walk/sound.js");
        window.audio = document.createElement("audio");
        window.sound = new Sound(audio);
        sound.cue([clip]);
    }""",
        CLIP,
    )
    is_heard(modules, "gate")
    assert modules.evaluate(RESUME, [CLIP]) is False
