"""The patrol: who may walk it, what a scan shows to staff, and what their taps write."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from werkzeug.test import TestResponse

from engine.secret import Secret
from engine.signs.register import A_PLAYER, Entry
from engine.store import Store
from tests.webhooks.web.screen import nothing_stored
from webhooks.app import create_app
from webhooks.opening import open_kept, secret_of
from webhooks.settings import from_environment
from webhooks.signs.passes import Pass, token_of

WELL = """
story: The Well
languages: [en]
keywords: [WELL]
start: gate
timezone: America/Chicago
signs: open
places:
  gate: {name: North gate, at: "43.0500, -87.9000", code: GATE7, directions: "Left of the inn."}
  well: {name: The <b>well</b>, code: WET55, note: "Ask for the key."}
  mill: {name: The mill, at: "43.0600, -87.9000", code: MEAD5, status: closed}
scenes:
  gate: {place: gate, say: You stand at a gate., choices: [{pick: Knock, say: Nobody opens.}]}
  well: {place: well, say: It is deep., ending: You found the well}
  mill: {place: mill, say: It turns., ending: You heard the mill}
"""
ARCH = """
story: An Arch
keywords: [ARCH]
start: arch
timezone: America/Chicago
places: {arch: {name: The arch, code: ARCH2}}
scenes:
  arch: {place: arch, say: An arch., ending: Under it}
