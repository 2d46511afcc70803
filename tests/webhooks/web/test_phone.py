import json
import re
import sqlite3
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.webhooks.web.screen import (
    Page,
    browser,
    nothing_stored,
    opened,
    page_of,
    post,
    stories,
    text,
)

QUAY = 'Answer: A lamp & a <u>rope</u>.\n\n1 Rub it\n2 Tell it your <em>"name"</em>'
RUB = '\n\n1 Rub it\n2 Tell it your <em>"name"</em>'
CANARIES = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)",
    "{{ 7 * 7 }} {% raw %}",
    "</textarea></li></ol>",
    "&lt;b&gt; &amp;",
    "\u202ereversed\u202c",
]


def test_a_text_gets_the_answer_of_a_text_message(client: FlaskClient) -> None:
    assert text(client, "LAMP").bubbles == [("mine", "You: LAMP"), ("theirs", QUAY)]


def test_texts_stay_on_the_screen_without_script(client: FlaskClient) -> None:
    text(client, "lamp")
    text(client, "rub it")
    assert opened(client).bubbles == [
        ("mine", "You: lamp"),
        ("theirs", QUAY),
        ("mine", "You: rub it"),
        ("theirs", f"Answer: Rubbed 1 times.{RUB}"),
    ]


def test_a_sent_form_leads_to_the_newest_text_so_that_a_reload_sends_nothing(
    client: FlaskClient,
) -> None:
    sent = post(client, opened(client).typed, text="LAMP")
    assert (sent.status_code, sent.location) == (303, "/try#newest")
    newest = [given for _, given in opened(client).elements if given.get("id") == "newest"]
    assert [given["class"] for given in newest] == ["bubble mine"]


def test_the_same_form_twice_is_one_turn(client: FlaskClient) -> None:
    text(client, "LAMP")
    form = opened(client).typed
    for _ in range(2):
        assert post(client, form, text="1").status_code == 303
    assert text(client, "1").bubbles[2:] == [
        ("mine", "You: 1"),
        ("theirs", f"Answer: Rubbed 1 times.{RUB}"),
        ("mine", "You: 1"),
        ("theirs", f"Answer: Rubbed 2 times.{RUB}"),
    ]


def test_other_words_in_a_form_that_the_browser_kept_are_another_text(client: FlaskClient) -> None:
    form = opened(client).typed
    post(client, form, text="LAMP")
    post(client, form, text="1")
    assert opened(client).bubbles[2:] == [
        ("mine", "You: 1"),
        ("theirs", f"Answer: Rubbed 1 times.{RUB}"),
    ]


def test_two_forms_with_the_same_words_are_two_texts(client: FlaskClient) -> None:
    text(client, "LAMP")
    text(client, "1")
    assert text(client, "1").bubbles[-1] == ("theirs", f"Answer: Rubbed 2 times.{RUB}")


def test_a_menu_has_a_key_for_each_of_its_numbers(client: FlaskClient) -> None:
    assert opened(client).choices == []
    page = text(client, "LAMP")
    assert page.choices == ["1: Rub it", '2: Tell it your <em>"name"</em>']
    keys = next(form for form in page.forms if form.keys == ["1", "2"])
    post(client, keys, key="2")
    assert opened(client).bubbles[-2:] == [("mine", "You: 2"), ("theirs", "Answer: What is it?")]
    assert opened(client).choices == []


def test_a_tap_on_a_keyword_sends_it(client: FlaskClient) -> None:
    keywords = [form for form in opened(client).forms if form.keys == ["LAMP"]]
    assert len(keywords) == 2  # in the phone where the screen is small, beside it where it is not
    post(client, keywords[0], key="LAMP")
    assert opened(client).bubbles == [("mine", "You: LAMP"), ("theirs", QUAY)]


def test_starting_over_is_being_somebody_new(client: FlaskClient) -> None:
    text(client, "LAMP")
    text(client, "1")
    over = post(client, opened(client).over)
    assert (over.status_code, over.location) == (303, "/try")
    assert opened(client).bubbles == []
    assert text(client, "LAMP").bubbles == [("mine", "You: LAMP"), ("theirs", QUAY)]
    assert text(client, "1").bubbles[-1] == ("theirs", f"Answer: Rubbed 1 times.{RUB}")


def test_the_second_phone_is_another_person(client: FlaskClient) -> None:
    text(client, "LAMP")
    text(client, "1")
    text(client, "LAMP", phone=2)
    page = text(client, "1", phone=2)
    assert page.bubbles[2:] == [
        ("mine", "You: 1"),
        ("theirs", f"Answer: Rubbed 1 times.{RUB}"),
    ]
    assert "second phone" in client.get("/try?phone=2").text
    post(client, page.over)
    assert opened(client, 2).bubbles == []
    assert len(opened(client).bubbles) == 4


