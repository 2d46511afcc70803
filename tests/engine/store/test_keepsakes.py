"""Files of gifts, in a folder and in the database."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from engine.play.effects import Keep
from engine.play.hear import Player
from engine.store import Store
from engine.store.keepsakes import Away
from engine.store.outcome import Added, Attached, Outcome
from tests.engine.door import NOON, opened

URL = "https://api.twilio.com/2010-04-01/a-photo"
NOW_S = int(NOON.timestamp())
FACE = b"a face"
NAME = f"{sha256(FACE).hexdigest()}.jpg"


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    """Open a store whose files lie in a folder, or in the database that several machines share."""
    store = opened(tmp_path)
    yield store
    assert (tmp_path / "gifts").exists() is (database == "sqlite")
    store.close()


def given(store: Store, number: str = "+12125550123", url: str = URL) -> Away:
    """Let somebody give a photo, and take it to be copied."""
    gift = Added(gifts=(("wall", Keep("faces", "photo", url)),))
    with store.turn("sms", number, "m") as turn:
        turn.keep(Outcome(NOON, Player("en"), added=gift, arrived=Attached("photo", url)))
    (away,) = store.keepsakes.away(NOW_S)
    assert away.wanted
    return away


def forget(store: Store, number: str = "+12125550123") -> None:
    player = store.player_at("sms", number)
    assert player is not None
    store.erasing.erase(player, NOW_S)


def test_a_file_is_kept_read_and_deleted_once_nobody_gave_it(store: Store) -> None:
    assert store.keepsakes.keep(given(store), FACE, "jpg", NOW_S) == NAME
    other = "+12125550124"
    assert store.keepsakes.keep(given(store, other), FACE, "jpg", NOW_S) == NAME
    assert store.keepsakes.read(NAME) == FACE
    forget(store)
    store.keepsakes.leftovers(NOW_S)
    store.keepsakes.let_go(NAME)
    assert store.keepsakes.read(NAME) == FACE
    forget(store, other)
    store.keepsakes.leftovers(NOW_S)
    assert store.keepsakes.read(NAME) is None


def test_what_was_written_when_the_process_was_killed_goes_or_stays_as_its_gift_does(
    store: Store,
) -> None:
    away = given(store)
    store.keepsakes.keep(away, FACE, "jpg", NOW_S)
    assert [each.url for each in store.keepsakes.leftovers(NOW_S)] == [URL]
    store.keepsakes.leftovers(NOW_S + 24 * 60 * 60)
    assert store.keepsakes.read(NAME) == FACE
    forget(store)
    late = Away(away.player, away.message, "photo", URL, 1, wanted=True)
    store.keepsakes.keep(late, FACE, "jpg", NOW_S)
    assert store.keepsakes.read(NAME) == FACE
    store.keepsakes.leftovers(NOW_S + 24 * 60 * 60)
    assert store.keepsakes.read(NAME) is None


def test_one_alone_takes_what_is_to_be_copied_until_its_time_is_over(store: Store) -> None:
    away = given(store)
    assert store.keepsakes.away(NOW_S + 299) == []
    (again,) = store.keepsakes.away(NOW_S + 300)
    assert (again.url, again.tries) == (away.url, away.tries + 1)
    store.keepsakes.keep(again, FACE, "jpg", NOW_S)
    assert store.keepsakes.away(NOW_S + 9_999) == []
