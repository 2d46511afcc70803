"""How soon a walk that was downloaded is heard in airplane mode, after the tap on its sound.

python -m bench.sound [runs]

The walk is downloaded in Chromium from a real server, and the phone put into airplane mode. Each
run opens the walk anew, taps the first sound of its list, and takes the time from the tap until
the sound has moved, by turns as on the machine itself and as on a middling phone (a processor
four times slower). The median is told; over a second it is marked, and then this exits with 1.

Needs Chromium, and Playwright, which is among the tools for development.
"""

import shutil
import signal
import statistics
import sys
import tempfile

from playwright.sync_api import BrowserContext, sync_playwright

from bench.web import FLAGS, STORY, environment
from bench.webhook import free_port, machine, start, wait_for, wayside

LIMIT_MS = 1_000
SLOWER = (1, 4)
WALK = f"/w/{STORY}"
PHONE = {"viewport": {"width": 360, "height": 640}, "is_mobile": True, "has_touch": True}
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
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is missing. Type: apt-get install chromium")
    print(f"{machine()}; median of {runs}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        port = free_port()
        server = start([wayside(), "serve", "--port", str(port)], environment(folder))
        browser = started.chromium.launch(executable_path=chromium, args=FLAGS.split()[1:])
        try:
            wait_for(port)
            phone = browser.new_context(base_url=f"http://127.0.0.1:{port}", **PHONE)
            _download(phone)
            measured: dict[int, list[float]] = {slower: [] for slower in SLOWER}
            for slower in SLOWER * runs:
                measured[slower].append(_first_sound_ms(phone, slower))
        finally:
            browser.close()
            server.send_signal(signal.SIGTERM)
            server.wait(20)
    return _report(measured)


def _download(phone: BrowserContext) -> None:
    """Have the whole walk on the phone, and no signal from then on."""
    page = phone.new_page()
    page.goto(f"{WALK}/list")
    page.locator(".download button", has_text="Download the walk").click()
    page.get_by_text("The whole walk is on this phone").wait_for()
    page.close()
    phone.set_offline(True)


def _first_sound_ms(phone: BrowserContext, slower: int) -> float:
    """Open the walk, tap its first sound, and give the milliseconds until it has moved."""
    page = phone.new_page()
    phone.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
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
