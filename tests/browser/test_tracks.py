"""Tracks as phones record them: coarse at first, with jumps, gaps and remembered fixes."""

from itertools import groupby
from typing import Any

from playwright.sync_api import Page

from tests.browser.walking import LON, stop

WALK = """async ([name, stops]) => {
    const {readGpx} = await import("/walk/track.js");
    const {Arrivals} = await import("/walk/arrival.js");
    const {Naive} = await import("/tests/scripts/simulate.js");
    const fixes = readGpx(await (await fetch(`/tests/tracks/${name}.gpx`)).text());
    const told = (arrivals) => fixes.map((fix) => {
        arrivals.arm(stops.map(({id}) => id));
        const {arrived, left, ignored} = arrivals.take(fix);
        const words = [arrived && `+${arrived}`, left && `-${left}`, ignored];
        return [fix.at_s - fixes[0].at_s, words.filter(Boolean).join(" ")];
    });
    return [told(new Arrivals(stops)), told(new Naive(stops))];
}"""
EAST = 1 / 75122.7


def aside(name: str, up_m: float, right_m: float) -> dict[str, Any]:
    return stop(name, up_m) | {"lon": LON + right_m * EAST}


def story(told: list[list[Any]]) -> list[str]:
    """Give what happened, each with its second, and several of the same in a row as one."""
    runs = [(word, [at for at, _ in run]) for word, run in groupby(told, key=lambda each: each[1])]
    return [f"{at[0]:.0f}-{at[-1]:.0f} {word}" for word, at in runs if word]


def walk(page: Page, name: str) -> list[list[str]]:
    return [story(told) for told in page.evaluate(WALK, [name, STOPS[name]])]


STOPS = {
    "quay": [stop("bridge", 200), stop("mill", 400)],
    "market": [stop("fountain", 180), aside("hall", 290, 90), aside("gate", 420, 300)],
    "tower": [stop("tower", 205)],
}


def test_a_jump_along_the_quay_opens_no_stop_before_its_time(modules: Page) -> None:
    ours, naive = walk(modules, "quay")
    assert ours == [
        "0-5 coarse",
        "70-77 jump",
        "135-135 +bridge",
        "268-268 -bridge",
        "349-349 +mill",
        "468-468 -mill",
    ]
    assert naive == ["70-70 +mill", "134-134 +bridge", "348-348 +mill"]


def test_remembered_and_coarse_fixes_and_a_gap_open_nothing(modules: Page) -> None:
    # The hall was passed in a pocket: no position told of it.
    ours, naive = walk(modules, "market")
    assert ours == [
        "66-66 old",
        "121-121 +fountain",
        "354-354 -fountain",
        "420-450 coarse",
        "453-453 +gate",
        "563-563 -gate",
        "623-623 old",
    ]
    assert naive == ["120-120 +fountain", "453-453 +gate", "531-531 +gate", "534-534 +gate"]


def test_a_long_halt_between_tall_houses_is_one_arrival_and_coming_back_another(
    modules: Page,
) -> None:
    ours, naive = walk(modules, "tower")
    assert [each for each in ours if "tower" in each] == [
        "134-134 +tower",
        "428-428 -tower",
        "609-609 +tower",
        "721-721 -tower",
    ]
    assert len(naive) == 13
