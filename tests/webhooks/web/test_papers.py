"""Terms and privacy: those that ship, those of a library, and that a hostile file does nothing."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.languages.folding import fold
from engine.play.commands import command
from tests.webhooks.web.screen import browser, page_of
from webhooks.web.papers import PAPERS, SHIPPED, files_of, paper

FACTS = {"name": "Pennyweir Library", "contact": "ask@pennyweir.example", "phone": "+1 202"}
LIBRARY = {
    "WAYSIDE_NAME": "Pennyweir & Sons *Library*",
    "WAYSIDE_CONTACT": "Ask: ask@pennyweir.example",
    "WAYSIDE_PHONE": "+12025550143",
}
FORGET = {"en": "FORGET ME", "es": "OLVÍDAME", "fr": "OUBLIEZ-MOI", "zh": "忘记我"}
PLAIN = {
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "a", "strong", "em", "s", "br", "hr",
    "code", "pre", "blockquote", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](  JaVaScRiPt:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](java\nscript:alert(1))",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a](vbscript:x)",
    "[a](//evil.example/x)",
    "<javascript:alert(1)>",
    "![a](https://evil.example/pixel.png)",
    "![a](javascript:alert(1))",
    '[a](https://a.example "\\" onmouseover=\\"alert(1)")',
    "[a]: javascript:alert(1)\n\n[a]",
    "| a |\n|:-:|\n| <script> |",
    "```js onload=alert(1)\nx\n```",
    "# <svg onload=alert(1)>",
    "<!-- --><iframe srcdoc='<script>'>",
    "{name}<script>",
    "&lt;script&gt;",
]


class Seen(HTMLParser):
    """What a browser would see: tags with their attributes, and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def unsafe(html: str) -> Iterator[tuple[str, dict[str, str | None]]]:
    """Find what is no plain markup."""
    for tag, given_ in Seen(html).tags:
        known = {"a": {"href", "title"}, "ol": {"start"}, "code": {"class"}}.get(tag, set())
        link = given_.get("href") or "/"
        leads_well = re.match(r"https?://|mailto:|tel:|sms:|/(?!/)|#", link, re.IGNORECASE)
        if tag not in PLAIN or set(given_) - known or not leads_well:
            yield tag, given_


