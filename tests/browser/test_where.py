"""Where the phone is: what the browser tells, and what a page is told of it."""

from itertools import groupby
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.waiting import wait_for

HERE = {"latitude": 47.5, "longitude": 8.25, "accuracy": 8}
GRANTED = {"geolocation": HERE, "permissions": ["geolocation"]}

# Keeps all that is told, so that a test can wait for it.
START = """async () => {
    const {Where} = await import("/walk/where.js");
    window.told = [];
    window.where = new Where(navigator.geolocation);
    window.where.start({
        fix: ({lat, lon, accuracy_m}) => told.push([lat, lon, accuracy_m]),
        state: (name) => told.push(name),
    });
}"""

# A browser's geolocation that the test answers for; it keeps what it was asked.
DRIVEN = """async (visible) => {
    const {Where} = await import("/walk/where.js");
    window.asked = [];
    window.told = [];
    window.answers = [];
    const ask = (name) => (took, failed, options) => {
        asked.push([name, options]);
        answers.push([took, failed]);
        return answers.length;
    };
    window.answer = (at, accuracy, timestamp = Date.now()) => answers.at(at)[0](
        {coords: {latitude: 47.5, longitude: 8.25, accuracy}, timestamp});
    window.fail = (at, code) => answers.at(at)[1]({code});
    const page = Object.assign(new EventTarget(), {visibilityState: "visible"});
    window.show = (visibilityState) => {
        Object.assign(page, {visibilityState}).dispatchEvent(new Event("visibilitychange"));
    };
    window.where = new Where({
        getCurrentPosition: ask("once"), watchPosition: ask("watch"),
        clearWatch: (id) => asked.push(["clear", id]),
    }, {page});
    window.begin = () => where.start({
        fix: (fix, now_s) => told.push([fix, now_s]),
        state: (name) => told.push(name),
    });
    begin();
}"""
QUICK = ["once", {"enableHighAccuracy": False, "maximumAge": 60000, "timeout": 6000}]
EXACT = {"enableHighAccuracy": True, "maximumAge": 2000, "timeout": 20000}


def changes(page: Page) -> list[Any]:
    """Give what was told; a position that came several times in a row, once."""
    return [told for told, _ in groupby(page.evaluate("told"))]


@pytest.fixture
def driven(modules: Page) -> Page:
    modules.clock.install(time=1_750_000_000)
    modules.evaluate(DRIVEN)
    return modules


def states(page: Page) -> list[str]:
    return page.evaluate("told.filter((each) => typeof each === 'string')")


@pytest.mark.phone(**GRANTED)
def test_a_phone_tells_where_it_is_at_once_and_whenever_it_moves(modules: Page) -> None:
    modules.evaluate(START)
    wait_for(modules, "told.length >= 4")
    for accuracy in (9, 80, 300, 400, 12):
        modules.context.set_geolocation(
            {"latitude": 47.51, "longitude": 8.26, "accuracy": accuracy}
        )
        wait_for(modules, "(it) => told.at(-1)[2] === it", accuracy)
    assert changes(modules) == [
        "asking",
        "good",
        [47.5, 8.25, 8],
        [47.51, 8.26, 9],
        "weak",
        [47.51, 8.26, 80],
        [47.51, 8.26, 300],
        "coarse",
        [47.51, 8.26, 400],
        "good",
        [47.51, 8.26, 12],
    ]


@pytest.mark.phone(permissions=[])
def test_who_refuses_is_not_asked_again(modules: Page) -> None:
    modules.evaluate(START)
    wait_for(modules, "told.length === 2")
    modules.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    modules.wait_for_timeout(200)
    assert modules.evaluate("told") == ["asking", "refused"]


@pytest.mark.phone(permissions=[])
def test_who_allows_it_later_starts_again(modules: Page) -> None:
    modules.evaluate(START)
    wait_for(modules, "told.length === 2")
    modules.context.grant_permissions(["geolocation"])
    modules.context.set_geolocation(HERE)
    modules.evaluate(START)
    wait_for(modules, "told.includes('good')")


@pytest.mark.phone(**GRANTED)
def test_after_stopping_nothing_is_told(modules: Page) -> None:
    modules.evaluate(START)
    wait_for(modules, "told.length >= 4")
    modules.evaluate("where.stop()")
    modules.context.set_geolocation(HERE | {"accuracy": 20})
    modules.wait_for_timeout(200)
    assert changes(modules) == ["asking", "good", [47.5, 8.25, 8]]


