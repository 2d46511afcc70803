"""What comes by itself is shown once and never lost, whatever else is done meanwhile."""

import pytest
from playwright.sync_api import Page

from tests.browser.waiting import wait_for

OPEN = """async () => {
    const { Turns } = await import("/walk/turns.js");
    const { Coming } = await import("/walk/coming.js");
    window.came = [];
    window.shown = [];
    window.asked = [];
    window.held = [];
    window.busy = false;
    window.hold = false;
    window.fetch = async (url, options) => {
        if (hold) await new Promise((go) => held.push(go));
        const after = Number(new URL(url).searchParams.get("after"));
        asked.push(options.method ?? after);
        const said = came.slice(after).map((text) => ({ text }));
        const told = { said, number: came.length, more_in_s: null, token: "t" };
        return { ok: true, json: async () => told };
    };
    window.turns = new Turns("/api", null);
    window.coming = new Coming(turns, ({ said }) => {
        if (!busy) shown.push(...said.map(({ text }) => text));
        return !busy;
    });
    await coming.look();
}"""


@pytest.fixture
def page(modules: Page) -> Page:
    modules.evaluate(OPEN)
    return modules


def test_what_was_there_before_is_in_the_page_and_what_comes_is_shown_once(page: Page) -> None:
    page.evaluate("came.push('a bell'), coming.look()")
    wait_for(page, "shown.length === 1")
    page.evaluate("Promise.all([coming.look(), coming.look(), coming.look()])")
    page.wait_for_timeout(200)
    assert page.evaluate("shown") == ["a bell"]


def test_what_comes_while_an_answer_is_awaited_is_shown_after_it(page: Page) -> None:
    page.evaluate("busy = true, came.push('a bell'), coming.look()")
    page.wait_for_timeout(200)
    assert page.evaluate("shown") == []
    page.evaluate("busy = false")
    wait_for(page, "shown.length === 1")


def test_what_was_told_before_something_was_done_is_asked_for_anew(page: Page) -> None:
    page.evaluate(
        "hold = true, came.push('a bell'), void coming.look(), void turns.take({ do: 'say' })"
    )
    wait_for(page, "held.length === 2")
    page.evaluate("hold = false, held.splice(0).reverse().forEach((go) => go())")
    page.wait_for_timeout(200)
    assert page.evaluate("shown") == []
    page.evaluate("coming.look()")
    wait_for(page, "shown.length === 1")
    assert page.evaluate("asked") == [0, "POST", 0, 0]
