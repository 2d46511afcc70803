"""Pictures and sounds of stories: in texts, and where they are fetched from."""

import hashlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.editions import catalog_now
from engine.publishing import consider, publish
from engine.story.media import public_name
from tests.engine.copying.files import RIVER
from tests.serving import serving
from tests.twilio_api import twilio_api
from tests.twilio_stub import OUR_NUMBER, PUBLIC_URL, environment, text
from tests.until import until
from tests.webhooks import river
from tests.webhooks.house import House, open_house
from tests.webhooks.river import PICTURE, SOUND
from webhooks import logs
from webhooks.media import media
from webhooks.opening import open_kept
from webhooks.recent import Recent
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


def test_parts_of_a_sound_put_together_are_the_sound(client: FlaskClient) -> None:
    """As Safari fetches it: first two bytes, to see whether it may, then piece by piece."""
    parts = [(0, 1), *((first, first + 65_535) for first in range(2, len(SOUND), 65_536))]
    found = [
        client.get(f"/media/{BELL}", headers={"Range": f"bytes={first}-{last}"})
        for first, last in parts
    ]
    assert {each.status_code for each in found} == {206}
    assert b"".join(each.data for each in found) == SOUND


LENGTH = len(SOUND)


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        # RFC 9110, 14.1.2: the first 100 bytes, all from the 101st on, the last 50.
        ("bytes=0-99", (0, 99)),
        ("bytes=100-", (100, LENGTH - 1)),
        ("bytes=-50", (LENGTH - 50, LENGTH - 1)),
        # "If the last-pos value is absent, or if the value is greater than or equal to the current
        # length ..., the last byte is interpreted as the last byte of the representation."
        ("bytes=100-99999999", (100, LENGTH - 1)),
        # "If the selected representation is shorter than the specified suffix-length, the entire
        # representation is used."
        ("bytes=-99999999", (0, LENGTH - 1)),
        ("bytes=0-0", (0, 0)),
        (f"bytes={LENGTH - 1}-", (LENGTH - 1, LENGTH - 1)),
        # "Range units are case-insensitive" (14.1), and lists may have space.
        ("Bytes= 3-4", (3, 4)),
    ],
)
def test_a_part_is_given_as_such(client: FlaskClient, asked: str, part: tuple[int, int]) -> None:
    first, last = part
    whole = client.get(f"/media/{BELL}")
    found = client.get(f"/media/{BELL}", headers={"Range": asked})
    assert (found.status_code, found.data) == (206, SOUND[first : last + 1])
    assert found.headers["Content-Range"] == f"bytes {first}-{last}/{LENGTH}"
    assert found.headers["Content-Length"] == str(last + 1 - first)
    # 15.3.7: of these, what a 200 would have brought is brought, so that caches put parts together.
    for header in ("Cache-Control", "ETag", "Content-Type", "Accept-Ranges"):
        assert found.headers[header] == whole.headers[header]


@pytest.mark.parametrize(
    "asked", [f"bytes={LENGTH}-", "bytes=99999999-", f"bytes={LENGTH}-{LENGTH}"]
)
def test_a_part_behind_the_end_is_refused_with_the_length(client: FlaskClient, asked: str) -> None:
    """RFC 9110, 15.5.17: 416 "ought to" say the current length."""
    found = client.get(f"/media/{BELL}", headers={"Range": asked})
    assert (found.status_code, found.data) == (416, b"")
    assert found.headers["Content-Range"] == f"bytes */{LENGTH}"
    assert found.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "asked",
    [
        # 14.2: "An origin server MUST ignore a Range header field that contains a range unit it
        # does not understand."
        "lines=1-2",
        # "A server ... MAY ignore or reject a Range header field that contains an invalid
        # ranges-specifier": last before first, not a number, nothing, a suffix of none.
        "bytes=5-2", "bytes=one-two", "bytes=", "bytes", "bytes=--5", "bytes=-", "bytes=-0", "=0-1",
        # "A server that supports range requests MAY ignore ... a Range header field": several.
        "bytes=0-1,5-6", "bytes=0-,0-,0-,0-", "bytes=5-6,0-1", "bytes=0-0,-1",
    ],
)  # fmt: skip
def test_what_is_no_one_part_gets_all_of_it(client: FlaskClient, asked: str) -> None:
    found = client.get(f"/media/{BELL}", headers={"Range": asked})
    assert (found.status_code, found.data) == (200, SOUND)
    assert "Content-Range" not in found.headers


