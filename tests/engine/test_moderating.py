"""What staff decide about gifts, in a real database."""

from pathlib import Path

import pytest

from engine.moderating import Listed, UnknownGift, called, listed, reject, sayings
from engine.play.effects import Say
from engine.play.events import SentPhoto
from engine.store import Store
from engine.turns import Address, Incoming
from tests.engine.door import NOON, Visitor, catalog
from tests.kept import rows

WALL = """
story: The Wall
keywords: [WALL]
start: wall
collections: {faces: photo, words: text}
scenes:
  wall:
    say: "A wall. On it: {words.newest}."
    answers:
      - {photo: yes, collect: faces, say: Seen.}
      - {words: [fair], collect: words, say: Heard.}
"""


@pytest.fixture
def visitor(store: Store, tmp_path: Path) -> Visitor:
    (tmp_path / "stories" / "wall").mkdir(parents=True)
    (tmp_path / "stories" / "wall" / "story.yaml").write_text(WALL)
    return Visitor(store, catalog(tmp_path / "stories"))


def sent_photo(visitor: Visitor, message: str) -> str:
    """Send a photo, which is copied; give the name of its file."""
    photo = SentPhoto(f"https://api.twilio.com/{message}")
    visitor.turns.take(Incoming(message, Address("sms", visitor.number), photo))
    now_s = int(NOON.timestamp()) + 60
    (away,) = visitor.store.keepsakes.away(now_s)
    return visitor.store.keepsakes.keep(away, b"a face", "jpg", now_s)


def only(store: Store) -> Listed:
    [found] = listed(store.held)
    return found


def said(visitor: Visitor, *texts: str) -> str:
    first = visitor.text(*texts).effects[0]
    assert isinstance(first, Say)
    return first.text


def test_what_is_approved_is_shown_to_players_at_once(store: Store, visitor: Visitor) -> None:
    visitor.text("wall", "We danced at the fair of 1962")
    other = Visitor(store, visitor.stories, "+15005550001")
    assert said(other, "wall") == "A wall. On it: none yet."
    assert store.held.approve(only(store).gift)
    third = Visitor(store, visitor.stories, "+15005550002")
    assert said(third, "wall") == "A wall. On it: We danced at the fair of 1962."


def test_what_is_rejected_is_erased_with_its_file(
    store: Store, visitor: Visitor, tmp_path: Path
) -> None:
    visitor.text("wall")
    name = sent_photo(visitor, "one")
    assert store.keepsakes.read(name) == b"a face"
    assert reject(store, only(store).gift)
    assert listed(store.held) == []
    assert store.keepsakes.read(name) is None
    assert rows(tmp_path, "SELECT count(*) FROM gifts") == [(0,)]


def test_a_file_whose_gift_went_is_deleted_by_who_looks_next(
    store: Store, visitor: Visitor
) -> None:
    visitor.text("wall")
    name = sent_photo(visitor, "one")
    store.held.erase(only(store).gift)
    assert store.keepsakes.read(name) == b"a face"
    store.keepsakes.leftovers(int(NOON.timestamp()) + 60)
    assert store.keepsakes.read(name) is None


def test_a_file_that_another_gave_as_well_stays(store: Store, visitor: Visitor) -> None:
    for number in ("+15005550001", "+15005550002"):
        someone = Visitor(store, visitor.stories, number)
        someone.text("wall")
        name = sent_photo(someone, number)
    first, second = listed(store.held)
    reject(store, first.gift)
    assert store.keepsakes.read(name) == b"a face"
    reject(store, second.gift)
    assert store.keepsakes.read(name) is None


def test_what_is_gone_is_not_approved_nor_erased_twice(store: Store, visitor: Visitor) -> None:
    visitor.text("wall", "the fair")
    gift = only(store).gift
    assert store.held.erase(gift)
    assert not store.held.erase(gift)
    assert not store.held.approve(gift)


def test_a_gift_keeps_its_name_and_goes_by_its_first_letters(
    store: Store, visitor: Visitor
) -> None:
    visitor.text("wall", "the fair")
    first = only(store)
    for number in range(100, 120):
        Visitor(store, visitor.stories, f"+1500555{number:04}").text("wall", "the fair")
    every = listed(store.held)
    assert len({each.name for each in every}) == 21
    assert called(first.name.upper(), every).gift == first.gift
    assert called(first.gift.id, every).gift == first.gift
    for unknown in ("", first.name[:3], "00000"):
        with pytest.raises(UnknownGift, match="wayside moderate list"):
            called(unknown, every)


def test_a_gift_with_a_number_is_flagged(store: Store, visitor: Visitor) -> None:
    visitor.text("wall", "Call 415 555 0123 about the fair")
    assert only(store).flags == ("phone number",)


def test_what_was_not_understood_is_put_together_however_it_was_written(
    store: Store, visitor: Visitor
) -> None:
    for number, texts in enumerate((["A horse!"], ["a horse", "a horse"], ["a dog"])):
        Visitor(store, visitor.stories, f"+1500555{number:04}").text("wall", *texts)
    found = sayings(store.held.unmatched())
    assert [(each.scene, each.text, each.times) for each in found] == [
        ("wall", "a horse", 3), ("wall", "a dog", 1)
    ]  # fmt: skip


def test_what_is_said_again_after_staff_looked_stays(store: Store, visitor: Visitor) -> None:
    visitor.text("wall", "a horse")
    seen = store.held.unmatched()
    visitor.at = visitor.at.replace(hour=13)
    visitor.text("a horse")
    store.held.erase_unmatched(seen)
    assert [each.times for each in store.held.unmatched()] == [1]
