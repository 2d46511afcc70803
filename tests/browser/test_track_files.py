"""A walk at a desk: what files and taps become, and that a file can do no harm."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.problems import Problems

READ = """(text) => import("/walk/track.js").then(({readGpx, NoTrack}) => {
    try { return readGpx(text); } catch (no) {
        if (no instanceof NoTrack) return no.message;
        throw no;
    }
})"""
FILE = """(size) => import("/walk/track.js").then(({readTrack}) =>
    readTrack(new File([new Uint8Array(size)], "walk.gpx")).catch((no) => no.message))"""


def gpx(inside: str, version: str = "1/1") -> str:
    space = f"http://www.topografix.com/GPX/{version}"
    return f'<?xml version="1.0"?><gpx xmlns="{space}" version="1.1">{inside}</gpx>'


def point(kind: str, lat: object, lon: object, inside: str = "") -> str:
    return f'<{kind} lat="{lat}" lon="{lon}">{inside}</{kind}>'


def fix(lat: float, lon: float, at_s: float, accuracy_m: float = 8) -> dict[str, float]:
    return {"lat": lat, "lon": lon, "accuracy_m": accuracy_m, "at_s": at_s}


def test_a_track_has_its_times_and_how_exact_it_is(modules: Page) -> None:
    times = ("1970-01-01T00:00:10Z", "1970-01-01T00:00:12.5Z")
    inside = "".join(
        point("trkpt", 47 + at, 8, f"<time>{time}</time><hdop>{2 * at}</hdop>")
        for at, time in enumerate(times)
    )
    read = [fix(47, 8, 10), fix(48, 8, 12.5, 10)]
    for version in ("1/0", "1/1"):
        text = gpx(f"<trk><trkseg>{inside}</trkseg></trk>", version)
        assert modules.evaluate(READ, text) == read


def test_a_route_without_times_is_walked(modules: Page) -> None:
    # 2.8 m to the north: two steps of a walker.
    route = point("rtept", 47, 8) + point("rtept", 47.000025, 8)
    told = modules.evaluate(READ, gpx(f"<rte>{route}</rte>"))
    assert told == [fix(47, 8, 0), fix(47.0000125, 8, 1), fix(47.000025, 8, 2)]


LAUGHS = """<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
NOT_GPX = "This is not a GPX file. Choose one that ends with .gpx."
NOWHERE = "Point 1 of this track is nowhere on Earth. Mend its lat and lon, or take it out."
WRONG: dict[str, tuple[str, str]] = {
    "nothing": ("", NOT_GPX),
    "no XML": ("walk", NOT_GPX),
    "cut off": (gpx(point("trkpt", 1, 1))[:-9], NOT_GPX),
    "a page": (
        "<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>",
        NOT_GPX,
    ),
    "empty": (gpx(""), "This GPX file has no track and no route. Save the walk as a track."),
    "entities": (LAUGHS + gpx("&b;"), "This file defines XML entities. Save it as plain GPX."),
    "small letters": ("<!doctype gpx>", "This file defines XML entities. Save it as plain GPX."),
    "beyond the pole": (gpx(point("trkpt", 90.1, 1)), NOWHERE),
    "no number": (gpx(point("trkpt", "NaN", 1)), NOWHERE),
    "no longitude": (gpx('<trkpt lat="1"/>'), NOWHERE),
    "too many points": (
        gpx(point("trkpt", 1, 1) * 20_001),
        "This track has 20001 points, more than 20000. Cut it.",
    ),
    "around the world": (
        gpx("".join(point("rtept", 0, lon) for lon in (0, 90, 180, -90))),
        "This walk is longer than 12 hours. Cut it.",
    ),
    "too long": (
        gpx("x" * 5_000_000),
        "This text is longer than 5 MB. Take the GPX of one walk.",
    ),
}
# Chromium writes its report on broken XML into the parsed document, with a style of its own.
BROKEN = {"nothing", "no XML", "cut off"}
REPORT = "Applying inline style"


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_track_is_said_in_words(modules: Page, problems: Problems, name: str) -> None:
    text, says = WRONG[name]
    if name in BROKEN:
        problems.expect(REPORT)
    assert modules.evaluate(READ, text) == says


def test_a_large_file_is_not_read(modules: Page, problems: Problems) -> None:
    problems.expect(REPORT)
    large = "This file is larger than 5 MB. Choose the GPX file of one walk."
    assert modules.evaluate(FILE, 5_000_001) == large
    assert modules.evaluate(FILE, 1000) == NOT_GPX


