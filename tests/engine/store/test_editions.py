"""Editions: kept whole, once, and the newest publication is what players meet."""

from hashlib import sha256
from pathlib import Path

from engine.store import Store
from engine.store.editions import Publication
from engine.story.media import public_name

FILES = {"story.yaml": b"story: T", "es.po": b"msgid", "media/a.jpg": b"picture"}


def test_before_the_first_publication_there_is_nothing(store: Store) -> None:
    assert (store.editions.newest(), store.editions.current()) == (0, {})


def test_what_is_published_is_what_players_meet(store: Store) -> None:
    assert store.editions.publish("t", "one", FILES, 5, "publish")
    assert store.editions.current() == {"t": "one"}
    files = store.editions.files("t", "one")
    assert (files["story.yaml"], files["es.po"]) == (b"story: T", b"msgid")
    assert store.editions.content(files["media/a.jpg"]) == b"picture"


def test_the_same_once_more_changes_nothing(store: Store) -> None:
    store.editions.publish("t", "one", FILES, 5, "publish")
    newest = store.editions.newest()
    assert not store.editions.publish("t", "one", FILES, 6, "publish")
    assert store.editions.newest() == newest


def test_a_content_is_kept_once(store: Store, tmp_path: Path) -> None:
    store.editions.publish("t", "one", FILES, 5, "publish")
    store.editions.publish("t", "two", {**FILES, "story.yaml": b"story: U"}, 6, "publish")
    store.editions.publish("u", "one", FILES, 7, "publish")
    with store._database.read() as transaction:
        transaction.cursor.execute("SELECT count(*) FROM contents")
        assert transaction.cursor.fetchone() == (4,)


def test_an_older_edition_can_be_made_current_again_and_a_story_withdrawn(store: Store) -> None:
    store.editions.publish("t", "one", FILES, 5, "publish")
    store.editions.publish("t", "two", FILES, 6, "watch")
    store.editions.make_current("t", "one", 7, "rollback")
    assert store.editions.current() == {"t": "one"}
    store.editions.make_current("t", None, 8, "withdraw")
    assert store.editions.current() == {}
    assert store.editions.publish("t", "one", FILES, 9, "publish")
    assert store.editions.published() == [
        Publication("t", "one", 5, "publish"),
        Publication("t", "two", 6, "watch"),
        Publication("t", "one", 7, "rollback"),
        Publication("t", None, 8, "withdraw"),
        Publication("t", "one", 9, "publish"),
    ]


def test_a_light_picture_is_given_out_by_its_own_name_and_nothing_else_is(store: Store) -> None:
    light, text = b"a light picture", b"<svg/>"
    files = {**FILES, "light/a.jpg.webp": light, "other/b.webp": text}
    store.editions.publish("t", "one", files, 5, "publish")
    named = {data: public_name("x.webp", sha256(data).hexdigest()) for data in (light, text)}
    assert store.editions.media(named[light]) == light
    assert store.editions.media(named[text]) is None
    assert store.editions.sizes("t", "one", "light/") == {"a.jpg.webp": len(light)}
    assert store.editions.sizes("t", "one", "media/") == {"a.jpg": len(b"picture")}
    assert store.editions.files("t", "one")["light/a.jpg.webp"] == sha256(light).digest()
