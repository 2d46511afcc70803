"""Pictures and sounds of stories: in texts, and where they are fetched from."""

import hashlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from engine.editions import catalog_now
from engine.publishing import consider, publish
from engine.story.media import public_name
from tests.serving import serving
from tests.twilio_api import twilio_api
from tests.twilio_stub import OUR_NUMBER, PUBLIC_URL, environment, text
from tests.until import until
from tests.webhooks import river
from tests.webhooks.house import House, open_house
from tests.webhooks.river import PICTURE, SOUND
from webhooks import logs
from webhooks.opening import open_kept
from webhooks.settings import from_environment

NEW_YORK = "+12125550123"
GATE = public_name("gate.jpg", hashlib.sha256(PICTURE).hexdigest())
BELL = public_name("gate.mp3", hashlib.sha256(SOUND).hexdigest())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield by_the_river(tmp_path)
    logs.set_up()


def by_the_river(folder: Path, **variables: str) -> House:
    return open_house(folder, WAYSIDE_STORIES=str(river.stories(folder / "river")), **variables)


@pytest.fixture
def client(house: House) -> FlaskClient:
    return house.app.test_client()


def said(house: House, words: str, **more: str) -> tuple[list[str], list[str]]:
    """Give what a text is answered: its words, and what goes along."""
    root = ET.fromstring(house.text(text(words, **{"sender": NEW_YORK, **more})).data)
    bodies = [each.text or "" for each in root.iter("Body")] or [
        each.text or "" for each in root.iter("Message")
    ]
    return bodies, [each.text or "" for each in root.iter("Media")]


# In texts


def test_a_picture_goes_along_with_an_answer(house: House) -> None:
    assert said(house, "RIVER") == (
        ["A river & a gate.\n(A green gate over dark water.)\n\n1 Listen\n2 Wait"],
        [f"{PUBLIC_URL}/media/{GATE}"],
    )
    assert said(house, "1") == (["It runs.\n\n1 Listen\n2 Wait"], [f"{PUBLIC_URL}/media/{BELL}"])


def test_a_repeated_text_gets_the_same_picture_whatever_was_published_since(
    house: House, tmp_path: Path
) -> None:
    twice = text("RIVER", sender=NEW_YORK)
    before = house.text(twice).data
    folder = tmp_path / "river" / "river"
    (folder / "media" / "gate.jpg").write_bytes(PICTURE + b"2")
    store = open_kept(from_environment({"WAYSIDE_DATA": str(tmp_path / "var")}))
    assert publish(consider(folder, catalog_now(store)), store, 1, "publish")
    store.close()
    strangers = (f"+1212555{number}" for number in count(1000))
    assert until(lambda: GATE not in said(house, "RIVER", sender=next(strangers))[1][0])
    assert GATE.encode() in before
    assert house.text(twice).data == before
    # And what is in texts that were sent is there for as long as somebody may look at it.
    assert house.app.test_client().get(f"/media/{GATE}").data == PICTURE


def test_again_shows_the_picture_again(house: House) -> None:
    assert said(house, "RIVER") == said(house, "AGAIN")


@pytest.mark.parametrize(
    ("variables", "more"),
    [
        ({"WAYSIDE_MMS": "off"}, {}),
        ({"WAYSIDE_MMS": f"{OUR_NUMBER}=off"}, {}),
        ({"WAYSIDE_COUNTRIES": "all"}, {"To": "+442071838750"}),
        ({"WAYSIDE_COUNTRIES": "all"}, {"sender": "+447400123456"}),
    ],
)
def test_where_a_number_cannot_send_it_a_link_goes(
    tmp_path: Path, variables: dict[str, str], more: dict[str, str]
) -> None:
    house = by_the_river(tmp_path, **variables)
    link = f"{PUBLIC_URL}/media/{GATE}"
    assert said(house, "RIVER", **more) == (
        [f"A river & a gate.\n(A green gate over dark water.) {link}\n\n1 Listen\n2 Wait"],
        [],
    )
    logs.set_up()