def test_head_tells_of_the_whole_whatever_part_is_asked(client: FlaskClient) -> None:
    """RFC 9110, 14.2: a server ignores Range with a method "for which range handling is not
    defined", and it is defined for GET alone."""
    for asked in ("bytes=0-99", "bytes=99999999-"):
        found = client.head(f"/media/{BELL}", headers={"Range": asked})
        assert (found.status_code, found.data) == (200, b"")
        assert found.headers["Content-Length"] == str(LENGTH)
        assert "Content-Range" not in found.headers


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        (f'"{BELL}"', 206),
        # 13.1.5: the comparison is the strong one, so that a weak tag never fits; nor does a date,
        # where the file has none.
        (f'W/"{BELL}"', 200),
        ('"another"', 200),
        (BELL, 200),
        ("Sat, 29 Oct 2044 19:43:31 GMT", 200),
        ("", 200),
    ],
)
def test_a_part_is_given_only_of_the_file_that_is_had_already(
    client: FlaskClient, condition: str, status: int
) -> None:
    headers = {"Range": "bytes=10-19", "If-Range": condition}
    found = client.get(f"/media/{BELL}", headers=headers)
    assert (found.status_code, found.data) == (status, SOUND[10:20] if status == 206 else SOUND)
    beyond = client.get(f"/media/{BELL}", headers={**headers, "Range": "bytes=99999999-"})
    assert beyond.status_code == (416 if status == 206 else 200)


def test_who_has_it_is_not_sent_it_again(client: FlaskClient) -> None:
    whole = client.get(f"/media/{GATE}")
    tag = whole.headers["ETag"]
    assert tag == f'"{GATE}"'
    # 13.2.2: conditions come before Range; 15.4.5: a 304 brings what a cache keeps with the file.
    for headers in ({}, {"Range": "bytes=0-9"}, {"Range": "bytes=99999999-"}):
        for known in (tag, f'"x", {tag}', f"W/{tag}", "*"):
            again = client.get(f"/media/{GATE}", headers={**headers, "If-None-Match": known})
            assert (again.status_code, again.data) == (304, b"")
            assert again.headers["ETag"] == tag
            assert again.headers["Cache-Control"] == whole.headers["Cache-Control"]
            assert "Content-Range" not in again.headers
    other = client.get(f"/media/{GATE}", headers={"If-None-Match": '"x"'})
    assert (other.status_code, other.data) == (200, PICTURE)


def test_who_wants_another_file_is_told_that_it_is_not_there(client: FlaskClient) -> None:
    """RFC 9110, 13.1.1: where If-Match is false, the method MUST NOT be performed: 412."""
    found = client.get(f"/media/{GATE}", headers={"If-Match": '"x"', "Range": "bytes=0-9"})
    assert (found.status_code, found.data) == (412, b"")
    same = client.get(f"/media/{GATE}", headers={"If-Match": f'"{GATE}"', "Range": "bytes=0-9"})
    assert (same.status_code, same.data) == (206, PICTURE[:10])


@pytest.mark.parametrize("file", sorted(RIVER.iterdir()), ids=lambda file: file.name)
def test_every_file_of_the_river_walk_is_given_as_what_it_is(tmp_path: Path, file: Path) -> None:
    data = file.read_bytes()
    name = public_name(file.name, hashlib.sha256(data).hexdigest())
    app = Flask(__name__)
    app.register_blueprint(media({name: data}.get))
    kind = {".mp3": "audio/mpeg", ".jpg": "image/jpeg"}[file.suffix]
    found = app.test_client().get(f"/media/{name}")
    assert (found.status_code, found.data, found.headers["Content-Type"]) == (200, data, kind)
    part = app.test_client().get(f"/media/{name}", headers={"Range": "bytes=-1000"})
    assert (part.status_code, part.data, part.headers["Content-Type"]) == (206, data[-1000:], kind)


def test_a_file_is_read_once_for_all_its_parts() -> None:
    read: list[str] = []

    def found(name: str) -> bytes:
        read.append(name)
        return SOUND

    app = Flask(__name__)
    app.register_blueprint(media(found))
    for first in range(0, 1000, 100):
        part = app.test_client().get(f"/media/{BELL}", headers={"Range": f"bytes={first}-"})
        assert part.data == SOUND[first:]
    assert read == [BELL]


def test_of_many_files_the_latest_are_remembered() -> None:
    read: list[str] = []

    def found(name: str) -> bytes | None:
        read.append(name)
        return None if name == "none" else bytes(40 if name != "large" else 200)

    recent = Recent(found, most_bytes=100)
    for name in ("a", "b", "a", "c", "a", "b", "large", "large", "a", "b", "none", "none"):
        assert recent(name) == (None if name == "none" else bytes(200 if name == "large" else 40))
    assert read == ["a", "b", "c", "b", "large", "large", "none", "none"]


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
