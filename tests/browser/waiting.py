"""Waiting for what a page does by itself.

Playwright's `wait_for_function` evaluates text in the page: our Content-Security-Policy forbids it.
"""

import time

from playwright.sync_api import Page

LONGEST_WAIT_S = 30


def wait_for(page: Page, expression: str, arg: object = None) -> None:
    """Wait until an expression, or a function of `arg`, is true in the page. Fails after 30 s."""
    ends = time.monotonic() + LONGEST_WAIT_S
    while not page.evaluate(expression, arg):
        assert time.monotonic() < ends, f"This did not become so: {expression}"
        page.wait_for_timeout(50)
