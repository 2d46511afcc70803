"""What a page is told of where the walker is: the way, an arrival, what was passed unseen."""

from typing import Any

import pytest
from playwright.sync_api import Page

OPEN = """async () => {
    const { Guide } = await import("/walk/guide.js");
    window.told = [];
    window.at_s = 1000;
    const stop = (number, id, lat) => ({ number, id, name: id, lat, lon: 8.25, within_m: 30 });
    const stops = [
        stop(1, "inn", 47.5), stop(2, "mill", 47.502), stop(3, "quay", 47.504),
        { number: 4, id: "nowhere", name: "nowhere", lat: null, lon: null, within_m: 30 },
    ];
    const where = { start(to) { window.heard = to; }, stop() { told.push(["stopped"]); } };
    window.guide = new Guide(stops, where, {
        arrived: (id) => told.push(["arrived", id]),
        passed: (later, waiting) => told.push(["passed", later.id, waiting.id]),
        state: (name) => told.push(["state", name]),
        way: ({ id }, metres, wind) => told.push(["way", id, Math.round(metres / 10) * 10, wind]),
    });
    window.marks = {};
    guide.draw({
        show: () => (marks.shown = true),
        arm: (ids) => (marks.armed = ids),
        close: (ids) => (marks.closed = ids),
        done: (ids) => (marks.done = ids),
    });
    guide.start();
    window.be = (lat, after_s = 60) => {
        at_s += after_s;
        heard.fix({ lat, lon: 8.25, accuracy_m: 8, at_s }, at_s);
    };
    window.away = (ms) => {
        const now = Date.now;
        for (const [state, later] of [["hidden", 0], ["visible", ms]]) {
            const value = { value: state, configurable: true };
            Object.defineProperty(document, "visibilityState", value);
            Date.now = () => now() + later;
            document.dispatchEvent(new Event("visibilitychange"));
        }
    };
}"""


@pytest.fixture
def guide(modules: Page) -> Page:
    modules.evaluate(OPEN)
    return modules


def told(page: Page, script: str) -> list[list[Any]]:
    page.evaluate(f"(() => {{ told.length = 0; {script} }})()")
    found: list[list[Any]] = page.evaluate("told")
    return found


def test_the_way_is_told_until_one_has_come(guide: Page) -> None:
    guide.evaluate("guide.wait({ to: ['mill'], here: ['mill'], proof: 'any' })")
    assert told(guide, "be(47.5)") == [["way", "mill", 220, "n"]]
    assert told(guide, "be(47.502)") == [["arrived", "mill"]]
    assert guide.evaluate("marks") == {
        "shown": True,
        "armed": ["mill"],
        "closed": [],
        "done": ["inn"],
    }


def test_who_stands_there_already_has_come(guide: Page) -> None:
    guide.evaluate("at_s = Date.now() / 1000 - 61; be(47.502)")
    wait = "guide.wait({ to: ['mill'], here: [], proof: 'gps' })"
    assert told(guide, wait) == [["arrived", "mill"]]


def test_what_asks_for_its_sign_is_not_begun_by_satellite(guide: Page) -> None:
    guide.evaluate("guide.wait({ to: ['mill'], here: [], proof: 'sign' })")
    assert told(guide, "be(47.502); be(47.502)") == []
    assert told(guide, "be(47.5)") == [["way", "mill", 220, "n"]]


def test_where_the_sign_is_away_and_only_there_a_position_will_do(guide: Page) -> None:
    guide.evaluate("guide.wait({ to: ['mill', 'quay'], here: ['mill'], proof: 'sign' })")
    assert told(guide, "be(47.504); be(47.504)") == []
    assert told(guide, "be(47.502)") == [["arrived", "mill"]]


def test_what_was_passed_with_the_phone_in_the_pocket_is_told_once(guide: Page) -> None:
    guide.evaluate("guide.wait({ to: ['mill'], here: ['mill'], proof: 'any' }); be(47.5)")
    assert told(guide, "away(61000); be(47.504)")[0] == ["passed", "quay", "mill"]
    assert told(guide, "be(47.504, 1)") == [["way", "mill", 220, "s"]]


@pytest.mark.parametrize(
    "script", ["be(47.504)", "away(5000); be(47.504)", "away(61000); be(47.501)"]
)
def test_nothing_is_taken_for_passed_that_was_not(guide: Page, script: str) -> None:
    guide.evaluate("guide.wait({ to: ['mill'], here: ['mill'], proof: 'any' }); be(47.5)")
    assert [each[0] for each in told(guide, script)] == ["way"]


def test_a_story_that_waits_for_no_place_leaves_the_map_as_it_was(guide: Page) -> None:
    guide.evaluate("guide.wait({ to: ['quay'], here: ['quay'], proof: 'any' }); guide.wait(null)")
    assert guide.evaluate("[marks.armed, marks.done]") == [[], ["inn", "mill"]]


@pytest.mark.parametrize(
    ("at", "done"), [("quay", ["inn", "mill", "quay"]), ("mill", ["inn", "mill"]), (None, ["inn"])]
)
def test_at_the_ending_the_stop_where_it_ended_is_done_as_well(
    guide: Page, at: str | None, done: list[str]
) -> None:
    guide.evaluate("guide.wait({ to: ['mill'], here: ['mill'], proof: 'any' })")
    ended = "(at) => { guide.know({ stops: [], ended: 'Home', at }); guide.wait(null); }"
    guide.evaluate(ended, at)
    assert guide.evaluate("marks.done") == done


def test_what_is_closed_since_the_map_was_drawn_is_marked_so_and_opens_again(guide: Page) -> None:
    know = "(open) => { guide.know({ stops: [{ id: 'mill', open }, { id: 'quay', open: true }], "
    know += "ended: null, at: 'inn' }); guide.wait(null); }"
    guide.evaluate(know, False)
    assert guide.evaluate("marks.closed") == ["mill"]
    guide.evaluate(know, True)
    assert guide.evaluate("marks.closed") == []
