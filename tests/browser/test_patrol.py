"""The patrol on a phone: whether a sign hangs where its code belongs is reckoned there."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.browser.accessibility import hindrances
from tests.browser.problems import Problems
from tests.serving import Server, serving
from webhooks.opening import secret_of
from webhooks.settings import from_environment
from webhooks.signs.passes import Pass, token_of

HALL = """
story: The Market
keywords: [MARKET]
start: gate
places:
  gate: {name: North gate, at: "47.5000, 8.2500", code: GATE7, directions: "Left of the inn."}
  hall: {name: Market Hall, at: "47.5031, 8.2500", code: MART5}
  attic: {name: The attic, code: ATTK6}
scenes:
  gate: {place: gate, say: You stand at a gate., ending: Out}
"""
# 12 m and 340 m up the road from the gate; no other number of a page looks like these.
NEAR = {"latitude": 47.5001078, "longitude": 8.2500017, "accuracy": 8}
AT_THE_HALL = {"latitude": 47.5030578, "longitude": 8.2500017, "accuracy": 8}
BETWEEN = {"latitude": 47.5015578, "longitude": 8.2500017, "accuracy": 8}
COARSE = {**NEAR, "accuracy": 400}
ALLOWED = {"permissions": ["geolocation"]}
JUDGED = """([stop, fix]) => import("/patrol.js").then(({judged}) => judged(stop, fix))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("patrol")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Server]:
    (folder / "stories" / "market").mkdir(parents=True)
    (folder / "stories" / "market" / "story.yaml").write_text(HALL, encoding="utf-8")
    with serving(
        folder / "var", stories=folder / "stories", WAYSIDE_PUBLIC_URL="", WAYSIDE_TIMEZONE="UTC"
    ) as server:
        yield server


@pytest.fixture
def link(site: Server, folder: Path) -> str:
    secret = secret_of(from_environment({"WAYSIDE_DATA": str(folder / "var")}))
    now_s = int(time.time())
    return f"/patrol/{token_of(secret, Pass('AB', now_s, now_s + 3600))}"


@pytest.fixture
def walker(page: Page, link: str) -> Page:
    """A phone on a patrol, before its list."""
    page.goto(link)
    page.get_by_role("button", name="Begin on this phone").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("left$"))
    return page


def ask(page: Page, code: str = "GATE7") -> None:
    page.goto(f"/s/{code}")
    page.get_by_role("button", name="Does it hang where it should?").click()


@pytest.mark.phone(geolocation=NEAR, **ALLOWED)
def test_a_sign_at_its_place_belongs_there(walker: Page) -> None:
    ask(walker)
    expect(walker.locator(".verdict")).to_have_text(
        "This sign belongs here: you are 12 m from its place."
    )


@pytest.mark.phone(geolocation=AT_THE_HALL, **ALLOWED)
def test_a_sign_at_the_place_of_another_belongs_elsewhere(walker: Page) -> None:
    ask(walker)
    expect(walker.locator(".verdict")).to_have_text(
        "This code belongs elsewhere: North gate, 340 m from here. "
        "Here belongs Market Hall (MART5)."
    )
    walker.get_by_role("button", name="It hangs elsewhere").click()
    expect(walker.get_by_role("status")).to_have_text(
        re.compile(r"^Written: damaged at \d\d:\d\d, by AB: It hangs elsewhere\.$")
    )


@pytest.mark.phone(geolocation=BETWEEN, **ALLOWED)
def test_a_sign_where_none_belongs_belongs_elsewhere(walker: Page) -> None:
    ask(walker, "MART5")
    expect(walker.locator(".verdict")).to_have_text(
        "This code belongs elsewhere: Market Hall, 170 m from here."
    )


@pytest.mark.phone(geolocation=COARSE, **ALLOWED)
def test_a_rough_position_tells_nothing(walker: Page) -> None:
    ask(walker)
    expect(walker.locator(".verdict")).to_have_text(
        "North gate is 12 m from here, but the phone knows that to 400 m only. Step into the open "
        "and tap once more, or compare with the directions."
    )


STOP = {"name": "A", "code": "AAAA", "lat": 47.5, "lon": 8.25, "others": []}


@pytest.mark.parametrize(
    ("away_m", "accuracy_m", "within_m", "verdict"),
    [
        (0, 5, 30, "here"), (29, 50, 30, "here"), (29, 51, 30, "unclear"), (31, 5, 30, "unclear"),
        (31, 0.5, 30, "elsewhere"), (29, 5, 5, "here"), (80, 20, 100, "here"),
        (80, 45, 30, "elsewhere"), (80, 55, 30, "unclear"), (5_000, 2_000, 30, "elsewhere"),
        (1_000, 2_000, 30, "unclear"),
    ],
)  # fmt: skip
def test_how_exact_the_position_is_counts(
    modules: Page, away_m: float, accuracy_m: float, within_m: int, verdict: str
) -> None:
    fix = {"lat": 47.5 + away_m / 111_195.08, "lon": 8.25, "accuracy": accuracy_m}
    assert modules.evaluate(JUDGED, [{**STOP, "within_m": within_m}, fix])[0] == verdict


@pytest.mark.phone(permissions=[])
def test_who_refuses_is_told_what_else_there_is(walker: Page) -> None:
    ask(walker)
    expect(walker.locator(".verdict")).to_contain_text("This phone keeps its position to itself.")
    expect(walker.get_by_text("Left of the inn.")).to_be_visible()


