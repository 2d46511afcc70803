"""The first page: what is told of each story, in the visitor's language."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.library import Library
from engine.play.catalog import Catalog
from engine.play.world import Closing
from engine.story.measures import Measure
from tests.webhooks.web.screen import LAMP, browser, page_of, stories
from webhooks.web.assets import STATIC
from webhooks.web.home.cards import Card, card
from webhooks.web.home.page import SAID_BY_SCRIPT, WORDS

# A Monday; at the boathouse it is eight in the morning.
MONDAY = datetime(2027, 6, 7, 13, 0, tzinfo=UTC)
NOON_S = int(datetime(2027, 6, 7, 17, 0, tzinfo=UTC).timestamp())
RIVER = """\
story: The River
about: Down the river.
languages: [en, es]
keywords: [RIVER, {RIO: es}]
audience: family
start: boathouse
hours: 07:00-21:00
season: from april to october
places:
  boathouse:
    name: The boathouse
    at: 42.12700, -92.30330
    access: Two steps <down>.
    hours: tue-sun 09:00-17:00
  weir: {name: The weir, at: "42.12700, -92.29330", access: Step-free.}
  mill: {name: The mill, at: "42.12700, -92.28330", status: closed, instead: The roof is mended.}
  inn: {name: The inn}
scenes:
  boathouse: {place: boathouse, say: Hello., ending: Done}
"""
SPANISH = """\
msgctxt "story story"
msgid "The River"
msgstr "El río"

msgctxt "story about"
msgid "Down the river."
msgstr "Río abajo."

msgctxt "weir name"
msgid "The weir"
msgstr "La presa"
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = stories(tmp_path / "stories", river=RIVER)
    (folder / "river" / "es.po").write_text(SPANISH, encoding="utf-8")
    return folder


@pytest.fixture
def catalog(shelf: Path) -> Catalog:
    library = Library(shelf)
    assert library.problems == ()
    return library.catalog


def told(catalog: Catalog, language: str = "en", now: datetime = MONDAY) -> Card:
    return card(catalog.stories["river"].told_in(language), catalog, None, language, now)


def gaps(said: str) -> list[str]:
    """Give what is filled into words, in any order."""
    return sorted(re.findall("{[^}]*}", said))


def words(html: str) -> str:
    """Give what a page says, without what only a screen reader tells."""
    heard = re.sub('<span class="unseen">.*?</span>', "", html.partition("<main")[2])
    return " ".join(re.sub("<[^>]*>", " ", heard).split())


def test_a_card_tells_how_far_how_long_for_whom_in_what_and_when(catalog: Catalog) -> None:
    found = told(catalog)
    assert (found.story.walk, found.foot, found.sound) == ("1.7 km", "30 min", "")
    assert (found.audience, found.hours) == ("family", ("07:00–21:00", "April – October"))
    assert found.languages == (("en", "English"), ("es", "Español"))
    assert (found.closed, found.closed_stops) == ("", ("The boathouse", "The mill"))


def test_a_card_is_told_in_the_language_that_is_read(catalog: Catalog) -> None:
    found = told(catalog, "es")
    assert (found.story.title, found.story.keyword, found.story.walk) == ("El río", "RIO", "1,7 km")
    assert [stop.name for stop in found.stops][1] == "La presa"
    assert found.hours == ("07:00–21:00", "abril – octubre")


def test_a_sound_has_a_length_where_it_was_measured(shelf: Path) -> None:
    heard = RIVER.replace("say: Hello.", "say: Hello., audio: hello.mp3, transcript: Hello.")
    (shelf / "river" / "story.yaml").write_text(heard, encoding="utf-8")
    (shelf / "river" / "media").mkdir()
    (shelf / "river" / "media" / "hello.mp3").write_bytes(b"ID3")
    catalog = Library(shelf).catalog
    assert told(catalog).sound == ""
    measures = {"hello.mp3": Measure(3, seconds=61.0)}
    river = replace(catalog.stories["river"], measures=measures, tongues={})
    assert told(replace(catalog, stories={"river": river})).sound == "2 min"


def test_a_story_that_is_closed_says_when_it_opens(catalog: Catalog) -> None:
    night = datetime(2027, 6, 8, 3, 0, tzinfo=UTC)
    assert told(catalog, now=night).closed == (
        "This story is closed now. It opens on Tuesday at 07:00."
    )
    winter = datetime(2027, 1, 8, 18, 0, tzinfo=UTC)
    assert "1" in told(catalog, "es", winter).closed
    assert not told(catalog, now=winter).is_closed_by_staff


def test_what_staff_closed_is_told_in_their_words_until_it_opens(catalog: Catalog) -> None:
    closing = Closing(NOON_S, "The river is high.", "America/Chicago")
    closed = replace(catalog, closed={("river", ""): closing})
    assert told(closed).closed == (
        "The river is high.\n\nThis story is closed now. It opens at 12:00."
    )
    assert told(closed).is_closed_by_staff
    assert told(closed, now=datetime(2027, 6, 7, 17, 0, tzinfo=UTC)).closed == ""


def test_a_stop_that_staff_closed_until_a_time_opens_by_itself(catalog: Catalog) -> None:
    closed = replace(catalog, closed={("river", "weir"): Closing(NOON_S)})
    assert told(closed).closed_stops == ("The boathouse", "The weir", "The mill")
    later = datetime(2027, 6, 8, 17, 0, tzinfo=UTC)
    assert told(closed, now=later).closed_stops == ("The mill",)


@pytest.fixture
def page(shelf: Path, tmp_path: Path) -> str:
    return browser(tmp_path).get("/").text