@pytest.mark.parametrize("phone", ["1", "7", "", "x", "²"])
def test_any_other_phone_is_the_first(client: FlaskClient, phone: str) -> None:
    text(client, "LAMP")
    assert len(page_of(client.get("/try", query_string={"phone": phone})).bubbles) == 2


def test_every_browser_is_another_person(client: FlaskClient) -> None:
    text(client, "LAMP")
    assert opened(client.application.test_client()).bubbles == []


@pytest.mark.parametrize("canary", CANARIES)
def test_what_a_player_types_is_shown_as_text(client: FlaskClient, canary: str) -> None:
    for words in ("LAMP", "2", canary):
        page = text(client, words)
    assert page.bubbles[-2:] == [
        ("mine", f"You: {canary}"),
        ("theirs", f"Answer: Good night, {canary}."),
    ]
    assert {tag for tag, _ in page.elements} == {tag for tag, _ in opened(client).elements}
    assert not [name for _, given in page.elements for name in given if name.startswith("on")]


@pytest.mark.parametrize("canary", CANARIES)
def test_a_text_in_the_address_waits_in_the_field_as_text(client: FlaskClient, canary: str) -> None:
    page = page_of(client.get("/try", query_string={"say": canary}))
    assert page.typed.fields["text"] == canary
    assert page.bubbles == []


def test_what_an_author_typed_is_shown_as_text(client: FlaskClient) -> None:
    text(client, "LAMP")
    html = client.get("/try").text
    assert "A lamp &amp; a &lt;u&gt;rope&lt;/u&gt;." in html
    assert "The &lt;b&gt;Lamp&lt;/b&gt; &amp; &#34;Sons&#34;" in html
    assert not {"u", "em", "i"} & {tag for tag, given in Page(html).elements if given}


def test_an_empty_text_is_not_sent(client: FlaskClient) -> None:
    for words in ("", "  \t "):
        sent = post(client, opened(client).typed, text=words)
        assert (sent.status_code, sent.location) == (303, "/try")
    assert opened(client).bubbles == []


def test_a_longer_text_than_a_phone_sends_is_cut(client: FlaskClient) -> None:
    for words in ("LAMP", "2", "x" * 1600 + "tail"):
        page = text(client, words)
    kept = "x" * 80  # what a story saves of an answer
    assert page.bubbles[-1] == ("theirs", f"Answer: Good night, {kept}.")
    assert page.bubbles[-2] == ("mine", "You: " + "x" * 158 + " …")


def test_who_has_sent_stop_is_told_why_nothing_comes(client: FlaskClient) -> None:
    assert text(client, "STOP").bubbles[-1][0] == "theirs"
    assert text(client, "LAMP").bubbles[-1] == (
        "note",
        "No answer came. Who has sent STOP hears nothing until START.",
    )
    assert text(client, "START").bubbles[-1][0] == "theirs"


def test_a_form_without_its_cookie_is_not_sent(client: FlaskClient) -> None:
    form = opened(client).typed
    stranger = client.application.test_client()
    for answer in (post(stranger, form, text="LAMP"), post(stranger, opened(client).over)):
        assert answer.status_code == 400
        assert "This phone is not known any more" in answer.text
        assert 'href="/try"' in answer.text
    assert opened(stranger).bubbles == []


@pytest.mark.parametrize("token", [None, "", "0" * 32, "é"])
def test_a_form_of_another_site_is_not_sent(client: FlaskClient, token: str | None) -> None:
    form = opened(client).typed
    form.fields.pop("token")
    fields = form.fields | ({"token": token} if token is not None else {}) | {"text": "LAMP"}
    assert client.post("/try", data=fields).status_code == 400
    assert client.post("/try/over", data=fields).status_code == 400
    assert opened(client).bubbles == []


@pytest.mark.parametrize("form_id", ["", "x", "é" * 32, "0" * 31, "A" * 32, "0" * 10_000])
def test_a_form_with_a_bad_id_is_sent_once_under_a_good_one(
    client: FlaskClient, form_id: str
) -> None:
    assert post(client, opened(client).typed, form=form_id, text="LAMP").status_code == 303
    assert opened(client).bubbles == [("mine", "You: LAMP"), ("theirs", QUAY)]


