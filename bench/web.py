"""How fast and how light the pages are on a phone: Lighthouse on a real server, against limits.

python -m bench.web [runs]

Each page is loaded that often, by turns with the others, as by a middling phone on a slow network
(what Lighthouse calls mobile: 150 ms, 1.6 Mbit/s, a processor four times slower), and where
signal is weak (400 ms, 400 kbit/s, six times slower). The median is told; what breaks a limit is
marked, and then this exits with 1. Weights are what the server sends, without headers.

Needs Chromium, and Node.js 20 or newer; what `bench/web/package.json` names is installed there by
`npm ci`, without running anything of it.
"""

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.webhook import ROOT, free_port, machine, start, wait_for, wayside

FOLDER = Path(__file__).parent / "web"
LIGHTHOUSE = FOLDER / "node_modules/lighthouse/cli/index.js"
STORY = "mill-river-audio-walk"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
WEAK = ("rttMs=400", "throughputKbps=400", "cpuSlowdownMultiplier=6")
LONGEST_S = 240
KB = 1024


@dataclass(frozen=True, slots=True)
class Figure:
    """What is told of a page, and the most that it may be; the least, where more is better."""

    limit: float
    written: str
    more_is_better: bool = False

    def breaks(self, value: float) -> bool:
        """Tell whether a value is over the limit, or below it."""
        return value < self.limit if self.more_is_better else value > self.limit


FIGURES = {
    "performance": Figure(95, "{:.0f}", more_is_better=True),
    "accessibility": Figure(100, "{:.0f}", more_is_better=True),
    "LCP s": Figure(1.5, "{:.2f}"),
    "weak LCP s": Figure(3.0, "{:.2f}"),
    "TBT ms": Figure(50, "{:.0f}"),
    "CLS": Figure(0.05, "{:.3f}"),
    "JS+CSS KB": Figure(25, "{:.1f}"),
    "HTML KB": Figure(15, "{:.1f}"),
    "map KB": Figure(45, "{:.1f}"),
}
AUDITS = {
    "LCP s": ("largest-contentful-paint", 1_000),
    "TBT ms": ("total-blocking-time", 1),
    "CLS": ("cumulative-layout-shift", 1),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page, the cookie that it is asked with, and what was measured of it, a value a run."""

    name: str
    path: str
    cookie: str = ""
    measured: dict[str, list[float]] = field(default_factory=dict)

    def note(self, name: str, value: float) -> None:
        """Keep a value of one run."""
        self.measured.setdefault(name, []).append(value)

    def median(self, name: str) -> float:
        """Give the median of what was measured."""
        return statistics.median(self.measured[name])


def main(runs: int = 5) -> int:
    """Measure all pages, and give 1 where a limit is broken."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is missing. Type: apt-get install chromium")
    if not LIGHTHOUSE.is_file():
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=FOLDER, check=True)
    print(f"{machine()}; median of {runs}")
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = start([wayside(), "serve", "--port", str(port)], environment(folder))
        try:
            wait_for(port)
            pages = _pages(port)
            for page in [page for _ in range(runs) for page in pages]:
                _measure(page, port, chromium, Path(folder))
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)
    return _report(pages)


def environment(folder: str) -> dict[str, str]:
    ours = {name: each for name, each in os.environ.items() if not name.startswith("TWILIO_")}
    return {
        **ours, "WAYSIDE_STORIES": str(ROOT / "stories"), "WAYSIDE_DATA": folder,
        "WAYSIDE_PUBLIC_URL": "", "WAYSIDE_PHONE": "+12025550143", "WAYSIDE_TRY": "off",
    }  # fmt: skip


def _pages(port: int) -> list[Page]:
    return [
        Page("/", "/"),
        Page("before", f"/w/{STORY}"),
        Page("in play", f"/w/{STORY}", _begun(port)),
        Page("list", f"/w/{STORY}/list"),
    ]


