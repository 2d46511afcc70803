"""The walk's page as a player: by satellite, by codes, without signal, without eyes."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.accessibility import hindrances
from tests.browser.island import all_told, on_phone
from tests.browser.problems import Problems
from tests.browser.test_walk import WALK, press, walk_on_to_the_end
from tests.browser.waiting import wait_for
from tests.browser.walking import DEGREE_M, LAT, LON
from tests.serving import ROOT, Server, serving
from webhooks.command import main

GATE = {"latitude": 42.12700, "longitude": -92.30330, "accuracy": 8}
SLUICE = {"latitude": 42.12550, "longitude": -92.30190, "accuracy": 8}
FAR = {"latitude": 42.13700, "longitude": -92.30330, "accuracy": 8}
STANDS = pytest.mark.phone(geolocation=GATE, permissions=["geolocation"])
NOTHING = dict.fromkeys(("WAYSIDE_PUBLIC_URL", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"), "")
HEARD = ".player.playing"
PLAYED = "document.querySelector('#sound').played"
SOUNDS = ROOT / "stories/mill-river-audio-walk/media"


# What of a text is seen: the words in lines that are not cut off.
LINES = """(span) => {
    const end = span.getBoundingClientRect().bottom;
    const range = document.createRange();
    const text = span.firstChild;
    let seen = "";
    for (let at = 0; at < text.length; at += 1) {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        if (range.getBoundingClientRect().bottom <= end + 3) seen += text.data[at];
    }
    return seen.replaceAll("\\u00a0", " ").trim();
}"""


def told(page: Page) -> Locator:
    return page.locator("#told")


def walk(context: BrowserContext, page: Page, to: dict[str, float], seconds: int) -> None:
    """Walk there in so many seconds, from wherever the phone was told to be last."""
    start = context.wayside_at  # type: ignore[attr-defined]
    for second in range(1, seconds + 1):
        part = second / seconds
        at = {name: start[name] + (to[name] - start[name]) * part for name in to}
        context.set_geolocation(at)
        page.wait_for_timeout(1000)
    context.wayside_at = to  # type: ignore[attr-defined]


def begun(page: Page) -> Page:
    page.goto(WALK)
    press(page, "Begin")
    expect(told(page)).to_contain_text("paper boat")
    return page


def is_heard(page: Page) -> None:
    expect(page.locator(HEARD)).to_be_visible()
    wait_for(page, "document.querySelector('#sound').currentTime > 0.5")


def to_its_end(page: Page) -> None:
    page.evaluate("document.querySelector('#sound').currentTime = 1e6")


def up(metres: float) -> float:
    """Give the latitude so far up the road."""
    return round(LAT + metres / DEGREE_M, 5)


def at(metres: float) -> dict[str, float]:
    return {"latitude": up(metres), "longitude": LON, "accuracy": 5}


def walk_the_road(context: BrowserContext, page: Page, address: str) -> None:
    """Walk past three stops to the end by satellite, each one's sound told to its end."""
    context.wayside_at = at(-20)  # type: ignore[attr-defined]
    page.goto(address)
    press(page, "Begin")
    is_heard(page)
    expect(page.locator('[data-told="gps"]')).to_have_text("Position: good")
    expect(page.locator(".heading")).to_contain_text("The gate: 20 m north")
    walk(context, page, at(0), 4)
    expect(page.locator(".passed")).to_contain_text("It begins when this has been told.")
    expect(told(page)).to_contain_text("Walk.")
    to_its_end(page)
    expect(told(page)).to_contain_text("Iron.")
    is_heard(page)
    to_its_end(page)
    walk(context, page, at(30), 5)
    expect(told(page)).to_contain_text("Deep.")
    is_heard(page)
    to_its_end(page)
    walk(context, page, at(60), 5)
    expect(told(page)).to_contain_text("High.")
    expect(page.locator(".ending")).to_have_text("Above")


def pressed_without_a_reload(page: Page, name: str) -> None:
    page.evaluate("window.stays = true")
    press(page, name)


@STANDS
def test_a_walk_by_satellite_begins_a_stop_where_one_stands_and_where_one_comes(
    context: BrowserContext, page: Page
) -> None:
    context.wayside_at = GATE  # type: ignore[attr-defined]
    begun(page)
    expect(page.locator('[data-told="gps"]')).to_have_text("Position: good")
    press(page, "Begin now")
    expect(told(page)).to_contain_text("Here I am, below the gate")
    expect(page.locator(HEARD)).to_be_visible()
    press(page, "Let us go")
    walk(context, page, SLUICE, 30)
    expect(told(page)).to_contain_text("This is the sluice")
    expect(page.locator(HEARD)).to_be_visible()


