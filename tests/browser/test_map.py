"""The drawn map under real fingers, a wheel, and keys."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, Route

from engine.places.latlon import LatLon
from engine.places.map import Stop, drawn, read_ground
from tests.browser.accessibility import hindrances
from tests.browser.conftest import MODULES, TYPES
from tests.engine.places.map.towns import Town
from webhooks.app import SECURITY_HEADERS
from webhooks.web.assets import STATIC

MIDDLE = LatLon(51.4545, -2.5879)
TOWN = Town(MIDDLE)
GROUND = read_ground(TOWN.geojson()).ground
WORDS = {
    "map": "Map of the walk: arrow keys move it, plus and minus zoom",
    "closer": "Closer",
    "farther": "Farther",
    "me": "Centre on me",
    "whole": "Whole walk",
}
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A walk</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/wayside.css"><link rel="stylesheet" href="/walk/map.css">
<main><h1>A walk</h1>%s<p>The stops, in their order.</p></main>"""
OPEN = """async (words) => {
    const { openMap } = await import("/walk/map.js");
    window.map = openMap(document.querySelector("svg.map"), words);
    window.taps = [];
    map.box.addEventListener("tapped", ({ detail }) => taps.push(detail));
}"""


def at(x: float, y: float) -> LatLon:
    return LatLon(MIDDLE.lat - y / TOWN.north_m, MIDDLE.lon + x / TOWN.east_m)


SPOTS = ((-480, -350), (-250, -420), (-120, -150), (150, -300), (330, -120), (420, 300), (100, 130))
STOPS = [
    Stop(f"stop{number}", number, name, at(*spot), 30, "closed" if number == 7 else "open")
    for number, (name, spot) in enumerate(
        zip(
            ("The Corn Exchange", "St. Anne's", "The Printer's house", "Bandstand", "Library",
             "Ferry steps", "Tannery yard"),
            SPOTS,
            strict=True,
        ),
        1,
    )
]  # fmt: skip


def svg(*, ground: bool = True, language: str = "en") -> str:
    found = drawn(STOPS, *([GROUND] if ground else []), title="A walk", language=language)
    assert found is not None
    return found.svg


