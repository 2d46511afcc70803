"""Walks that a phone plays by itself, and what is kept of them: there, and by the server."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.line import Line
from tests.browser.problems import Problems
from tests.browser.waiting import wait_for
from tests.serving import Server, serving

TAPS = """
story: Taps
keywords: [TAPS]
start: well
remember: {drops: 0}
counters: [all drops]
scenes:
  well:
    say: A well.
    choices:
      - {pick: A drop, do: [add 1 to drops, count all drops], say: "It fell {drops} times."}
"""
NOTHING = dict.fromkeys(("WAYSIDE_PUBLIC_URL", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"), "")
AWAY = "ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to load"


@contextmanager
def walks_of(folder: Path, number: str = "", **stories: str) -> Iterator[Server]:
    """Serve these stories, to phones that are as quick as they like; `number` is ours for texts."""
    for name, story in stories.items():
        write(folder, name, story)
    more = NOTHING | {"WAYSIDE_FLOODS": "off"}
    if number:
        more = {"WAYSIDE_FLOODS": "off", "WAYSIDE_PHONE": number}
    with serving(folder / "var", stories=folder / "stories", **more) as server:
        yield server


def write(folder: Path, name: str, story: str) -> None:
    """Write a story, or write it anew."""
    (folder / "stories" / name).mkdir(parents=True, exist_ok=True)
    (folder / "stories" / name / "story.yaml").write_text(story, encoding="utf-8")


def carried(page: Page, line: Line, story: str = "island") -> Page:
    """Download the walk, and open its page so that the phone plays it."""
    page.goto(f"{line.url}/w/{story}/list")
    page.locator(".download button").first.click()
    expect(page.locator(".download")).to_contain_text("It plays without signal.")
    wait_for(page, "navigator.serviceWorker.controller !== null")
    page.goto(f"{line.url}/w/{story}")
    expect(page.locator("main[data-carried]")).to_be_attached()
    return page


def begun(page: Page, line: Line, story: str) -> Page:
    """Begin a walk that is not downloaded, and wait until the phone plays it."""
    page.goto(f"{line.url}/w/{story}")
    press(page, "Begin")
    expect(page.locator("main[data-carried]")).to_be_attached()
    return page


def without_signal(page: Page, problems: Problems) -> None:
    problems.allow(AWAY)
    page.context.set_offline(True)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def tells(page: Page, words: str) -> None:
    expect(page.locator("#told")).to_contain_text(words)


# What happened is summed up now and then.
COUNTED = """
SELECT kind, sum(times) FROM (
    SELECT kind, 1 AS times FROM happenings UNION ALL SELECT kind, times FROM totals
) GROUP BY kind
"""


def kept_of(folder: Path) -> dict[str, Any]:
    """Give the play that the server keeps, and how often it counted a beginning and an ending."""
    with closing(sqlite3.connect(folder / "var" / "wayside.db")) as database:
        [(play,)] = database.execute("SELECT play FROM plays").fetchall()
        counted = Counter(dict(database.execute(COUNTED)))
    return {"play": json.loads(play), "counted": counted}


ON_PHONE = """async () => {
  const { story } = document.querySelector("#walk").dataset;
  const opening = indexedDB.open("wayside");
  const database = await new Promise((go) => (opening.onsuccess = () => go(opening.result)));
  const asked = database.transaction("walks").objectStore("walks").get(story);
  const kept = await new Promise((go) => (asked.onsuccess = () => go(asked.result)));
  database.close();
  return kept;
}"""


def on_phone(page: Page) -> dict[str, Any]:
    """Give what the phone keeps of the walk."""
    found: dict[str, Any] = page.evaluate(ON_PHONE)
    return found


def all_told(page: Page) -> None:
    """Wait until the server has all that was done."""
    wait_for(page, f"async () => !(await ({ON_PHONE})()).queue.length")


def counted(folder: Path) -> int:
    """Give how often all players together let a drop fall."""
    with closing(sqlite3.connect(folder / "var" / "wayside.db")) as database:
        [(rows,)] = database.execute("SELECT coalesce(sum(amount), 0) FROM counts").fetchall()
    return int(rows)
