"""Photos and voice messages that are given in a browser, through a whole server."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from engine.copying import NotReadable
from engine.fetching import Fetcher
from engine.store import Store
from tests.engine.copying.files import CANARY, RIVER, jpeg
from tests.webhooks.web.test_walk import hidden, said
from webhooks.app import create_app
from webhooks.opening import open_kept
from webhooks.settings import Settings, from_environment
from webhooks.web.walk import giving

STORY = """\
story: The Wall
keywords: [WALL]
start: wall
collections: {faces: photo, voices: voice}
scenes:
  wall:
    say: A wall of faces.
    ask: {question: Yours?, kind: photo, collect: faces}
    go: next
  next:
    say: Now you hang there.
    answers:
      - {voice: yes, collect: voices, say: "It echoes."}
      - {words: [no], say: As you like.}
    choices: [{pick: Leave, ending: Gone}]
"""
WALK = "/w/wall"
THANKS = "Thank you. What you sent is held until somebody has looked at it."
NOON = datetime(2027, 6, 5, 12, 0, tzinfo=UTC)


class Room:
    """A server with a wall, a browser before it, and staff's look behind it."""

    def __init__(self, folder: Path) -> None:
        (folder / "stories" / "wall").mkdir(parents=True)
        (folder / "stories" / "wall" / "story.yaml").write_text(STORY, encoding="utf-8")
        given = {
            "WAYSIDE_STORIES": str(folder / "stories"),
            "WAYSIDE_DATA": str(folder / "var"),
        }
        self.settings: Settings = from_environment(given)
        self.folder = folder / "var" / "gifts"
        self.client = create_app(self.settings, clock=lambda: NOON).test_client()
        self.client.post(WALK, data={"do": "open"})
        self.page = self.client.get(WALK).text

    def give(self, data: bytes, kind: str = "photo", **more: str) -> int:
        """Send a file by the form of the page that was seen last."""
        sent = {name: hidden(self.page, name) for name in ("token", "message")}
        fields = sent | {"what": kind, "file": (io.BytesIO(data), "x")} | more
        return self.client.post(f"{WALK}/give", data=fields).status_code

    def look(self) -> list[str]:
        """Look at the page, and give what it says."""
        self.page = self.client.get(WALK).text
        return said(self.page)

    def store(self) -> Store:
        """Open what is kept, as staff's commands do."""
        return open_kept(self.settings)

    def files(self) -> list[bytes]:
        """Give every file that is kept."""
        return [each.read_bytes() for each in sorted(self.folder.glob("*"))]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_a_photo_is_made_anew_and_waits_for_staff(room: Room) -> None:
    assert 'data-gives="photo">' in room.page
    assert room.give(jpeg()) == 303
    assert room.look() == [THANKS, "Now you hang there."]
    (file,) = room.files()
    assert CANARY.encode() not in file
    assert Image.open(io.BytesIO(file)).size == (400, 300)
    store = room.store()
    (gift,) = store.held.gifts()
    assert (gift.kind, gift.collection, gift.approved) == ("photo", "faces", False)
    assert store.keepsakes.read(gift.gift) == file
    store.close()


def test_a_voice_is_made_anew_where_a_reply_takes_one(room: Room) -> None:
    room.give(jpeg())
    room.look()
    assert 'data-gives="voice">' in room.page
    assert room.give((RIVER / "gate.mp3").read_bytes(), "voice") == 303
    assert room.look() == [THANKS, "It echoes."]
    assert len(room.files()) == 2


def test_the_same_form_sent_twice_gives_once(room: Room) -> None:
    assert [room.give(jpeg()) for _ in range(2)] == [303, 303]
    assert room.look() == [THANKS, "Now you hang there."]
    store = room.store()
    assert len(store.held.gifts()) == 1
    store.close()


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [(b"<svg onload=alert(1)>", "photo", 400), (jpeg(), "voice", 400), (jpeg(), "../x", 400)],
)
def test_what_is_no_photo_or_voice_is_told_of_kindly(
    room: Room, data: bytes, kind: str, status: int
) -> None:
    assert room.give(data, kind) == status
    assert room.look() == ["A wall of faces.", "Yours?"]
    assert room.files() == []


def test_what_is_too_large_is_not_read(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(giving, "copied", never)
    monkeypatch.setattr(giving, "LARGEST_BYTES", 1_000)
    assert room.give(bytes(1_001)) == 413
    assert room.look() == ["A wall of faces.", "Yours?"]


def test_nobody_gives_for_another(room: Room) -> None:
    assert room.give(jpeg(), token="0" * 32) == 400
    room.client.delete_cookie("wayside-web")
    assert room.give(jpeg()) == 400
    assert room.files() == []


def test_what_no_story_takes_is_deleted_a_few_minutes_later(room: Room) -> None:
    room.give(jpeg())
    room.look()
    assert room.give(jpeg(Image.new("RGB", (50, 50), "green"))) == 303
    assert len(room.files()) == 2
    store = room.store()
    later = NOON + timedelta(minutes=6)
    Fetcher(store.keepsakes, None, lambda: later, lambda *_, **__: None).fetch_all()
    (gift,) = store.held.gifts()
    (file,) = room.files()
    assert store.keepsakes.read(gift.gift) == file
    store.close()


def test_a_script_gives_with_its_header(room: Room) -> None:
    fields = {"what": "photo", "file": (io.BytesIO(jpeg()), "x")}
    assert room.client.post("/api/walks/wall/give", data=fields).status_code == 400
    fields = {"what": "photo", "file": (io.BytesIO(jpeg()), "x")}
    headers = {"X-Wayside-Token": hidden(room.page, "token")}
    answer = room.client.post("/api/walks/wall/give", data=fields, headers=headers).get_json()
    assert answer["said"] == [{"text": THANKS}, {"text": "Now you hang there."}]
    assert answer["gives"] == ["voice"]


def test_no_more_are_made_anew_at_once_than_the_machine_can(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def again(*_: object) -> bytes:
        monkeypatch.setattr(giving, "copied", unreadable)
        statuses.append(room.give(jpeg()))
        raise NotReadable

    def unreadable(*_: object) -> bytes:
        statuses.append(room.give(jpeg()))
        raise NotReadable

    statuses: list[int] = []
    monkeypatch.setattr(giving, "LONGEST_WAIT_S", 0.01)
    monkeypatch.setattr(giving, "copied", again)
    assert room.give(jpeg()) == 400
    assert statuses == [503, 400]