@pytest.mark.phone(geolocation=at(-20), permissions=["geolocation"])
def test_a_whole_walk_by_satellite(shelf: Server, context: BrowserContext, page: Page) -> None:
    walk_the_road(context, page, f"{shelf.url}/w/road")
    page.locator(".drawn").scroll_into_view_if_needed()
    expect(page.locator("svg.map .stop.done")).to_have_count(3)


@STANDS
def test_where_somebody_comes_waits_for_who_reads(page: Page) -> None:
    begun(page)
    expect(page.locator(".passed")).to_contain_text("You are at The mill gate.")
    page.wait_for_timeout(2000)
    expect(told(page)).to_contain_text("paper boat")


@STANDS
def test_where_somebody_comes_waits_for_the_sound_that_runs(shelf: Server, page: Page) -> None:
    page.goto(f"{shelf.url}/w/well")
    press(page, "Begin")
    expect(page.locator(HEARD)).to_be_visible()
    expect(page.locator(".passed")).to_contain_text("It begins when this has been told.")
    # Longer than the words would take to read.
    page.wait_for_timeout(2000)
    expect(told(page)).to_contain_text("Walk.")
    page.evaluate("document.querySelector('#sound').currentTime = 1e6")
    expect(told(page)).to_contain_text("Deep.")
    expect(page.locator(HEARD)).to_be_visible()


@STANDS
def test_the_tap_that_begins_a_walk_begins_its_sound_before_the_server_answers(
    shelf: Server, page: Page
) -> None:
    page.route("**/api/walks/**", lambda _: None)
    page.goto(f"{shelf.url}/w/well")
    press(page, "Begin")
    expect(page.locator(HEARD)).to_be_visible()


def test_a_walk_by_codes_and_words_without_a_position(page: Page) -> None:
    begun(page)
    pressed_without_a_reload(page, "I am here: The mill gate")
    expect(told(page)).to_contain_text("Here I am, below the gate")
    walk_on_to_the_end(page)
    assert page.evaluate("window.stays")
    press(page, "Begin anew")
    expect(told(page)).to_contain_text("paper boat")


def test_what_is_done_without_signal_goes_once_when_there_is_some(
    context: BrowserContext, page: Page, problems: Problems
) -> None:
    problems.expect(re.compile("ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to load"))
    begun(page)
    press(page, "I am here: The mill gate")
    expect(told(page)).to_contain_text("Here I am, below the gate")
    context.set_offline(True)
    press(page, "Let us go")
    expect(page.locator('[data-told="signal"]')).to_contain_text("No signal")
    context.set_offline(False)
    expect(page.get_by_role("button", name="I am here: The sluice")).to_be_visible()
    expect(page.locator('[data-told="signal"]')).to_be_hidden()


def test_a_walk_is_downloaded_on_its_page_and_goes_with_clear_this_phone(
    page: Page, problems: Problems
) -> None:
    begun(page)
    page.locator(".download button").first.click()
    expect(page.locator(".download")).to_contain_text("The whole walk is on this phone")
    assert hindrances(page) == []
    page.locator(".more summary").click()
    page.get_by_role("button", name="Clear this phone").click()
    expect(page.get_by_text("This phone knows nothing of the walk any more.")).to_be_visible()
    wait_for(page, "caches.keys().then((names) => names.length === 0)")


def test_an_answer_that_was_lost_on_its_way_is_not_played_twice(
    page: Page, problems: Problems
) -> None:
    problems.expect(re.compile("ERR_CONNECTION_RESET|ERR_FAILED|Failed to load"))
    begun(page)
    sent: list[str] = []
    answers: list[object] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        sent.append(route.request.post_data or "")
        answer = route.fetch()
        answers.append(answer.json()["said"])
        return route.abort() if len(sent) == 1 else route.fulfill(response=answer)

    page.route("**/api/walks/**", lose)
    # Whether the phone plays it already or the server still does: it is sent until it is answered.
    with page.expect_response(lambda response: response.request.method == "POST"):
        press(page, "I am here: The mill gate")
    expect(told(page)).to_contain_text("Here I am, below the gate")
    assert (len(sent), len(set(sent))) == (2, 1)
    assert answers[0] == answers[1]
    expect(page.get_by_role("button", name="Let us go")).to_be_visible()