def opened(context: BrowserContext, drawing: str) -> Page:
    """Give a page of ours with a map on it, under the rules of our pages, without a server."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(MODULES).lstrip("/")
        file = STATIC / path
        if not path:
            route.fulfill(body=PAGE % drawing, content_type="text/html", headers=SECURITY_HEADERS)
        else:
            route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])

    context.route(f"{MODULES}/**", answer)
    page = context.new_page()
    page.goto(MODULES)
    page.evaluate(OPEN, WORDS)
    return page


@pytest.fixture
def page(bare_phone: Callable[..., BrowserContext], marked: dict[str, object]) -> Page:
    options: dict[str, object] = {"reduced_motion": "reduce"}
    return opened(bare_phone(**(options | marked)), svg())


def view(page: Page) -> list[float]:
    box = page.locator("svg.map").get_attribute("viewBox")
    assert box
    return [float(each) for each in box.split()]


def wide(page: Page) -> float:
    return view(page)[2]


def middle(page: Page) -> tuple[float, float]:
    box = page.locator(".map-view").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def on_screen(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def touch(cdp: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    fingers = [{"x": x, "y": y, "id": index} for index, (x, y) in enumerate(points)]
    cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})


def pinch(page: Page, start_px: float, end_px: float) -> None:
    """Move two fingers apart, or together, around the middle of the map."""
    cdp = page.context.new_cdp_session(page)
    x, y = middle(page)
    for step in range(11):
        half = (start_px + (end_px - start_px) * step / 10) / 2
        kind = "touchMove" if step else "touchStart"
        touch(cdp, kind, (x - half, y), (x + half, y))
    touch(cdp, "touchEnd")


def swipe(page: Page, dx: float, dy: float) -> None:
    """Move one finger over the middle of the map."""
    cdp = page.context.new_cdp_session(page)
    x, y = middle(page)
    for step in range(11):
        kind = "touchMove" if step else "touchStart"
        touch(cdp, kind, (x + dx * step / 10, y + dy * step / 10))
    touch(cdp, "touchEnd")


def show(page: Page, place: LatLon | None, accuracy_m: float = 12) -> None:
    fix: dict[str, Any] | None = (
        {"lat": place.lat, "lon": place.lon, "accuracy_m": accuracy_m, "at_s": 1} if place else None
    )
    page.evaluate("(fix) => map.show(fix)", fix)


def test_buttons_zoom_and_bring_the_whole_walk_back(page: Page) -> None:
    whole = view(page)
    page.get_by_role("button", name="Closer").tap()
    assert wide(page) == pytest.approx(whole[2] / 1.6, abs=0.1)
    for _ in range(9):
        if page.get_by_role("button", name="Closer").is_enabled():
            page.get_by_role("button", name="Closer").tap()
    assert wide(page) == pytest.approx(whole[2] / 8, abs=0.1)
    assert page.get_by_role("button", name="Closer").is_disabled()
    page.get_by_role("button", name="Farther").tap()
    assert wide(page) == pytest.approx(whole[2] / 5, abs=0.1)
    page.get_by_role("button", name="Whole walk").tap()
    assert view(page) == whole
    assert page.get_by_role("button", name="Farther").is_disabled()


def test_every_button_is_as_large_as_a_thumb(page: Page) -> None:
    boxes = [each.bounding_box() for each in page.get_by_role("button").all()]
    assert len(boxes) == 4
    assert all(box and box["width"] >= 48 and box["height"] >= 48 for box in boxes)


def test_the_map_has_a_name_and_every_button_says_what_it_does(page: Page) -> None:
    page.get_by_role("group", name=WORDS["map"]).get_by_role("img", name="A walk").wait_for()
    names = [each.get_attribute("aria-label") for each in page.get_by_role("button").all()]
    assert names == ["Closer", "Farther", "Whole walk", "Centre on me"]


def test_keys_move_and_zoom_the_map_and_leave_it_by_tab(page: Page) -> None:
    page.keyboard.press("Tab")
    whole = view(page)
    page.keyboard.press("+")
    page.keyboard.press("=")
    near = view(page)
    assert near[2] == pytest.approx(whole[2] / 1.6**2, abs=0.1)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    moved = view(page)
    step = 60 * near[2] / 360
    assert moved[:2] == pytest.approx([near[0] + step, near[1] + step], rel=0.12)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert view(page) == pytest.approx(near, abs=0.05)
    page.keyboard.press("-")
    assert wide(page) == pytest.approx(whole[2] / 1.6, abs=0.1)
    page.keyboard.press("0")
    assert view(page) == whole
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "map-closer"


def test_two_fingers_zoom_around_the_point_between_them(page: Page) -> None:
    whole = view(page)
    before = on_screen(page, '[data-place="stop3"].stop .disc')
    x, y = middle(page)
    pinch(page, 60, 180)
    assert wide(page) == pytest.approx(whole[2] / 3, rel=0.05)
    after = on_screen(page, '[data-place="stop3"].stop .disc')
    assert after[0] - x == pytest.approx(3 * (before[0] - x), abs=8)
    assert after[1] - y == pytest.approx(3 * (before[1] - y), abs=8)
    pinch(page, 180, 40)
    assert view(page) == pytest.approx(whole, abs=0.05)


def test_one_finger_moves_the_map_once_it_is_near_and_what_it_holds_goes_along(page: Page) -> None:
    pinch(page, 60, 180)
    before, spot = view(page), on_screen(page, '[data-place="stop3"].stop .disc')
    swipe(page, 50, 30)
    after = view(page)
    assert after[2] == before[2]
    assert after[0] < before[0]
    assert after[1] < before[1]
    moved = on_screen(page, '[data-place="stop3"].stop .disc')
    assert moved[0] - spot[0] == pytest.approx(50, abs=10)
    assert moved[1] - spot[1] == pytest.approx(30, abs=10)


@pytest.mark.phone(viewport={"width": 360, "height": 300})
def test_one_finger_on_the_whole_map_scrolls_the_page(page: Page) -> None:
    whole = view(page)
    swipe(page, 0, -120)
    page.wait_for_function("scrollY > 40")
    assert view(page) == whole


def test_the_map_never_leaves_its_sheet(page: Page) -> None:
    pinch(page, 60, 180)
    width, height = 360, view(page)[3] * 3
    for dx, dy in ((2_000, 2_000), (-4_000, -4_000)):
        page.evaluate("([dx, dy]) => map.pan(dx, dy)", [dx, dy])
        x, y, w, h = view(page)
        assert -0.1 <= x <= width - w + 0.1
        assert -0.1 <= y <= height - h + 0.6


def test_the_wheel_scrolls_the_page_until_the_map_was_asked_for(page: Page) -> None:
    whole = view(page)
    page.mouse.move(*middle(page))
    page.mouse.wheel(0, -120)
    page.wait_for_timeout(100)
    assert view(page) == whole
    page.locator(".map-view").focus()
    page.mouse.wheel(0, -240)
    page.wait_for_function(
        "w => Number(document.querySelector('svg.map').getAttribute('viewBox').split(' ')[2]) < w",
        arg=whole[2] - 10,
    )
    # On this screen two pixels of the wheel are one of the page.
    assert wide(page) == pytest.approx(whole[2] / 2**0.5, rel=0.02)


def test_a_mouse_drags_the_map(page: Page) -> None:
    page.get_by_role("button", name="Closer").click()
    before = view(page)
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 20, steps=5)
    page.mouse.up()
    assert view(page)[0] < before[0]


def test_who_walks_is_shown_where_they_are_with_how_sure_that_is(page: Page) -> None:
    assert page.get_by_role("button", name="Centre on me").is_disabled()
    show(page, STOPS[3].at, 40)
    assert on_screen(page, ".me .middle") == pytest.approx(
        on_screen(page, '[data-place="stop4"].stop .disc'), abs=1
    )
    metre = float(page.locator("svg.map").get_attribute("data-metre") or 0)
    circle = page.locator(".accuracy").bounding_box()
    assert circle
    assert circle["width"] == pytest.approx(2 * 40 * metre, abs=3)
    show(page, None)
    assert not page.locator(".me .middle").is_visible()


def test_centre_on_me_follows_until_the_map_is_moved_by_hand(page: Page) -> None:
    show(page, at(0, 0))
    button = page.get_by_role("button", name="Centre on me")
    button.tap()
    assert button.get_attribute("aria-pressed") == "true"
    assert on_screen(page, ".me .middle") == pytest.approx(middle(page), abs=2)
    show(page, at(120, 60))
    assert on_screen(page, ".me .middle") == pytest.approx(middle(page), abs=2)
    page.get_by_role("button", name="Closer").tap()
    assert on_screen(page, ".me .middle") == pytest.approx(middle(page), abs=2)
    page.locator(".map-view").focus()
    page.keyboard.press("ArrowLeft")
    assert button.get_attribute("aria-pressed") == "false"
    seen = view(page)
    show(page, at(0, 0))
    assert view(page) == seen


def test_who_walks_beyond_the_sheet_is_found_there(page: Page) -> None:
    show(page, at(1_500, 900))
    page.get_by_role("button", name="Centre on me").tap()
    assert on_screen(page, ".me .middle") == pytest.approx(middle(page), abs=2)
    page.get_by_role("button", name="Whole walk").tap()
    assert view(page)[:2] == [0, 0]


def test_what_is_closed_since_it_was_drawn_looks_as_what_was_drawn_closed(
    context: BrowserContext,
) -> None:
    page = opened(context, svg())
    look = """(id) => {
        const stop = document.querySelector(`.stop[data-place="${id}"]`);
        const of = (part) => getComputedStyle(stop.querySelector(part));
        const { fill, strokeDasharray } = of(".disc");
        return [fill, strokeDasharray, of(".figure").fill];
    }"""
    drawn_closed, is_open = page.evaluate(look, "stop7"), page.evaluate(look, "stop2")
    page.evaluate("map.close(['stop2', 'stop7'])")
    assert page.evaluate(look, "stop2") == page.evaluate(look, "stop7") == drawn_closed != is_open
    page.evaluate("map.close(['stop7'])")
    assert page.evaluate(look, "stop2") == is_open


def test_stops_that_are_waited_for_and_those_that_are_done_are_marked(page: Page) -> None:
    def marked(name: str) -> list[str | None]:
        found = page.locator(f".stop.{name}").all()
        return sorted(each.get_attribute("data-place") or "" for each in found)

    page.evaluate("map.arm(['stop2', 'stop3', 'nowhere'])")
    page.evaluate("map.done(['stop1'])")
    assert (marked("armed"), marked("done")) == (["stop2", "stop3"], ["stop1"])
    assert page.locator(".stop .tick:visible").count() == 1
    page.evaluate("map.arm(['stop4'])")
    page.evaluate("map.done(['stop1', 'stop2'])")
    assert (marked("armed"), marked("done")) == (["stop4"], ["stop1", "stop2"])
    assert page.locator(".stop .tick:visible").count() == 2


def test_names_that_have_no_room_are_there_for_who_looks_nearer(
    bare_phone: Callable[..., BrowserContext],
) -> None:
    crowd = [
        Stop(f"s{number}", number, f"House of the lantern {number}", at(0, 30.0 * number))
        for number in range(1, 15)
    ]
    crowd += [replace(each, id=f"t{each.number}", at=at(40, 30 * each.number)) for each in crowd]
    found = drawn(crowd)
    assert found is not None
    page = opened(bare_phone(reduced_motion="reduce"), found.svg)
    shown = page.locator(".label:visible").count()
    assert shown < 28
    for _ in range(5):
        page.get_by_role("button", name="Closer").tap()
    page.wait_for_function(
        """() => [...document.querySelectorAll(".label")]
            .every((each) => getComputedStyle(each).visibility === "visible")"""
    )
    page.get_by_role("button", name="Whole walk").tap()
    assert page.locator(".label:visible").count() == shown


def test_names_and_numbers_stay_small_while_streets_grow(page: Page) -> None:
    before = page.locator('[data-place="stop3"].stop .disc').bounding_box()
    for _ in range(3):
        page.get_by_role("button", name="Closer").tap()
    after = page.locator('[data-place="stop3"].stop .disc').bounding_box()
    assert before
    assert after
    assert after["width"] == pytest.approx(before["width"], abs=1)


def test_the_scale_is_true_however_near_one_looks(page: Page) -> None:
    for _ in range(4):
        left, right = page.locator(".scale path").first.evaluate("""(path) => {
            const [to, { x, width }] = [path.getScreenCTM(), path.getBBox()];
            return [to.a * x + to.e, to.a * (x + width) + to.e];
        }""")
        told = page.locator(".scale text").first.text_content() or ""
        metre = float(page.locator("svg.map").get_attribute("data-metre") or 0)
        units = (right - left) * wide(page) / 360
        assert told.endswith(" m")
        assert units / metre == pytest.approx(float(told.removesuffix(" m")), rel=0.01)
        assert 40 < right - left <= 108.1
        assert left == pytest.approx(10, abs=0.5)
        page.get_by_role("button", name="Closer").tap()


def test_a_tap_tells_where_on_earth_it_was(page: Page) -> None:
    page.touchscreen.tap(*on_screen(page, '[data-place="stop5"].stop .disc'))
    page.wait_for_function("taps.length === 1")
    tapped = page.evaluate("taps[0]")
    assert tapped["lat"] == pytest.approx(STOPS[4].at.lat, abs=3e-5)
    assert tapped["lon"] == pytest.approx(STOPS[4].at.lon, abs=3e-5)


def test_who_made_the_data_is_linked_below_the_map(page: Page) -> None:
    link = page.get_by_role("link", name="© OpenStreetMap contributors")
    assert link.get_attribute("href") == "https://www.openstreetmap.org/copyright"
    assert not page.locator("svg.map .credit").is_visible()


def test_a_map_without_streets_credits_nobody(bare_phone: Callable[..., BrowserContext]) -> None:
    page = opened(bare_phone(), svg(ground=False, language="en-US"))
    assert page.locator(".map-credit").count() == 0
    assert page.locator(".scale text").all_text_contents() == ["200 m", "1000 ft"]


@pytest.mark.phone(reduced_motion="no-preference")
def test_the_map_moves_smoothly_for_who_wants_it(page: Page) -> None:
    assert not page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    whole = wide(page)
    widths = page.evaluate("""async () => {
        const svg = document.querySelector("svg.map"), seen = [];
        document.querySelector(".map-closer").click();
        const end = performance.now() + 600;
        while (performance.now() < end) {
            await new Promise(requestAnimationFrame);
            seen.push(Number(svg.getAttribute("viewBox").split(" ")[2]));
        }
        return seen;
    }""")
    assert widths[-1] == pytest.approx(whole / 1.6, abs=0.1)
    assert any(whole / 1.6 + 1 < each < whole - 1 for each in widths)


def test_without_motion_the_map_is_there_at_once(page: Page) -> None:
    widths = page.evaluate("""() => {
        document.querySelector(".map-closer").click();
        return Number(document.querySelector("svg.map").getAttribute("viewBox").split(" ")[2]);
    }""")
    assert widths == pytest.approx(360 / 1.6, abs=0.1)


@pytest.mark.parametrize("width", [320, 360, 800])
def test_no_sign_of_a_stop_covers_another_on_any_screen(
    bare_phone: Callable[..., BrowserContext], width: int
) -> None:
    page = opened(bare_phone(viewport={"width": width, "height": 700}), svg())
    overlaps = page.evaluate("""() => {
        const boxes = [...document.querySelectorAll(".stop .label, .stop .disc, .north, .scale")]
            .map((each) => each.getBoundingClientRect());
        return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) =>
            a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).length;
    }""")
    assert overlaps == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("near", [False, True], ids=["whole", "near"])
def test_axe_finds_nothing(
    bare_phone: Callable[..., BrowserContext], scheme: str, near: bool
) -> None:
    page = opened(bare_phone(color_scheme=scheme, reduced_motion="reduce"), svg())
    show(page, at(0, 0))
    page.evaluate("map.arm(['stop3'])")
    page.evaluate("map.done(['stop1'])")
    if near:
        page.get_by_role("button", name="Centre on me").tap()
    assert hindrances(page, "best-practice") == []


@pytest.mark.phone(viewport={"width": 800, "height": 1000})
def test_on_paper_the_whole_walk_stands_without_buttons(page: Page) -> None:
    page.get_by_role("button", name="Closer").tap()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    assert view(page)[2] == 360
    assert not page.get_by_role("button", name="Closer").is_visible()
    paper = page.locator(".paper").evaluate("(each) => getComputedStyle(each).fill")
    assert paper == "rgb(246, 241, 230)"


def test_what_a_page_loads_for_its_map_stays_light() -> None:
    files = [STATIC / "walk" / name for name in ("map.js", "gestures.js", "map.css")]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 8 * 1024
