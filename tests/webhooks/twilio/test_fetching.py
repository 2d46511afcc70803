"""Photos and voice messages: from a stub of Twilio's API into the store, or not at all."""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import requests
from PIL import Image

from engine.fetching import Fetcher, Unusable
from engine.gate import Gate
from engine.library import Library
from engine.play.events import Said, SentPhoto, SentVoice
from engine.terms import Terms
from engine.turns import Address, Incoming, Turns
from tests.engine.copying.files import CANARY, RIVER, jpeg, png_bomb, seconds_of
from tests.engine.door import NOON, OURS, opened
from tests.kept import kept_in, rows
from tests.twilio_api import Api, Lying, twilio_api
from tests.twilio_stub import ACCOUNT, TOKEN
from webhooks.twilio import fetching
from webhooks.twilio.fetching import TwilioMedia, is_twilios_cdn

SENDER = "+12125550123"
MP3 = (b"ID3", b"\xff\xfb")
WALL = """
story: Wall
keywords: [WALL]
start: wall
collections: {faces: photo, voices: voice}
scenes:
  wall:
    say: A wall.
    answers:
      - {photo: yes, collect: faces, say: Thank you.}
      - {voice: yes, collect: voices, say: Thank you.}
      - {words: [how many], say: "{faces.count} faces, the newest {faces.newest}."}
"""
BASIC = "Basic "


class Wall:
    """A store with one story that takes photos, a stub of Twilio, and who fetches from it."""

    def __init__(self, folder: Path, api: Api) -> None:
        (folder / "wall").mkdir()
        (folder / "wall" / "story.yaml").write_text(WALL)
        self.folder, self.api, self.at = folder, api, NOON
        self.store = opened(folder)
        catalog = Library(folder).catalog
        self.told: list[str] = []
        self.turns = Turns(self.store, lambda: catalog, self.now, self.tell)
        self.host = TwilioMedia(api.url, ACCOUNT, TOKEN, lambda url: url.startswith(api.cdn))
        self.fetcher = Fetcher(self.store.keepsakes, self.host, self.now, self.tell)
        self.count = 0

    def now(self) -> datetime:
        return self.at

    def tell(self, what: str, **_facts: str) -> None:
        self.told.append(what.partition(".")[0])

    def text(self, *texts: str, sender: str = SENDER) -> None:
        for each in texts:
            self.sends(Said(each), sender)

    def sends(self, event: Said | SentPhoto | SentVoice, sender: str = SENDER) -> None:
        self.count += 1
        self.turns.take(Incoming(f"m{self.count}", Address("sms", sender), event, OURS))

    def gives(self, lying: Lying, sender: str = SENDER, words: str = "") -> str:
        """Let somebody send what lies at Twilio; give its address."""
        url = self.api.lay(lying)
        kind = SentPhoto if lying.kind.startswith("image") else SentVoice
        self.sends(kind(url, words), sender)
        return url

    def later(self, **time_: float) -> None:
        self.at += timedelta(**time_)
        self.fetcher.fetch_all()

    def rows(self, question: str) -> list[tuple[object, ...]]:
        return rows(self.folder, question)

    @property
    def gifts(self) -> list[str]:
        return [str(gift) for (gift,) in self.rows("SELECT gift FROM gifts ORDER BY at_s, gift")]

    @property
    def files(self) -> list[str]:
        """What is kept by its name, in a folder or where several machines share a database."""
        if isinstance(kept_in(self.folder), str):
            found = rows(self.folder, "SELECT id, data FROM kept_files ORDER BY id")
            return [id_.hex() + (".mp3" if data.startswith(MP3) else ".jpg") for id_, data in found]
        folder = self.folder / "gifts"
        return sorted(each.name for each in folder.iterdir()) if folder.exists() else []

    @property
    def waiting(self) -> int:
        ((away, left),) = self.rows(
            "SELECT (SELECT count(*) FROM arrived_media), (SELECT count(*) FROM leftovers)"
        )
        return int(str(away)) + int(str(left))


@pytest.fixture
def wall(database: str, tmp_path: Path) -> Iterator[Wall]:
    with twilio_api() as api:
        wall = Wall(tmp_path, api)
        wall.text("wall")
        yield wall
        wall.store.close()


# What goes well


def test_a_photo_is_copied_made_anew_held_and_deleted_at_twilio(wall: Wall) -> None:
    url = wall.gives(Lying("image/jpeg", jpeg()))
    assert (wall.gifts, wall.files) == ([url], [])
    wall.later()
    (gift,) = wall.gifts
    assert wall.files == [gift]
    kept = wall.store.keepsakes.read(gift)
    assert kept is not None
    assert (Image.open(io.BytesIO(kept)).format, CANARY.encode() in kept) == ("JPEG", False)
    assert wall.rows("SELECT kind, approved FROM gifts") == [("photo", 0)]
    assert wall.api.deleted == [url.removeprefix(wall.api.url) + ".json"]
    assert wall.told == []
    wall.later(hours=1)
    assert wall.waiting == 0
    assert wall.files == [gift]


