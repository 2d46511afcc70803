"""What goes wrong in a page without anybody seeing it."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

# Ours, and the place from which `modules` serves the scripts.
HOME = frozenset({"127.0.0.1", "wayside.test"})
MOST_WAITS, WAIT_MS = 40, 50


class Problems:
    """Everything that a test's pages complained about, and what of it the test expects."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self._expected: list[str] = []
        self._allowed: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Listen to all pages of a context, those that it opens later too."""
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)

    def expect(self, pattern: str) -> None:
        """Let pass what the pattern finds: at least one such problem must come."""
        self._expected.append(pattern)

    def allow(self, pattern: str) -> None:
        """Let pass what the pattern finds, whether it comes or not, as that is a matter of time."""
        self._allowed.append(pattern)

    @property
    def missing(self) -> list[str]:
        """What was expected and has not come."""
        return [p for p in self._expected if not any(re.search(p, each) for each in self.seen)]

    def wait(self, context: BrowserContext) -> None:
        """Let what is expected come, for seconds: a console is told of a little later."""
        for _ in range(MOST_WAITS):
            pages = [page for page in context.pages if not page.is_closed()]
            if not self.missing or not pages:
                return
            pages[0].wait_for_timeout(WAIT_MS)

    def verdict(self) -> list[str]:
        """Give what came and was not expected, and what was expected and did not come."""
        known = self._expected + self._allowed
        surprising = [each for each in self.seen if not any(re.search(p, each) for p in known)]
        return surprising + [f"expected, but did not come: {p}" for p in self.missing]

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
