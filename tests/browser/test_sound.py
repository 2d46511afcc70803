"""What is heard on a walk, in a real browser with real sounds."""

from playwright.sync_api import Page

from tests.browser.chromium import FLAGS
from tests.browser.problems import Problems
from tests.browser.sounding import CLIPS, changed, cue, is_heard, opened, to_its_end
from tests.browser.waiting import wait_for

UNTOUCHED = "/tests/scripts/untouched.html"


def test_what_is_cued_is_heard_one_after_the_other(modules: Page) -> None:
    page = opened(modules)
    cue(page, "gate", "sluice")
    is_heard(page, "gate")
    to_its_end(page)
    is_heard(page, "sluice")
    to_its_end(page)
    wait_for(page, "told.at(-1) === 'ended'")
    assert page.evaluate("told") == ["plays", "stops", "ended"]
    page.evaluate("sound.play()")
    is_heard(page, "sluice")


def while_it_runs(page: Page) -> str:
    """Cue something while another sound runs; give what is heard then."""
    cue(page, "gate")
    is_heard(page, "gate")
    cue(page, "sluice")
    page.wait_for_timeout(300)
    assert page.evaluate("sound.isPlaying && !audio.paused") is True
    return page.evaluate("audio.src").rpartition("/")[2]


def test_what_runs_is_told_to_its_end_unless_the_next_is_wanted_now(modules: Page) -> None:
    page = opened(modules)
    assert while_it_runs(page) == "gate.mp3"
    cue(page, "sluice", now=True)
    is_heard(page, "sluice")


def test_a_sound_that_is_interrupted_would_be_noticed(modules: Page) -> None:
    waits = "if (!this.#clip || this.#clip.over) this.#next();"
    changed(modules, "walk/sound.js", waits, "if (true) this.#next();")
    page = opened(modules)
    assert while_it_runs(page) == "sluice.mp3"


def test_the_same_sound_goes_on_where_it_is(modules: Page) -> None:
    page = opened(modules)
    cue(page, "gate")
    wait_for(page, "audio.currentTime > 1")
    page.evaluate(
        "(clips) => sound.cue(clips, {}, { now: true })", [CLIPS["gate"], CLIPS["sluice"]]
    )
    assert page.evaluate("audio.currentTime > 1") is True
    to_its_end(page)
    is_heard(page, "sluice")


def test_what_a_call_paused_stays_paused_when_somebody_comes_to_a_stop(modules: Page) -> None:
    page = opened(modules)
    cue(page, "gate")
    wait_for(page, "audio.currentTime > 1")
    page.evaluate("audio.pause()")
    wait_for(page, "told.at(-1) === 'stops'")
    cue(page, "sluice")
    page.wait_for_timeout(300)
    assert page.evaluate("[sound.isPlaying, audio.paused, sound.position_s > 1]") == [
        False,
        True,
        True,
    ]
    page.evaluate("sound.play()")
    is_heard(page, "gate")
    assert page.evaluate("sound.position_s > 1") is True
    to_its_end(page)
    is_heard(page, "sluice")


def test_stopping_forgets_what_was_to_come(modules: Page) -> None:
    page = opened(modules)
    cue(page, "gate", "sluice")
    is_heard(page, "gate")
    page.evaluate("sound.stop()")
    page.evaluate("sound.play()")
    page.wait_for_timeout(200)
    assert page.evaluate("[told, sound.isPlaying, audio.paused]") == [
        ["plays", "stops"],
        False,
        True,
    ]


def test_a_page_that_nobody_touched_may_not_sound_and_a_tap_lets_it(modules: Page) -> None:
    assert "--autoplay-policy=user-gesture-required" in FLAGS
    with modules.expect_console_message(lambda each: each.text == "blocked"):
        modules.goto(UNTOUCHED)
    with modules.expect_console_message(lambda each: each.text == "is heard"):
        modules.get_by_role("button").tap()
    assert modules.evaluate("told") == ["plays", "stops", "blocked", "plays"]


def test_a_tap_before_anything_is_cued_unlocks_this_element_and_no_other(modules: Page) -> None:
    modules.goto(f"{UNTOUCHED}?later")
    with (
        modules.expect_console_message(
            lambda each: each.text == "another element: NotAllowedError"
        ),
        modules.expect_console_message(lambda each: each.text == "is heard"),
    ):
        modules.get_by_role("button").tap()
    assert modules.evaluate("told") == ["plays"]


def test_what_was_blocked_is_tried_again_before_what_comes_after_it(modules: Page) -> None:
    page = opened(modules)
    page.evaluate(
        "() => (audio.play = () => Promise.reject(new DOMException('', 'NotAllowedError')))"
    )
    cue(page, "gate")
    wait_for(page, "told.includes('blocked')")
    page.evaluate("() => delete audio.play")
    cue(page, "sluice")
    is_heard(page, "gate")
    to_its_end(page)
    is_heard(page, "sluice")


def test_after_a_sound_that_is_missing_the_walk_goes_on(modules: Page, problems: Problems) -> None:
    problems.expect("404")
    page = opened(modules)
    cue(page, "gone", "sluice")
    is_heard(page, "sluice")
    cue(page, "gone", now=True)
    wait_for(page, "told.at(-1) === 'ended'")
    page.wait_for_timeout(300)
    assert page.evaluate("told").count("missing") == 2
    assert page.evaluate("told.slice(-4)") == ["plays", "missing", "stops", "ended"]
    cue(page, "gate")
    is_heard(page, "gate")


def test_a_sound_that_was_missing_is_played_when_the_signal_is_back(
    modules: Page, problems: Problems
) -> None:
    problems.expect("ERR_FAILED")
    modules.route("**/gate.mp3", lambda route: route.abort())
    page = opened(modules)
    cue(page, "gate")
    wait_for(page, "told.at(-1) === 'ended'")
    modules.unroute("**/gate.mp3")
    page.evaluate("sound.play()")
    is_heard(page, "gate")


def test_what_fails_while_it_is_paused_waits_and_goes_on_where_it_was(modules: Page) -> None:
    page = opened(modules)
    page.evaluate("sound.speaks(true)")
    cue(page, "gate", "sluice")
    wait_for(page, "audio.currentTime > 1")
    page.evaluate("sound.pause()")
    left_s = page.evaluate("sound.position_s")
    page.evaluate("audio.dispatchEvent(new Event('error'))")
    page.wait_for_timeout(200)
    assert page.evaluate("[sound.isPlaying, speech.said.length]") == [False, 0]
    page.evaluate("sound.play()")
    is_heard(page, "gate")
    wait_for(page, "(left_s) => sound.position_s > left_s", left_s)