def own(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


# Those that ship


def test_the_terms_name_the_library_its_number_and_whom_to_ask(tmp_path: Path) -> None:
    page = browser(tmp_path, **LIBRARY).get("/terms")
    assert page.status_code == 200
    assert "<title>Terms – Pennyweir &amp; Sons *Library*</title>" in page.text
    assert "text message stories of Pennyweir &amp; Sons *Library*." in page.text
    assert "Text us at +1 202-555-0143." in page.text
    assert (
        '<p>Ask: <a href="mailto:ask@pennyweir.example">ask@pennyweir.example</a></p>' in page.text
    )
    assert "Message and data rates may apply" in page.text
    assert "{" not in page.text


def test_what_is_not_set_is_not_said(tmp_path: Path) -> None:
    page = browser(tmp_path).get("/terms")
    assert "Text us at" not in page.text
    assert "{" not in page.text


def test_each_page_leads_to_the_other_and_the_first_page_to_both(tmp_path: Path) -> None:
    client = browser(tmp_path)
    links = {
        path: [
            given_["href"].partition("?")[0]
            for tag, given_ in page_of(client.get(path)).elements
            if tag == "a"
        ]
        for path in ("/", "/terms", "/privacy")
    }
    assert links["/"][-2:] == ["/terms", "/privacy"]
    assert "/privacy" in links["/terms"]
    assert "/terms" in links["/privacy"]


@pytest.mark.parametrize(
    ("query", "reads", "lang", "title"),
    [
        ("", "", "en", "Privacy"),
        ("", "es-MX, en;q=0.5", "es", "Privacidad"),
        ("?language=es", "en", "es", "Privacidad"),
        ("?language=en", "es", "en", "Privacy"),
        ("?language=tlh", "es", "es", "Privacidad"),
        ("?language=../x", "", "en", "Privacy"),
    ],
)
def test_a_page_is_told_in_the_language_of_who_reads_it(
    tmp_path: Path, query: str, reads: str, lang: str, title: str
) -> None:
    headers = {"Accept-Language": reads} if reads else {}
    page = browser(tmp_path).get(f"/privacy{query}", headers=headers)
    assert f'<html lang="{lang}" dir="ltr">' in page.text
    assert f">{title}</h1>" in page.text
    assert "Accept-Language" in page.vary


@pytest.mark.parametrize("name", PAPERS)
def test_what_ships_is_told_alike_in_each_of_its_languages(name: str) -> None:
    files = files_of(name, SHIPPED)
    assert set(files) == {"en", "es", "fr", "zh"}
    assert {tag: shape(file) for tag, file in files.items()} == dict.fromkeys(
        files, shape(files["en"])
    )


def shape(file: Path) -> list[tuple[str, ...]]:
    """Give how each line begins, which gaps it has, and which of the carriers' words are bold."""
    lines = file.read_text(encoding="utf-8").splitlines()
    words = r"^[#-]+ |\{\w+\}|\*\*(?:STOP|START|HELP)\*\*|\(/\w+\)"
    return [tuple(re.findall(words, line)) for line in lines if line]


@pytest.mark.parametrize("file", sorted(SHIPPED.iterdir()), ids=lambda file: file.name)
def test_what_ships_is_plain_and_leads_somewhere(file: Path) -> None:
    name, tag, _ = file.name.split(".")
    shown = paper(name, SHIPPED, (tag,), FACTS)
    assert (shown.language, list(unsafe(shown.body))) == (tag, [])
    links = [given_["href"] for kind, given_ in Seen(shown.body).tags if kind == "a"]
    assert set(links) <= {"/privacy", "mailto:ask@pennyweir.example"}


@pytest.mark.parametrize("language", sorted(FORGET))
def test_what_is_said_of_privacy_holds_what_is_true_of_erasing(language: str) -> None:
    said = paper("privacy", SHIPPED, (language,), FACTS).body
    wanted = {FORGET[language], "FORGET ME", "STOP", "START", "90", "Twilio"}
    assert {word for word in wanted if word in said} == wanted
    assert command(fold(FORGET[language]), language) == "forget me"
    assert FORGET[language] in paper("terms", SHIPPED, (language,), FACTS).body


ALL_AGES = {
    "en": ("Children are welcome.", "ask a parent or whoever looks after you before you play"),
    "es": ("Los niños son bienvenidos.", "a tu madre, a tu padre o a quien te cuida"),
    "fr": ("Les enfants sont les bienvenus.", "à un parent ou à la personne qui s'occupe de vous"),
    "zh": ("欢迎小朋友来玩。", "玩之前请先问父母或照看你的人"),
}


@pytest.mark.parametrize("language", sorted(FORGET))
def test_the_terms_are_a_library_s_for_children_too(language: str) -> None:
    said = unescape(paper("terms", SHIPPED, (language,), FACTS).body)
    assert [words for words in ALL_AGES[language] if words not in said] == []
    # Nobody has to be of an age to play.
    assert "18" not in said
    assert "911" in said


# Those of a library


def test_a_library_s_own_file_is_shown_instead_of_ours(tmp_path: Path) -> None:
    client = browser(tmp_path, **LIBRARY)
    own(tmp_path / "stories", "privacy.md", "# House rules\n\nBe *kind* to {name}. {other}")
    page = client.get("/privacy", headers={"Accept-Language": "es"})
    assert ">House rules</h1>" in page.text
    assert "<p>Be <em>kind</em> to Pennyweir &amp; Sons *Library*. {other}</p>" in page.text
    assert "Español" not in page.text.partition("<main")[0]


def test_a_library_s_own_translation_is_offered(tmp_path: Path) -> None:
    own(tmp_path, "terms.md", "# Rules")
    own(tmp_path, "terms.fr.md", "# Règles")
    shown = paper("terms", tmp_path, ("fr-CA",), FACTS)
    assert (shown.title, shown.language, shown.languages) == ("Règles", "fr", ("fr", "en"))
    assert paper("terms", tmp_path, ("de",), FACTS).title == "Rules"


def test_a_library_without_english_is_told_in_what_it_has(tmp_path: Path) -> None:
    own(tmp_path, "terms.fr.md", "# Règles")
    assert paper("terms", tmp_path, ("de",), FACTS).language == "fr"


def test_plain_text_is_shown_as_it_is(tmp_path: Path) -> None:
    own(tmp_path, "terms.txt", "Rules\n\nOne *line*\nand <b>another</b>.\n\nAsk {contact}\n")
    shown = paper("terms", tmp_path, (), FACTS)
    assert (shown.title, shown.body) == (
        "Rules",
        "<p>One *line*<br>and &lt;b&gt;another&lt;/b&gt;.</p>\n<p>Ask ask@pennyweir.example</p>",
    )


def test_other_files_beside_the_stories_are_no_pages(tmp_path: Path) -> None:
    for name in ("terms.md.bak", "terms.pdf", "terms.e n.md", "termsx.md", "terms.toolongtag.md"):
        own(tmp_path, name, "# No")
    assert files_of("terms", tmp_path) == files_of("terms", SHIPPED)
    assert files_of("terms", tmp_path / "nowhere") == files_of("terms", SHIPPED)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"# \xff\n\x00", b"\xef\xbb\xbf# Mark"])
def test_any_bytes_are_shown_somehow(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "terms.md").write_bytes(data)
    shown = paper("terms", tmp_path, (), FACTS)
    assert shown.title in {"Terms", "�", "Mark"}


# Hostile


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["terms.md", "terms.txt"])
def test_a_hostile_file_brings_no_script(tmp_path: Path, name: str, text: str) -> None:
    own(tmp_path, name, f"# Terms\n\n{text}\n\n- {text}\n")
    assert list(unsafe(paper("terms", tmp_path, (), FACTS).body)) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_brings_no_script(tmp_path: Path, text: str) -> None:
    own(tmp_path, "terms.md", "# Of {name}\n\n{name}\n\n1. {contact}\n")
    facts = {"name": text, "contact": f"x@a.example {text}"}
    body = paper("terms", tmp_path, (), facts).body
    assert list(unsafe(body)) == []
    links = [given_["href"] for kind, given_ in Seen(body).tags if kind == "a"]
    assert set(links) == {"mailto:x@a.example"}


def test_the_checks_for_scripts_would_find_one() -> None:
    for html in ("<script>", "<p onclick='x'>", "<a href='javascript:x'>", "<a href='//evil'>"):
        assert list(unsafe(html)) != []


@settings(deadline=None)
@given(st.lists(st.sampled_from([*HOSTILE, "\n\n", "**", "`", "<", "[", "](", ")", "> ", "\\"])))
def test_no_mixture_of_them_brings_a_script(
    tmp_path_factory: pytest.TempPathFactory, several: list[str]
) -> None:
    folder = own(tmp_path_factory.mktemp("own"), "terms.md", "".join(several))
    assert list(unsafe(paper("terms", folder, (), FACTS).body)) == []


def test_the_page_itself_forbids_scripts_of_others(tmp_path: Path) -> None:
    policy = browser(tmp_path).get("/privacy").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