@pytest.mark.parametrize("value", ["", "x", "0" * 31, "é", "A" * 32, "../../etc", "0" * 3000])
def test_a_bad_cookie_is_a_new_phone(client: FlaskClient, value: str) -> None:
    for name in ("wayside-phone-1", "wayside-texts-1"):
        client.set_cookie(name, value, path="/try")
    assert opened(client).bubbles == []
    assert text(client, "LAMP").bubbles == [("mine", "You: LAMP"), ("theirs", QUAY)]


def test_the_texts_of_another_phone_are_not_shown(client: FlaskClient) -> None:
    text(client, "LAMP")
    other = client.application.test_client()
    opened(other)
    stolen = client.get_cookie("wayside-texts-1", path="/try")
    assert stolen is not None
    other.set_cookie("wayside-texts-1", stolen.value, path="/try")
    assert opened(other).bubbles == []


def test_more_than_a_text_is_refused_in_words(client: FlaskClient) -> None:
    answer = post(client, opened(client).typed, text="x" * 100_000)
    assert answer.status_code == 413
    assert "Please send less" in answer.text


@pytest.mark.parametrize(
    "body", [b"\xff\xfe\x00", b"text=%ED%A0%80&key=%00", b"&&==&;", b"%", b"key=" + b"%F0" * 99]
)
def test_nonsense_is_answered_in_words(client: FlaskClient, body: bytes) -> None:
    token = opened(client).typed.fields["token"].encode()
    for sent in (body, b"token=" + token + b"&" + body):
        answer = client.post("/try", data=sent, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {303, 400}
    assert client.get("/try").status_code == 200


def test_a_text_that_was_not_stored_is_kept_on_the_page_and_sent_once(
    client: FlaskClient, tmp_path: Path
) -> None:
    text(client, "LAMP")
    form = opened(client).typed
    with nothing_stored(tmp_path):
        lost = post(client, form, text="1")
    assert (lost.status_code, lost.headers["Retry-After"]) == (503, "5")
    assert "That text did not arrive" in lost.text
    again = Page(lost.text)
    assert again.bubbles == [("mine", "1")]
    for _ in range(2):
        assert post(client, again.forms[0], key=again.forms[0].keys[0]).status_code == 303
    assert opened(client).bubbles[2:] == [
        ("mine", "You: 1"),
        ("theirs", f"Answer: Rubbed 1 times.{RUB}"),
    ]


def test_the_cookies_are_for_this_page_and_no_script(client: FlaskClient) -> None:
    sent = post(client, opened(client).typed, text="LAMP")
    given = client.get("/try").headers.getlist("Set-Cookie") + sent.headers.getlist("Set-Cookie")
    assert [re.sub("=[^;]+", "=*", cookie, count=1) for cookie in given] == [
        "wayside-phone-1=*; HttpOnly; Path=/try; SameSite=Lax",
        "wayside-texts-1=*; HttpOnly; Path=/try; SameSite=Lax",
    ]


def test_the_cookies_are_for_https_alone_where_the_page_is(tmp_path: Path) -> None:
    client = browser(tmp_path, WAYSIDE_PUBLIC_URL="https://play.example.org", WAYSIDE_TRY="on")
    outside = client.get("/try", headers={"Host": "play.example.org"})
    desk = client.get("/try", headers={"Host": "127.0.0.1:8000"})
    https = client.get("/try", base_url="https://elsewhere.example.org")
    assert ["Secure" in page.headers["Set-Cookie"] for page in (outside, desk, https)] == [
        True,
        False,
        True,
    ]


def test_the_page_is_not_kept_by_the_browser(client: FlaskClient) -> None:
    assert client.get("/try").headers["Cache-Control"] == "no-store"


def test_where_the_phone_is_off_it_is_said_how_to_play_and_nothing_of_settings(
    tmp_path: Path,
) -> None:
    client = browser(tmp_path, WAYSIDE_TRY="off")
    for answer in (client.get("/try"), client.post("/try", data={"text": "LAMP"})):
        assert answer.status_code == 404
        assert "There is no phone on the screen here" in answer.text
        assert "The first page says what to text, and where." in answer.text
        assert "WAYSIDE" not in answer.text
        assert "Set-Cookie" not in answer.headers
    assert client.post("/try/over").status_code == 404


def test_a_phone_works_where_there_is_no_story(tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    client = browser(tmp_path)
    assert "There is no story to play here yet." in client.get("/try").text
    assert text(client, "hello").bubbles[-1] == (
        "theirs",
        "Answer: Hello. There is no story to play here yet. Please try again later.",
    )


GIFTS = """\
story: Gifts
keywords: [WALL]
start: wall
collections: {faces: photo}
scenes:
  wall:
    say: A wall.
    choices: [{pick: Look, say: It looks back.}]
    answers: [{photo: yes, collect: faces, say: A face!}]
"""
VOICE = """\
story: Voice
keywords: [SHELL]
start: shell
scenes:
  shell: {ask: {question: "Say it.", kind: voice}, go: end}
  end: {say: I heard., ending: Heard}
"""


def gifts_of(page: Page) -> list[str]:
    return [
        given["value"]
        for tag, given in page.elements
        if tag == "button" and given.get("name") == "gift"
    ]


@pytest.mark.parametrize(
    ("texts", "keys"),
    [
        ({"lamp": VOICE.replace("kind: voice", "kind: text")}, []),
        ({"wall": GIFTS}, ["photo"]),
        ({"shell": VOICE}, ["voice"]),
        ({"shell": VOICE, "wall": GIFTS}, ["photo", "voice"]),
    ],
)
def test_a_key_for_a_photo_or_a_voice_is_there_where_some_story_takes_one(
    tmp_path: Path, texts: dict[str, str], keys: list[str]
) -> None:
    stories(tmp_path / "stories", **texts)
    assert gifts_of(opened(browser(tmp_path))) == keys


def test_a_photo_is_sent_as_one_and_held(tmp_path: Path) -> None:
    stories(tmp_path / "stories", wall=GIFTS)
    client = browser(tmp_path)
    text(client, "WALL")
    form = opened(client).typed
    for _ in range(2):
        post(client, form, gift="photo", text="")
    held = "Thank you. What you sent is held until somebody has looked at it."
    assert opened(client).bubbles[2:] == [
        ("mine", "You: (Photo)"),
        ("theirs", f"Answer: {held}\n\nA face!\n\n1 Look"),
    ]
    with sqlite3.connect(tmp_path / "var" / "wayside.db") as database:
        gifts = database.execute("SELECT collection, kind, gift, approved FROM gifts").fetchall()
    database.close()
    assert gifts == [("faces", "photo", "pretend photo", 0)]


def test_the_words_beside_a_voice_message_that_nothing_takes_are_heard(tmp_path: Path) -> None:
    stories(tmp_path / "stories", wall=GIFTS)
    client = browser(tmp_path)
    text(client, "WALL")
    post(client, opened(client).typed, gift="voice", text="look")
    assert opened(client).bubbles[-2:] == [
        ("mine", "You: (Voice) look"),
        ("theirs", "Answer: It looks back.\n\n1 Look"),
    ]


def test_an_unknown_gift_is_a_text(client: FlaskClient) -> None:
    post(client, opened(client).typed, gift="<b>", text="LAMP")
    assert opened(client).bubbles == [("mine", "You: LAMP"), ("theirs", QUAY)]


def test_a_photo_that_was_not_stored_can_be_sent_again(tmp_path: Path) -> None:
    stories(tmp_path / "stories", wall=GIFTS)
    client = browser(tmp_path)
    text(client, "WALL")
    form = opened(client).typed
    with nothing_stored(tmp_path):
        failed = post(client, form, gift="photo", text="look")
    assert failed.status_code == 503
    again = Page(failed.text)
    assert again.bubbles == [("mine", "(Photo) look")]
    post(client, again.typed, gift="photo")
    assert opened(client).bubbles[-2][1] == "You: (Photo) look"


HARBOR = """\
story: Harbor
languages: [en, fr, de]
keywords: [HARBOR, {PUERTO: de}]
start: quay
scenes: {quay: {say: A quay., choices: [{pick: Look, say: Water.}]}}
"""


@pytest.mark.parametrize(
    ("header", "keyword", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "HARBOR", "de"),
        ("it, fr;q=0.5, de;q=0.7", "HARBOR", "de"),
        ("it,ja;q=0.5", "HARBOR", "en"),
        ("de;q=0, fr;q=0.1", "HARBOR", "fr"),
        ("fr", "PUERTO", "de"),
        ("", "HARBOR", "en"),
        ("*, <script>;q=1, " + "x" * 4000, "HARBOR", "en"),
    ],
)
def test_a_story_begins_in_the_language_that_the_browser_asks_for(
    tmp_path: Path, header: str, keyword: str, language: str
) -> None:
    stories(tmp_path / "stories", harbor=HARBOR)
    client = browser(tmp_path)
    form = opened(client).typed
    data = form.fields | {"text": keyword}
    client.post("/try", data=data, headers={"Accept-Language": header})
    with sqlite3.connect(tmp_path / "var" / "wayside.db") as database:
        ((play,),) = database.execute("SELECT play FROM plays").fetchall()
    database.close()
    assert json.loads(play)["language"] == language
