"""A walk that a phone plays by itself, when something else happens meanwhile.

Others play, another page is open, the phone has no room, staff publish, the walk goes on elsewhere.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.island import (
    AWAY,
    TAPS,
    all_told,
    begun,
    carried,
    counted,
    kept_of,
    on_phone,
    press,
    tells,
    walks_of,
    without_signal,
    write,
)
from tests.browser.line import Line
from tests.browser.problems import Problems
from tests.serving import ROOT, Server
from tests.twilio_stub import OUR_NUMBER, text
from tests.until import until
from webhooks.command import main

WISHES = """
story: Wishes
keywords: [WISHES]
start: well
counters: [all drops]
polls: {depth: [deep, deeper]}
scenes:
  well:
    say: A well.
    choices:
      - {pick: A drop, do: count all drops, say: "{all drops} drops so far."}
      - {pick: Deep, do: vote deep in depth, say: "{depth.deep %} percent say deep."}
      - {pick: Look, say: It is dark.}
      - {pick: To the taps, handover: taps}
"""
GIVES = """
story: Wall
keywords: [WALL]
start: wall
collections: {faces: photo}
scenes:
  wall:
    say: A wall with faces.
    ask: {question: Yours?, kind: photo, collect: faces}
    go: after
  after:
    say: Now you hang there.
    choices: [{pick: Look, say: Many faces.}]
"""
FULL = """
const { put } = IDBObjectStore.prototype;
window.full = true;
IDBObjectStore.prototype.put = function (...given) {
  if (window.full) throw new DOMException("No room.", "QuotaExceededError");
  return put.apply(this, given);
};
"""
TOLD_SO_FAR = """
window.told_so_far = [];
new MutationObserver(() => told_so_far.push(document.querySelector("#told").innerText.trim()))
  .observe(document.querySelector("#told"), { childList: true });
