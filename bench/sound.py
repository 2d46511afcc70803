"""How soon a walk that was downloaded is heard in airplane mode, after the tap on its sound.

python -m bench.sound [runs]

The walk is downloaded in Chromium from a real server, and the phone put into airplane mode. Each
run opens the walk anew, taps the first sound of its list, and takes the time from the tap until
the sound has moved, by turns as on the machine itself and as on a middling phone (a processor
four times slower). The median is told; over a second it is marked, and then this exits with 1.

Needs Chromium, and Playwright, which is among the tools for development.
"""

import statistics
import sys

from playwright.sync_api import BrowserContext

from bench.phone import phone
from bench.web import STORY
from bench.webhook import machine

LIMIT_MS = 1_000
SLOWER = (1, 4)
WALK = f"/w/{STORY}"
# The page is not told of a finger on the browser's own player, so the time runs from when the tap
# is sent, which makes it a little longer. A sound tells only now and then how far it is, so it is
# asked with every picture.
WATCH = """(sound) => {
    sound.scrollIntoView({ block: "center" });
    window.heard_ms = new Promise((heard) => {
        const look = () => {
            if (sound.currentTime > 0) heard(performance.now() - window.tapped_ms);
            else requestAnimationFrame(look);
        };
        look();
    });
}"""


def main(runs: int = 5) -> int:
    """Measure, and give 1 where a second is not enough."""
    print(f"{machine()}; median of {runs}")
    measured: dict[int, list[float]] = {slower: [] for slower in SLOWER}
    with phone() as context:
        _download(context)
        for slower in SLOWER * runs:
            measured[slower].append(_first_sound_ms(context, slower))
    return _report(measured)


def _download(context: BrowserContext) -> None:
    """Have the whole walk on the phone, and no signal from then on."""
    page = context.new_page()
    page.goto(f"{WALK}/list")
    page.locator(".download button", has_text="Download the walk").click()
    page.get_by_text("The whole walk is on this phone").wait_for()
    page.close()
    context.set_offline(True)


def _first_sound_ms(context: BrowserContext, slower: int) -> float:
    """Open the walk, tap its first sound, and give the milliseconds until it has moved."""
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(f"{WALK}/list")
    page.locator(".offline").wait_for()
    sound = page.locator("audio").first
    sound.evaluate(WATCH)
    box = sound.bounding_box()
    assert box is not None
    page.evaluate("() => { window.tapped_ms = performance.now(); }")
    # The key stands at the beginning of the player.
    page.touchscreen.tap(box["x"] + box["height"] / 2, box["y"] + box["height"] / 2)
    heard_ms = float(page.evaluate("heard_ms"))
    page.close()
    return heard_ms


def _report(measured: dict[int, list[float]]) -> int:
    broken = 0
    for slower, found in measured.items():
        median = statistics.median(found)
        broken += (breaks := median > LIMIT_MS)
        told = "as it is" if slower == 1 else f"{slower} times slower"
        each = ", ".join(f"{one:.0f}" for one in found)
        print(f"{told:16}{median:6.0f} ms{'!' if breaks else ' '} <= {LIMIT_MS} ({each})")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