def test_a_reload_in_the_middle_goes_on_with_one_tap(page: Page) -> None:
    begun(page)
    press(page, "I am here: The mill gate")
    expect(page.locator(HEARD)).to_be_visible()
    wait_for(page, "document.querySelector('#sound').currentTime > 5")
    page.reload()
    expect(told(page)).to_contain_text("Here I am, below the gate")
    press(page, "Go on walking")
    expect(page.locator(HEARD)).to_be_visible()
    # A browser may play a moment of the start before it jumps.
    wait_for(page, f"{PLAYED}.length > 0 && {PLAYED}.end({PLAYED}.length - 1) > 1")
    assert 1 < page.evaluate(f"{PLAYED}.start({PLAYED}.length - 1)") < 6


@pytest.mark.parametrize("is_scripted", [True, False], ids=["with script", "without script"])
def test_past_a_stop_that_is_closed_there_is_a_button_also_after_a_reload(
    shelf: Server, phone: Callable[..., BrowserContext], is_scripted: bool
) -> None:
    page = phone(java_script_enabled=is_scripted).new_page()
    page.goto(f"{shelf.url}/w/mill")
    press(page, "Begin")
    expect(told(page)).to_contain_text("A yard.")
    past = page.locator("button:visible", has_text="Go past this stop")
    expect(past).to_have_count(0)
    page.reload()
    press(page, "Walk on")
    expect(told(page)).to_contain_text("The mill is closed")
    page.locator(".more summary").click()
    expect(page.get_by_role("button", name="A hint")).to_be_visible()
    expect(past).to_have_count(1)
    past.click()
    expect(page.locator(".ending")).to_have_text("Ground")
    page.reload()
    expect(page.locator("button:visible", has_text="Begin anew")).to_have_count(1)


def test_what_staff_close_has_a_button_to_try_again_before_and_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: Page
) -> None:
    folder = tmp_path / "stories" / "hush"
    folder.mkdir(parents=True)
    (folder / "story.yaml").write_text(HUSH, encoding="utf-8")
    monkeypatch.setenv("WAYSIDE_STORIES", str(folder.parent))
    monkeypatch.setenv("WAYSIDE_DATA", str(tmp_path / "var"))
    again = page.locator("button:visible", has_text="Try again")
    call = page.locator("button:visible", has_text="Call")
    with serving(tmp_path / "var", WAYSIDE_STORIES=str(folder.parent), **NOTHING) as server:
        staff(page, server, "close", "hush", "--say", "A storm.")
        page.goto(f"{server.url}/w/hush")
        expect(again).to_have_count(0)
        press(page, "Begin")
        expect(told(page)).to_contain_text("A storm.")
        expect(again).to_have_count(1)
        staff(page, server, "open", "hush")
        again.click()
        expect(told(page)).to_contain_text("A hall.")
        expect(again).to_have_count(0)
        staff(page, server, "close", "hush", "--say", "A storm.")
        call.click()
        expect(told(page)).to_contain_text("A storm.")
        expect(again).to_have_count(1)
        page.reload()
        expect(again).to_have_count(1)
        expect(page.locator(".comes")).to_be_hidden()
        expect(call).to_have_count(0)
        staff(page, server, "open", "hush")
        again.click()
        expect(call).to_have_count(1)
        expect(again).to_have_count(0)
        page.goto("about:blank")


def staff(page: Page, server: Server, *words: str) -> None:
    """Close or open the story for everybody, and wait until the server knows."""
    assert CliRunner().invoke(main, list(words)).exit_code == 0
    is_closed = words[0] == "close"
    for _ in range(100):
        shown = page.request.get(f"{server.url}/").text()
        if ("A storm." in shown) is is_closed:
            return
        page.wait_for_timeout(100)
    raise AssertionError("the server was not told")


def test_without_signal_only_that_line_stays_above_what_is_read(
    phone: Callable[..., BrowserContext], problems: Problems
) -> None:
    problems.expect(re.compile("ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to load"))
    context = phone(viewport={"width": 180, "height": 320})
    page = begun(context.new_page())
    press(page, "I am here: The mill gate")
    expect(page.locator(HEARD)).to_be_visible()
    context.set_offline(True)
    press(page, "Who folded you?")
    line = page.locator('[data-told="signal"]')
    expect(line).to_be_in_viewport()
    heights = [each.bounding_box()["height"] for each in (line, page.locator(".player"))]  # type: ignore[index]
    assert sum(heights) < 320 * 2 / 3