def _begun(port: int) -> str:
    """Begin the walk, come to its first stop, and give the cookie of who did."""
    headers = {"Content-Type": "application/json"}
    api = f"/api/walks/{STORY}"
    body, cookie = _ask(port, "POST", api, json.dumps({"do": "open"}), headers)
    shown = json.loads(body)
    here = json.dumps({"do": "here", "what": shown["walk"]["to"][0]})
    _ask(port, "POST", api, here, {**headers, "Cookie": cookie, "X-Wayside-Token": shown["token"]})
    return cookie


def _ask(
    port: int, method: str, target: str, body: str = "", headers: Mapping[str, str] | None = None
) -> tuple[bytes, str]:
    """Give what the server sends, and the cookie that it hands over."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, target, body or None, dict(headers or {}))
    answer = connection.getresponse()
    data, cookie = answer.read(), (answer.getheader("Set-Cookie") or "").partition(";")[0]
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{method} {target} was answered with {answer.status}.")
    return data, cookie


def _measure(page: Page, port: int, chromium: str, folder: Path) -> None:
    told = _lighthouse(page, port, chromium, folder)
    for name in ("performance", "accessibility"):
        page.note(name, 100 * told["categories"][name]["score"])
    for name, (audit, unit) in AUDITS.items():
        page.note(name, told["audits"][audit]["numericValue"] / unit)
    requests = told["audits"]["network-requests"]["details"]["items"]
    for name, value in _weights(page, port, [each["url"] for each in requests]).items():
        page.note(name, value)
    weak = _lighthouse(page, port, chromium, folder, *(f"--throttling.{each}" for each in WEAK))
    page.note("weak LCP s", weak["audits"]["largest-contentful-paint"]["numericValue"] / 1_000)


def _lighthouse(
    page: Page, port: int, chromium: str, folder: Path, *options: str
) -> dict[str, Any]:
    file = folder / "told.json"
    headers = json.dumps({"Cookie": page.cookie} if page.cookie else {})
    command = [
        "node", str(LIGHTHOUSE), f"http://127.0.0.1:{port}{page.path}", "--quiet",
        "--output=json", f"--output-path={file}", "--only-categories=performance,accessibility",
        f"--chrome-flags={FLAGS}", f"--extra-headers={headers}", *options,
    ]  # fmt: skip
    environment = os.environ | {"CHROME_PATH": chromium}
    # Now and then Lighthouse says that it missed the beginning of a page, and asks to be run again.
    for last in (False, True):
        if subprocess.run(command, env=environment, check=last, timeout=LONGEST_S).returncode == 0:
            break
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return told


def _weights(page: Page, port: int, asked: list[str]) -> dict[str, float]:
    """Give how much of a kind a page asks for, each file once, in KB."""
    found = dict.fromkeys(("JS+CSS KB", "HTML KB", "map KB"), 0.0)
    headers = {"Accept-Encoding": "gzip", "Cookie": page.cookie}
    for url in dict.fromkeys(asked):
        parts = urlsplit(url)
        if kind := _kind(page, parts.path):
            target = f"{parts.path}?{parts.query}" if parts.query else parts.path
            found[kind] += len(_ask(port, "GET", target, headers=headers)[0]) / KB
    return found


def _kind(page: Page, path: str) -> str:
    if path == page.path:
        return "HTML KB"
    if path.endswith("/map.svg"):
        return "map KB"
    return "JS+CSS KB" if path.endswith((".js", ".css")) else ""


def _report(pages: list[Page]) -> int:
    """Print a table: a row a figure, a column a page. What breaks its limit is marked."""
    print(f"{'':14}{'limit':>8}" + "".join(f"{page.name:>10}" for page in pages))
    broken = 0
    for name, figure in FIGURES.items():
        cells = []
        for page in pages:
            value = page.median(name)
            broken += (breaks := figure.breaks(value))
            cells.append(f"{figure.written.format(value)}{'!' if breaks else ' '}")
        limit = f"{'>=' if figure.more_is_better else '<='} {figure.limit:g}"
        print(f"{name:14}{limit:>8}" + "".join(f"{cell:>10}" for cell in cells))
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
