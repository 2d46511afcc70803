"""A screen that stays on, by a real browser's lock and by one that the test answers for."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.waiting import wait_for

REAL = """async (lock) => {
    const { Awake } = await import("/walk/awake.js");
    window.states = [];
    const told = (state) => states.push(state);
    window.awake = new Awake(lock === "none" ? null : undefined, { told });
    await awake.ask();
}"""

# A lock whose answers wait in `answers`; `held` are the locks that nobody let go.
OURS = """async () => {
    const { Awake } = await import("/walk/awake.js");
    const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
    window.states = [];
    window.answers = [];
    window.held = new Set();
    const give = (resolve) => {
        const lock = new EventTarget();
        lock.release = async () => held.delete(lock) && lock.dispatchEvent(new Event("release"));
        held.add(lock);
        resolve(lock);
    };
    window.answer = async (yes = true) => {
        const { resolve, reject } = answers.shift();
        if (yes) give(resolve);
        else reject(new DOMException("", "NotAllowedError"));
        await new Promise((after) => setTimeout(after));
    };
    window.see = (visibilityState) => {
        Object.assign(page, { visibilityState });
        // As browsers do, before they tell that the page is hidden.
        if (visibilityState === "hidden") for (const each of held) each.release();
        page.dispatchEvent(new Event("visibilitychange"));
    };
    const wait = (resolve, reject) => answers.push({ resolve, reject });
    const lock = { request: () => new Promise(wait) };
    window.awake = new Awake(lock, { page, told: (state) => states.push(state) });
}"""


@pytest.fixture
def ours(modules: Page) -> Page:
    modules.evaluate(OURS)
    return modules


def found(page: Page) -> list[Any]:
    """Give what was told, how many questions wait, and how many locks are held."""
    return page.evaluate("[states, answers.length, held.size]")


@pytest.mark.phone(permissions=["screen-wake-lock"])
def test_the_screen_stays_on_until_it_is_let_go(modules: Page) -> None:
    modules.evaluate(REAL)
    assert modules.evaluate("states") == ["on"]
    modules.evaluate("awake.release()")
    wait_for(modules, "states.at(-1) === 'off'")


def test_a_browser_that_has_no_lock_says_so(modules: Page) -> None:
    modules.evaluate(REAL, "none")
    assert modules.evaluate("states") == ["refused"]


def test_a_refusal_is_told_and_it_is_asked_again_when_the_page_is_seen(ours: Page) -> None:
    ours.evaluate("awake.ask(), answer(false)")
    assert found(ours) == [["refused"], 0, 0]
    ours.evaluate("see('hidden')")
    assert found(ours) == [["refused"], 0, 0]
    ours.evaluate("see('visible'), answer()")
    assert found(ours) == [["refused", "on"], 0, 1]


def test_what_the_browser_took_back_is_asked_for_again(ours: Page) -> None:
    ours.evaluate("awake.ask(), answer()")
    ours.evaluate("see('hidden')")
    assert found(ours) == [["on", "off"], 0, 0]
    ours.evaluate("see('visible'), answer()")
    assert found(ours) == [["on", "off", "on"], 0, 1]


def test_nobody_asks_who_was_not_asked_to_or_let_go(ours: Page) -> None:
    ours.evaluate("see('visible')")
    ours.evaluate("awake.ask(), answer()")
    ours.evaluate("awake.release(), see('hidden'), see('visible')")
    assert found(ours) == [["on", "off"], 0, 0]


def test_asking_twice_is_one_lock(ours: Page) -> None:
    ours.evaluate("awake.ask(), awake.ask(), see('visible'), answer()")
    ours.evaluate("() => { awake.ask(); }")
    assert found(ours) == [["on"], 0, 1]
    ours.evaluate("awake.release()")
    assert found(ours) == [["on", "off"], 0, 0]


def test_what_comes_after_it_was_let_go_is_let_go_too(ours: Page) -> None:
    ours.evaluate("awake.ask(), awake.release(), answer()")
    assert found(ours) == [[], 0, 0]
