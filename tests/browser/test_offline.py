"""A walk that was downloaded, without signal: it plays, seeks and reloads; nothing else is kept."""

import hashlib
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.browser.accessibility import hindrances
from tests.browser.carrying import (
    WALK,
    download,
    hears_and_sees_every_stop,
    kept,
    offered,
    plays_and_seeks,
)
from tests.browser.line import Line
from tests.browser.problems import Problems
from tests.browser.waiting import wait_for
from tests.serving import ROOT, Server, serving

BROOK = """\
story: Brook
keywords: [BROOK]
start: a
places: {bank: {name: The bank}}
scenes: {a: {place: bank, say: It runs., audio: gate.mp3, ending: Done}}
"""
DRY = "story: Dry\nkeywords: [DRY]\nstart: a\nscenes: {a: {say: Dust., ending: Done}}\n"
LIST = f"{WALK}/list"
SENTENCE = "No signal just now. All stops can be heard and read here"
SOUNDS = ROOT / "stories/mill-river-audio-walk/media"
NOTHING = dict.fromkeys(("WAYSIDE_PUBLIC_URL", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"), "")
AWAY = "ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_FAILED|Failed to load"


@contextmanager
def brook(folder: Path) -> Iterator[Server]:
    """Serve a story with a sound, and one without."""
    for name, story in {"brook": BROOK, "dry": DRY}.items():
        (folder / "stories" / name).mkdir(parents=True)
        (folder / "stories" / name / "story.yaml").write_text(story, encoding="utf-8")
    (folder / "stories" / "brook" / "media").symlink_to(SOUNDS)
    with serving(folder / "var", stories=folder / "stories", **NOTHING) as server:
        yield server


def nobody_answers(server: Server) -> None:
    """Wait until the process that answered has ended as well, after the one that started it."""
    while True:
        try:
            server.ask("GET", "/healthz")
        except OSError:
            return
        time.sleep(0.05)


@pytest.fixture(scope="module")
def browser(whole_browser: Browser) -> Browser:
    return whole_browser


@pytest.fixture
def airplane(context: BrowserContext, page: Page, problems: Problems) -> Page:
    """The list of a walk that was downloaded, on a phone that is in airplane mode now."""
    download(offered(page))
    problems.allow(AWAY)
    context.set_offline(True)
    return page


def test_in_airplane_mode_every_stop_is_heard_and_seen_and_again_after_a_reload(
    airplane: Page,
) -> None:
    airplane.goto(LIST)
    expect(airplane.locator(".offline")).to_contain_text(SENTENCE)
    hears_and_sees_every_stop(airplane)
    airplane.reload()
    expect(airplane.locator(".offline")).to_contain_text(SENTENCE)
    plays_and_seeks(airplane, 4)
    expect(airplane.locator(".download")).to_contain_text("The whole walk is on this phone")


def test_with_a_server_that_is_dead_it_plays_as_well(
    tmp_path: Path, page: Page, problems: Problems
) -> None:
    with serving(tmp_path / "var", **NOTHING) as server:
        download(offered(page, f"{server.url}{WALK}/list"))
        server.process.kill()
        server.process.wait()
        nobody_answers(server)
        problems.allow(AWAY)
        for path in (LIST, f"{LIST}?language=es", f"{LIST}?try=1"):
            page.goto(server.url + path)
            expect(page.locator(".offline")).to_contain_text(SENTENCE)
        hears_and_sees_every_stop(page)


def test_without_the_download_there_is_nothing_in_airplane_mode(
    context: BrowserContext, page: Page
) -> None:
    for path in (WALK, f"{WALK}/list"):
        page.goto(path)
    plays_and_seeks(page, 0)
    assert kept(page) == {}
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
    context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(WALK)


def test_what_is_streamed_is_not_kept_with_a_worker_either(tmp_path: Path, page: Page) -> None:
    with brook(tmp_path) as server:
        offered(page, f"{server.url}/w/dry/list")
        page.locator(".download button").first.click()
        expect(page.locator(".download")).to_contain_text("The whole walk is on this phone")
        wait_for(page, "navigator.serviceWorker.controller !== null")
        before = kept(page)
        assert [name.split("/")[1] for name in before] == ["dry"]
        for path in ("/w/dry", "/w/brook", "/w/brook/list"):
            page.goto(server.url + path)
        plays_and_seeks(page, 0)
        assert kept(page) == before


def test_whatever_is_no_part_of_a_walk_goes_to_the_network(
    context: BrowserContext, airplane: Page
) -> None:
    airplane.goto(LIST)
    for asked in (
        "fetch('/api/walks/mill-river-audio-walk')",
        "fetch('/api/walks/mill-river-audio-walk/download')",
        f"fetch('{WALK}', {{ method: 'POST' }})",
        f"fetch('{WALK}/list')",
    ):
        assert airplane.evaluate(f"{asked}.then(() => 'answered', (error) => error.name)") == (
            "TypeError"
        ), asked
    for path in ("/", "/w/lantern-hour", "/w/lantern-hour/list", "/terms"):
        with pytest.raises(Error, match=r"ERR_(INTERNET_DISCONNECTED|FAILED)"):
            airplane.goto(path)


def test_when_signal_is_back_one_tap_leads_to_the_walk(
    context: BrowserContext, airplane: Page
) -> None:
    airplane.goto(LIST)
    expect(airplane.locator(".offline")).to_contain_text(SENTENCE)
    context.set_offline(False)
    airplane.get_by_role("link", name="Try again").click()
    expect(airplane.get_by_role("button", name="Begin")).to_be_visible()


@pytest.mark.phone(locale="es-MX")
def test_kept_in_one_language_it_stays_in_it_whichever_is_asked_for(
    context: BrowserContext, page: Page, problems: Problems
) -> None:
    offered(page)
    page.locator(".download button").first.click()
    expect(page.locator(".download")).to_contain_text("Todo el paseo")
    problems.allow(AWAY)
    context.set_offline(True)
    page.goto(f"{LIST}?language=en")
    expect(page.locator(".offline")).to_contain_text("Ahora no hay cobertura.")
    expect(page.get_by_role("link", name="Probar otra vez")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "es"
    assert {each.get_attribute("lang") for each in page.locator("main [lang]").all()} == {"es"}
    assert page.locator(".download").inner_text().startswith("Todo el paseo está en este teléfono")


def test_a_page_that_is_kept_is_as_strict_as_the_servers(airplane: Page, site: Server) -> None:
    answer = airplane.goto(LIST)
    assert answer is not None
    assert answer.from_service_worker
    now = site.ask("GET", f"{WALK}/list").headers
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy"):
        assert answer.headers[name] == now[name]


RANGES = (
    "bytes=0-", "bytes=0-0", "bytes=10-19", "bytes=100000-", "bytes=-5", "bytes=-1000000",
    "bytes=171428-", "bytes=171428-171428", "bytes=0-999999", "bytes=171400-999999",
    "bytes=171429-", "bytes=171429-171430", "bytes=999999-", "bytes=-0", "bytes=5-2", "bytes=-",
    "bytes=", "bytes=a-b", "bytes=1-2,5-6", "lines=1-2", "Bytes=1-2", "bytes= 1 - 2 ", "1-2",
)  # fmt: skip
ASK = """async ([url, headers]) => {
  const answer = await fetch(url, { headers });
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.arrayBuffer()));
  const hex = [...digest].map((each) => each.toString(16).padStart(2, "0")).join("");
  const told = ["content-range", "content-type", "cache-control", "etag", "accept-ranges"];
  return [answer.status, hex, ...told.map((name) => answer.headers.get(name) ?? "")];
}"""


def test_the_worker_gives_parts_of_a_sound_as_the_server_does(airplane: Page, site: Server) -> None:
    page = airplane
    page.goto(LIST)
    sound = page.locator("audio").first.get_attribute("src") or ""
    tag = f'"{sound.rpartition("/")[2]}"'
    asked = [{"Range": each} for each in RANGES]
    asked += [
        {},
        {"Range": "bytes=3-4", "If-Range": tag},
        {"Range": "bytes=3-4", "If-Range": '"x"'},
    ]
    told = ("content-range", "content-type", "cache-control", "etag", "accept-ranges")
    statuses = set()
    for headers in asked:
        here = page.evaluate(ASK, [sound, headers])
        there = site.ask("GET", sound, headers=headers)
        digest = hashlib.sha256(there.body).hexdigest()
        assert here == [there.status, digest, *(there.headers.get(n, "") for n in told)], headers
        statuses.add(here[0])
    assert statuses == {200, 206, 416}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("range&&fits", "!range&&fits"),
        ("all.slice(first,end,all.type)", "all"),
        ("bytes ${first}-", "bytes 0-"),
    ],
)
def test_a_worker_that_gives_wrong_parts_would_be_found_out(
    page: Page, line: Line, site: Server, right: str, wrong: str
) -> None:
    def spoil(script: bytes) -> bytes:
        assert right.encode() in script
        return script.replace(right.encode(), wrong.encode())

    line.changes["/sw.js"] = spoil
    download(offered(page, f"{line.url}{WALK}/list"))
    sound = page.locator("audio").first.get_attribute("src") or ""
    there = site.ask("GET", sound, headers={"Range": "bytes=10-19"})
    here = page.evaluate(ASK, [sound, {"Range": "bytes=10-19"}])
    told = [there.status, hashlib.sha256(there.body).hexdigest(), there.headers["content-range"]]
    assert here[:3] != told


def test_where_signal_is_poor_nobody_waits_long_and_where_it_is_slow_the_walk_comes(
    page: Page, line: Line
) -> None:
    download(offered(page, f"{line.url}{WALK}/list"))
    line.wait_s = 1
    page.goto(line.url + WALK)
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    line.wait_s = 20
    began = time.monotonic()
    page.goto(line.url + LIST, wait_until="commit")
    expect(page.locator(".offline")).to_contain_text(SENTENCE)
    assert 3 < time.monotonic() - began < 10
    line.wait_s = 0


@pytest.mark.parametrize(("status", "is_kept"), [(502, True), (504, True), (503, False)])
def test_a_proxy_without_its_server_is_no_signal_and_what_the_server_says_is_shown(
    page: Page, line: Line, problems: Problems, status: int, is_kept: bool
) -> None:
    download(offered(page, f"{line.url}{WALK}/list"))
    line.answers["/w/"] = status
    if not is_kept:
        problems.expect("503")
    answer = page.goto(line.url + LIST)
    assert answer is not None
    assert answer.status == (200 if is_kept else status)
    assert page.locator(".offline").count() == is_kept


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_offline_page_keeps_nobody_out(
    context: BrowserContext, page: Page, problems: Problems, language: str
) -> None:
    offered(page, f"{WALK}/list?language={language}")
    assert hindrances(page) == []
    page.locator(".download button").first.click()
    expect(page.locator(".download button:visible")).to_have_class("quiet")
    expect(page.locator(".download button:visible")).to_have_text(re.compile("Delete|Borrar"))
    context.set_offline(True)
    problems.allow(AWAY)
    page.goto(LIST)
    expect(page.locator(".offline")).to_be_visible()
    assert hindrances(page) == []
    folded = page.locator(".between audio")
    expect(folded).to_have_count(2)
    expect(folded.first).to_be_hidden()
    page.locator(".between > summary").click()
    # The last sound of all is carried as well.
    folded.last.evaluate("(sound) => sound.play()")
    expect(folded.last).to_have_js_property("paused", value=False)
    folded.last.evaluate("(sound) => sound.pause()")
    assert hindrances(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]
