"""What a phone carries on a walk: the list of its files, each of which is there as it is listed."""

import gzip
import json
import random
import re
import shutil
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from engine.editions import catalog_now
from engine.publishing import consider, publish
from tests.serving import ROOT
from webhooks.app import create_app
from webhooks.opening import open_kept
from webhooks.settings import from_environment
from webhooks.web.assets import contents

RIVER = "mill-river-audio-walk"
LIST = f"/api/walks/{RIVER}/download"


def shelf(folder: Path) -> Path:
    """Copy the walk along the river, and one without places, pictures and sounds."""
    shutil.copytree(ROOT / "stories" / RIVER, folder / "stories" / RIVER)
    (folder / "stories" / "plain").mkdir()
    told = "story: Plain\nkeywords: [PLAIN]\nstart: a\nscenes: {a: {say: Hello., ending: End}}\n"
    (folder / "stories" / "plain" / "story.yaml").write_text(told, encoding="utf-8")
    return folder


def publish_anew(folder: Path, story: str = RIVER) -> None:
    given = {"WAYSIDE_DATA": str(folder / "var")}
    store = open_kept(from_environment(given))
    assert publish(consider(folder / "stories" / story, catalog_now(store)), store, 1, "publish")
    store.close()


def served(folder: Path) -> FlaskClient:
    given = {"WAYSIDE_STORIES": str(folder / "stories"), "WAYSIDE_DATA": str(folder / "var")}
    return create_app(from_environment(given)).test_client()


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return served(shelf(tmp_path))


def listed(client: FlaskClient, address: str = LIST, **headers: str) -> dict[str, Any]:
    answer = client.get(address, headers={name.replace("_", "-"): v for name, v in headers.items()})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    return dict(answer.get_json())


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_file_is_there_and_as_large_as_it_is_listed(
    client: FlaskClient, language: str
) -> None:
    found = listed(client, f"{LIST}?language={language}")
    for file in found["files"]:
        given = client.get(file["url"], buffered=True)
        assert (given.status_code, len(given.data)) == (200, file["bytes"]), file
    assert found["bytes"] == sum(file["bytes"] for file in found["files"])
    kinds = Counter(file["kind"] for file in found["files"])
    counted = [kinds[kind] for kind in ("page", "story", "map", "picture", "sound")]
    assert counted == [2, 1, 1, 8, 7]