def test_the_quick_question_comes_first_and_the_exact_watch_after_its_answer(driven: Page) -> None:
    assert driven.evaluate("asked") == [QUICK]
    driven.evaluate("answer(0, 40, 1750000000000)")
    assert driven.evaluate("asked") == [QUICK, ["watch", EXACT]]
    fix = {"lat": 47.5, "lon": 8.25, "accuracy_m": 40, "at_s": 1_750_000_000}
    [first, good, [told, now_s]] = driven.evaluate("told")
    assert (first, good, told) == ("asking", "good", fix)
    assert now_s == pytest.approx(1_750_000_000, abs=60)


@pytest.mark.parametrize("code", [2, 3])
def test_the_watch_begins_although_the_quick_question_failed(driven: Page, code: int) -> None:
    driven.evaluate("(code) => fail(0, code)", code)
    assert driven.evaluate("[told, asked]") == [["asking"], [QUICK, ["watch", EXACT]]]


@pytest.mark.parametrize("code", [2, 3])
def test_what_fails_for_a_moment_passes(driven: Page, code: int) -> None:
    driven.evaluate("answer(0, 10)")
    driven.evaluate("(code) => fail(1, code)", code)
    driven.evaluate("answer(1, 10)")
    assert states(driven) == ["asking", "good"]
    assert driven.evaluate("told.length") == 4


@pytest.mark.parametrize("at", [0, 1])
def test_a_refusal_is_final_whenever_it_comes(driven: Page, at: int) -> None:
    driven.evaluate("(at) => { if (at) answer(0, 10); fail(at, 1); }", at)
    before = driven.evaluate("asked.length")
    driven.evaluate("show('hidden'), show('visible'), answer(0, 10)")
    driven.clock.run_for(60_000)
    assert states(driven) == (["asking", "good", "refused"] if at else ["asking", "refused"])
    assert driven.evaluate("asked.length") == before


def test_after_twenty_seconds_of_silence_it_is_asked_for_before_it_is_off(driven: Page) -> None:
    driven.evaluate("answer(0, 10)")
    driven.clock.run_for(19_000)
    assert driven.evaluate("asked.length") == 2
    driven.clock.run_for(2_000)
    assert driven.evaluate("asked.at(-1)") == ["once", EXACT]
    assert states(driven) == ["asking", "good"]
    driven.evaluate("fail(-1, 3)")
    assert states(driven) == ["asking", "good", "off"]
    driven.evaluate("answer(1, 10)")
    assert states(driven) == ["asking", "good", "off", "good"]


def test_whoever_stands_still_is_not_lost(driven: Page) -> None:
    driven.evaluate("answer(0, 10)")
    for _ in range(3):
        driven.clock.run_for(21_000)
        driven.evaluate("answer(-1, 10)")
    assert states(driven) == ["asking", "good"]
    assert driven.evaluate("asked.length") == 5


def test_a_page_that_is_not_seen_watches_nothing_and_asks_anew_when_it_is(driven: Page) -> None:
    driven.evaluate("answer(0, 10)")
    driven.evaluate("show('hidden')")
    assert driven.evaluate("asked.slice(2)") == [["clear", 2]]
    driven.evaluate("answer(1, 10)")
    driven.clock.run_for(60_000)
    assert driven.evaluate("[told.length, asked.length]") == [3, 3]
    driven.evaluate("show('visible')")
    assert driven.evaluate("asked.slice(3)") == [QUICK]
    driven.evaluate("answer(2, 10)")
    assert driven.evaluate("asked.slice(4)") == [["watch", EXACT]]
    assert states(driven) == ["asking", "good", "asking", "good"]


def test_coarse_is_what_is_coarse_twice_in_a_row(driven: Page) -> None:
    driven.evaluate("[120, 60, 120, 120, 100, 50].forEach((each) => answer(0, each))")
    assert states(driven) == ["asking", "weak", "coarse", "weak", "good"]


def test_starting_twice_is_one_watch(driven: Page) -> None:
    driven.evaluate("answer(0, 10), begin(), answer(1, 10), answer(2, 10)")
    assert driven.evaluate("asked") == [
        QUICK,
        ["watch", EXACT],
        ["clear", 2],
        QUICK,
        ["watch", EXACT],
    ]
    assert states(driven) == ["asking", "good", "asking", "good"]


def test_a_browser_without_positions_says_that_it_has_none(modules: Page) -> None:
    told = modules.evaluate("""async () => {
        const {Where} = await import("/walk/where.js");
        const told = [];
        new Where(undefined).start({fix: () => told.push("fix"), state: (name) => told.push(name)});
        return told;
    }""")
    assert told == ["off"]