SEEN = """(state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""
A_MINUTE_AGO = "now = Date.now; Date.now = () => now() - 61000"


@pytest.mark.phone(geolocation=at(-20), permissions=["geolocation"])
def test_what_was_passed_in_the_pocket_is_offered_to_hear(
    shelf: Server, context: BrowserContext, page: Page
) -> None:
    page.goto(f"{shelf.url}/w/road")
    press(page, "Begin")
    expect(page.locator(".heading")).to_contain_text("The gate: 20 m north")
    page.evaluate(A_MINUTE_AGO)
    page.evaluate(SEEN, "hidden")
    page.evaluate("Date.now = now")
    # Nobody walks 50 m faster.
    page.wait_for_timeout(8000)
    context.set_geolocation(at(30))
    page.evaluate(SEEN, "visible")
    offered = page.locator(".passed")
    expect(offered).to_contain_text("You are at The well already")
    expect(offered.get_by_role("button", name="Go past this stop")).to_be_visible()
    press(page, "Hear what was there")
    expect(told(page)).to_contain_text("Iron.")


KEYS = """
    keys = {};
    navigator.mediaSession.setActionHandler = (name, does) => { keys[name] = does; };
"""


def test_next_on_the_lock_screen_is_being_at_the_next_stop(shelf: Server, page: Page) -> None:
    page.add_init_script(KEYS)
    page.goto(f"{shelf.url}/w/road")
    press(page, "Begin")
    is_heard(page)
    expect(page.get_by_role("button", name="I am here: The gate")).to_be_visible()
    page.evaluate("keys.nexttrack({})")
    expect(told(page)).to_contain_text("Iron.")
    is_heard(page)


@pytest.mark.phone(user_agent="Mozilla/5.0 (iPhone) AppleWebKit/605 Mobile Instagram 300.0")
def test_who_reads_in_an_app_is_told_to_open_the_browser(page: Page) -> None:
    page.goto(WALK)
    expect(page.locator('[data-told="app"]')).to_contain_text("This app may stop the sound.")
    assert hindrances(page) == []


@pytest.mark.phone(forced_colors="active", reduced_motion="reduce")
def test_in_colours_of_ones_own_all_that_is_pressed_has_an_edge(page: Page) -> None:
    begun(page)
    press(page, "I am here: The mill gate")
    expect(page.locator(HEARD)).to_be_visible()
    edges = page.locator("button:visible").evaluate_all(
        "all => all.map((each) => parseFloat(getComputedStyle(each).borderTopWidth))"
    )
    assert len(edges) > 5
    assert min(edges) >= 1


def test_what_comes_by_itself_is_added_below(shelf: Server, page: Page) -> None:
    page.goto(f"{shelf.url}/w/hush")
    press(page, "Begin")
    expect(told(page).locator(".text")).to_have_text(["A hall.", "A ghost."], timeout=30_000)
    expect(page.get_by_role("button", name="Call")).to_be_visible()
    # It is looked for: nobody has to.
    expect(page.get_by_role("link", name="Look again")).to_have_count(0)


def test_what_may_be_asked_at_any_time_may_be_asked_here_too(page: Page) -> None:
    begun(page)
    press(page, "I am here: The mill gate")
    expect(page.get_by_role("button", name="Let us go")).to_be_visible()
    page.locator(".more summary").click()
    page.get_by_label("Ask or say something else").fill("toilet")
    page.keyboard.press("Enter")
    expect(told(page)).to_contain_text("Toilets: beside the mill gate")
    expect(page.get_by_role("button", name="Let us go")).to_be_visible()


def test_a_photo_is_given_where_the_story_asks_for_one(
    shelf: Server, page: Page, problems: Problems
) -> None:
    problems.expect("400 .*give")
    page.goto(f"{shelf.url}/w/wall")
    press(page, "Begin")
    photo = page.get_by_label("A photo")
    expect(photo).to_be_visible()
    photo.set_input_files({"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"})
    page.locator('[data-gives="photo"] button').click()
    expect(page.locator("#what-photo")).to_contain_text("Please try another one.")
    photo.set_input_files(SOUNDS / "gate.jpg")
    page.locator('[data-gives="photo"] button').click()
    expect(told(page)).to_contain_text("Now you hang there.")
    expect(photo).to_be_hidden()
    assert hindrances(page) == []


def test_with_keys_alone(page: Page) -> None:
    page.goto(WALK)
    page.locator(".before button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#ways")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(told(page)).to_contain_text("Here I am, below the gate")
    expect(page.locator("#ways")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Who folded you?")).to_be_focused()


def by_keys(page: Page, name: str, typed: str = "") -> None:
    """Go on by the tabulator to what has this name, and press it or write there."""
    wanted = page.locator("#ways").get_by_role("textbox" if typed else "button", name=name)
    expect(wanted).to_be_visible()
    expect(page.locator("#ways")).to_be_focused()
    for _ in range(6):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            break
    expect(wanted).to_be_focused()
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def test_a_whole_walk_with_keys_alone(page: Page) -> None:
    page.goto(WALK)
    page.locator(".before button").focus()
    page.keyboard.press("Enter")
    for name, typed in (
        ("I am here: The mill gate", ""),
        ("Let us go", ""),
        ("I am here: The sluice", ""),
        ("The right door", ""),
        ("Code on a sign", "DUCKS4"),
        ("Your answer", "nine"),
        ("Go past this stop", ""),
        ("I am here: Long Meadow", ""),
        ("Walk on", ""),
        ("I am here: The footbridge", ""),
        ("Come ashore", ""),
        ("Begin anew", ""),
    ):
        by_keys(page, name, typed)
    expect(told(page)).to_contain_text("I am a paper boat")


def test_a_reader_of_screens_meets_things_in_their_order(page: Page) -> None:
    begun(page)
    press(page, "I am here: The mill gate")
    expect(page.locator(HEARD)).to_be_visible()
    drawn = page.locator("main").aria_snapshot()
    order = ["Here I am, below the gate", "Who folded you?", "Let us go", "More", "Stops", "Pause"]
    at = [drawn.index(each) for each in order]
    assert at == sorted(at), drawn
    assert page.locator("#told").get_attribute("aria-live") == "polite"


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_player_keeps_nobody_out(page: Page, language: str) -> None:
    page.goto(f"{WALK}?language={language}")
    assert hindrances(page) == []
    page.locator(".before button").click()
    expect(page.locator(".arrive button")).to_be_visible()
    page.locator(".arrive button").click()
    expect(page.locator(HEARD)).to_be_visible()
    page.locator(".more summary").click()
    page.locator(".drawn").scroll_into_view_if_needed()
    expect(page.locator(".map-box")).to_be_visible()
    assert hindrances(page) == []
    page.reload()
    expect(page.locator(".resume")).to_be_visible()
    assert hindrances(page) == []


@pytest.mark.parametrize(("language", "scheme"), [("en", "dark"), ("es", "light")])
def test_no_moment_of_it_keeps_anybody_out(
    phone: Callable[..., BrowserContext], language: str, scheme: str
) -> None:
    page = phone(color_scheme=scheme).new_page()
    page.goto(f"{WALK}?language={language}")
    page.locator(".before button").click()
    ways = page.locator("#ways")
    choices, here = ways.locator("div.choices button"), ways.locator(".arrive button")
    past = ways.locator('[data-when="shut"] button')

    def found() -> list[str]:
        # Where the player at the foot of the page covers nothing.
        page.evaluate("scrollTo(0, 1e6)")
        return hindrances(page)

    for pressed in (here, choices.nth(1), here, choices.nth(2)):
        pressed.click()
        expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")
    page.locator(".more summary").click()
    for field, words in (("code", "WRONG9"), ("code", "DUCKS4"), ("answer", "1"), ("answer", "9")):
        assert found() == [], (field, words)
        ways.locator(f"#{field}").fill(words)
        ways.locator(f".{field} button").click()
        expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")
    for pressed in (past, here, choices.last, here, choices.last):
        assert found() == []
        pressed.click()
        expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator(".ending")).to_be_visible()
    assert found() == []


@pytest.mark.parametrize("width", [320, 180])
def test_on_a_narrow_phone_and_at_twice_the_size_nothing_runs_over_the_edge(
    phone: Callable[..., BrowserContext], width: int
) -> None:
    page = phone(viewport={"width": width, "height": 320}).new_page()
    begun(page)
    press(page, "I am here: The mill gate")
    expect(page.locator(HEARD)).to_be_visible()
    page.locator(".drawn").scroll_into_view_if_needed()
    expect(page.locator(".map-box")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(("size", "seen"), [("100%", "0:05 / 0:24"), ("200%", "0:05")])
def test_the_time_of_the_sound_keeps_to_one_line_at_twice_the_size(
    page: Page, size: str, seen: str
) -> None:
    begun(page)
    press(page, "I am here: The mill gate")
    is_heard(page)
    page.evaluate("(size) => (document.documentElement.style.fontSize = size)", size)
    page.evaluate("document.querySelector('#sound').pause()")
    page.evaluate("document.querySelector('#sound').currentTime = 5.5")
    time = page.locator(".player .time span")
    expect(time).to_have_text("0:05 / 0:24")
    assert time.evaluate(LINES) == seen
    assert page.locator(".player").bounding_box()["height"] < 112  # type: ignore[index]


def test_choosing_a_language_shows_the_page_in_it(page: Page) -> None:
    page.goto(WALK)
    page.get_by_label("Español").check()
    expect(page.get_by_role("button", name="Empezar")).to_be_visible()
    press(page, "Empezar")
    expect(told(page)).to_contain_text("barco de papel")


@STANDS
def test_the_map_shows_where_one_is_and_what_is_waited_for(page: Page) -> None:
    begun(page)
    page.locator(".drawn").scroll_into_view_if_needed()
    expect(page.locator("svg.map .stop.armed")).to_have_attribute("data-place", "mill gate")
    expect(page.locator("svg.map .me .dot")).to_be_visible()


def test_the_map_of_a_way_is_that_of_the_page_and_the_sound_goes_on(
    shelf: Server, page: Page
) -> None:
    page.goto(f"{shelf.url}/w/well")
    press(page, "Begin")
    is_heard(page)
    other = page.get_by_role("link", name="Open in another map")
    expect(other).to_have_attribute("href", re.compile("^https://maps.google.com/"))
    expect(other).to_have_attribute("target", "_blank")
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.locator("svg.map")).to_be_in_viewport()
    assert page.url == f"{shelf.url}/w/well#map"
    expect(page.locator(HEARD)).to_be_visible()
    assert not page.evaluate("document.querySelector('#sound').paused")


def test_staff_walk_at_a_desk_by_tapping_the_map_and_by_a_track(page: Page) -> None:
    page.goto(f"{WALK}?try=1")
    assert hindrances(page) == []
    press(page, "Begin")
    page.locator(".drawn").scroll_into_view_if_needed()
    page.locator('svg.map .stop[data-place="mill gate"] .figure').click()
    expect(page.locator(".passed")).to_contain_text("You are at The mill gate.")
    press(page, "Begin now")
    press(page, "Let us go")
    track = page.locator("#trial input[type=file]")
    track.set_input_files({"name": "x.gpx", "mimeType": "text/xml", "buffer": b"<html/>"})
    expect(page.locator("#trial output")).to_contain_text("This is not a GPX file.")
    gpx = {"name": "a.gpx", "mimeType": "text/xml", "buffer": to_the_sluice().encode()}
    track.set_input_files(gpx)
    expect(page.locator("#trial output")).to_have_text(
        "The track has 11 points. It is being walked."
    )
    expect(told(page)).to_contain_text("This is the sluice", timeout=40_000)


def test_a_track_that_is_chosen_before_the_walk_has_begun_is_said_to_wait(page: Page) -> None:
    page.goto(f"{WALK}?try=1")
    gpx = {"name": "a.gpx", "mimeType": "text/xml", "buffer": to_the_sluice().encode()}
    page.locator("#trial input[type=file]").set_input_files(gpx)
    said = page.locator("#trial output")
    expect(said).to_have_text(
        "The track has 11 points. It is walked as soon as the walk has begun."
    )
    press(page, "Begin")
    expect(said).to_have_text("The track has 11 points. It is being walked.")


def to_the_sluice() -> str:
    """Give a track of eleven points from the gate to the sluice, without times."""
    points = "".join(
        f'<trkpt lat="{42.127 - 0.0015 * part / 10}" lon="{-92.3033 + 0.0014 * part / 10}"/>'
        for part in range(11)
    )
    space = "http://www.topografix.com/GPX/1/1"
    return f'<gpx xmlns="{space}"><trk><trkseg>{points}</trkseg></trk></gpx>'


PLANTED = {"latitude": 42.1270419, "longitude": -92.3033771, "accuracy": 8}
TRACES = ("270419", "033771")


@pytest.mark.phone(geolocation=PLANTED, permissions=["geolocation"])
def test_no_position_is_in_any_request_log_or_table(
    tmp_path: Path, phone: Callable[..., BrowserContext], marked: dict[str, object]
) -> None:
    data = tmp_path / "var"
    with serving(data, **NOTHING) as server:
        page = phone(**marked, base_url=server.url).new_page()
        asked: list[str] = []
        page.on("request", lambda each: asked.append(f"{each.url} {each.headers} {each.post_data}"))
        begun(page)
        press(page, "Begin now")
        expect(page.locator(HEARD)).to_be_visible()
        press(page, "Let us go")
        expect(page.locator(".heading")).to_contain_text("The sluice: 210 m south-east")
        page.locator(".drawn").scroll_into_view_if_needed()
        expect(page.locator("svg.map .me .dot")).to_be_visible()
        expect(page.locator("main[data-carried]")).to_be_attached()
        all_told(page)
        asked.append(str(on_phone(page)))
        page.close()
        kept = b"".join(file.read_bytes() for file in data.rglob("*") if file.is_file())
        known = [*asked, *server.said, kept.decode("latin-1")]
    assert any("api/walks" in each for each in asked)
    assert [trace for trace in TRACES for each in known if trace in each] == []


HUSH = """\
story: Hush
keywords: [HUSH]
start: hall
scenes:
  hall:
    say: A hall.
    choices: [{pick: Call, say: You called.}, {pick: Leave, ending: Gone}]
    after: {2 seconds: A ghost.}
