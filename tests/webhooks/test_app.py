from pathlib import Path

import pytest

from tests.webhooks.house import House, open_house
from webhooks.app import LARGEST_REQUEST_BYTES, SECURITY_HEADERS

HTML = {"Accept": "text/html,*/*;q=0.8"}


def test_the_first_page_names_the_story(house: House) -> None:
    answer = house.app.test_client().get("/")
    assert answer.status_code == 200
    assert "The Counting Bell" in answer.text


@pytest.mark.parametrize("path", ["/", "/healthz", "/nothing", "/try"])
def test_every_page_is_safe_in_a_browser(house: House, path: str) -> None:
    answer = house.app.test_client().get(path)
    assert {name: answer.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_a_page_that_is_not_there_is_told_in_words(house: House) -> None:
    client = house.app.test_client()
    page = client.get("/nothing", headers=HTML)
    plain = client.get("/nothing", headers={"Accept": "application/json"})
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "<h1>There is nothing here</h1>" in page.text
    assert 'href="/"' in page.text
    assert (plain.status_code, plain.mimetype) == (404, "text/plain")
    assert plain.text == (
        "There is nothing here. The address may have a slip in it, or what was here has moved or "
        "come to its end.\n"
    )


def test_what_was_asked_for_is_never_in_the_answer(house: House) -> None:
    answer = house.app.test_client().get("/<script>alert(1)</script>", headers=HTML)
    assert answer.status_code == 404
    assert "script" not in answer.text


def test_a_hook_that_is_not_there_answers_plainly(house: House) -> None:
    answer = house.app.test_client().post("/hooks/nothing", headers=HTML)
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")


def test_too_much_at_once_is_413(house: House) -> None:
    answer = house.app.test_client().post(
        "/hooks/twilio/sms",
        data=b"x" * (LARGEST_REQUEST_BYTES + 1),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 413


def test_a_story_that_cannot_be_played_is_told_and_the_others_play(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "stories" / "broken"
    broken.mkdir(parents=True)
    (broken / "story.yaml").write_text("story: Broken\nscenes: [\n", encoding="utf-8")
    house = open_house(tmp_path)
    assert "The Counting Bell" in house.app.test_client().get("/").text
    said = capsys.readouterr().err
    assert "Stories cannot be played as they are." in said
    assert "broken/story.yaml:" in said
