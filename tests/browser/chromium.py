"""The browser that the pages are tried in: Debian's Chromium, where Playwright drives it.

It is the machine's own and not one that Playwright fetches, so that it is kept up to date with the
machine and works where only package mirrors can be reached.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright

WHOLE = shutil.which("chromium") or shutil.which("chromium-browser")
# The same engine without windows and menus, which takes a third less time; another package.
LIGHT = shutil.which("chromium-headless-shell") or WHOLE
MISSING = (
    "Chromium is missing. Type: apt-get install chromium fonts-noto-core fonts-noto-color-emoji"
)
# Where all must be tried, a browser that is missing is a fault.
MUST = bool(WHOLE or os.environ.get("CI"))

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=user-gesture-required",
)


@contextmanager
def opened(playwright: Playwright, program: str | None = LIGHT) -> Iterator[Browser]:
    """Run Chromium without a window until the block is left."""
    assert program, MISSING
    browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
    try:
        yield browser
    finally:
        browser.close()
