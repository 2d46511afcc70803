"""How soon the answer to a tap is drawn where the phone plays a walk by itself.

python -m bench.taps [taps]

A story of 60 scenes is served, begun in Chromium, and played there by chance without signal: a
choice, "I am here", words that are no answer, and what may be asked at any time. The time runs from
the tap until its answer is in the page, and until the picture with it has been made, by turns as on
the machine itself and as on a slow phone (a processor six times slower). Median and 95th percentile
are told; where the answer takes over 50 ms on the slow phone it is marked, and then this exits
with 1. The picture is the browser's work: here it is painted without a graphics processor.

Needs Chromium, and Playwright, which is among the tools for development.
"""

import random
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TypeAlias

from playwright.sync_api import CDPSession, Page

from bench.phone import phone
from bench.stories import ID, shelve
from bench.webhook import machine

LIMIT_MS = 50
SLOWER = (1, 6)
SCENES = 60
Tap: TypeAlias = list[float]
ROUND = 10
# Taps one of the buttons that are there, or says something, and gives the milliseconds until the
# answer was put into the page, and until the next picture was made.
TAP = """(chance) => new Promise((go) => {
    const buttons = [...document.querySelectorAll(".choices button, .arrive .way button")];
    const answer = document.querySelector("#else");
    const told = document.querySelector("#told");
    let tapped_ms;
    new MutationObserver((_, watch) => {
        watch.disconnect();
        const put_ms = performance.now() - tapped_ms;
        requestAnimationFrame(() => setTimeout(() => go([put_ms, performance.now() - tapped_ms])));
    }).observe(told, { childList: true });
    const button = buttons[Math.floor(chance * (buttons.length + 1))];
    if (!button) answer.value = chance > 0.95 ? "RESTART" : "nothing of the kind";
    tapped_ms = performance.now();
    (button ?? answer.form.querySelector("button")).click();
})"""


def main(taps: int = 400) -> int:
    """Measure, and give 1 where it takes too long."""
    print(f"{machine()}; {taps} taps each")
    with tempfile.TemporaryDirectory() as folder:
        _shelve(Path(folder))
        with phone(Path(folder), WAYSIDE_FLOODS="off") as context:
            measured = _measured(context.new_page(), taps)
    return _report(measured)


def _shelve(stories: Path) -> None:
    """Write the story as one that phones may carry, and that is open at any time."""
    told = shelve(stories, SCENES) / "story.yaml"
    lines = told.read_text("utf-8").splitlines()
    kept = [
        line for line in lines if not line.strip().startswith(("offline:", "hours:", "season:"))
    ]
    told.write_text("\n".join(kept), "utf-8")


def _measured(page: Page, taps: int) -> dict[int, list[Tap]]:
    """Begin the walk, and play it without signal, some taps as fast as this, some slower."""
    page.goto(f"/w/{ID}")
    page.locator(".before button").first.click()
    page.locator("main[data-carried]").wait_for()
    page.context.set_offline(True)
    slow, chance = page.context.new_cdp_session(page), random.Random(1)
    measured: dict[int, list[Tap]] = {slower: [] for slower in SLOWER}
    for slower in SLOWER * (taps // ROUND):
        measured[slower] += _round(page, slow, slower, chance)
    return measured


def _round(page: Page, slow: CDPSession, slower: int, chance: random.Random) -> list[Tap]:
    slow.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    found: list[Tap] = []
    for _ in range(ROUND):
        found.append(page.evaluate(TAP, chance.random()))
        # Nobody taps faster.
        page.wait_for_timeout(100)
    return found


def _report(measured: dict[int, list[Tap]]) -> int:
    broken = 0
    for slower, found in measured.items():
        told = "as it is" if slower == 1 else f"{slower} times slower"
        for what, each in zip(("in the page", "drawn"), zip(*found, strict=True), strict=True):
            last = statistics.quantiles(each, n=20)[-1]
            breaks = slower > 1 and what == "in the page" and last > LIMIT_MS
            broken += breaks
            print(
                f"{told:15}{what:12} median {statistics.median(each):5.1f} ms, "
                f"95 of 100 within {last:5.1f} ms{'!' if breaks else ''}"
            )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
