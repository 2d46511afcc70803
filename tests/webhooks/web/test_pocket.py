"""What a phone that plays a walk is given, and what is taken of it."""

import json
import re
import time
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.serving import ROOT
from tests.twilio_stub import OUR_NUMBER, environment
from webhooks.app import create_app
from webhooks.settings import from_environment

STORY = """
story: Taps
keywords: [TAPS]
start: well
remember: {drops: 0}
scenes:
  well:
    say: A well.
    choices:
      - {pick: A drop, do: add 1 to drops, say: "It fell {drops} times."}
"""
API = "/api/walks/taps"
TRIVIA = "orchard-street-trivia"


def served(stories: Path, data: Path) -> FlaskClient:
    given = environment(
        WAYSIDE_STORIES=str(stories), WAYSIDE_DATA=str(data), WAYSIDE_PHONE=OUR_NUMBER
    )
    return create_app(from_environment(given)).test_client()


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    (tmp_path / "stories" / "taps").mkdir(parents=True)
    (tmp_path / "stories" / "taps" / "story.yaml").write_text(STORY, encoding="utf-8")
    return served(tmp_path / "stories", tmp_path / "var")


def sends(client: FlaskClient, what: str, message: str, **more: Any) -> TestResponse:
    """Let the phone send what it has played: a press, or for nothing the beginning."""
    token = client.get(f"{API}/pocket").get_json()["token"]
    event = {"do": "press" if what else "open", "what": what, "message": message}
    played = {"done": int(time.time()), "edition": "any", "carries": True}
    return client.post(API, json=event | played | more, headers={"X-Wayside-Token": token})


def test_before_a_walk_is_begun_its_page_and_its_pocket_are_in_the_language_that_is_read(
    tmp_path: Path,
) -> None:
    client, spanish = served(ROOT / "stories", tmp_path), {"Accept-Language": "es"}
    page = client.get(f"/w/{TRIVIA}", headers=spanish).text
    held = re.search(r'data-shown="([^"]*)"', page)
    assert held
    assert json.loads(unescape(held[1]))["language"] == "es"
    assert 'value="es" checked' in page
    pocket = client.get(f"/api/walks/{TRIVIA}/pocket?language=es", headers=spanish).get_json()
    assert pocket["language"] == "es"
    assert "language=es" in pocket["file"]


def test_what_comes_again_under_another_secret_of_its_browser_is_played_once(
    client: FlaskClient,
) -> None:
    sends(client, "", "a" * 32)
    drop = sends(client, "well/a-drop", "b" * 32).get_json()
    token = client.get(f"{API}/pocket").get_json()["token"]
    assert client.post("/w/taps/text", data={"token": token}).status_code == 200
    assert client.get(f"{API}/pocket").get_json()["token"] != token
    again = sends(client, "well/a-drop", "b" * 32).get_json()
    assert again["said"] == drop["said"]
    assert again["said"][0]["text"] == "It fell 1 times."
    third = sends(client, "well/a-drop", "c" * 32).get_json()
    assert third["said"][0]["text"] == "It fell 2 times."


@pytest.mark.parametrize("done", [True, -1, 10**30, "1", 1.5, None])
def test_a_moment_that_is_none_is_refused(client: FlaskClient, done: object) -> None:
    assert sends(client, "", "a" * 32, done=done).status_code == 400
