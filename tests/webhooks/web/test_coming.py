"""What comes by itself is seen on the phone drawn on the screen."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from engine.play.effects import Say
from engine.waking import Waker
from tests.webhooks.web.screen import Page, opened, post, stories, text
from webhooks import app as app_room
from webhooks.app import create_app
from webhooks.settings import from_environment
from webhooks.web.transcript import Exchange, packed, unpacked

ROOT = Path(__file__).parents[3]
NOON = datetime(2027, 6, 5, 12, 0, tzinfo=UTC)
HUSH = """\
story: Hush
keywords: [HUSH]
start: hall
scenes:
  hall:
    say: A hall.
    choices: [{pick: Call, say: You called.}, {pick: Leave, ending: Gone}]
    after:
      2 min: A <b>ghost</b>.
      5 min: {say: Farther off., go: cellar}
  cellar: {say: A cellar., choices: [{pick: Listen}]}
"""
TIDE = """\
story: The Tide
keywords: [TIDE]
start: sand
scenes:
  sand: {say: The tide is out., after: {2 min: {say: It comes., go: sea}}}
  sea: {say: The sea., choices: [{pick: Wade, ending: Wet}], after: {2 min: A gull.}}
"""
COMES = '<p class="comes">Wait a while, and something may come.'
MENU = "\n\n1 Call\n2 Leave"


class Room:
    """A whole server on whose clock time passes as the test says, and a browser before it."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, shelf: Path | None = None
    ) -> None:
        self.at = NOON
        wakers: list[Waker] = []
        monkeypatch.setattr(
            app_room, "Waker", lambda *given: wakers.append(Waker(*given)) or _Never()
        )
        given = {
            "WAYSIDE_STORIES": str(shelf or stories(folder / "stories", hush=HUSH)),
            "WAYSIDE_DATA": str(folder / "var"),
        }
        app = create_app(from_environment(given), clock=lambda: self.at, waking=True)
        self.waker = wakers[0]
        self.client = app.test_client()

    def wait(self, seconds: int) -> None:
        """Let time pass on the server."""
        self.at += timedelta(seconds=seconds)
        self.waker.wake_all()


class _Never:
    """Time that passes only when a test says so."""

    def start(self) -> None:
        """Do nothing."""

    def stop(self) -> None:
        """Do nothing, either."""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    return Room(tmp_path, monkeypatch)


def more_in(page: Page) -> str | None:
    return next(g.get("data-more-in") for _, g in page.elements if g.get("class") == "log")


def test_a_reload_shows_what_came_by_itself(room: Room) -> None:
    text(room.client, "HUSH")
    room.wait(120)
    expected = [
        ("mine", "You: HUSH"),
        ("theirs", f"Answer: A hall.{MENU}"),
        ("theirs", f"Answer: A <b>ghost</b>.{MENU}"),
    ]
    assert opened(room.client).bubbles == expected
    assert opened(room.client).bubbles == expected
    room.wait(180)
    page = opened(room.client)
    assert page.bubbles[3:] == [("theirs", "Answer: Farther off.\n\nA cellar.\n\n1 Listen")]
    assert page.choices == ["1: Listen"]


def test_the_page_says_when_something_may_come(room: Room) -> None:
    assert more_in(opened(room.client)) is None
    assert more_in(text(room.client, "HUSH")) == "120"
    room.at += timedelta(seconds=100)
    assert more_in(opened(room.client)) == "20"
    room.at += timedelta(seconds=100)
    assert more_in(opened(room.client)) == "0"
    room.waker.wake_all()
    assert more_in(opened(room.client)) == "100"
    room.wait(100)
    assert more_in(opened(room.client)) is None


def test_what_came_before_a_text_stands_above_it(room: Room) -> None:
    text(room.client, "HUSH")
    form = opened(room.client).typed
    room.wait(120)
    post(room.client, form, text="1")
    assert opened(room.client).bubbles[2:] == [
        ("theirs", f"Answer: A <b>ghost</b>.{MENU}"),
        ("mine", "You: 1"),
        ("theirs", f"Answer: You called.{MENU}"),
    ]


def test_what_came_is_not_shown_again_when_the_browser_keeps_only_the_newest(room: Room) -> None:
    text(room.client, "HUSH")
    room.wait(120)
    before = opened(room.client).bubbles
    for number in range(60):
        # Words that cannot be pressed together.
        text(room.client, sha256(str(number).encode()).hexdigest() * 2)
    page = opened(room.client)
    assert page.bubbles[0] != before[0]
    assert ("theirs", f"Answer: A <b>ghost</b>.{MENU}") not in page.bubbles