@pytest.mark.parametrize(
    ("value", "sends"),
    [
        (None, (True, False)), ("on", (True, True)), ("off", (False, False)),
        ("+44 20 7183 8750=on", (True, True)), (f"{OUR_NUMBER}=off, 22395=on", (False, False)),
    ],
)  # fmt: skip
def test_which_numbers_send_pictures_can_be_set_for_each(
    value: str | None, sends: tuple[bool, bool]
) -> None:
    given = environment(**({"WAYSIDE_MMS": value} if value else {}))
    settings = from_environment(given)
    ours = (OUR_NUMBER, "+442071838750")
    assert tuple(settings.takes_mms(each, NEW_YORK) for each in ours) == sends
    assert not settings.takes_mms(ours[0], "+447400123456")


# Where they are fetched from


def test_what_goes_along_is_fetched_from_us(client: FlaskClient) -> None:
    for name, data, kind, shown in (
        (GATE, PICTURE, "image/jpeg", "picture.jpg"),
        (BELL, SOUND, "audio/mpeg", "sound.mp3"),
    ):
        for ask in (client.get, client.head):
            found = ask(f"/media/{name}")
            assert found.status_code == 200
            assert found.headers["Content-Type"] == kind
            assert found.headers["Content-Length"] == str(len(data))
            assert found.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert found.headers["Content-Disposition"] == f'inline; filename="{shown}"'
            assert found.headers["Accept-Ranges"] == "bytes"
            assert found.headers["X-Content-Type-Options"] == "nosniff"
            assert found.data == (data if ask == client.get else b"")


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("bytes=0-99", (206, 0, 100)), ("bytes=100-", (206, 100, None)),
        ("bytes=-50", (206, -50, None)), ("bytes=99999999-", (416, 0, 0)),
        ("lines=1-2", (200, 0, None)),
    ],
)  # fmt: skip
def test_parts_of_a_sound_are_given(
    client: FlaskClient, asked: str, given: tuple[int, int, int | None]
) -> None:
    status, first, last = given
    found = client.get(f"/media/{BELL}", headers={"Range": asked})
    assert found.status_code == status
    if status != 416:
        assert found.data == SOUND[first:last]
    if asked == "bytes=0-99":
        assert found.headers["Content-Range"] == f"bytes 0-99/{len(SOUND)}"


def test_who_has_it_is_not_sent_it_again(client: FlaskClient) -> None:
    tag = client.get(f"/media/{GATE}").headers["ETag"]
    again = client.get(f"/media/{GATE}", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_nothing_else_of_a_story_is_given_out(client: FlaskClient, tmp_path: Path) -> None:
    whole = (tmp_path / "river" / "river" / "story.yaml").read_bytes()
    secret = public_name("story.jpg", hashlib.sha256(whole).hexdigest())
    plan = (tmp_path / "river" / "river" / "media" / "plan.svg").read_bytes()
    drawing = public_name("plan.png", hashlib.sha256(plan).hexdigest())
    names = (
        secret, drawing, drawing.replace("png", "svg"), GATE.replace("jpg", "png"), "gate.jpg",
        GATE[:-5] + "A.jpg", "", "..%2f..%2fwayside.db", "x" * 5_000, "%00",
    )  # fmt: skip
    for name in names:
        assert client.get(f"/media/{name}").status_code == 404


# With a real server, and what it sends by itself


def test_twilio_fetches_what_a_letter_brings(tmp_path: Path) -> None:
    with (
        twilio_api() as api,
        serving(
            tmp_path / "var",
            stories=river.stories(tmp_path / "stories"),
            WAYSIDE_TWILIO_API=api.url,
        ) as server,
    ):
        server.text(text("RIVER", sender=NEW_YORK))
        server.text(text("2", sender=NEW_YORK))
        assert until(lambda: len(api.taken) == 1)
        (letter,) = api.taken
        assert letter["Body"] == "A heron lands.\n(A heron.)\n\n1 Look"
        assert letter["MediaUrl"] == f"{PUBLIC_URL}/media/{GATE}"
        assert api.refused == []
        fetched = server.ask("GET", letter["MediaUrl"].removeprefix(PUBLIC_URL))
        assert (fetched.status, fetched.body) == (200, PICTURE)
        assert fetched.headers["content-type"] == "image/jpeg"
        part = server.ask("GET", f"/media/{BELL}", headers={"Range": "bytes=10-19"})
        assert (part.status, part.body) == (206, SOUND[10:20])
