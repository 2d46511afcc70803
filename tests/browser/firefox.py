"""The other browser that walks are tried in: Debian's Firefox, where Playwright drives it.

Playwright speaks WebDriver BiDi with it. That way it cannot yet switch off script, nor make a phone
that is touched, nor tell of files that are not there.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
MISSING = "Firefox is missing. Type: apt-get install firefox-esr"
# Where all must be tried, a browser that is missing is a fault.
MUST = bool(FIREFOX or os.environ.get("CI"))

# Phones draw their scroll bars over the page.
PREFERENCES: dict[str, str | float | bool] = {"ui.useOverlayScrollbars": 1}
# Only what is begun inside of a tap may sound, and later that element alone, as on iPhones. Else
# all may after any gesture, and what Playwright evaluates counts as one.
STRICT: dict[str, str | float | bool] = {"media.autoplay.blocking_policy": 2}

# Without a sound card Firefox gives up on what can be heard, and plays what is silent by the clock.
# Whether it may be played is decided before.
SILENT = "document.addEventListener('loadstart', ({ target }) => (target.volume = 0), true)"


@contextmanager
def opened(
    playwright: Playwright, preferences: Mapping[str, str | float | bool]
) -> Iterator[Browser]:
    """Run Firefox without a window until the block is left."""
    assert FIREFOX, MISSING
    browser = playwright.firefox.launch(
        channel="moz-firefox",
        executable_path=FIREFOX,
        firefox_user_prefs={**PREFERENCES, **preferences},
    )
    try:
        yield browser
    finally:
        browser.close()
