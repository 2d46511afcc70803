"""Thousands of walks that were never walked: does a stop open, open twice, or is it the wrong one?

Each kind of noise is off by 10 m (sigma) on either axis; a phone's own noise hangs together, and
between tall houses it jumps. The walks are the same each time: their chance comes from a seed.
"""

import pytest
from playwright.sync_api import Page

WALKS = 1000
KINDS = ["white", "correlated", "urban"]
FIGURES = """async ([rule, walks, options]) => {
    const simulation = await import("/tests/scripts/simulate.js");
    const {Arrivals} = await import("/walk/arrival.js");
    return simulation.figures(rule === "ours" ? Arrivals : simulation.Naive, walks, options);
}"""


def figures(
    page: Page, rule: str, noise: str, walks: int = WALKS, **options: object
) -> dict[str, float]:
    return page.evaluate(FIGURES, [rule, walks, {"noise": noise} | options])


@pytest.mark.parametrize("halt", [True, False], ids=["halting", "passing by"])
@pytest.mark.parametrize("noise", KINDS)
def test_stops_open_once_and_others_do_not(modules: Page, noise: str, halt: bool) -> None:
    found = figures(modules, "ours", noise, halt=halt)
    assert found["hit"] >= 0.96, found
    assert found["again"] <= 0.01, found
    assert found["wrong"] <= 0.005, found


@pytest.mark.parametrize("noise", KINDS)
def test_the_first_rule_that_comes_to_mind_opens_stops_twice(modules: Page, noise: str) -> None:
    found = figures(modules, "naive", noise, walks=300)
    assert found["hit"] >= 0.96, found
    assert found["again"] > 0.25, found


def test_a_jump_alone_opens_a_wrong_stop_for_who_believes_it(modules: Page) -> None:
    assert figures(modules, "naive", "urban", walks=300)["wrong"] > 0.1


def test_a_stop_beside_the_street_is_opened_often_enough_to_be_seen(modules: Page) -> None:
    # The figure of wrong stops is not small because nothing aside ever opens.
    assert figures(modules, "ours", "correlated", walks=300, off_m=25)["wrong"] > 0.5


def test_the_same_seed_gives_the_same_walk(modules: Page) -> None:
    again = """async (seeds) => {
        const {walk} = await import("/tests/scripts/simulate.js");
        const {Arrivals} = await import("/walk/arrival.js");
        return seeds.map((seed) => JSON.stringify(walk(Arrivals, seed, {noise: "urban"})));
    }"""
    assert modules.evaluate(again, [7, 8, 9]) == modules.evaluate(again, [7, 8, 9])