"""
LET_GO = """async () => {
  const opening = indexedDB.open("wayside");
  const database = await new Promise((go) => (opening.onsuccess = () => go(opening.result)));
  const clearing = database.transaction("walks", "readwrite");
  clearing.objectStore("walks").clear();
  await new Promise((go) => (clearing.oncomplete = go));
  database.close();
}"""
TRIVIA = "orchard-street-trivia"
SOUNDS = ROOT / "stories/mill-river-audio-walk/media"
STATUS = '[data-told="kept"]'
SIGNAL = '[data-told="signal"]'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "stories" / TRIVIA, tmp_path / "stories" / TRIVIA)
    return tmp_path


@pytest.fixture
def site(folder: Path) -> Iterator[Server]:
    stories = {"taps": TAPS, "wishes": WISHES, "wall": GIVES}
    with walks_of(folder, OUR_NUMBER, **stories) as server:
        yield server


def with_a_drop_unsent(page: Page, line: Line, problems: Problems) -> None:
    """Begin the taps, and let a drop fall that the server has not."""
    begun(page, line, "taps")
    all_told(page)
    without_signal(page, problems)
    press(page, "A drop")
    tells(page, "It fell 1 times.")


def also_open(page: Page) -> Page:
    """Open the walk in a second page of the same phone, and wait until that plays it too."""
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("main[data-carried]")).to_be_attached()
    return other


def test_who_has_begun_plays_on_without_signal_also_without_a_download(
    page: Page, line: Line, problems: Problems, folder: Path
) -> None:
    begun(page, line, "taps")
    without_signal(page, problems)
    press(page, "A drop")
    tells(page, "It fell 1 times.")
    expect(page.locator(SIGNAL)).to_contain_text("The walk goes on")
    page.context.set_offline(False)
    all_told(page)
    assert kept_of(folder)["play"]["facts"] == {"drops": 1}
    expect(page.locator(SIGNAL)).to_be_hidden()


def test_two_pages_play_one_walk(
    page: Page, context: BrowserContext, line: Line, problems: Problems, folder: Path
) -> None:
    other = also_open(begun(page, line, "taps"))
    without_signal(page, problems)
    for number, each in enumerate([page, other, other, page], 1):
        press(each, "A drop")
        tells(each, f"It fell {number} times.")
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    tells(other, "It fell 4 times.")
    context.set_offline(False)
    all_told(page)
    kept = kept_of(folder)
    assert kept["play"] == on_phone(page)["play"]
    assert kept["play"]["facts"] == {"drops": 4}
    assert counted(folder) == 4


def test_what_another_page_has_done_meanwhile_counts_in_an_answer_that_was_there_at_once(
    page: Page, line: Line, problems: Problems
) -> None:
    other = also_open(begun(page, line, "taps"))
    without_signal(page, problems)
    press(other, "A drop")
    tells(other, "It fell 1 times.")
    page.evaluate(TOLD_SO_FAR)
    press(page, "A drop")
    tells(page, "It fell 2 times.")
    assert page.evaluate("told_so_far") == ["It fell 1 times.", "It fell 2 times."]
    expect(page.locator(STATUS)).to_be_hidden()


@pytest.mark.parametrize("looks", [False, True])
def test_a_walk_that_another_page_has_let_go_is_opened_anew_by_a_tap_or_a_look(
    page: Page, line: Line, problems: Problems, folder: Path, looks: bool
) -> None:
    begun(page, line, "taps")
    all_told(page)
    # The page opens itself anew, in the middle of what it asks.
    problems.allow("net::ERR_")
    page.evaluate(LET_GO)
    with page.expect_event("load"):
        if looks:
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        else:
            press(page, "A drop")
    expect(page.locator("main[data-carried]")).to_be_attached()
    press(page, "A drop")
    tells(page, "It fell 1 times.")
    all_told(page)
    assert kept_of(folder)["play"]["facts"] == {"drops": 1}


def test_a_phone_without_room_says_so_and_plays_on_in_its_page(
    page: Page, line: Line, problems: Problems, folder: Path
) -> None:
    begun(page, line, "taps")
    page.evaluate(f"() => {{ {FULL} }}")
    without_signal(page, problems)
    for number in (1, 2, 3):
        press(page, "A drop")
        tells(page, f"It fell {number} times.")
    expect(page.locator(STATUS)).to_contain_text("no room left")
    page.evaluate("window.full = false")
    press(page, "A drop")
    tells(page, "It fell 4 times.")
    expect(page.locator(STATUS)).to_be_hidden()
    assert len(on_phone(page)["queue"]) == 4
    page.context.set_offline(False)
    all_told(page)
    assert kept_of(folder)["play"]["facts"] == {"drops": 4}
    assert counted(folder) == 4


def test_what_a_phone_clears_while_its_page_is_open_goes_on_there(
    page: Page, line: Line, problems: Problems, folder: Path
) -> None:
    begun(page, line, "taps")
    without_signal(page, problems)
    press(page, "A drop")
    tells(page, "It fell 1 times.")
    clears(page)
    press(page, "A drop")
    tells(page, "It fell 2 times.")
    assert [each["what"] for each in on_phone(page)["queue"]] == ["well/a-drop"] * 2
    page.context.set_offline(False)
    all_told(page)
    assert kept_of(folder)["play"]["facts"] == {"drops": 2}


def test_who_taps_before_the_page_can_play_keeps_the_order_of_what_was_done(
    page: Page, line: Line, problems: Problems, folder: Path
) -> None:
    with_a_drop_unsent(page, line, problems)
    problems.allow("502")
    line.answers["/api/walks/taps"] = 502
    page.context.set_offline(False)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/walk/pocket.js", hold)
    with page.expect_request("**/walk/pocket.js"):
        page.reload()
    press(page, "A drop")
    expect(page.locator("main[aria-busy]")).to_be_attached()
    held.pop().continue_()
    tells(page, "It fell 2 times.")
    assert [each["do"] for each in on_phone(page)["queue"]] == ["press", "press"]
    line.answers.clear()
    all_told(page)
    assert kept_of(folder)["play"]["facts"] == {"drops": 2}


def clears(page: Page) -> None:
    """Take away what the phone keeps, as a browser does that needs the room."""
    page.evaluate("() => new Promise((go) => (indexedDB.deleteDatabase('wayside').onsuccess = go))")


def test_what_a_phone_has_cleared_before_it_was_sent_is_told(
    page: Page, context: BrowserContext, line: Line, problems: Problems, folder: Path
) -> None:
    with_a_drop_unsent(page, line, problems)
    clears(page)
    # A page that is closed while it has no signal has some in its last moment.
    line.answers["/api/walks/taps"] = 502
    page.close()
    context.set_offline(False)
    page = context.new_page()
    del line.answers["/api/walks/taps"]
    page.goto(f"{line.url}/w/taps")
    expect(page.locator(STATUS)).to_contain_text("has cleared what it had kept")
    press(page, "A drop")
    tells(page, "It fell 1 times.")
    all_told(page)
    page.reload()
    expect(page.locator("main[data-carried]")).to_be_attached()
    expect(page.locator(STATUS)).to_be_hidden()
    assert kept_of(folder)["play"]["facts"] == {"drops": 1}


def test_what_others_did_is_told_as_it_was_known_last_until_there_is_signal(
    page: Page, line: Line, phone: Callable[..., BrowserContext], problems: Problems
) -> None:
    begun(page, line, "wishes")
    other = begun(phone().new_page(), line, "wishes")
    without_signal(page, problems)
    press(page, "A drop")
    tells(page, "1 drops so far.")
    expect(page.locator(".known")).to_contain_text("known last")
    press(page, "A drop")
    tells(page, "2 drops so far.")
    for number in (1, 2, 3):
        press(other, "A drop")
        tells(other, f"{number} drops so far.")
        expect(other.locator(".known")).to_have_count(0)
    page.context.set_offline(False)
    tells(page, "5 drops so far.")
    expect(page.locator(".known")).to_have_count(0)
    expect(page.locator(STATUS)).to_be_hidden()


def test_with_signal_what_others_did_is_told_as_it_is_now(
    page: Page, line: Line, phone: Callable[..., BrowserContext]
) -> None:
    begun(page, line, "wishes")
    other = begun(phone().new_page(), line, "wishes")
    press(other, "Deep")
    tells(other, "100 percent say deep.")
    press(page, "A drop")
    tells(page, "1 drops so far.")
    press(other, "A drop")
    tells(other, "2 drops so far.")
    expect(other.locator(".known")).to_have_count(0)


def test_an_edition_that_is_published_meanwhile_is_gone_on_with_afterwards(
    page: Page,
    line: Line,
    problems: Problems,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_a_drop_unsent(page, line, problems)
    publish(page, line, folder, monkeypatch, TAPS.replace("It fell", "Now it rained"))
    press(page, "A drop")
    tells(page, "It fell 2 times.")
    page.context.set_offline(False)
    all_told(page)
    expect(page.locator(STATUS)).to_be_hidden()
    assert kept_of(folder)["play"]["facts"] == {"drops": 2}
    page.reload()
    expect(page.locator("main[data-carried]")).to_be_attached()
    press(page, "A drop")
    tells(page, "Now it rained 3 times.")
    all_told(page)
    assert kept_of(folder)["play"]["edition"] == on_phone(page)["play"]["edition"]


def test_an_edition_that_the_server_went_on_with_is_played_here_from_then_on(
    page: Page,
    line: Line,
    problems: Problems,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun(page, line, "wall")
    publish(page, line, folder, monkeypatch, GIVES.replace("Many faces", "Mine first"), "wall")
    page.get_by_label("A photo").set_input_files(SOUNDS / "gate.jpg")
    page.locator('[data-gives="photo"] button').click()
    tells(page, "Now you hang there.")
    all_told(page)
    without_signal(page, problems)
    press(page, "Look")
    tells(page, "Mine first.")


def publish(
    page: Page,
    line: Line,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    story: str,
    name: str = "taps",
) -> None:
    """Publish another edition of a story, and wait until the server has it."""
    listed = f"{line.url}/api/walks/{name}/download"
    before = page.request.get(listed).json()["version"]
    write(folder, name, story)
    monkeypatch.setenv("WAYSIDE_DATA", str(folder / "var"))
    monkeypatch.setenv("WAYSIDE_STORIES", str(folder / "stories"))
    published = CliRunner().invoke(main, ["publish", str(folder / "stories" / name)])
    assert published.exit_code == 0, published.output
    assert until(lambda: page.request.get(listed).json()["version"] != before)


def test_what_is_played_here_after_the_walk_was_carried_away_no_longer_counts(
    page: Page, context: BrowserContext, line: Line, site: Server, problems: Problems, folder: Path
) -> None:
    begun(page, line, "taps")
    press(page, "A drop")
    tells(page, "It fell 1 times.")
    all_told(page)
    page.route("**/api/walks/taps", lambda route: route.abort())
    problems.allow(AWAY)
    problems.expect("40[09]")
    press(page, "A drop")
    tells(page, "It fell 2 times.")
    carried_away(context.new_page(), line, site)
    page.unroute("**/api/walks/taps")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(STATUS)).to_contain_text("goes on elsewhere")
    assert kept_of(folder)["play"]["facts"] == {"drops": 1}
    page.reload()
    press(page, "A drop")
    tells(page, "It fell 2 times.")
    assert kept_of(folder)["play"]["facts"] == {"drops": 2}
    assert counted(folder) == 2


def carried_away(page: Page, line: Line, site: Server) -> None:
    """Let the walk go on by text, from another page of the same phone."""
    page.route("**/pocket*", lambda route: route.abort())
    page.goto(f"{line.url}/w/taps")
    page.locator(".more summary").click()
    page.get_by_role("button", name="Go on by text").click()
    code = page.locator("p.code b").inner_text()
    answer = unescape(site.text(text(code, "+14155550103")).body.decode())
    assert "From here on your walk goes on by text." in answer


def test_going_on_by_text_waits_until_all_is_sent(
    page: Page, line: Line, site: Server, problems: Problems, folder: Path
) -> None:
    with_a_drop_unsent(page, line, problems)
    page.locator(".more summary").click()
    page.get_by_role("button", name="Go on by text").click()
    expect(page.locator(SIGNAL)).to_be_visible()
    page.context.set_offline(False)
    code = page.locator("p.code b").inner_text()
    assert re.match("GO", code)
    assert kept_of(folder)["play"]["facts"] == {"drops": 1}


def test_another_story_waits_for_signal(page: Page, line: Line, problems: Problems) -> None:
    begun(page, line, "wishes")
    without_signal(page, problems)
    press(page, "Look")
    tells(page, "It is dark.")
    press(page, "To the taps")
    expect(page.locator(SIGNAL)).to_contain_text("It will go by itself")
    tells(page, "It is dark.")
    page.context.set_offline(False)
    page.wait_for_url("**/w/taps")
    tells(page, "A well.")
    expect(page.locator("main[data-carried]")).to_be_attached()
    page.context.set_offline(True)
    press(page, "A drop")
    tells(page, "It fell 1 times.")


def test_another_language_waits_for_signal_and_is_played_here_from_then_on(
    page: Page, line: Line, problems: Problems, folder: Path
) -> None:
    begun(page, line, TRIVIA)
    without_signal(page, problems)
    says(page, "POINTS")
    tells(page, "Points: 0.")
    says(page, "Español")
    expect(page.locator(SIGNAL)).to_contain_text("It will go by itself")
    page.context.set_offline(False)
    expect(page.locator("html[lang=es] main[data-carried]")).to_be_attached()
    page.context.set_offline(True)
    says(page, "CRAB6")
    tells(page, "La placa del viejo manzano")
    page.context.set_offline(False)
    all_told(page)
    kept = kept_of(folder)["play"]
    assert (kept["language"], kept["place"]) == ("es", "tree")


def says(page: Page, words: str) -> None:
    page.locator(".more").evaluate("(more) => { more.open = true; }")
    page.locator("#else").fill(words)
    page.locator("#else").press("Enter")


def test_a_photo_waits_for_signal_and_the_walk_goes_on_here_after_it(
    page: Page, line: Line, problems: Problems
) -> None:
    begun(page, line, "wall")
    problems.allow(AWAY)
    page.get_by_label("A photo").set_input_files(SOUNDS / "gate.jpg")
    page.context.set_offline(True)
    page.locator('[data-gives="photo"] button').click()
    expect(page.locator(SIGNAL)).to_contain_text("No signal. The walk goes on")
    page.context.set_offline(False)
    tells(page, "Now you hang there.")
    page.context.set_offline(True)
    press(page, "Look")
    tells(page, "Many faces.")
    page.context.set_offline(False)
    all_told(page)
    assert on_phone(page)["play"]["scene"] == "after"


def test_who_downloads_a_walk_asks_that_it_is_kept(page: Page, line: Line) -> None:
    page.add_init_script(
        "window.asked = 0; navigator.storage.persist = async () => { window.asked += 1; };"
    )
    carried(page, line, "taps")
    page.goto(f"{line.url}/w/taps/list")
    page.get_by_role("button", name="Delete").click()
    page.locator(".download button").first.click()
    expect(page.locator(".download")).to_contain_text("It plays without signal.")
    assert page.evaluate("window.asked") == 1