def test_a_voice_message_is_copied_as_well(wall: Wall) -> None:
    wall.gives(Lying("audio/mpeg", (RIVER / "window.mp3").read_bytes()))
    wall.later()
    (gift,) = wall.gifts
    kept = wall.store.keepsakes.read(gift)
    assert kept is not None
    assert gift.endswith(".mp3")
    assert seconds_of(kept) > 5


def test_what_no_story_takes_is_deleted_at_twilio_and_never_looked_at(wall: Wall) -> None:
    url = wall.api.lay(Lying("image/jpeg", jpeg()))
    stranger = "+12125550124"
    wall.sends(SentPhoto(url, "hello"), stranger)
    wall.later()
    assert (wall.api.led, len(wall.api.deleted), wall.gifts, wall.files) == ([], 1, [], [])
    wall.text("STOP", sender=stranger)
    wall.sends(SentPhoto(wall.api.lay(Lying("image/jpeg", jpeg()))), stranger)
    wall.later()
    assert (len(wall.api.deleted), wall.waiting) == (2, 0)


def test_what_comes_from_a_country_that_is_not_served_is_deleted_at_twilio_and_kept_nowhere(
    wall: Wall,
) -> None:
    wall.turns = Turns(
        wall.store, wall.turns._catalog, wall.now, wall.tell, gate=Gate(Terms(frozenset({"US"})))
    )
    for stranger in ("+33612345678", "+33612345679"):
        wall.gives(Lying("image/jpeg", jpeg()), stranger, "wall")
    assert wall.rows("SELECT count(*) FROM players") == [(1,)]
    assert (wall.gifts, wall.rows("SELECT * FROM arrived_media")) == ([], [])
    wall.later()
    assert (len(wall.api.deleted), wall.api.led) == (2, [])
    assert (wall.files, wall.api.lying, wall.waiting) == ([], {}, 0)


def test_neither_is_what_comes_of_somebody_who_played_before_it_was_not_served(
    wall: Wall,
) -> None:
    wall.text("wall", sender="+33612345678")
    wall.turns = Turns(
        wall.store, wall.turns._catalog, wall.now, wall.tell, gate=Gate(Terms(frozenset({"US"})))
    )
    wall.gives(Lying("image/jpeg", jpeg()), "+33612345678")
    wall.later()
    assert (wall.gifts, wall.files, wall.api.led) == ([], [], [])
    assert (len(wall.api.deleted), wall.api.lying, wall.waiting) == (1, {}, 0)


def test_everything_that_came_with_the_text_is_deleted_at_twilio(wall: Wall) -> None:
    wall.api.lay(Lying("video/mp4", b"film"))
    other = wall.api.lay(Lying("image/jpeg", jpeg()), message="MM" + "1" * 32)
    wall.gives(Lying("image/jpeg", jpeg()))
    wall.later()
    assert len(wall.api.deleted) == 2
    assert list(wall.api.lying) == [other.removeprefix(wall.api.url)]


def test_our_credentials_go_to_twilio_alone(wall: Wall) -> None:
    url = wall.gives(Lying("image/jpeg", jpeg()))
    # The delivery network refuses who shows credentials, so that they would be noticed.
    at_cdn = wall.api.cdn + url.removeprefix(f"{wall.api.url}/")
    shown = requests.get(at_cdn, auth=(ACCOUNT, TOKEN), timeout=10)
    assert shown.status_code == 400
    wall.api.led.clear()
    wall.later()
    asked = [(host.partition(":")[0], given[:6]) for host, given in wall.api.led]
    assert asked == [("127.0.0.1", BASIC), ("localhost", "")]
    assert len(wall.files) == 1


def test_the_same_photo_of_two_people_is_one_file_until_both_are_forgotten(wall: Wall) -> None:
    wall.gives(Lying("image/jpeg", jpeg()))
    other = "+12125550124"
    wall.text("wall", sender=other)
    wall.gives(Lying("image/jpeg", jpeg()), other)
    wall.later()
    (gift,) = set(wall.gifts)
    assert (len(wall.gifts), wall.files) == (2, [gift])
    wall.text("forget me", "forget me")
    wall.later()
    assert wall.files == [gift]
    wall.text("forget me", "forget me", sender=other)
    wall.later()
    assert (wall.files, wall.gifts, wall.store.keepsakes.read(gift)) == ([], [], None)


