"""The first page: what is near is reckoned on the phone, and the position goes nowhere."""

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.accessibility import hindrances
from webhooks.web.home.page import WORDS

# Beside the last lamp of The Lantern Hour; no other number of any page looks like these.
HERE = {"latitude": 42.1283117, "longitude": -92.3042713, "accuracy": 9}
NEAR = {"geolocation": HERE, "permissions": ["geolocation"]}
FAR = {"geolocation": {"latitude": 42.3283117, "longitude": -92.3042713, "accuracy": 2_000}}
AS_WRITTEN = [
    "The Grand Avenue Mural",
    "The Lantern Hour",
    "The Paper Boat",
    "Orchard Street Trivia",
]
# A phone that answers as it is told to.
ANSWERS = """(() => {
    const answer = (took, failed) => setTimeout(() => failed({code: CODE}));
    Object.defineProperty(navigator.geolocation, "getCurrentPosition", {value: answer});
})()"""


def titles(page: Page) -> list[str]:
    return page.locator("article h2").all_text_contents()


def ask(page: Page) -> None:
    page.locator(".near button").click()


@pytest.mark.phone(**NEAR)
def test_the_nearest_story_comes_first_and_is_told(page: Page) -> None:
    page.goto("/")
    assert titles(page) == AS_WRITTEN
    expect(page.locator(".away").first).to_be_hidden()
    ask(page)
    told = page.get_by_role("status")
    expect(told).to_have_text(re.compile("^The nearest is first: The Lantern Hour, [0-9]+ m[.]$"))
    assert titles(page) == [AS_WRITTEN[number] for number in (1, 2, 0, 3)]
    lines = [" ".join(line.split()) for line in page.locator(".away").all_inner_texts()]
    assert [re.sub("[0-9.]+", "#", line) for line in lines] == [
        "# m to The last lamp", "# m to The mill gate", "# m to The bandstand on Ferry Green",
        "# m to The moon wall",
    ]  # fmt: skip
    # The keyboard is where it was.
    expect(page.locator(".near button")).to_be_focused()


@pytest.mark.phone(**NEAR)
def test_no_request_tells_where_the_phone_is(page: Page) -> None:
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.goto("/")
    page.on("request", note)
    ask(page)
    expect(page.get_by_role("status")).to_contain_text("The nearest is first")
    assert [each.url for each in asked if not each.url.endswith("/icon.svg")] == []
    page.get_by_role("link", name=re.compile("^Walk it in the browser")).first.click()
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    sent = "".join(f"{each.url} {each.post_data} {each.all_headers()}" for each in asked)
    assert "lantern-hour" in sent
    for digits in ("42.128", "92.304"):
        assert digits not in sent
    stored = page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    )
    assert stored == '[{},{},""]'


@pytest.mark.phone(**NEAR)
def test_it_is_asked_for_once_by_a_tap_and_not_followed(page: Page) -> None:
    page.add_init_script("""(() => {
        window.asked = 0;
        const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
        const counted = (...given) => { window.asked += 1; ask(...given); };
        Object.defineProperty(navigator.geolocation, "getCurrentPosition", {value: counted});
        Object.defineProperty(navigator.geolocation, "watchPosition", {value: () => { throw 1; }});
    })()""")
    page.goto("/")
    expect(page.locator(".near button")).to_be_visible()
    assert page.evaluate("asked") == 0
    ask(page)
    expect(page.get_by_role("status")).to_contain_text("The nearest is first")
    assert page.evaluate("asked") == 1


@pytest.mark.phone(**FAR, permissions=["geolocation"], locale="es-MX")
def test_far_away_it_is_told_in_kilometres_as_the_language_writes_them(page: Page) -> None:
    page.goto("/")
    ask(page)
    told = page.get_by_role("status")
    expect(told).to_have_text(
        re.compile(r"^La más cercana va primero: .+, 2\d,\d km[.] Tu teléfono")
    )
    expect(page.locator(".away b").first).to_have_text(re.compile(r"^2\d,\d km$"))


@pytest.mark.phone(permissions=[])
def test_who_refuses_is_told_that_it_is_fine(page: Page) -> None:
    page.goto("/")
    ask(page)
    expect(page.get_by_role("status")).to_contain_text("You keep your position to yourself")
    assert titles(page) == AS_WRITTEN
    expect(page.locator(".away").first).to_be_hidden()


@pytest.mark.parametrize(
    ("code", "words"),
    [(1, "You keep your position"), (2, "cannot tell where you are"), (3, "took too long")],
)
def test_a_phone_that_finds_nothing_says_why_and_may_be_asked_again(
    page: Page, code: int, words: str
) -> None:
    page.add_init_script(ANSWERS.replace("CODE", str(code)))
    page.goto("/")
    for _ in range(2):
        ask(page)
        expect(page.get_by_role("status")).to_contain_text(words)
    assert titles(page) == AS_WRITTEN


@pytest.mark.parametrize("missing", ["isSecureContext", "navigator.geolocation"])
def test_where_a_browser_gives_no_positions_it_is_not_offered(page: Page, missing: str) -> None:
    holder, name = (
        ("window", missing) if "." not in missing else ("Navigator.prototype", "geolocation")
    )
    page.add_init_script(
        f"Object.defineProperty({holder}, '{name}', {{get: () => undefined, configurable: true}})"
    )
    page.goto("/")
    page.wait_for_load_state("load")
    expect(page.locator(".near button")).to_be_hidden()
    assert titles(page) == AS_WRITTEN


@pytest.mark.phone(java_script_enabled=False)
def test_without_script_all_is_told_and_nothing_is_offered_that_does_nothing(page: Page) -> None:
    page.goto("/")
    expect(page.locator(".near")).to_be_hidden()
    assert titles(page) == AS_WRITTEN
    page.locator("summary", has_text="6 stops").click()
    expect(page.get_by_text("A ramp on both sides, one in twenty.")).to_be_visible()
    page.get_by_role("link", name="All stops, with what is heard there").filter(
        visible=True
    ).click()
    expect(page.locator("h1")).to_have_text("The Paper Boat")


@pytest.mark.parametrize("language", WORDS.tongues())
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.phone(**NEAR)
def test_nothing_of_it_keeps_anybody_out(page: Page, language: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"/?language={language}")
    expect(page.locator(".near button")).to_be_visible()
    assert hindrances(page) == []
    ask(page)
    expect(page.locator(".away").first).to_be_visible()
    for summary in page.locator("summary").all():
        summary.click()
    assert hindrances(page) == []


@pytest.mark.parametrize("language", WORDS.tongues())
@pytest.mark.phone(**NEAR, viewport={"width": 320, "height": 640})
def test_on_the_narrowest_phone_nothing_runs_over_the_edge(page: Page, language: str) -> None:
    page.goto(f"/?language={language}")
    ask(page)
    expect(page.locator(".away").first).to_be_visible()
    for summary in page.locator("summary").all():
        summary.click()
    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]


@pytest.mark.phone(**NEAR)
def test_the_page_does_not_jump_when_its_script_comes(page: Page) -> None:
    page.goto("/")
    expect(page.locator(".near button")).to_be_visible()
    shifts = page.evaluate("""new Promise((tell) => {
        const seen = (list) => tell(list.getEntries().map((one) => one.value));
        new PerformanceObserver(seen).observe({type: "layout-shift", buffered: true});
        setTimeout(() => tell([]), 300);
    })""")
    assert sum(shifts) < 0.01
