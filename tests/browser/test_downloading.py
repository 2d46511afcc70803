"""The download of a walk: what it says, how it is broken off and goes on, and what it leaves."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.accessibility import hindrances
from tests.browser.carrying import WALK, download, kept, offered, plays_and_seeks
from tests.browser.line import Line, line_to
from tests.browser.problems import Problems
from tests.browser.waiting import wait_for
from tests.serving import ROOT, Server, serving
from tests.until import until

RIVER = "mill-river-audio-walk"
LIST = f"/api/walks/{RIVER}/download"
NOTHING = dict.fromkeys(("WAYSIDE_PUBLIC_URL", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"), "")
BROKEN = "ERR_CONTENT_LENGTH_MISMATCH|ERR_INTERNET_DISCONNECTED|Failed to load"
NONE = "Download the walk, and it plays without signal."
WHOLE = "The whole walk is on this phone, 1.3\u00a0MB. It plays without signal."


@dataclass
class Town:
    """A server whose story can be changed, and the line to it."""

    line: Line
    server: Server
    story: Path

    @property
    def listed(self) -> dict[str, Any]:
        """Give what the server lists now."""
        answer = self.server.ask("GET", LIST, headers={"Accept-Language": "en"})
        found: dict[str, Any] = json.loads(answer.body)
        return found

    def publish(self, old: str, new: str) -> None:
        """Change the story, and wait until the server plays it."""
        before = self.listed["version"]
        text = self.story.read_text(encoding="utf-8")
        assert old in text
        self.story.write_text(text.replace(old, new), encoding="utf-8")
        assert until(lambda: self.listed["version"] != before)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    shutil.copytree(ROOT / "stories" / RIVER, tmp_path / "stories" / RIVER)
    with (
        serving(tmp_path / "var", "--watch", stories=tmp_path / "stories", **NOTHING) as server,
        line_to(server.port) as line,
    ):
        yield Town(line, server, tmp_path / "stories" / RIVER / "story.yaml")


def path_of(name: str, listed: dict[str, Any], number: int = 0) -> str:
    """Give the address of a listed file of a kind."""
    urls: list[str] = [file["url"] for file in listed["files"] if file["kind"] == name]
    return urls[number]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def says(page: Page, words: str) -> None:
    expect(page.locator(".download")).to_contain_text(words, timeout=20_000)


def test_the_list_offers_the_walk_with_its_size_and_says_what_becomes_of_it(
    page: Page, line: Line
) -> None:
    offered(page, f"{line.url}{WALK}/list")
    expect(page.get_by_role("status")).to_have_text(
        "Download the walk, and it plays without signal."
    )
    expect(page.locator(".download progress")).to_be_hidden()
    line.wait_s = 0.3
    press(page, "Download the walk, 1.3\u00a0MB")
    says(page, "The walk is being downloaded. Keep this page open.")
    expect(page.locator(".download .amount")).to_have_text(re.compile(r"^0[.]\d\sMB of 1.3\sMB$"))
    wait_for(page, "document.querySelector('.download progress').value > 200000")
    assert hindrances(page) == []
    line.wait_s = 0
    expect(page.get_by_role("status")).to_have_text(WHOLE)
    expect(page.locator(".download progress")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("status")).to_have_text(WHOLE)


def test_all_that_is_listed_is_kept_in_one_cache_and_the_list_comes_last(
    page: Page, town: Town
) -> None:
    download(offered(page, f"{town.line.url}{WALK}/list"))
    listed = town.listed
    paths = [file["url"].partition("?")[0] for file in listed["files"]]
    assert kept(page) == {f"walk/{RIVER}/{listed['version']}": [*paths, LIST]}


def test_what_broke_off_goes_on_where_it_stopped_and_nothing_is_fetched_twice(
    page: Page, town: Town
) -> None:
    sound = path_of("sound", town.listed)
    town.line.cut[sound] = 100_000
    offered(page, f"{town.line.url}{WALK}/list")
    press(page, "Download the walk")
    says(page, WHOLE)
    asked = [each.range for each in town.line.asked if each.path == sound]
    assert asked == ["", "bytes=100000-"]
    for file in town.listed["files"]:
        if file["kind"] in ("picture", "sound", "page", "map") and file["url"] != sound:
            # The pictures are also shown by the page itself.
            shown = file["kind"] == "picture"
            assert town.line.times(file["url"]) <= 1 + shown, file
    plays_and_seeks(page, 0)
    digest = "crypto.subtle.digest('SHA-256', data).then((d) => String(new Uint8Array(d)))"
    got = page.evaluate(
        f"(url) => caches.match(url).then((f) => f.arrayBuffer()).then((data) => {digest})", sound
    )
    there = hashlib.sha256(town.server.ask("GET", sound).body).digest()
    assert got == ",".join(str(each) for each in there)


def fetched_after_a_reload(page: Page, town: Town, sounds: list[str]) -> list[str]:
    """Break a download off before the fourth sound, and give the sounds that are fetched then."""
    town.line.answers[sounds[3]] = 503
    offered(page, f"{town.line.url}{WALK}/list")
    with page.expect_response(lambda answer: answer.url.endswith(sounds[3])):
        press(page, "Download the walk")
    page.close()
    del town.line.answers[sounds[3]]
    before = len(town.line.asked)
    again = offered(page.context.new_page(), f"{town.line.url}{WALK}/list")
    says(again, "A part of the walk is on this phone.")
    press(again, "Download the rest")
    says(again, WHOLE)
    return [each.path for each in town.line.asked[before:] if each.path in sounds]


@pytest.mark.parametrize("forgets", [False, True], ids=["ours", "one that forgets"])
def test_after_a_reload_only_what_is_missing_is_fetched(
    page: Page, town: Town, problems: Problems, forgets: bool
) -> None:
    def forget(script: bytes) -> bytes:
        here = (b"await cache.match(file.url)", b"await this.#caches.match(file.url)")
        assert all(each in script for each in here)
        # As long as it was: the list says how long it is.
        for each, instead in zip(here, (b"false", b"null"), strict=True):
            script = script.replace(each, instead.ljust(len(each)))
        return script

    if forgets:
        # The worker would give what is here all the same.
        town.line.changes |= {"/list.js": forget, "/sw.js": lambda _: b""}
    problems.expect("503")
    sounds = [file["url"] for file in town.listed["files"] if file["kind"] == "sound"]
    assert fetched_after_a_reload(page, town, sounds) == (sounds if forgets else sounds[3:])


def test_without_signal_in_the_middle_it_waits_and_goes_on_by_itself(
    context: BrowserContext, page: Page, line: Line, problems: Problems
) -> None:
    problems.expect(BROKEN)
    offered(page, f"{line.url}{WALK}/list")
    line.wait_s = 0.2
    press(page, "Download the walk")
    wait_for(page, "document.querySelector('.download progress').value > 200000")
    context.set_offline(True)
    expect(page.get_by_role("status")).to_have_text(
        "No signal. It goes on by itself as soon as there is some."
    )
    page.wait_for_timeout(3000)
    assert len(kept(page)) == 1
    line.wait_s = 0
    context.set_offline(False)
    says(page, WHOLE)


def test_a_part_of_a_walk_is_better_than_nothing_and_says_so(
    context: BrowserContext, page: Page, line: Line, problems: Problems
) -> None:
    offered(page, f"{line.url}{WALK}/list")
    line.wait_s = 0.2
    press(page, "Download the walk")
    wait_for(page, "document.querySelector('.download progress').value > 400000")
    problems.expect(BROKEN)
    context.set_offline(True)
    page.goto(line.url + WALK)
    expect(page.locator(".offline")).to_contain_text("No signal just now.")
    says(page, "A part of the walk is on this phone.")
    plays_and_seeks(page, 0)


def test_a_pause_keeps_what_came_and_deleting_leaves_nothing(
    context: BrowserContext, page: Page, line: Line
) -> None:
    offered(page, f"{line.url}{WALK}/list")
    line.wait_s = 0.2
    press(page, "Download the walk")
    wait_for(page, "document.querySelector('.download progress').value > 200000")
    press(page, "Pause")
    says(page, "A part of the walk is on this phone.")
    before = len(line.asked)
    page.wait_for_timeout(1500)
    assert len(line.asked) == before
    line.wait_s = 0
    press(page, "Download the rest")
    says(page, WHOLE)
    press(page, "Delete it from this phone")
    says(page, NONE)
    assert kept(page) == {}
    press(page, "Download the walk, 1.3\u00a0MB")
    says(page, WHOLE)


def test_a_phone_that_is_full_says_so_and_goes_on_when_there_is_room(
    context: BrowserContext, page: Page, line: Line
) -> None:
    offered(page, f"{line.url}{WALK}/list")
    devtools = context.new_cdp_session(page)
    quota = {"origin": line.url, "quotaSize": 500_000}
    devtools.send("Storage.overrideQuotaForOrigin", quota)
    press(page, "Download the walk")
    says(page, "There is no room for it on this phone. Make some, and try again.")
    devtools.send("Storage.overrideQuotaForOrigin", quota | {"quotaSize": 50_000_000})
    press(page, "Download the rest")
    says(page, WHOLE)


def test_an_older_edition_plays_until_the_new_one_is_whole(
    context: BrowserContext, page: Page, town: Town, problems: Problems
) -> None:
    download(offered(page, f"{town.line.url}{WALK}/list"))
    old = town.listed["version"]
    town.publish("Long Meadow. Here the river has time", "Long Meadow. Here the river is late")
    new = town.listed["version"]
    page.reload()
    says(page, "Another edition of the walk is on this phone.")
    gate = path_of("page", town.listed)
    town.line.answers["map.svg"] = 503
    before = len(town.line.asked)
    problems.expect("503")
    press(page, "Download the new one, 0.1\u00a0MB")
    expect(page.get_by_role("status")).to_have_text(re.compile("^No signal."))
    assert set(kept(page)) == {f"walk/{RIVER}/{each}" for each in (old, new)}
    problems.expect(BROKEN)
    context.set_offline(True)
    page.goto(f"{town.line.url}{WALK}/list")
    expect(page.locator("main")).to_contain_text("Here the river has time")
    context.set_offline(False)
    del town.line.answers["map.svg"]
    page.goto(f"{town.line.url}{WALK}/list")
    press(page, "Download the new one, 0.1\u00a0MB")
    says(page, WHOLE)
    assert set(kept(page)) == {f"walk/{RIVER}/{new}"}
    sounds = [file["url"] for file in town.listed["files"] if file["kind"] == "sound"]
    assert not {each.path for each in town.line.asked[before:]} & set(sounds)
    assert sum(each.path == gate for each in town.line.asked) == 1
    context.set_offline(True)
    page.goto(f"{town.line.url}{WALK}/list")
    expect(page.locator("main")).to_contain_text("Here the river is late")


def test_an_edition_that_changes_in_the_middle_is_listed_anew(
    page: Page, town: Town, problems: Problems
) -> None:
    offered(page, f"{town.line.url}{WALK}/list")
    gone = path_of("page", town.listed)
    town.line.before["/offline?"] = lambda: town.publish("Here the river has", "There it has")
    problems.expect("404")
    press(page, "Download the walk")
    says(page, WHOLE)
    now = town.listed
    assert gone != path_of("page", now)
    assert sum(each.path == gone for each in town.line.asked) == 1
    assert list(kept(page)) == [f"walk/{RIVER}/{now['version']}"]


@pytest.mark.parametrize("fault", ["not there", "longer", "shorter"])
def test_a_server_that_does_not_have_what_it_lists_is_not_asked_for_ever(
    page: Page, town: Town, problems: Problems, fault: str
) -> None:
    sound = path_of("sound", town.listed)
    if fault == "not there":
        town.line.answers[sound] = 404
        problems.expect("404")
    else:
        town.line.changes[sound] = lambda body: body + b"more" if fault == "longer" else body[:-9]
    offered(page, f"{town.line.url}{WALK}/list")
    press(page, "Download the walk")
    says(page, "It could not be downloaded just now. Please try again later.")
    assert town.line.times(sound) == 1
    assert sound not in kept(page)[f"walk/{RIVER}/{town.listed['version']}"]
    town.line.changes.clear()
    town.line.answers.clear()
    press(page, "Download the rest")
    says(page, WHOLE)


def test_a_proxy_that_packs_what_it_passes_on_changes_nothing(
    context: BrowserContext, page: Page, line: Line, problems: Problems
) -> None:
    line.zips = True
    download(offered(page, f"{line.url}{WALK}/list"))
    problems.expect(BROKEN)
    context.set_offline(True)
    page.goto(f"{line.url}{WALK}/list")
    says(page, WHOLE)
    plays_and_seeks(page, 0)


def test_by_plain_http_it_says_that_it_cannot_be_done(
    bare_phone: Callable[..., BrowserContext], site: Server, problems: Problems
) -> None:
    problems.expect("Cross-Origin-Opener-Policy header has been ignored")
    context = bare_phone()

    def pass_on(route: Route) -> None:
        path = route.request.url.removeprefix("http://wayside.test")
        route.fulfill(response=route.fetch(url=site.url + path))

    context.route("http://wayside.test/**", pass_on)
    page = context.new_page()
    page.goto(f"http://wayside.test{WALK}/list")
    assert page.evaluate("isSecureContext") is False
    expect(page.get_by_role("status")).to_have_text("This browser cannot download the walk.")
    assert page.locator(".download button:visible").count() == 0
    assert hindrances(page) == []


@pytest.mark.phone(java_script_enabled=False)
def test_without_script_nothing_is_offered(page: Page) -> None:
    page.goto(f"{WALK}/list")
    expect(page.locator(".download")).to_be_hidden()
    expect(page.get_by_role("heading", name="The mill gate")).to_be_visible()