def test_all_that_the_page_asks_for_is_listed(client: FlaskClient) -> None:
    files = {file["url"]: file["kind"] for file in listed(client)["files"]}
    pages = [url for url, kind in files.items() if kind == "page"]
    page = "".join(client.get(url).text for url in pages)
    asked = set(re.findall(r'(?:src|href|poster|data-map)="(/[^"]+)"', page.replace("&amp;", "&")))
    needed = {url for url in asked if not url.startswith("/w/") or "map.svg" in url}
    assert needed - {"/", "/terms", "/privacy"} <= set(files)
    scripts = {url.rpartition("/")[2] for url in files if url.endswith(".js")}
    assert scripts == {
        "list.js", "begin.js", "walk.js", "pocket.js", "map.js", "download.js", "offering.js",
        "trying.js",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es", "fr", "zh", "ar"])
def test_a_story_of_sixty_scenes_is_light(tmp_path: Path, language: str) -> None:
    client = served(shelf_of_sixty(tmp_path, language))
    [url] = [
        file["url"]
        for file in listed(client, "/api/walks/sixty/download")["files"]
        if file["kind"] == "story"
    ]
    answer = client.get(url, headers={"Accept-Encoding": "gzip"})
    told = json.loads(gzip.decompress(answer.data))["story"]
    assert len(told["scenes"]) == 60
    assert len(answer.data) < 40 * 1024


def shelf_of_sixty(folder: Path, language: str) -> Path:
    """Write a story of sixty scenes, each with two choices and as many words as the river's."""
    words = re.findall(r"[a-z]{2,}", (ROOT / "stories" / RIVER / "story.yaml").read_text("utf-8"))
    chance = random.Random(60)

    def some(count: int) -> str:
        return " ".join(chance.choices(words, k=count))

    scenes = {
        f"s{number}": {
            "say": some(45),
            "hints": [some(8)],
            "choices": [
                {"pick": some(3), "say": some(12), "go": f"s{min(number + 1, 59)}"},
                {"pick": some(3), "go": f"s{chance.randrange(60)}"},
                *([{"pick": "Go home", "ending": "Done"}] if number == 59 else []),
            ],
        }
        for number in range(60)
    }
    told = {"story": "Sixty", "languages": [language], "keywords": [{"SIXTY": language}]}
    written = yaml.safe_dump(told | {"start": "s0", "scenes": scenes}, allow_unicode=True)
    (folder / "stories" / "sixty").mkdir(parents=True)
    (folder / "stories" / "sixty" / "story.yaml").write_text(written, encoding="utf-8")
    return folder


def test_a_story_that_may_not_be_carried_is_listed_as_what_is_heard_at_its_stops(
    tmp_path: Path,
) -> None:
    folder = shelf(tmp_path)
    story = folder / "stories" / "plain" / "story.yaml"
    story.write_text(story.read_text("utf-8") + "offline: no\n", encoding="utf-8")
    client = served(folder)
    kinds = Counter(file["kind"] for file in listed(client, "/api/walks/plain/download")["files"])
    assert (kinds["page"], kinds["story"]) == (1, 0)
    assert listed(client, "/api/walks/plain/pocket")["file"] is None


@pytest.mark.parametrize("path", ["/w/plain", "/w/plain/list"])
def test_what_a_download_is_good_for_is_said_as_it_is(tmp_path: Path, path: str) -> None:
    folder = shelf(tmp_path)
    story = folder / "stories" / "plain" / "story.yaml"
    assert offered(served(folder), path) == "Download the walk, and it plays without signal."
    story.write_text(story.read_text("utf-8") + "offline: no\n", encoding="utf-8")
    publish_anew(folder, "plain")
    assert offered(served(folder), path) == (
        "Download all stops, to hear and read them without signal. "
        "What you choose in the story needs signal."
    )


def offered(client: FlaskClient, path: str) -> str:
    """Give what the page says of its download before anybody asked for it."""
    [words] = re.findall(r'data-words="([^"]+)"', client.get(path).text)
    return str(json.loads(unescape(words))["download none"])


def test_the_pictures_that_are_shown_offline_are_those_that_are_carried(
    client: FlaskClient,
) -> None:
    files = listed(client)["files"]
    carried = {file["url"]: file["bytes"] for file in files if file["kind"] == "picture"}
    page = client.get(files[0]["url"]).text
    shown = re.findall(r'<picture><img class="picture" src="(/media/[\w-]+\.webp)"', page)
    assert len(shown) == page.count("<picture>") == 8
    assert set(shown) == set(carried)
    originals = [file.stat().st_size for file in (ROOT / "stories" / RIVER).glob("media/*.jpg")]
    assert len(carried) == len(originals)
    assert sum(carried.values()) < sum(originals) / 3


def test_who_has_signal_is_shown_the_light_picture_and_who_cannot_read_it_the_other(
    client: FlaskClient,
) -> None:
    page = client.get(f"/w/{RIVER}/list").text
    told = r'<picture><source type="image/webp" srcset="(\S+)"><img class="picture" src="(\S+)"'
    for address, kind in zip(re.findall(told, page)[0], ("webp", "jpeg"), strict=True):
        answer = client.get(address, buffered=True)
        assert (answer.status_code, answer.mimetype) == (200, f"image/{kind}")
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    hints = re.findall(r'<img class="picture" src="/media/[^>]*height="720" ([^>]+)>', page)
    assert hints == ["fetchpriority=high decoding=sync", *["loading=lazy"] * 7]


def test_a_story_without_places_and_sounds_is_carried_too(client: FlaskClient) -> None:
    found = listed(client, "/api/walks/plain/download")
    assert {file["kind"] for file in found["files"]} == {"page", "story", "asset"}


def test_the_page_is_in_the_language_that_was_asked_for_whatever_the_browser_reads(
    client: FlaskClient,
) -> None:
    told = {}
    for language, sentence in (("en", "No signal just now."), ("es", "Ahora no hay cobertura.")):
        files = listed(client, f"{LIST}?language={language}", Accept_Language="fr")["files"]
        told[language] = client.get(files[0]["url"], headers={"Accept-Language": "de, en"}).text
        assert sentence in told[language]
        assert f'<html lang="{language}" dir="ltr">' in told[language]
    assert "El bote de papel" not in told["en"] != told["es"]
    assert client.get(f"/w/{RIVER}/list").text.count("No signal just now.") == 0


def test_a_language_that_is_not_told_is_the_usual_one(client: FlaskClient) -> None:
    usual = listed(client)
    for odd in ("fr", "xx-yy-zz", "<script>", "x" * 500, ""):
        assert listed(client, f"{LIST}?language={odd}") == usual
    assert listed(client, Accept_Language="es")["version"] != usual["version"]


def test_the_version_is_another_where_anything_is_and_else_the_same(tmp_path: Path) -> None:
    folder = shelf(tmp_path)
    client = served(folder)
    first = listed(client)
    assert listed(client) == first
    versions = {first["version"], listed(client, f"{LIST}?language=es")["version"]}
    story = folder / "stories" / RIVER / "story.yaml"
    story.write_text(story.read_text("utf-8").replace("a wet dog", "a dry dog"), encoding="utf-8")
    publish_anew(folder)
    versions.add(listed(served(folder))["version"])
    sluice = folder / "stories" / RIVER / "media" / "sluice.jpg"
    sluice.write_bytes(sluice.read_bytes() + b"\0")
    publish_anew(folder)
    versions.add(listed(served(folder))["version"])
    assert len(versions) == 4


def test_the_page_of_another_edition_is_not_given_under_an_old_address(
    client: FlaskClient,
) -> None:
    page = listed(client)["files"][0]["url"]
    assert client.get(page).headers["Cache-Control"] == "no-store"
    for wrong in (re.sub("of=[0-9a-f]+", "of=0000", page), page.partition("?")[0]):
        assert client.get(wrong).status_code == 404
    assert client.get(page.replace(RIVER, "none")).status_code == 404
    assert client.get("/api/walks/none/download").status_code == 404


def test_every_stop_tells_something_and_what_sounds_comes_with_its_words(
    client: FlaskClient,
) -> None:
    page = client.get(listed(client)["files"][0]["url"]).text
    stops = page.partition('<ol class="all">')[2].partition("</ol>")[0].split("<li>")[1:]
    assert len(stops) == 6
    for stop in stops:
        assert 'class="said"' in stop
        assert ("<audio" in stop) == ('class="heard"' in stop)
    assert sum("<audio" in stop for stop in stops) == 5


def folded(page: str) -> list[str]:
    """Give what a list tells below its stops only to who unfolds it."""
    found = re.search('<details class="between">(.*?)</ul>', page, re.DOTALL)
    return found[1].split("<li>")[1:] if found else []


SOUND = re.compile('<audio controls preload="none" src="(.*?)"')


@pytest.mark.parametrize(
    ("language", "endings"),
    [
        ("en", ["Can you still see me?", "Put me in the sun"]),
        ("es", ["¿Me ves todavía?", "Ponme al sol"]),
    ],
)
def test_the_sounds_of_endings_stand_folded_below_the_stops(
    client: FlaskClient, language: str, endings: list[str]
) -> None:
    files = listed(client, f"{LIST}?language={language}")["files"]
    page = client.get(files[0]["url"]).text
    told = folded(page)
    assert len(told) == len(endings)
    for item, words in zip(told, endings, strict=True):
        assert words in item
        assert page.count(words) == item.count(words)
        assert len(SOUND.findall(item)) == 1
    # All that is carried can be heard.
    assert sorted(SOUND.findall(page)) == sorted(
        file["url"] for file in files if file["kind"] == "sound"
    )


HEARD = """\
story: Heard
keywords: [HEARD]
start: hello
places: {gate: {name: The gate, at: "42.12700, -92.30330"}}
scenes:
  hello: {audio: sea.mp3, say: Welcome., walk: gate, go: gate}
  gate: {place: gate, audio: gate.mp3, say: The gate., go: again}
  again: {audio: gate.mp3, say: Once more., go: silent}
  silent: {say: Nothing is heard., go: over}
  over: {audio: sea.mp3, say: Welcome., ending: Over}
"""


def test_each_sound_is_heard_once_whether_at_a_stop_or_between(tmp_path: Path) -> None:
    folder = shelf(tmp_path)
    (folder / "stories" / "heard").mkdir()
    (folder / "stories" / "heard" / "story.yaml").write_text(HEARD, encoding="utf-8")
    (folder / "stories" / "heard" / "media").symlink_to(ROOT / "stories" / RIVER / "media")
    client = served(folder)
    page = client.get("/w/heard/list").text
    [item] = folded(page)
    assert "Welcome." in item
    assert page.count("<audio") == 2
    assert len(set(SOUND.findall(page))) == 2
    for silent in ("Once more.", "Nothing is heard."):
        assert silent not in page
    assert 'class="between"' not in client.get("/w/plain/list").text


def test_the_worker_is_given_for_all_pages_and_looked_for_anew(client: FlaskClient) -> None:
    answer = client.get("/sw.js", buffered=True)
    assert answer.data == contents()["walk/sw.js"]
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]


def test_pictures_have_their_place_before_they_have_come(client: FlaskClient) -> None:
    opened = client.post(f"/api/walks/{RIVER}", json={"do": "open"}).get_json()
    headers = {"X-Wayside-Token": opened["token"]}
    here = {"do": "here", "what": opened["walk"]["to"][0]}
    shown = client.post(f"/api/walks/{RIVER}", json=here, headers=headers).get_json()
    told = [one for one in shown["said"] if "picture" in one]
    assert [(one["width"], one["height"]) for one in told] == [(960, 720)]
    for page in (client.get(f"/w/{RIVER}").text, client.get(f"/w/{RIVER}/list").text):
        pictures = re.findall(r'<img class="picture" src="/media/[^>]*>', page)
        assert pictures
        assert all('width="960" height="720"' in each for each in pictures)
