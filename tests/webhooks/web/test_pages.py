import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.webhooks.web.screen import (
    LAMP,
    Page,
    browser,
    nothing_stored,
    opened,
    page_of,
    post,
    stories,
)
from webhooks.web.assets import contents
from webhooks.web.invitations import qr_svg

NUMBER = {"WAYSIDE_PHONE": "+12025550143"}
PAPERS = ("/terms", "/privacy")
LINK = "sms:+12025550143?&body=LAMP"


OTHERS = [f"/?language={tag}" for tag in ("ar", "es", "fr", "zh")]
STOPS = ["/w/lamp/list", "/w/silent/list"]


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html.partition("<body")[2]).split())


def links_of(page: Page) -> list[str]:
    """Give where a page leads, but for the lists of stops and the page in other languages."""
    links = [given["href"] for tag, given in page.elements if tag == "a"]
    assert [link for link in links if link in OTHERS] == OTHERS
    return [link for link in links if link not in (*OTHERS, *STOPS)]


def test_a_story_starts_by_text_by_code_and_on_the_screen(tmp_path: Path) -> None:
    page = page_of(browser(tmp_path, **NUMBER, WAYSIDE_TRY="on").get("/"))
    assert links_of(page) == [LINK, LINK, "/w/lamp", "/try?say=LAMP", "/w/silent", "/try", *PAPERS]
    pictures = [given for _, given in page.elements if "/qr/" in given.get("src", "")]
    assert [(given["src"], given["alt"]) for given in pictures] == [
        ("/qr/lamp.svg?language=en", "QR code: text LAMP to +1 202-555-0143")
    ]


def test_without_a_number_a_story_starts_on_the_screen(client: FlaskClient) -> None:
    page = client.get("/")
    links = links_of(page_of(page))
    assert links == ["/w/lamp", "/try?say=LAMP", "/w/silent", "/try", *PAPERS]
    assert "The word to text: LAMP" in words(page.text)
    assert "Msg &amp; data rates" not in page.text


def test_without_a_number_and_the_drawn_phone_a_story_is_walked_in_the_browser(
    tmp_path: Path,
) -> None:
    client = browser(tmp_path, WAYSIDE_TRY="off")
    links = links_of(page_of(client.get("/")))
    assert links == ["/w/lamp", "/w/silent", *PAPERS]
    assert [client.get(link).status_code for link in links] == [200] * 4


