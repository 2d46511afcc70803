"""What goes wrong in a page without anybody seeing it."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

# Ours, and the place from which `modules` serves the scripts.
HOME = frozenset({"127.0.0.1", "wayside.test"})


class Problems:
    """Everything that a test's pages complained about, and what of it the test expects."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self._expected: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Listen to all pages of a context, those that it opens later too."""
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)

    def expect(self, pattern: str) -> None:
        """Let pass what the pattern finds: at least one such problem must come."""
        self._expected.append(pattern)

    def verdict(self) -> list[str]:
        """Give what came and was not expected, and what was expected and did not come."""
        surprising = [
            each for each in self.seen if not any(re.search(p, each) for p in self._expected)
        ]
        waited = [
            f"expected, but did not come: {p}"
            for p in self._expected
            if not any(re.search(p, each) for each in self.seen)
        ]
        return surprising + waited

    def _console(self, message: ConsoleMessage) -> None:
        # Also what a Content-Security-Policy forbids, and files that are not there.
        if message.type in {"error", "warning", "assert"}:
            self.seen.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _error(self, error: WebError) -> None:
        self.seen.append(f"exception: {error.error.message}")

    def _request(self, request: Request) -> None:
        where = urlsplit(request.url)
        if where.scheme in {"http", "https", "ws", "wss"} and where.hostname not in HOME:
            self.seen.append(f"request to another site: {request.url}")