# Forgetting


def test_who_is_forgotten_before_the_copying_leaves_nothing_anywhere(wall: Wall) -> None:
    wall.gives(Lying("image/jpeg", jpeg()))
    wall.text("forget me", "forget me")
    wall.later()
    assert (wall.gifts, wall.files, wall.api.lying, wall.waiting) == ([], [], {}, 0)
    assert wall.api.led == []


def test_who_is_forgotten_during_the_copying_leaves_nothing_anywhere(wall: Wall) -> None:
    wall.gives(Lying("image/jpeg", jpeg()))
    (away,) = wall.store.keepsakes.away(int(wall.at.timestamp()))
    wall.text("forget me", "forget me")
    name = wall.store.keepsakes.keep(away, b"a face", "jpg", int(wall.at.timestamp()))
    assert wall.files == [name]
    wall.later(minutes=10)
    assert (wall.gifts, wall.files, wall.api.lying, wall.waiting) == ([], [], {}, 0)


def test_a_gift_that_was_rejected_takes_its_file_along(wall: Wall) -> None:
    wall.gives(Lying("image/jpeg", jpeg()))
    wall.later()
    (gift,) = wall.gifts
    wall.store.keepsakes.let_go(gift)
    assert wall.files == [gift]
    rows(wall.folder, "DELETE FROM gifts")
    wall.store.keepsakes.let_go(gift)
    assert wall.files == []
    for strange in ("../wayside.db", "pretend photo", "", gift.upper(), f"{gift}\n"):
        assert wall.store.keepsakes.read(strange) is None
        wall.store.keepsakes.let_go(strange)
    assert wall.store.ready()


def test_a_photo_that_is_approved_before_it_is_copied_is_not_shown_yet(wall: Wall) -> None:
    wall.gives(Lying("image/jpeg", jpeg()))
    rows(wall.folder, "UPDATE gifts SET approved = true")
    with wall.store.turn("sms", SENDER, "look") as turn:
        assert turn.shared("wall").gifts == {}
    wall.later()
    with wall.store.turn("sms", SENDER, "look again") as turn:
        assert turn.shared("wall").gifts == {"faces": tuple(wall.gifts)}


# What goes wrong


def test_what_is_late_is_waited_for(wall: Wall) -> None:
    wall.gives(Lying("image/jpeg", jpeg(), late=2))
    wall.later()
    wall.later(seconds=4)
    assert len(wall.api.led) == 1
    wall.later(seconds=1)
    wall.later(seconds=29)
    assert (len(wall.api.led), wall.files) == (2, [])
    wall.later(seconds=1)
    assert (len(wall.files), wall.told) == (1, [])


@pytest.mark.parametrize("fault", [401, 403, 429, 500, 503])
def test_what_twilio_cannot_give_now_is_asked_for_again(wall: Wall, fault: int) -> None:
    wall.api.faults = [fault]
    wall.gives(Lying("image/jpeg", jpeg()))
    wall.later()
    assert wall.files == []
    wall.later(seconds=5)
    assert (len(wall.files), wall.told) == (1, [])


def test_what_is_gone_is_given_up_and_told(wall: Wall) -> None:
    wall.gives(Lying("image/jpeg", jpeg(), late=100))
    for _ in range(8):
        wall.later(days=1)
    assert len(wall.api.led) == 8
    (told,) = wall.told
    assert told.endswith("was not kept: for more than a day Twilio did not give it")
    assert (wall.gifts, wall.files, wall.waiting) == ([], [], 0)


def test_what_cannot_be_deleted_now_is_deleted_later(wall: Wall) -> None:
    wall.gives(Lying("image/jpeg", jpeg(), by_cdn=False))
    (away,) = wall.store.keepsakes.away(int(wall.at.timestamp()))
    wall.store.keepsakes.give_up(away, int(wall.at.timestamp()))
    wall.api.faults = [500]
    wall.later()
    assert wall.api.deleted == []
    wall.later(seconds=5)
    assert (len(wall.api.deleted), wall.told, wall.waiting) == (1, [], 0)


def test_what_can_never_be_deleted_is_told_in_the_end(wall: Wall) -> None:
    wall.sends(SentPhoto(f"{wall.api.url}/elsewhere"))
    wall.later()
    assert [what[:40] for what in wall.told] == [
        "A photo or voice message that somebody g", "A photo or voice message could not be de"
    ]  # fmt: skip
    assert (wall.api.led, wall.waiting) == ([], 0)


