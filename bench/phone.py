"""A phone with Chromium, and a server of its own, for the benchmarks of pages."""

import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from bench.web import FLAGS, ROOT, environment
from bench.webhook import free_port, start, wait_for, wayside

PHONE = {"viewport": {"width": 360, "height": 640}, "is_mobile": True, "has_touch": True}


@contextmanager
def phone(stories: Path = ROOT / "stories", **variables: str) -> Iterator[BrowserContext]:
    """Serve stories, and give a phone whose addresses are the server's."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is missing. Type: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        port = free_port()
        given = environment(folder) | {"WAYSIDE_STORIES": str(stories)} | variables
        server = start([wayside(), "serve", "--port", str(port)], given)
        browser = started.chromium.launch(executable_path=chromium, args=FLAGS.split()[1:])
        try:
            wait_for(port)
            yield browser.new_context(base_url=f"http://127.0.0.1:{port}", **PHONE)
        finally:
            browser.close()
            server.send_signal(signal.SIGTERM)
            server.wait(20)