@pytest.mark.parametrize(
    ("code", "words"), [(2, "does not know where it is"), (3, "took too long")]
)
def test_a_phone_that_finds_nothing_says_why_and_may_be_asked_again(
    walker: Page, code: int, words: str
) -> None:
    walker.add_init_script(f"""Object.defineProperty(navigator.geolocation, "getCurrentPosition", {{
        value: (took, failed) => setTimeout(() => failed({{code: {code}}})),
    }})""")
    ask(walker)
    for _ in range(2):
        expect(walker.locator(".verdict")).to_contain_text(words)
        walker.get_by_role("button", name="Does it hang where it should?").click()


@pytest.mark.phone(geolocation=NEAR, **ALLOWED)
def test_the_position_is_asked_for_by_a_tap_and_goes_nowhere(walker: Page) -> None:
    asked: list[Request] = []
    walker.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - no built-in is heard
    walker.add_init_script("""(() => {
        window.asked = 0;
        const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
        const counted = (...given) => { window.asked += 1; ask(...given); };
        Object.defineProperty(navigator.geolocation, "getCurrentPosition", {value: counted});
    })()""")
    walker.goto("/s/GATE7")
    expect(walker.locator(".near")).to_be_visible()
    assert walker.evaluate("asked") == 0
    before = len(asked)
    walker.get_by_role("button", name="Does it hang where it should?").click()
    expect(walker.locator(".verdict")).to_contain_text("belongs here")
    assert walker.evaluate("asked") == 1
    assert [each.url for each in asked[before:] if not each.url.endswith("/icon.svg")] == []
    walker.get_by_role("button", name="All right").click()
    expect(walker.get_by_role("status")).to_contain_text("Written: all right")
    sent = "".join(f"{each.url} {each.post_data} {each.all_headers()}" for each in asked)
    assert "what=checked" in sent
    for digits in ("47.5001", "0.0001", "8.250001"):
        assert digits not in sent
    stored = walker.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert stored == "[{},{}]"


def test_where_no_position_is_known_none_is_compared(walker: Page) -> None:
    walker.goto("/s/ATTK6")
    expect(walker.get_by_role("heading", name="The attic")).to_be_visible()
    expect(walker.locator(".near")).to_have_count(0)
    expect(walker.get_by_text("The story says nothing about the way to it.")).to_be_visible()


def test_no_visitor_is_sent_the_script(page: Page) -> None:
    page.goto("/s/GATE7")
    assert "patrol" not in page.content()


@pytest.mark.phone(java_script_enabled=False)
def test_without_a_script_all_of_it_works_but_the_comparing(walker: Page) -> None:
    walker.get_by_role("link", name=re.compile("North gate")).click()
    expect(walker.locator(".near")).to_be_hidden()
    expect(walker.get_by_role("link", name="Show the place on a map")).to_be_visible()
    walker.get_by_label("Note, if there is something to know").fill("By the bin")
    walker.get_by_role("button", name="It hangs elsewhere").click()
    expect(walker.get_by_role("status")).to_contain_text("It hangs elsewhere. By the bin")
    walker.get_by_role("link", name="Next: Market Hall").click()
    walker.get_by_role("button", name="All right").click()
    walker.get_by_role("link", name=re.compile("^All signs [(]")).click()
    walker.get_by_text("Not there?").click()
    walker.get_by_role("button", name="Write that it is missing").click()
    expect(walker.get_by_text("That was the last one. Thank you.")).to_be_visible()
    walker.get_by_role("link", name="All signs", exact=True).first.click()
    walker.get_by_role("button", name="End the patrol on this phone").click()
    expect(walker.get_by_role("heading", name="The patrol is over")).to_be_visible()


def test_enter_in_the_note_writes_nothing(walker: Page) -> None:
    walker.goto("/s/GATE7")
    note = walker.get_by_label("Note, if there is something to know")
    note.press_sequentially("Torn\nat a corner")
    expect(note).to_have_value("Torn\nat a corner")
    assert walker.url.endswith("/s/GATE7")


def looks(page: Page, link: str) -> Iterator[str]:
    """Go through all pages of a patrol, and give the name of each."""
    page.goto(link)
    yield "begin"
    page.get_by_role("button", name="Begin on this phone").click()
    page.wait_for_url("**/patrol")
    for summary in page.locator("summary").all()[:1]:
        summary.click()
    yield "list"
    ask(page)
    expect(page.locator(".verdict")).to_contain_text("North gate")
    yield "sign"
    page.get_by_role("button", name="Damaged").click()
    page.wait_for_url("**/patrol")
    yield "told"
    page.goto("/s/NOPE9")
    yield "unknown"
    page.goto("/patrol/x")
    yield "wrong"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.phone(geolocation=AT_THE_HALL, **ALLOWED)
def test_nothing_of_it_keeps_anybody_out(
    page: Page, link: str, scheme: str, problems: Problems
) -> None:
    problems.expect("404")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    seen = []
    for name in looks(page, link):
        seen.append(name)
        assert (name, hindrances(page)) == (name, [])
    assert seen == ["begin", "list", "sign", "told", "unknown", "wrong"]


@pytest.mark.phone(geolocation=AT_THE_HALL, **ALLOWED, viewport={"width": 320, "height": 640})
def test_on_the_narrowest_phone_nothing_runs_over_the_edge(
    context: BrowserContext, page: Page, link: str, problems: Problems
) -> None:
    problems.expect("404")
    for name in looks(page, link):
        widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert (name, widths[0]) == (name, min(widths))
