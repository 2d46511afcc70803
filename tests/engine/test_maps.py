"""The maps of published editions."""

import json
from pathlib import Path

import pytest

from engine.checking.mapping import mapped
from engine.maps import Maps
from engine.store import Store
from tests.engine.published import following, publish_all, write

STORY = """story: The Hall
start: hall
languages: [en, es]
keywords: [HALL]
places:
  attic: {name: The attic}
  hall: {name: The hall, at: "51.5, -0.12"}
scenes:
  hall: {say: A hall., choices: [{pick: Home, ending: Home}]}
"""
STREET = {
    "type": "Feature",
    "id": "way/1",
    "properties": {"highway": "residential", "name": "Long Street", "name:es": "Calle Larga"},
    "geometry": {"type": "LineString", "coordinates": [[-0.122, 51.5003], [-0.118, 51.5003]]},
}


def geojson(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_the_map_of_a_published_story_is_drawn_from_its_edition(
    store: Store, tmp_path: Path
) -> None:
    folder = write(tmp_path, text=STORY)
    (folder / "map.geojson").write_bytes(geojson(STREET))
    publish_all(store, folder)
    (folder / "map.geojson").unlink()
    story = following(store).catalog.stories["hall"]
    found = Maps(store.editions).map_of(story)
    expected = mapped(story, geojson(STREET))
    assert expected is not None
    assert found == expected.svg
    assert "Long Street" in found
    assert "© OpenStreetMap contributors" in found
    assert 'data-place="hall"' in found
    assert ">2</text>" in found


def test_each_language_has_its_map_and_each_is_drawn_once(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path, text=STORY)
    (folder / "map.geojson").write_bytes(geojson(STREET))
    publish_all(store, folder)
    maps, story = Maps(store.editions), following(store).catalog.stories["hall"]
    assert "Calle Larga" in maps.map_of(story.told_in("es"))
    english = maps.map_of(story)
    monkeypatch.setattr(store.editions, "file", lambda *_which: pytest.fail("read again"))
    assert maps.map_of(following(store).catalog.stories["hall"]) is english


def test_another_map_is_another_edition(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path, text=STORY)
    editions = []
    for source in (None, geojson(), geojson(STREET)):
        if source is not None:
            (folder / "map.geojson").write_bytes(source)
        publish_all(store, folder)
        editions.append(following(store).catalog.stories["hall"].edition)
    assert len({*editions}) == 3
    assert store.editions.current() == {"hall": editions[-1]}


def test_a_story_without_positions_has_no_map(store: Store, tmp_path: Path) -> None:
    publish_all(store, write(tmp_path))
    assert Maps(store.editions).map_of(following(store).catalog.stories["hall"]) == ""


def test_a_map_that_cannot_be_read_any_more_leaves_the_places(store: Store, tmp_path: Path) -> None:
    publish_all(store, write(tmp_path, text=STORY))
    story = following(store).catalog.stories["hall"]
    maps = Maps(store.editions)
    store.editions.publish("hall", "broken", {"map.geojson": b"{"}, 2, "publish")
    plain = maps.map_of(story)
    object.__setattr__(story, "edition", "broken")
    assert maps.map_of(story) == plain
    assert 'data-place="hall"' in plain


def test_a_file_of_an_edition_is_found_by_its_name(store: Store) -> None:
    store.editions.publish("hall", "1", {"story.yaml": b"a", "map.geojson": b"b"}, 1, "publish")
    assert store.editions.file("hall", "1", "map.geojson") == b"b"
    assert store.editions.file("hall", "2", "map.geojson") is None
    assert store.editions.file("hall", "1", "es.po") is None
