"""What is said of an error: in the language that is read, and even where saying it fails."""

import re
from http import HTTPStatus
from pathlib import Path

import pytest
from flask import abort

from tests.webhooks.house import House
from webhooks import errors
from webhooks.app import bare_app
from webhooks.errors import WORDS
from webhooks.web.words import Words

HTML = {"Accept": "text/html,*/*;q=0.8"}
TOLD = (404, 405, 413, 429, 500, 503)
NOTHING = (
    "There is nothing here. The address may have a slip in it, or what was here has moved or come "
    "to its end.\n"
)


def gaps(said: str) -> list[str]:
    return re.findall("{[^}]*}", said)


def refusing(house: House) -> House:
    """Let /refused/STATUS be refused with that status."""

    @house.app.get("/refused/<int:status>")
    def refused(status: int) -> str:
        abort(status)

    return house


def test_each_error_that_players_meet_is_told_in_every_language() -> None:
    usual = WORDS.of("en")
    said = {*map(str, TOLD), "else"}
    assert set(usual) == said | {f"{each} how" for each in said} | {"all", "number", "signs"}
    assert WORDS.tongues() == ("ar", "en", "es", "fr", "zh")
    for language in WORDS.tongues():
        found = WORDS.of(language)
        assert {each: gaps(words) for each, words in found.items()} == {
            each: gaps(words) for each, words in usual.items()
        }


@pytest.mark.parametrize("status", [*TOLD, 400])
@pytest.mark.parametrize("language", WORDS.tongues())
def test_an_error_is_told_in_the_language_that_is_read(
    house: House, language: str, status: int
) -> None:
    client = refusing(house).app.test_client()
    page = client.get(
        f"/refused/{status}", headers=HTML | {"Accept-Language": f"{language},en;q=0.5"}
    )
    words, which = WORDS.of(language), "else" if status == 400 else str(status)
    assert page.status_code == status
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in page.text
    assert f"<h1>{words[which]}</h1>" in page.text
    assert f"<p>{words[f'{which} how']}</p>" in page.text
    assert f'href="/">{words["all"]}</a>' in page.text
    assert {"Accept", "Accept-Language"} <= set(page.vary.as_set(preserve_casing=True))


def test_a_walk_that_is_not_there_is_told_in_the_language_of_its_address(house: House) -> None:
    page = house.app.test_client().get("/w/nowhere?language=es", headers=HTML)
    assert page.status_code == HTTPStatus.NOT_FOUND
    assert "<h1>Aquí no hay nada</h1>" in page.text
    assert 'href="/?language=es"' in page.text


@pytest.mark.parametrize("accepted", ["de", "", "*", ";;q=,", "<script>", "es;q=0"])
def test_who_reads_none_of_these_is_told_in_english(house: House, accepted: str) -> None:
    page = house.app.test_client().get("/nothing", headers=HTML | {"Accept-Language": accepted})
    assert '<html lang="en" dir="ltr">' in page.text
    assert "<h1>There is nothing here</h1>" in page.text


def test_a_hook_and_a_program_are_told_in_english(house: House) -> None:
    client, read = house.app.test_client(), {"Accept-Language": "es"}
    assert client.post("/hooks/nothing", headers=HTML | read).text == NOTHING
    assert client.get("/nothing", headers={"Accept": "application/json"} | read).text == NOTHING


def test_a_language_that_cannot_be_found_out_is_english(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> tuple[str, ...]:
        raise RuntimeError

    monkeypatch.setattr(errors, "wanted_languages", broken)
    page = house.app.test_client().get("/nothing", headers=HTML | {"Accept-Language": "es"})
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "<h1>There is nothing here</h1>" in page.text
    assert "Nobody could tell which language is read." in house.logged.getvalue()


def test_a_page_that_cannot_be_drawn_is_told_without_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    # It has no first page to lead to.
    page = bare_app().test_client().get("/nothing", headers=HTML | {"Accept-Language": "es"})
    assert (page.status_code, page.mimetype, page.text) == (404, "text/plain", NOTHING)
    assert "The page that tells of an error could not be drawn." in "".join(capsys.readouterr())


def test_the_words_are_there_when_no_file_can_be_opened_any_more(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise OSError("Too many open files")

    monkeypatch.setattr(Path, "read_text", broken)
    with pytest.raises(OSError, match="Too many"):
        Words(WORDS.folder).of("fr")
    page = house.app.test_client().get("/nothing", headers=HTML | {"Accept-Language": "fr"})
    assert "<h1>Il n’y a rien ici</h1>" in page.text
