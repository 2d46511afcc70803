"""What goes out compressed, to whom, and that its length tells nothing."""

import gzip
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.twilio_stub import environment
from webhooks.app import create_app
from webhooks.settings import from_environment
from webhooks.squeezing import MOST_PADDING, padded
from webhooks.web.assets import assets_of, contents

ROOT = Path(__file__).parent.parent.parent
GZIP = {"Accept-Encoding": "gzip, deflate, br, zstd"}
WALK = "/w/mill-river-audio-walk"
# What only staff who try a walk at a desk are sent.
AT_A_DESK = {"trying.js"}
PAGES = ["/", "/terms", WALK, f"{WALK}/list", f"{WALK}/map.svg", "/api/walks/mill-river-audio-walk"]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    given = environment(
        WAYSIDE_STORIES=str(ROOT / "stories"),
        WAYSIDE_DATA=str(tmp_path_factory.mktemp("var")),
        WAYSIDE_TRY="on",
    )
    return create_app(from_environment(given)).test_client()


UNPACKED: Mapping[str | None, Callable[[bytes], bytes]] = {
    None: bytes, "br": brotli.decompress, "gzip": gzip.decompress,
}  # fmt: skip


def words(answer: TestResponse) -> bytes:
    """Give what a browser makes of an answer."""
    return UNPACKED[answer.headers.get("Content-Encoding")](answer.data)


def steady(page: bytes) -> bytes:
    """Give a page without what is drawn by chance for each: the number of its form."""
    return page.partition(b'name="message"')[0]


@pytest.mark.parametrize("path", PAGES)
def test_words_go_out_in_fewer_bytes_to_who_can_read_them_so(
    client: FlaskClient, path: str
) -> None:
    plain, packed = client.get(path), client.get(path, headers=GZIP)
    assert (plain.status_code, packed.status_code) == (200, 200)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert steady(words(packed)) == steady(plain.data)
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.vary


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "*;q=0"])
def test_who_cannot_read_gzip_is_given_the_words_themselves(
    client: FlaskClient, accepted: str
) -> None:
    answer = client.get("/", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers
    assert b"<!doctype html>" in answer.data


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
    ],
)
def test_what_never_changes_is_always_the_same_bytes_in_the_lightest_form_that_is_read(
    client: FlaskClient, accepted: str, coding: str | None
) -> None:
    page = client.get("/").text
    path = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    asking = {"Accept-Encoding": accepted}
    answers = [client.get(path, headers=asking, buffered=True) for _ in range(2)]
    assert answers[0].data == answers[1].data
    assert answers[0].headers.get("Content-Encoding") == coding
    assert words(answers[0]) == contents()["home.css"]
    assert answers[0].headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_style_and_scripts_of_a_walk_are_light_with_its_map_and_its_download(
    client: FlaskClient,
) -> None:
    page = client.get(WALK).text
    with client.application.test_request_context():
        asked = assets_of(page)
    names = [path.split("/", 3)[3] for path in asked if Path(path).suffix in (".css", ".js")]
    own = [name for name in names if Path(name).name not in AT_A_DESK]
    assert len(own) == 8
    weights = {Path(name).name: len(gzip.compress(contents()[name], 9, mtime=0)) for name in own}
    # By what a phone plays without signal: it comes after all that is seen, and with a download.
    alone = weights.pop("pocket.js")
    assert sum(weights.values()) <= 25 * 1024
    assert alone <= 26 * 1024
    assert sum(len(brotli.compress(contents()[name])) for name in own) <= 45 * 1024


def test_who_has_a_file_already_is_not_given_it_again(client: FlaskClient) -> None:
    path = "/assets/000000000000/wayside.css"
    tag = client.get(path, headers=GZIP, buffered=True).headers["ETag"]
    assert tag.startswith('W/"')
    again = client.get(path, headers={**GZIP, "If-None-Match": tag}, buffered=True)
    assert (again.status_code, again.data) == (304, b"")


def test_sounds_pictures_and_their_parts_stay_as_they_are(client: FlaskClient) -> None:
    listed = client.get(f"{WALK}/list").text
    sound = listed.partition('<audio controls preload="none" src="')[2].partition('"')[0]
    for headers in (GZIP, {**GZIP, "Range": "bytes=0-99"}):
        answer = client.get(sound, headers=headers)
        assert answer.status_code in (200, 206)
        assert "Content-Encoding" not in answer.headers
        assert "Accept-Encoding" not in answer.vary


@pytest.mark.parametrize("path", ["/try", "/healthz", "/nothing"])
def test_what_repeats_its_address_or_is_short_stays_as_it_is(
    client: FlaskClient, path: str
) -> None:
    assert "Content-Encoding" not in client.get(path, headers=GZIP).headers


def test_the_length_of_a_page_tells_nothing_of_a_letter_in_it() -> None:
    page = (ROOT / "README.md").read_bytes()
    lengths = {len(padded(page)) for _ in range(400)}
    assert max(lengths) - min(lengths) > MOST_PADDING * 0.8
    assert len(lengths) > MOST_PADDING / 2


def test_every_reader_passes_over_what_makes_it_longer() -> None:
    for text in (b"", b"a" * 700, (ROOT / "README.md").read_bytes()):
        packed = padded(text)
        assert gzip.decompress(packed) == text
        assert zlib.decompressobj(wbits=31).decompress(packed) == text


def test_no_page_with_a_token_repeats_anything_of_its_address(client: FlaskClient) -> None:
    client.post(WALK, data={"do": "open"})
    for name in ("language", "try", "edition", "say", "x"):
        page = client.get(f"{WALK}?{name}=zzplanted&x=zzplanted").text
        assert "token" in page
        assert "zzplanted" not in page
    client.delete_cookie("wayside-web")
