"""What has no sound, read by the phone's own voice."""

import pytest
from playwright.sync_api import Page

from tests.browser.problems import Problems
from tests.browser.sounding import cue, is_heard, opened, to_its_end
from tests.browser.waiting import wait_for

SAID = "speech.said.map((each) => each.text ?? each)"
UTTERED = "speech.said.filter((each) => each.text).at(-1)"


@pytest.fixture
def speaking(modules: Page) -> Page:
    opened(modules)
    modules.evaluate("sound.speaks(true)")
    return modules


def ends(page: Page) -> None:
    page.evaluate(f"{UTTERED}.onend({{}})")


def test_nothing_is_read_unless_it_is_wanted(modules: Page) -> None:
    opened(modules)
    cue(modules, "words", "gate", "words")
    is_heard(modules, "gate")
    to_its_end(modules)
    wait_for(modules, "told.at(-1) === 'ended'")
    assert modules.evaluate(SAID) == []


def test_it_is_read_in_its_language_sentence_by_sentence(speaking: Page) -> None:
    cue(speaking, "more", "words")
    for _ in range(4):
        ends(speaking)
    assert speaking.evaluate(SAID) == ["About 3.5 km.", " Go on!", " Now.", "Sólo palabras."]
    assert speaking.evaluate("speech.said.map((each) => each.lang)") == ["en", "en", "en", "es"]
    assert speaking.evaluate("[told, sound.isPlaying]") == [["plays", "stops", "ended"], False]


def test_chinese_and_arabic_have_sentences_too(speaking: Page) -> None:
    speaking.evaluate("sound.cue([{ text: '你好。再见！', language: 'zh' }])")
    ends(speaking)
    speaking.evaluate("sound.cue([{ text: 'أين أنت؟ هنا.', language: 'ar' }])")
    ends(speaking)
    ends(speaking)
    assert speaking.evaluate(SAID) == ["你好。", "再见！", "أين أنت؟", " هنا."]


def test_a_transcript_goes_before_the_text(speaking: Page) -> None:
    speaking.evaluate("sound.cue([{ text: 'Shown', transcript: 'Told', language: 'en' }])")
    assert speaking.evaluate(SAID) == ["Told"]


def test_it_is_never_read_over_a_sound(speaking: Page) -> None:
    cue(speaking, "gate", "words")
    is_heard(speaking, "gate")
    assert speaking.evaluate(SAID) == []
    to_its_end(speaking)
    wait_for(speaking, "speech.said.length === 1")
    assert speaking.evaluate("[audio.paused, sound.isPlaying]") == [True, True]
    # As a phone does by itself after a call.
    speaking.evaluate("() => { audio.play().catch(() => {}); }")
    wait_for(speaking, "audio.paused")
    assert speaking.evaluate("sound.isPlaying") is True
    cue(speaking, "sluice", now=True)
    is_heard(speaking, "sluice")
    assert speaking.evaluate(SAID) == ["Sólo palabras.", "cancelled"]


def test_a_sound_that_is_missing_is_told_and_read(speaking: Page, problems: Problems) -> None:
    problems.expect("404")
    cue(speaking, "gone", "gate")
    wait_for(speaking, "speech.said.length === 1")
    assert speaking.evaluate("[told, sound.isPlaying]") == [["plays", "missing"], True]
    ends(speaking)
    ends(speaking)
    is_heard(speaking, "gate")
    assert speaking.evaluate(SAID) == ["It is gone.", " Two words."]


def test_it_goes_on_with_the_sentence_where_it_was_paused(speaking: Page) -> None:
    cue(speaking, "more")
    ends(speaking)
    speaking.evaluate("sound.toggle()")
    assert speaking.evaluate("[sound.isPlaying, told]") == [False, ["plays", "stops"]]
    cue(speaking, "gate")
    assert speaking.evaluate("[sound.isPlaying, audio.paused]") == [False, True]
    speaking.evaluate("sound.toggle()")
    assert speaking.evaluate(SAID) == ["About 3.5 km.", " Go on!", "cancelled", " Go on!"]
    speaking.evaluate("sound.again()")
    assert speaking.evaluate(f"{SAID}.at(-1)") == "About 3.5 km."


def test_what_was_read_to_its_end_is_read_from_the_start_again(speaking: Page) -> None:
    cue(speaking, "more")
    for _ in range(3):
        ends(speaking)
    speaking.evaluate("sound.play()")
    assert speaking.evaluate(f"{SAID}.at(-1)") == "About 3.5 km."


def test_who_wants_it_no_longer_goes_on_with_what_has_sound(speaking: Page) -> None:
    cue(speaking, "words", "more", "gate")
    speaking.evaluate("sound.speaks(false)")
    is_heard(speaking, "gate")
    assert speaking.evaluate(SAID) == ["Sólo palabras.", "cancelled"]


def test_a_voice_that_is_hushed_says_no_more(speaking: Page) -> None:
    cue(speaking, "more")
    speaking.evaluate("sound.stop()")
    for error in ("canceled", "not-allowed"):
        speaking.evaluate("(error) => speech.said[0].onerror({ error })", error)
    assert speaking.evaluate(SAID) == ["About 3.5 km.", "cancelled"]
    assert speaking.evaluate("told") == ["plays", "stops"]


def test_whoever_leaves_the_page_hears_no_more_of_it(speaking: Page) -> None:
    cue(speaking, "more")
    speaking.evaluate("dispatchEvent(new Event('pagehide'))")
    assert speaking.evaluate(SAID) == ["About 3.5 km.", "cancelled"]
    assert speaking.evaluate("sound.isPlaying") is False


def test_a_voice_that_only_a_tap_may_begin_is_told_of_and_begun_by_one(speaking: Page) -> None:
    cue(speaking, "words")
    speaking.evaluate(f"{UTTERED}.onerror({{ error: 'not-allowed' }})")
    assert speaking.evaluate("[told, sound.isPlaying]") == [["plays", "stops", "blocked"], False]
    speaking.evaluate("sound.start()")
    assert speaking.evaluate(f"[{UTTERED}.text, sound.isPlaying]") == ["Sólo palabras.", True]


def test_the_first_tap_unlocks_the_voice_without_a_word(speaking: Page) -> None:
    speaking.evaluate("sound.start()")
    assert speaking.evaluate(SAID) == [""]
    assert speaking.evaluate("told") == []
    cue(speaking, "words")
    speaking.evaluate("sound.start()")
    assert speaking.evaluate(SAID) == ["", "Sólo palabras."]


def test_a_voice_that_tells_nothing_does_not_hold_up_the_walk(modules: Page) -> None:
    modules.clock.install()
    opened(modules)
    modules.evaluate("sound.speaks(true)")
    cue(modules, "more")
    modules.clock.run_for(5_000)
    assert modules.evaluate(SAID) == ["About 3.5 km."]
    modules.clock.run_for(30_000)
    assert modules.evaluate("[told.at(-1), sound.isPlaying]") == ["ended", False]
    spoken = ["About 3.5 km.", " Go on!", " Now."]
    # Each is hushed before the next: one that only told nothing would else be talked over.
    assert modules.evaluate(SAID) == [said for each in spoken for said in (each, "cancelled")]


def test_a_real_browser_without_any_voice_goes_on(modules: Page) -> None:
    opened(modules, speech="real")
    modules.evaluate("sound.speaks(true), sound.start()")
    cue(modules, "more", "gate")
    is_heard(modules, "gate")