def test_the_newest_is_marked_where_it_came_by_itself(room: Room) -> None:
    text(room.client, "HUSH")
    room.wait(120)
    marked = [given for _, given in opened(room.client).elements if given.get("id") == "newest"]
    assert [given["class"] for given in marked] == ["bubble theirs"]


def test_starting_over_is_not_followed_by_the_ghost(room: Room) -> None:
    text(room.client, "HUSH")
    post(room.client, opened(room.client).over)
    room.wait(300)
    assert opened(room.client).bubbles == []
    text(room.client, "HUSH")
    room.wait(120)
    assert len(opened(room.client).bubbles) == 3


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "1.5", "²"])
def test_a_bad_cookie_shows_what_came(room: Room, seen: str) -> None:
    text(room.client, "HUSH")
    room.wait(120)
    room.client.set_cookie("wayside-seen-1", seen, path="/try")
    assert len(opened(room.client).bubbles) == 3


def test_what_came_by_itself_is_kept_by_the_browser() -> None:
    came = (Exchange("1", "", (Say("A ghost."),)),)
    assert unpacked(packed(came, "key"), "key") == came


def test_the_ghost_tour_plays_here_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(tmp_path, monkeypatch, ROOT / "stories")
    room.at = datetime(2027, 11, 17, 0, 0, tzinfo=UTC)  # 18:00 in Pennyweir
    for words in ("HUSH TAPER2", "under it", "softly", "STEAM3"):
        text(room.client, words)
    for seconds, said in ((60, "Go on not telling me."), (120, "Hester: That was a good one.")):
        room.wait(seconds)
        assert said in opened(room.client).bubbles[-1][1]
    for words in ("Sam", "walk with her", "EMBER6", "on", "FERRY9", "wait with her"):
        text(room.client, words)
    for seconds, said in (
        (60, "The water goes flat"),
        (120, "Do you hear an oar?"),
        (120, "The seventh lamp comes up by itself"),
    ):
        room.wait(seconds)
        assert said in opened(room.client).bubbles[-1][1]
    assert "now by people who said nothing" not in opened(room.client).bubbles[-1][1]
    assert "first who ever waited it out" in text(room.client, "good night").bubbles[-1][1]
    room.wait(24 * 3600)
    assert more_in(opened(room.client)) is None


def test_the_page_of_a_walk_shows_what_came_and_does_not_speak_of_it_above_choices(
    room: Room,
) -> None:
    page = room.client.post("/w/hush", data={"do": "open"}, follow_redirects=True).text
    assert ("A hall." in page, ">Call</button>" in page, COMES in page) == (True, True, False)
    room.wait(120)
    page = room.client.get("/w/hush").text
    assert "A &lt;b&gt;ghost&lt;/b&gt;." in page
    room.wait(180)
    page = room.client.get("/w/hush").text
    assert ("A cellar." in page, COMES in page) == (True, False)
    assert ">Listen</button>" in page


def test_where_nothing_can_be_done_the_page_says_that_something_may_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(tmp_path, monkeypatch, stories(tmp_path / "tides", tide=TIDE))
    page = room.client.post("/w/tide", data={"do": "open"}, follow_redirects=True).text
    assert ("The tide is out." in page, COMES in page) == (True, True)
    assert room.client.get("/api/walks/tide").get_json()["comes"]
    room.wait(120)
    page = room.client.get("/w/tide").text
    assert (">Wade</button>" in page, COMES in page) == (True, False)
    assert not room.client.get("/api/walks/tide").get_json()["comes"]


def test_a_script_is_given_what_came_by_itself_once(room: Room) -> None:
    room.client.post("/w/hush", data={"do": "open"})
    path = "/api/walks/hush/unasked"
    first = room.client.get(path).get_json()
    assert (first["said"], first["number"], first["more_in_s"]) == ([], 0, 120)
    room.wait(120)
    came = room.client.get(path).get_json()
    assert (came["said"], came["more_in_s"]) == ([{"text": "A <b>ghost</b>."}], 180)
    again = room.client.get(f"{path}?after={came['number']}").get_json()
    assert (again["said"], again["number"]) == ([], came["number"])


@pytest.mark.parametrize("after", ["", "-1", "x", "9" * 5000, "٣"])
def test_any_number_of_what_came_last_is_answered(room: Room, after: str) -> None:
    answer = room.client.get("/api/walks/hush/unasked", query_string={"after": after})
    assert (answer.status_code, answer.get_json()["said"]) == (200, [])