"""
MILL = """\
story: The Mill
keywords: [MILL]
start: yard
places: {mill: {name: The mill, status: closed}}
scenes:
  yard: {say: A yard., choices: [{pick: Walk on, go: path}, {pick: Leave, ending: Gone}]}
  path: {say: Walk., walk: mill, hints: [It creaks.], go: mill}
  mill: {place: mill, say: It grinds., ending: Ground}
"""
WALL = """\
story: The Wall
keywords: [WALL]
start: wall
collections: {faces: photo}
scenes:
  wall:
    say: A wall of faces.
    ask: {question: Yours?, kind: photo, collect: faces}
    go: next
  next: {say: Now you hang there., choices: [{pick: Leave, ending: Gone}]}
"""
ROAD = f"""\
story: The Road
keywords: [ROAD]
start: road
places:
  gate: {{name: The gate, at: "{up(0)}, {LON}", within: 10 m, code: GATE55}}
  well: {{name: The well, at: "{up(30)}, {LON}", within: 10 m, code: DEEP55}}
  tower: {{name: The tower, at: "{up(60)}, {LON}", within: 10 m, code: HEAR55}}
scenes:
  road: {{say: Walk., audio: gate.mp3, walk: gate, go: gate}}
  gate: {{place: gate, say: Iron., audio: sluice.mp3, walk: well, go: well}}
  well: {{place: well, say: Deep., audio: meadow.mp3, walk: tower, go: tower}}
  tower: {{place: tower, say: High., ending: Above}}
"""
WELL = """\
story: The Well
keywords: [WELL]
start: path
places:
  well: {name: The well, at: "42.12700, -92.30330", code: WET55}
scenes:
  path: {say: Walk., audio: gate.mp3, walk: well, go: well}
  well: {place: well, say: Deep., audio: sluice.mp3, ending: Found}
"""


STORIES = {"hush": HUSH, "mill": MILL, "road": ROAD, "wall": WALL, "well": WELL}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with small stories of these tests."""
    folder = tmp_path_factory.mktemp("shelf")
    for name, story in {
        "hush": HUSH,
        "mill": MILL,
        "road": ROAD,
        "well": WELL,
        "wall": WALL,
    }.items():
        (folder / "stories" / name).mkdir(parents=True)
        (folder / "stories" / name / "story.yaml").write_text(story, encoding="utf-8")
    for name in ("road", "well"):
        (folder / "stories" / name / "media").symlink_to(SOUNDS)
    with serving(folder / "var", WAYSIDE_STORIES=str(folder / "stories"), **NOTHING) as server:
        yield server