def test_the_first_page_tells_what_can_be_played(page: str) -> None:
    said = words(page)
    assert "The River Down the river. " in said
    assert "1.7 km from stop to stop, about 30 min on foot For families" in said
    assert "English , Español 07:00–21:00, April – October 4 stops: access, hours" in said
    assert "The boathouse Access: Two steps &lt;down&gt;. Open: Tue–Sun 09:00–17:00" in said
    assert "The mill The roof is mended." in said


def test_the_position_of_a_stop_is_for_the_script_where_it_is_open(page: str) -> None:
    assert re.findall('data-lat="(.*?)" data-lon="(.*?)"', page) == [
        ("42.127", "-92.3033"), ("42.127", "-92.2933"),
    ]  # fmt: skip


def test_where_no_stop_has_a_position_nobody_is_asked_for_theirs(tmp_path: Path) -> None:
    nowhere = LAMP.replace('at: "51.50000, -0.12000", ', "").replace(
        ', at: "51.50100, -0.12000"', ""
    )
    stories(tmp_path / "stories", lamp=nowhere)
    assert 'class="near"' not in browser(tmp_path).get("/").text


@pytest.mark.parametrize(
    ("asked", "accepted", "language", "title"),
    [
        ("", "", "en", "The River"),
        ("", "es-MX,en;q=0.5", "es", "El río"),
        ("", "de,es;q=0.5", "es", "El río"),
        ("", "fr-CA,en;q=0.5", "fr", "The River"),
        ("", "zh-CN", "zh", "The River"),
        ("?language=en", "es", "en", "The River"),
        ("?language=es", "en", "es", "El río"),
        ("?language=de", "", "en", "The River"),
        ('?language="><script>', "es", "es", "El río"),
    ],
)
def test_the_page_is_in_the_language_that_is_read(
    shelf: Path, tmp_path: Path, asked: str, accepted: str, language: str, title: str
) -> None:
    answer = browser(tmp_path).get(f"/{asked}", headers={"Accept-Language": accepted})
    elements = page_of(answer).elements
    assert ("html", {"lang": language, "dir": "ltr"}) in elements
    told = "es" if language == "es" else "en"
    assert elements[elements.index(("h2", {"id": "river"})) + 1] == ("bdi", {"lang": told})
    assert title in words(answer.text)
    assert "<script>" not in answer.text
    assert "Accept-Language" in answer.vary


def test_who_chose_a_language_keeps_it_on_the_way(shelf: Path, tmp_path: Path) -> None:
    page = page_of(browser(tmp_path).get("/?language=es"))
    links = [given["href"] for tag, given in page.elements if tag == "a"]
    assert [link for link in links if "try" not in link] == [
        "/?language=ar", "/?language=en", "/?language=fr", "/?language=zh",
        "/w/river/list?language=es", "/w/river?language=es",
        "/terms?language=es", "/privacy?language=es",
    ]  # fmt: skip


def test_the_code_to_scan_is_in_the_language_of_the_page(shelf: Path, tmp_path: Path) -> None:
    client = browser(tmp_path, WAYSIDE_PHONE="+12025550143")
    page = page_of(client.get("/?language=es"))
    assert ("a", {"class": "button", "href": "sms:+12025550143?&body=RIO"}) in page.elements
    [code] = [given["src"] for tag, given in page.elements if "/qr/" in given.get("src", "")]
    assert client.get(code).data != client.get("/qr/river.svg").data


def test_the_first_page_says_who_offers_it_who_made_it_and_whom_to_ask(tmp_path: Path) -> None:
    made = LAMP + 'credits: "By <b>Ann</b>."\ncontact: ask@library.example\n'
    stories(tmp_path / "stories", lamp=made)
    home = browser(tmp_path, WAYSIDE_NAME="Pennyweir & Co").get("/")
    assert "<title>Pennyweir &amp; Co</title>" in home.text
    said = words(home.text)
    assert "The &lt;b&gt;Lamp&lt;/b&gt; &amp; &#34;Sons&#34;" in said
    assert "&lt;script&gt;alert(&#39;about&#39;)&lt;/script&gt; A lamp on a quay." in said
    assert "Who made it, and whom to ask By &lt;b&gt;Ann&lt;/b&gt;. ask@library.example" in said


def test_what_the_page_says_is_all_used_and_in_every_language() -> None:
    template = STATIC.parent / "templates/web/home.html"
    asked = set(re.findall(r"""words\[["']([a-z ]+)["']\]""", template.read_text(encoding="utf-8")))
    asked |= {*SAID_BY_SCRIPT, "family", "adults", "with access", "with hours"}
    script = (STATIC / "home.js").read_text(encoding="utf-8")
    assert all(f'"{each}"' in script or f"words.{each}" in script for each in SAID_BY_SCRIPT)
    usual = WORDS.of("en")
    for language in WORDS.tongues():
        found = WORDS.of(language)
        assert set(found) == asked
        assert {each: gaps(found[each]) for each in asked} == {
            each: gaps(usual[each]) for each in asked
        }


def test_the_page_is_written_as_its_language_is(shelf: Path, tmp_path: Path) -> None:
    client = browser(tmp_path)
    french, arabic = (client.get(f"/?language={tag}") for tag in ("fr", "ar"))
    chinese = words(client.get("/?language=zh").text)
    assert "沿途共1.7公里，步行约30分钟 适合家庭 English 、 Español " in chinese
    assert " 07:00–21:00、四月 – 十月 " in chinese
    assert "4 个站点：无障碍信息、开放时间 The boathouse 无障碍信息： Two steps" in chinese
    assert "Accès\xa0: <span lang" in french.text
    assert ("html", {"lang": "ar", "dir": "rtl"}) in page_of(arabic).elements
    # What an English story says stays left to right, with its full stop at its end.
    access = {"lang": "en", "dir": "auto"}
    assert ("span", access) in page_of(arabic).elements
