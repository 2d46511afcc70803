"""A phone with a browser for every test beside, and a server for it.

`page` is a fresh page on a fresh phone of 360 x 640; `@pytest.mark.phone(...)` gives the phone what
Playwright's `new_context` takes: geolocation, permissions, locale, offline, java_script_enabled,
reduced_motion, viewport, color_scheme, forced_colors. `phone(...)` gives a test more of them.
`page.goto("/")` asks `site`, which a module may replace by a server with stories of its own.
`modules` is an empty page that imports scripts without any server. Whatever a page complains about
fails the test, unless the test says `problems.expect(...)`.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    Route,
    expect,
    sync_playwright,
)

from tests.browser import chromium, firefox
from tests.browser.line import Line, line_to
from tests.browser.problems import Problems
from tests.serving import ROOT, Server, serving
from webhooks.app import SECURITY_HEADERS
from webhooks.web.assets import STATIC

# `make test` says what to install.
NEEDED = {"test_*.py": chromium.MUST, "test_firefox.py": firefox.MUST}
collect_ignore_glob = [tests for tests, must in NEEDED.items() if not must]

# Many tests share a machine, and some wait for a process to begin.
expect.set_options(timeout=30_000)

PHONE = {
    "viewport": {"width": 360, "height": 640},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "en-US",
}
MODULES = "https://wayside.test"
EMPTY = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Modules</title>'
HERE = Path(__file__).parent
SOUNDS = ROOT / "stories/mill-river-audio-walk/media"
TYPES = {
    ".html": "text/html",
    ".gpx": "application/gpx+xml",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    # It keeps an event loop running: it ends with these tests, as others have their own.
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium.opened(playwright) as opened:
        yield opened


@pytest.fixture(scope="package")
def whole_browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium as people have it, for modules that put it in the place of `browser`."""
    with chromium.opened(playwright, chromium.WHOLE) as opened:
        yield opened


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("site")
    nothing = dict.fromkeys(("WAYSIDE_PUBLIC_URL", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"), "")
    with serving(folder / "var", WAYSIDE_TRY="on", **nothing) as server:
        yield server


@pytest.fixture
def problems() -> Iterator[Problems]:
    found = Problems()
    yield found
    assert found.verdict() == []


@pytest.fixture
def bare_phone(browser: Browser, problems: Problems) -> Iterator[Callable[..., BrowserContext]]:
    with ExitStack() as opened:

        def give(**options: object) -> BrowserContext:
            context = browser.new_context(**(PHONE | options))
            opened.callback(context.close)
            opened.callback(problems.wait, context)
            problems.watch(context)
            return context

        yield give


@pytest.fixture
def phone(bare_phone: Callable[..., BrowserContext], site: Server) -> Callable[..., BrowserContext]:
    return lambda **options: bare_phone(**({"base_url": site.url} | options))


@pytest.fixture
def marked(request: pytest.FixtureRequest) -> dict[str, object]:
    options: dict[str, object] = {}
    for mark in reversed(list(request.node.iter_markers("phone"))):
        options |= mark.kwargs
    return options


@pytest.fixture
def context(phone: Callable[..., BrowserContext], marked: dict[str, object]) -> BrowserContext:
    return phone(**marked)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def line(site: Server, context: BrowserContext, problems: Problems) -> Iterator[Line]:
    """A line to the server; phones hang up before it ends, so that no request of theirs fails."""
    with line_to(site.port) as laid:
        yield laid
        problems.wait(context)
        context.close()


@pytest.fixture
def modules(bare_phone: Callable[..., BrowserContext], marked: dict[str, object]) -> Page:
    """An empty page with our headers that can `import("/walk/arrival.js")`, without a server.

    The tests' own pages, scripts and tracks are under /tests/, sounds of a story under /sounds/.
    """
    context = bare_phone(**({"base_url": MODULES} | marked))
    context.route(f"{MODULES}/**", _module)
    page = context.new_page()
    page.goto("/")
    return page


def _module(route: Route) -> None:
    path = route.request.url.removeprefix(MODULES).partition("?")[0].lstrip("/")
    ours = path.removeprefix("tests/")
    file = HERE / ours if ours != path else STATIC / path
    if not path:
        route.fulfill(body=EMPTY, content_type="text/html", headers=SECURITY_HEADERS)
    elif path.startswith("sounds/") and (SOUNDS / path.removeprefix("sounds/")).is_file():
        _sound(route, (SOUNDS / path.removeprefix("sounds/")).read_bytes())
    elif file.is_file() and file.suffix in TYPES:
        headers = SECURITY_HEADERS | {"Content-Type": TYPES[file.suffix]}
        route.fulfill(body=file.read_bytes(), headers=headers)
    else:
        route.fulfill(status=404)


def _sound(route: Route, data: bytes) -> None:
    """Answer as our server does, which gives the part that is asked for."""
    asked = re.fullmatch(r"bytes=(\d+)-(\d*)", route.request.headers.get("range", "bytes=0-"))
    assert asked
    first, last = int(asked[1]), int(asked[2] or len(data) - 1)
    headers = {
        "Content-Type": "audio/mpeg",
        "Accept-Ranges": "bytes",
        "Content-Range": f"bytes {first}-{last}/{len(data)}",
    }
    route.fulfill(status=206, body=data[first : last + 1], headers=headers)