def test_without_a_story_there_are_kind_words_and_what_to_type(tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    said = words(browser(tmp_path, **NUMBER).get("/").text)
    assert "No story is here yet The first one is still being written." in said
    assert "wayside new my-story makes a first story to change" in said


def test_no_setting_and_no_command_is_shown_where_the_world_comes_by(tmp_path: Path) -> None:
    public = {"WAYSIDE_PUBLIC_URL": "https://play.example.org"}
    client = browser(tmp_path, **public)
    shown = [client.get(path).text for path in ("/", "/try", "/nowhere", "/terms", "/privacy")]
    (tmp_path / "none" / "stories").mkdir(parents=True)
    shown.append(browser(tmp_path / "none", **public).get("/").text)
    assert "Walk it in the browser" in words(shown[0])
    assert "No story is here yet" in words(shown[-1])
    assert [page for page in shown if "WAYSIDE_" in page or "wayside " in page] == []


def test_the_code_of_a_story_is_its_link(tmp_path: Path) -> None:
    answer = browser(tmp_path, **NUMBER).get("/qr/lamp.svg")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.data == qr_svg(LINK)
    assert answer.headers["Cache-Control"] == "max-age=3600"


@pytest.mark.parametrize("path", ["/qr/silent.svg", "/qr/none.svg", "/qr/.svg", "/qr/../lamp.svg"])
def test_there_is_no_code_for_what_cannot_be_texted(tmp_path: Path, path: str) -> None:
    assert browser(tmp_path, **NUMBER).get(path).status_code == 404


def test_there_is_no_code_without_a_number(client: FlaskClient) -> None:
    assert client.get("/qr/lamp.svg").status_code == 404


def test_a_keyword_of_two_words_and_another_script_makes_links(tmp_path: Path) -> None:
    stories(tmp_path / "stories", lamp=LAMP.replace('LAMP, "LIGHT UP"', '"مصباح الميناء"'))
    client = browser(tmp_path, **NUMBER, WAYSIDE_TRY="on")
    links = links_of(page_of(client.get("/")))
    body = "%D9%85%D8%B5%D8%A8%D8%A7%D8%AD%20%D8%A7%D9%84%D9%85%D9%8A%D9%86%D8%A7%D8%A1"
    assert links[0] == f"sms:+12025550143?&body={body}"
    assert page_of(client.get(links[3])).typed.fields["text"] == "مصباح الميناء"


def every_page(folder: Path) -> dict[str, str]:
    """Give every page that there is, by what it shows."""
    for name in ("full", "off", "empty"):
        (folder / name).mkdir()
    (folder / "empty" / "stories").mkdir()
    full = browser(folder / "full", **NUMBER, WAYSIDE_TRY="on")
    off = browser(folder / "off", WAYSIDE_TRY="off")
    empty = browser(folder / "empty")
    pages = {"home": full.get("/"), "new phone": full.get("/try")}
    post(full, opened(full).typed, text="LAMP")
    pages |= {"phone": full.get("/try"), "second phone": full.get("/try?phone=2")}
    pages |= {"unknown phone": full.post("/try"), "home, off": off.get("/"), "off": off.get("/try")}
    pages |= {"home, empty": empty.get("/"), "phone, empty": empty.get("/try")}
    form = opened(full).typed
    with nothing_stored(folder / "full"):
        pages["not stored"] = post(full, form, text="1")
    assert pages["not stored"].status_code == 503
    return {name: page.text for name, page in pages.items()}


def test_no_page_has_a_style_or_script_of_its_own_or_asks_another_site(tmp_path: Path) -> None:
    for name, html in every_page(tmp_path).items():
        page = Page(html)
        for tag, given in page.elements:
            assert tag not in {"style", "iframe", "base"}, name
            assert not [key for key in given if key == "style" or key.startswith("on")], name
            assert tag != "script" or set(given) - {"fetchpriority"} == {"type", "src"}, name
            for key in ("src", "href", "action", "formaction"):
                assert urlsplit(given.get(key, "/")).scheme in {"", "sms"}, name
                assert not given.get(key, "/").startswith("//"), name


def test_nothing_is_shown_later_than_one_file_of_style_has_come(tmp_path: Path) -> None:
    for name, html in every_page(tmp_path).items():
        head = Page(html.partition("</head>")[0]).elements
        styles = [given["href"] for tag, given in head if given.get("rel") == "stylesheet"]
        assert len(styles) == 1, name
        assert contents()[Path(styles[0]).name].startswith(contents()["wayside.css"]), name


def test_every_page_has_a_language_a_title_one_heading_and_names_for_all(tmp_path: Path) -> None:
    for name, html in every_page(tmp_path).items():
        elements = Page(html).elements
        assert ("html", {"lang": "en", "dir": "ltr"}) in elements, name
        assert "Wayside</title>" in html, name
        assert [tag for tag, _ in elements].count("h1") == 1, name
        assert [tag for tag, _ in elements].count("main") == 1, name
        assert all("alt" in given for tag, given in elements if tag == "img"), name
        ids = [given["id"] for _, given in elements if "id" in given]
        assert len(ids) == len(set(ids)), name


def test_what_a_page_is_drawn_with_may_be_kept_for_a_year(client: FlaskClient) -> None:
    page = opened(client)
    drawn = {
        given[key]: client.get(given[key], buffered=True)
        for _, given in page.elements
        for key in ("href", "src")
        if given.get(key, "").startswith("/assets/")
    }
    assert {Path(path).name: file.mimetype for path, file in drawn.items()} == {
        "icon.svg": "image/svg+xml",
        "phone.css": "text/css",
        "phone.js": "text/javascript",
    }
    assert len({Path(path).parent for path in drawn}) == 1
    for path, file in drawn.items():
        assert file.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert file.data == contents()[Path(path).name]


def test_a_page_from_before_an_update_is_given_what_there_is_now(client: FlaskClient) -> None:
    file = client.get("/assets/000000000000/wayside.css", buffered=True)
    assert (file.status_code, file.mimetype) == (200, "text/css")
    assert "31536000" not in file.headers["Cache-Control"]


def test_no_other_file_can_be_had(client: FlaskClient) -> None:
    for path in ("/assets/none.css", "/assets/../pages.py", "/assets/%2e%2e/pages.py"):
        assert client.get(path).status_code == 404