def test_what_is_in_a_file_never_runs(modules: Page, problems: Problems) -> None:
    problems.expect("Executing inline event handler")
    payload = '<script xmlns="http://www.w3.org/1999/xhtml">window.ran = true</script>'
    image = '<img xmlns="http://www.w3.org/1999/xhtml" src="/x" onerror="window.ran = true"/>'
    told = modules.evaluate(READ, gpx(payload + image + point("trkpt", 1, 2)))
    assert told == [fix(1, 2, 0)]
    modules.wait_for_timeout(200)
    assert modules.evaluate("window.ran") is None


PLAY = """async ([fixes, speed]) => {
    const {Track} = await import("/walk/track.js");
    window.told = [];
    window.track = new Track(fixes, speed);
    window.hear = {
        fix: ({lat, at_s}, now_s) => told.push([lat, at_s, now_s]),
        state: (name) => told.push(name),
    };
    track.start(hear);
}"""
THREE = [fix(1, 0, 100), fix(2, 0, 104), fix(3, 0, 105, 90)]


@pytest.fixture
def stage(modules: Page) -> Page:
    modules.clock.install(time=0)
    modules.clock.pause_at(1000)
    return modules


def heard(page: Page) -> list[Any]:
    told: list[Any] = page.evaluate("told.splice(0)")
    return told


def test_a_track_takes_the_time_that_it_took(stage: Page) -> None:
    stage.evaluate(PLAY, [THREE, 1])
    stage.clock.run_for(100)
    assert heard(stage) == ["asking", "good", [1, 100, 100]]
    stage.clock.run_for(3_800)
    assert heard(stage) == []
    stage.clock.run_for(200)
    assert heard(stage) == [[2, 104, 104]]
    stage.clock.run_for(1_000)
    assert heard(stage) == ["weak", [3, 105, 105]]


def test_whoever_is_at_the_end_stands_there(stage: Page) -> None:
    stage.evaluate(PLAY, [THREE[:1], 1])
    stage.clock.run_for(2_100)
    assert heard(stage) == ["asking", "good", [1, 100, 100], [1, 101, 101], [1, 102, 102]]


def test_ten_times_as_fast_is_the_same_walk(stage: Page) -> None:
    stage.evaluate(PLAY, [THREE, 10])
    stage.clock.run_for(550)
    assert heard(stage) == [
        *("asking", "good", [1, 100, 100], [2, 104, 104], "weak", [3, 105, 105]),
    ]


def test_a_long_gap_is_cut_short(stage: Page) -> None:
    stage.evaluate(PLAY, [[fix(1, 0, 0), fix(2, 0, 3600)], 1])
    stage.clock.run_for(10_100)
    assert heard(stage) == ["asking", "good", [1, 0, 0], [2, 3600, 3600]]


def test_it_stops_and_goes_on_where_it_was(stage: Page) -> None:
    stage.evaluate(PLAY, [THREE, 1])
    stage.clock.run_for(100)
    stage.evaluate("track.stop()")
    stage.clock.run_for(60_000)
    assert heard(stage) == ["asking", "good", [1, 100, 100]]
    stage.evaluate("track.start(hear)")
    stage.clock.run_for(4_100)
    assert heard(stage) == ["asking", "good", [2, 104, 104]]


def test_taps_are_walked_to_one_after_the_other(stage: Page) -> None:
    stage.evaluate(PLAY, [[], 1])
    stage.clock.run_for(5_000)
    assert heard(stage) == ["asking"]
    # 1.1 m each: a step.
    stage.evaluate("[0, 0.00001, 0.00002].forEach((lat) => track.walkTo({lat, lon: 0}))")
    stage.clock.run_for(2_100)
    assert heard(stage) == ["good", [0, 0, 0], [0.00001, 1, 1], [0.00002, 2, 2]]
    stage.clock.run_for(1_000)
    assert heard(stage) == [[0.00002, 3, 3]]
    stage.evaluate("track.walkTo({lat: 0.00001, lon: 0})")
    stage.clock.run_for(1_000)
    assert heard(stage) == [[0.00001, 4, 4]]


def test_a_tap_at_the_other_end_of_the_world_is_said_to_be_too_far(stage: Page) -> None:
    stage.evaluate(PLAY, [THREE[:1], 1])
    far = """() => {
        try { track.walkTo({lat: -80, lon: 170}); } catch (no) { return no.message; }
    }"""
    assert stage.evaluate(far) == "This walk is longer than 12 hours. Cut it."