"""
NOON = datetime(2027, 6, 5, 17, 0, tzinfo=UTC)
NOON_S, HOUR_S = int(NOON.timestamp()), 3600
SITE = "https://play.example.org"


class Phone(FlaskClient):
    """A browser that comes by the public address."""

    def open(self, *asked: Any, **how: Any) -> TestResponse:
        return super().open(*asked, **{"base_url": SITE, **how})


@dataclass(slots=True)
class Town:
    """A server with a clock that stands still, the register behind it, and its secret."""

    folder: Path
    at: datetime = NOON
    app: Flask = field(init=False)
    store: Store = field(init=False)
    secret: Secret = field(init=False)

    def __post_init__(self) -> None:
        for name, story in (("well", WELL), ("arch", ARCH)):
            (self.folder / "stories" / name).mkdir(parents=True)
            (self.folder / "stories" / name / "story.yaml").write_text(story, encoding="utf-8")
        self.open()

    def open(self) -> None:
        """Start the server anew: it has read what was written into the register."""
        settings = from_environment({
            "WAYSIDE_STORIES": str(self.folder / "stories"),
            "WAYSIDE_DATA": str(self.folder / "var"),
            "WAYSIDE_PUBLIC_URL": SITE,
            "WAYSIDE_TIMEZONE": "America/Chicago",
            "WAYSIDE_NAME": "Weir Library",
        })  # fmt: skip
        self.app = create_app(settings, clock=lambda: self.at)
        self.store, self.secret = open_kept(settings), secret_of(settings)

    @property
    def now_s(self) -> int:
        return int(self.at.timestamp())

    def wrote(self, *entries: Entry) -> None:
        self.store.signs.add(*entries)
        self.open()

    def token(self, by: str = "AB", hours: float = 8) -> str:
        return token_of(self.secret, Pass(by, self.now_s, self.now_s + int(hours * HOUR_S)))

    def phone(self) -> FlaskClient:
        return Phone(self.app, self.app.response_class)

    def walker(self, by: str = "AB", hours: float = 8) -> FlaskClient:
        client = self.phone()
        assert client.post(f"/patrol/{self.token(by, hours)}").status_code == 303
        return client

    def visits(self) -> list[tuple[str, str, int]]:
        """Give how often each sign was come by, and how."""
        engine = create_engine(f"sqlite:///{self.folder / 'var' / 'wayside.db'}")
        with engine.connect() as connection:
            rows = connection.execute(
                text("SELECT code, via, sum(times) FROM sign_visits GROUP BY code, via ORDER BY 1")
            ).all()
        engine.dispose()
        return [(code, via, int(times)) for code, via, times in rows]


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def words(answer: TestResponse) -> str:
    """Give what a page says, without its markup, in one line."""
    body = answer.text.partition("<main>")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub("<[^>]*>", " ", body)).split())


def tell(client: FlaskClient, code: str, what: str, note: str = "", **more: str) -> TestResponse:
    return client.post(f"/s/{code}/patrol", data={"what": what, "note": note}, headers=more)


def refused(answer: TestResponse, status: int, told: str) -> bool:
    kept = "wayside-patrol=" in answer.headers.get("Set-Cookie", "")
    return answer.status_code == status and told in words(answer) and not kept


# The link, and the cookie that comes of it


def test_who_only_looks_at_a_link_is_told_what_it_is_and_begins_nothing(town: Town) -> None:
    client, link = town.phone(), f"/patrol/{town.token()}"
    for _ in range(2):
        answer = client.get(link, headers={"User-Agent": "WhatsApp/2.23"})
        assert (answer.status_code, answer.headers.get("Set-Cookie")) == (200, None)
        assert answer.headers["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex">' in answer.text
    assert words(answer).startswith("Walk the signs With this phone you go from sign to sign.")
    assert "by AB . It is good until 2027-06-05 20:00 (America/Chicago)." in words(answer)
    assert town.token() not in answer.text
    assert "Begin here, in the browser" in client.get("/s/GATE7").text


def test_the_button_hands_over_a_cookie_that_ends_with_the_link(town: Town) -> None:
    answer = town.phone().post(f"/patrol/{town.token(hours=2)}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/patrol")
    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    assert (name, rest.split("; ")) == (
        "wayside-patrol",
        [town.token(hours=2), "Expires=" + rest.partition("Expires=")[2].partition(";")[0],
         "Max-Age=7200", "Secure", "HttpOnly", "Path=/", "SameSite=Lax"],
    )  # fmt: skip


def test_another_site_begins_no_patrol_and_ends_none(town: Town) -> None:
    link, elsewhere = f"/patrol/{town.token()}", {"Origin": "https://elsewhere.test"}
    answer = town.phone().post(link, headers=elsewhere)
    assert (answer.status_code, answer.headers["Location"]) == (303, link)
    assert "Set-Cookie" not in answer.headers
    walker = town.walker()
    assert walker.post("/patrol", headers=elsewhere).status_code == 303
    assert walker.get("/patrol").status_code == 200
    assert walker.post("/patrol", headers={"Origin": SITE}).status_code == 200
    assert walker.get("/patrol").status_code == 403


def test_a_link_that_is_over_says_so(town: Town) -> None:
    link = f"/patrol/{town.token(hours=2)}"
    town.at += timedelta(hours=2) - timedelta(seconds=1)
    assert town.phone().get(link).status_code == 200
    town.at += timedelta(seconds=1)
    for answer in (town.phone().get(link), town.phone().post(link)):
        assert refused(answer, 410, "This link is over What was written stays.")


def test_a_link_that_is_none_of_ours_says_so(town: Town) -> None:
    forged = token_of(Secret(bytes(32)), Pass("AB", NOON_S, NOON_S + 60))
    for token in (forged, town.token()[:-1], f"{town.token()}A", "x", "%00", "<script>", "é"):
        link = f"/patrol/{quote(token)}"
        for answer in (town.phone().get(link), town.phone().post(link)):
            assert refused(answer, 404, "This link is not whole")
    assert town.phone().get(f"/patrol/{town.token()}").status_code == 200


def test_who_tries_many_links_is_asked_to_wait(town: Town) -> None:
    answers = [town.phone().get(f"/patrol/{number:038}").status_code for number in range(1_500)]
    assert (answers.count(404), answers.count(429)) == (1_000, 500)
    late = town.phone().get(f"/patrol/{town.token()}")
    assert refused(late, 429, "Please wait a moment")
    assert int(late.headers["Retry-After"]) >= 1
    town.at += timedelta(seconds=2)
    assert town.phone().get(f"/patrol/{town.token()}").status_code == 200


@pytest.mark.parametrize("how", ["none", "forged", "changed", "cut", "over", "empty"])
def test_without_a_good_cookie_a_phone_is_a_visitors(town: Town, how: str) -> None:
    good, forged = town.token(hours=1), token_of(Secret(bytes(32)), Pass("AB", NOON_S, 2**40 - 1))
    cookie = {
        "forged": forged, "changed": good[:8] + ("A" if good[8] != "A" else "B") + good[9:],
        "cut": good[:-1], "over": good, "empty": "",
    }.get(how)  # fmt: skip
    client = town.phone()
    if cookie is not None:
        client.set_cookie("wayside-patrol", cookie, domain="play.example.org", secure=True)
    if how == "over":
        assert "This code belongs to" in client.get("/s/GATE7").text
        town.at += timedelta(hours=1)
    assert "Begin here, in the browser" in client.get("/s/GATE7").text
    assert refused(client.get("/patrol"), 403, "No patrol on this phone")
    assert refused(tell(client, "GATE7", "checked"), 403, "That was not written The patrol")
    assert client.get("/s/GATE7/patrol").headers["Location"] == "/s/GATE7"
    assert town.store.signs.log("GATE7") == ()
    assert ("GATE7", "page", 1) in town.visits()


def test_the_end_makes_the_phone_a_visitors_again(town: Town) -> None:
    walker = town.walker()
    answer = walker.post("/patrol")
    assert answer.headers["Set-Cookie"].startswith("wayside-patrol=; ")
    assert words(answer).startswith("The patrol is over What was written stays.")
    assert "Begin here, in the browser" in walker.get("/s/GATE7").text


# What a scan shows


def test_a_scan_shows_where_the_code_belongs_and_is_no_visit(town: Town) -> None:
    answer = town.walker().get("/s/gate-7")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert words(answer) == (
        "This code belongs to North gate The Well play.example.org/s/ GATE7 "
        "Left of the inn. Show the place on a map Nobody wrote of it yet. "
        "Does it hang where it should? Your phone finds that out by itself, and tells nobody "
        "where it is. "
        "Note, if there is something to know All right Damaged Missing It hangs elsewhere "
        "Next: The <b>well</b> All signs (4 left)"
    )
    assert "Begin here" not in answer.text
    assert town.visits() == [("GATE7", "patrol", 1)]
    assert town.store.signs.log("GATE7") == ()


def test_the_page_of_a_visitor_knows_no_position_of_another_place(town: Town) -> None:
    assert "43.06" in town.walker().get("/s/GATE7").text
    assert "43.06" not in town.phone().get("/s/GATE7").text


def test_names_and_notes_are_text_and_never_markup(town: Town) -> None:
    walker = town.walker(by="<i>A</i>")
    tell(walker, "WET55", "damaged", "<script>alert(1)</script>")
    for path in ("/s/WET55", "/s/WET55/patrol", "/patrol", f"/patrol/{town.token('<i>A</i>')}"):
        page = walker.get(path).text
        assert re.findall(r"<script>|<b>well|<i>A", page) == []
    assert "&lt;i&gt;A&lt;/i&gt;" in walker.get("/s/WET55/patrol").text


def test_how_a_sign_is_stands_on_its_page(town: Town) -> None:
    month_s = 30 * 24 * HOUR_S
    town.wrote(
        Entry("GATE7", NOON_S - 2 * month_s, "placed", "AB"),
        Entry("GATE7", NOON_S - 2 * month_s, "granted", until_s=NOON_S - 5 * HOUR_S, whom="Parks"),
        Entry("GATE7", NOON_S - month_s, "missing", "AB"),
    )
    assert (
        "Missing, last all right on 2027-04-06. If it hangs where it should, “All right” ends "
        "that. Permission: over since 2027-06-05 07:00."
    ) in words(town.walker().get("/s/GATE7"))


def test_a_permission_that_holds_is_no_news(town: Town) -> None:
    town.wrote(Entry("GATE7", NOON_S, "granted", until_s=NOON_S + HOUR_S, whom="Parks"))
    walker = town.walker(hours=2)
    assert "Permission" not in words(walker.get("/patrol"))
    town.at += timedelta(hours=1)
    assert "Permission: over since 2027-06-05 13:00" in words(walker.get("/patrol"))


@pytest.mark.parametrize(
    ("code", "status", "told"),
    [
        ("OLD77", 410, ("OLD77 is retired play.example.org/s/ OLD77 Its code opens nothing. "
         "Take it down. To use it again, the office types wayside sign place OLD77 .")),
        ("QUAY8", 410, ("QUAY8 leads nowhere play.example.org/s/ QUAY8 Its place is in no story "
         "any more. Take it down , or let it lead to another place: the office types wayside sign "
         "move QUAY8 PLACE . Once it is down: wayside sign retire QUAY8 .")),
        ("NOPE9", 404, ("No sign has the code NOPE9 On a sign of ours stands play.example.org/s/ "
         "and then its code. If something else stands there, or it is stuck over a sign, it is "
         "not ours: take it down , and keep it for the office.")),
        ("%00", 404, "That is no code of a sign"),
    ],
)  # fmt: skip
def test_a_code_that_leads_nowhere_says_what_to_do(
    town: Town, code: str, status: int, told: str
) -> None:
    town.wrote(
        Entry("OLD77", NOON_S, "retired", story="well", place="gate"),
        Entry("QUAY8", NOON_S, "placed", story="gone", place="quay"),
    )
    walker = town.walker()
    answer = walker.get(f"/s/{code}")
    assert (answer.status_code, words(answer)[: len(told)]) == (status, told)
    assert 'name="what"' not in answer.text
    assert "Next: North gate" in words(answer) or "Next: The arch" in words(answer)
    assert tell(walker, code, "checked").headers["Location"].startswith("/s/")
    assert len(town.store.signs.since(0)) == 2


def test_staff_who_patrol_are_never_asked_to_wait(town: Town) -> None:
    walker, stranger = town.walker(), town.phone()
    for number in range(1_100):
        stranger.get(f"/s/A{number:05}")
    assert [each.get("/s/NOPE9").status_code for each in (stranger, walker)] == [429, 404]
    assert walker.get("/s/GATE7").status_code == 200


# What a tap writes


@pytest.mark.parametrize(
    ("what", "note", "kind", "written", "told"),
    [
        ("checked", "", "checked", "", "all right at 12:00, by AB"),
        ("damaged", "The  corner\r\nis torn. ", "damaged", "The corner is torn.",
         "damaged at 12:00, by AB : The corner is torn."),
        ("missing", "\x00\x1b[2J", "missing", "[2J", "missing at 12:00, by AB : [2J"),
        ("elsewhere", "", "damaged", "It hangs elsewhere.",
         "damaged at 12:00, by AB : It hangs elsewhere."),
        ("elsewhere", "By the bin", "damaged", "It hangs elsewhere. By the bin",
         "damaged at 12:00, by AB : It hangs elsewhere. By the bin"),
        ("checked", "x" * 5_000, "checked", "x" * 280,
         f"all right at 12:00, by AB : {'x' * 280}"),
    ],
)  # fmt: skip
def test_a_button_writes_how_it_is_and_says_so(
    town: Town, what: str, note: str, kind: str, written: str, told: str
) -> None:
    walker = town.walker()
    answer = tell(walker, "gate7", what, note)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/s/GATE7/patrol")
    assert town.store.signs.log("GATE7") == (
        Entry("GATE7", NOON_S, kind, "AB", written, "well", "gate"),  # type: ignore[arg-type]
    )
    assert words(walker.get("/s/GATE7/patrol")) == (
        f"North gate GATE7 Written: {told} Next: The <b>well</b> All signs (3 left) "
        "That was wrong: write it anew"
    )


def test_what_was_wrong_is_written_anew_and_both_stay(town: Town) -> None:
    walker = town.walker()
    for what in ("missing", "checked"):
        tell(walker, "GATE7", what)
    assert [each.kind for each in town.store.signs.log("GATE7")] == ["missing", "checked"]
    assert "all right at 12:00, by AB" in words(walker.get("/s/GATE7/patrol"))


def test_who_taps_twice_says_one_thing(town: Town) -> None:
    walker = town.walker()
    for seconds in (0, 5, 60, 61):
        town.at = NOON + timedelta(seconds=seconds)
        tell(walker, "GATE7", "damaged", "Torn")
    assert [each.at_s - NOON_S for each in town.store.signs.log("GATE7")] == [0, 61]


def test_two_taps_at_the_same_moment_say_one_thing(town: Town) -> None:
    walkers, together = [town.walker(), town.walker()], Barrier(2)

    def tap(walker: FlaskClient, note: str) -> int:
        together.wait()
        return tell(walker, "GATE7", "damaged", note).status_code

    notes = [f"Torn {number}" for number in range(10)]
    with ThreadPoolExecutor(2) as threads:
        for note in notes:
            assert [*threads.map(tap, walkers, (note, note))] == [303, 303]
    assert [each.note for each in town.store.signs.log("GATE7")] == notes


def test_what_another_patrol_just_said_is_said_again_for_this_one(town: Town) -> None:
    tell(town.walker(), "GATE7", "checked")
    town.at += timedelta(seconds=10)
    walker = town.walker()
    tell(walker, "GATE7", "checked")
    assert len(town.store.signs.log("GATE7")) == 2
    assert "Written: all right" in words(walker.get("/s/GATE7/patrol"))


@pytest.mark.parametrize("what", ["", "retired", "moved", "granted", "CHECKED", "checked\n"])
def test_no_other_word_is_written(town: Town, what: str) -> None:
    assert tell(town.walker(), "GATE7", what).headers["Location"] == "/s/GATE7"
    assert town.store.signs.log("GATE7") == ()


def test_another_site_writes_nothing(town: Town) -> None:
    walker = town.walker()
    for origin, count in (("https://elsewhere.test", 0), ("null", 0), (SITE, 1)):
        tell(walker, "GATE7", "checked", Origin=origin)
        assert len(town.store.signs.log("GATE7")) == count


def test_the_next_sign_comes_in_the_order_of_the_stories_and_the_last_leads_home(
    town: Town,
) -> None:
    walker = town.walker()
    way = []
    for code in ("WET55", "MEAD5", "ARCH2", "GATE7"):
        tell(walker, code, "checked")
        way.append(words(walker.get(f"/s/{code}/patrol")).partition("by AB ")[2])
    again = "That was wrong: write it anew"
    assert way == [
        f"Next: The mill All signs (3 left) {again}",
        f"Next: The arch All signs (2 left) {again}",
        f"Next: North gate All signs (1 left) {again}",
        f"That was the last one. Thank you. All signs {again}",
    ]
    assert words(walker.get("/patrol")).startswith("No sign is left Of 4.")


def test_of_two_signs_at_places_of_one_name_the_next_is_told_with_its_code(town: Town) -> None:
    town.wrote(Entry("ARCH2", NOON_S, "moved", story="well", place="gate"))
    walker = town.walker()
    tell(walker, "GATE7", "checked")
    told = words(walker.get("/s/GATE7/patrol"))
    assert "Next: North gate ARCH2 All signs" in told
    tell(walker, "ARCH2", "checked")
    assert "Next: The <b>well</b> All signs" in words(walker.get("/s/ARCH2/patrol"))


# The list


def test_the_list_has_all_signs_as_their_stories_name_them(town: Town) -> None:
    town.wrote(
        Entry("GATE7", NOON_S - 72 * HOUR_S, "placed"),
        Entry("MEAD5", NOON_S - 48 * HOUR_S, "removed", until_s=NOON_S + 48 * HOUR_S),
        Entry("OLD77", NOON_S - 48 * HOUR_S, "retired"),
    )
    walker = town.walker()
    tell(walker, "WET55", "damaged", "Torn")
    answer = walker.get("/patrol")
    assert words(answer) == (
        "2 signs left Of 4. Scan a sign, or tap it here. "
        "Good until 2027-06-05 20:00 (America/Chicago). "
        "An Arch The arch ARCH2 Nobody wrote of it yet Not there? Write that it is missing "
        "The Well North gate GATE7 Placed, last all right on 2027-06-02 "
        "Not there? Write that it is missing "
        "The <b>well</b> WET55 Looked at: damaged at 12:00, by AB : Torn "
        "The mill MEAD5 Removed until 2027-06-07 12:00: not to be looked for "
        "They lead nowhere If you find one of these, take it down. OLD77 Retired "
        "End the patrol on this phone"
    )
    assert re.findall(r'href="(/s/\w+)"', answer.text) == [
        "/s/ARCH2", "/s/GATE7", "/s/WET55", "/s/MEAD5", "/s/OLD77",
    ]  # fmt: skip


def test_what_is_missing_is_written_from_the_list(town: Town) -> None:
    walker = town.walker()
    action = re.findall(r'action="(/s/\w+/patrol)"><button class="quiet" name="what" value="(\w+)"',
                        walker.get("/patrol").text)  # fmt: skip
    assert action == [(f"/s/{code}/patrol", "missing") for code in
                      ("ARCH2", "GATE7", "WET55", "MEAD5")]  # fmt: skip
    tell(walker, "ARCH2", "missing")
    assert town.store.signs.current()["ARCH2"].state == "missing"


def test_only_what_staff_say_since_the_patrol_began_counts(town: Town) -> None:
    town.wrote(Entry("GATE7", NOON_S - 1, "checked", "CD"))
    walker = town.walker()
    town.wrote(
        Entry("WET55", NOON_S, "damaged", A_PLAYER),
        Entry("MEAD5", NOON_S, "seen"),
        Entry("ARCH2", NOON_S, "granted", "CD"),
    )
    assert words(walker.get("/patrol")).startswith("4 signs left")
    town.store.signs.add(Entry("GATE7", NOON_S, "checked", "CD"))
    page = words(walker.get("/patrol"))
    assert page.startswith("3 signs left")
    assert "Looked at: all right at 12:00, by CD" in page


def test_on_a_patrol_of_days_the_day_is_told(town: Town) -> None:
    walker = town.walker(hours=48)
    tell(walker, "GATE7", "checked")
    town.at += timedelta(hours=24)
    assert "all right at 2027-06-05 12:00, by AB" in words(walker.get("/patrol"))


def test_a_code_that_was_moved_is_listed_where_it_leads(town: Town) -> None:
    town.wrote(Entry("GATE7", NOON_S, "moved", story="arch", place="arch"))
    page = words(town.walker().get("/patrol"))
    assert page.index("GATE7") < page.index("The Well")
    assert page.count("The arch") == 2


# What fails


def test_what_cannot_be_kept_says_so_and_can_be_sent_once_more(town: Town) -> None:
    walker = town.walker()
    with nothing_stored(town.folder, "sign_events"):
        pages = [walker.get(path) for path in ("/patrol", "/s/GATE7", "/s/GATE7/patrol")]
        failed = tell(walker, "GATE7", "elsewhere", '"Torn"')
    for answer in pages:
        assert refused(answer, 503, "That cannot be shown just now")
        assert answer.headers["Retry-After"] == "5"
    assert refused(failed, 503, "That was not written It could not be kept just now.")
    form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', failed.text))
    assert form == {"note": "&#34;Torn&#34;", "what": "elsewhere"}
    tell(walker, "GATE7", form["what"], unescape(form["note"]))
    assert [each.note for each in town.store.signs.log("GATE7")] == ['It hangs elsewhere. "Torn"']


def test_a_visit_that_cannot_be_counted_keeps_nobody_from_the_sign(town: Town) -> None:
    with nothing_stored(town.folder, "sign_visits"):
        assert town.walker().get("/s/GATE7").status_code == 200
    assert town.visits() == []