@pytest.mark.parametrize(
    "lying",
    [
        Lying("image/png", png_bomb()), Lying("image/jpeg", jpeg()[:-2_000]),
        Lying("image/jpeg", b"<script>alert(1)</script>"), Lying("text/html", jpeg()),
        Lying("image/svg+xml", b"<svg/>"), Lying("audio/mpeg", jpeg()), Lying("image/jpeg", b""),
        Lying("image/jpeg", jpeg(), way="endless"),
        Lying("image/jpeg", jpeg() + bytes(17 * 1024 * 1024)),
    ],
    ids=["bomb", "truncated", "script", "page", "svg", "no sound", "empty", "endless", "large"],
)  # fmt: skip
def test_what_is_hostile_is_no_gift_any_more(wall: Wall, lying: Lying) -> None:
    url = wall.api.lay(lying)
    kind = SentVoice if lying.kind.startswith("audio") else SentPhoto
    wall.sends(kind(url))
    wall.later()
    assert (wall.gifts, wall.files) == ([], [])
    assert len(wall.told) == 1
    assert (len(wall.api.deleted), wall.waiting) == (1, 0)
    wall.gives(Lying("image/jpeg", jpeg()))
    wall.later()
    assert len(wall.files) == 1


def test_what_comes_drop_by_drop_is_given_up(wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LONGEST_FETCH_S", 0.3)
    wall.gives(Lying("image/jpeg", jpeg(), way="drip"))
    wall.later()
    assert (wall.gifts, len(wall.api.deleted)) == ([], 1)


def test_what_breaks_off_on_the_way_is_fetched_again(wall: Wall) -> None:
    wall.gives(Lying("image/jpeg", jpeg(), way="cut"))
    wall.later()
    (lying,) = wall.api.lying.values()
    lying.way = "whole"
    wall.later(seconds=5)
    assert (len(wall.files), wall.told) == (1, [])


@pytest.mark.parametrize("leads_to", ["http://localhost:9/", "file:///etc/passwd", "/2010-04-01/x"])
def test_nobody_is_asked_but_twilio(wall: Wall, leads_to: str) -> None:
    wall.gives(Lying("image/jpeg", jpeg(), leads_to=leads_to))
    wall.later()
    assert (wall.gifts, wall.files, len(wall.api.led)) == ([], [], 1)


def test_who_is_led_in_a_circle_stops(wall: Wall) -> None:
    url = wall.gives(Lying("image/jpeg", jpeg()))
    wall.api.lying[url.removeprefix(wall.api.url)].leads_to = url
    wall.later()
    assert (wall.gifts, len(wall.api.led)) == ([], 4)


@pytest.mark.parametrize(
    "url",
    [
        "https://api.twilio.com/2010-04-01/Accounts/AC" + "f" * 32 + "/Messages/MM" + "0" * 32
        + "/Media/ME" + "0" * 32,
        "http://127.0.0.1:1/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json",
    ],
)  # fmt: skip
def test_what_is_not_ours_is_not_asked_for(wall: Wall, url: str) -> None:
    for ask in (lambda: wall.host.fetch(url, "photo"), lambda: wall.host.delete(url)):
        with pytest.raises(Unusable):
            ask()
    assert wall.api.led == []


@pytest.mark.parametrize(
    ("url", "is_theirs"),
    [
        ("https://mms.twiliocdn.com/AC1/a?x=1", True),
        ("https://media.twiliocdn.com/AC1/a", True),
        ("https://s3-external-1.amazonaws.com/media.twiliocdn.com/AC1/a", True),
        ("https://s3-external-1.amazonaws.com/somebody/AC1/a", False),
        ("http://mms.twiliocdn.com/a", False), ("https://mms.twiliocdn.com:8443/a", False),
        ("https://me@mms.twiliocdn.com/a", False), ("https://twiliocdn.com.example/a", False),
        ("https://xtwiliocdn.com/a", False), ("https://169.254.169.254/", False), ("", False),
    ],
)  # fmt: skip
def test_twilio_sends_on_to_its_own_hosts_alone(url: str, is_theirs: bool) -> None:
    assert is_twilios_cdn(url) is is_theirs


@pytest.mark.usefixtures("sqlite_only")
def test_a_full_disk_loses_no_photo(wall: Wall) -> None:
    wall.gives(Lying("image/jpeg", jpeg()))
    (wall.folder / "gifts").write_text("in the way")
    with pytest.raises(Exception, match="The disk did not take it"):
        wall.later()
    (wall.folder / "gifts").unlink()
    wall.later(minutes=5)
    assert len(wall.files) == 1


def test_one_that_was_killed_while_it_copied_leaves_it_to_another(wall: Wall) -> None:
    wall.gives(Lying("image/jpeg", jpeg()))
    assert len(wall.store.keepsakes.away(int(wall.at.timestamp()))) == 1
    wall.later(minutes=4)
    assert wall.files == []
    wall.later(minutes=1)
    assert len(wall.files) == 1
