"""Publishing a folder, watching it, and servers that follow."""

import shutil
import threading
from pathlib import Path

import pytest

from engine.editions import MEASURES, Published, files_of
from engine.lightening import lightened
from engine.play.catalog import Catalog
from engine.publishing import Considered, Waiting, consider, met_in_turn, publish, waiting
from engine.store import Store
from engine.store.editions import Publication
from engine.story.build import source_in
from engine.story.luggage import luggage
from engine.watching import Standing, Watching, as_it_stands, publish_first, publish_one
from tests.engine.copying.files import RIVER
from tests.engine.door import NOON, Visitor
from tests.engine.published import HALL, following, publish_all, said, visitor, write


def test_an_empty_store_publishes_every_story_that_checks(store: Store, tmp_path: Path) -> None:
    write(tmp_path / "stories")
    write(tmp_path / "stories", name="broken", text="story: T\n")
    considered = publish_first(tmp_path / "stories", store, lambda: NOON)
    assert {each.folder.name: each.story is not None for each in considered} == {
        "broken": False, "hall": True
    }  # fmt: skip
    assert set(store.editions.current()) == {"hall"}
    write(tmp_path / "stories", name="later")
    assert publish_first(tmp_path / "stories", store, lambda: NOON) == []


def test_what_has_errors_cannot_be_published(store: Store, tmp_path: Path) -> None:
    considered = consider(write(tmp_path, text="story: T\n"), following(store).catalog)
    with pytest.raises(ValueError, match="What has errors is not published"):
        publish(considered, store, 1, "publish")


def test_a_story_with_the_keyword_of_another_is_not_published(store: Store, tmp_path: Path) -> None:
    publish_all(store, write(tmp_path))
    considered = consider(write(tmp_path, name="other"), following(store).catalog)
    assert considered.story is None
    assert [each.rule for each in considered.problems] == ["same-keyword"]


def test_a_server_takes_on_what_is_published_and_keeps_what_it_cannot_read(
    store: Store, tmp_path: Path
) -> None:
    publish_all(store, write(tmp_path))
    told: list[str] = []
    published = Published(store, lambda what, **_facts: told.append(what))
    published.refresh()
    first = published.catalog.stories["hall"].edition
    store.editions.publish("hall", "damaged", {"story.yaml": b"story: T"}, 2, "publish")
    published.refresh()
    assert published.catalog.stories["hall"].edition == first
    assert told == ["A published story cannot be read."]
    publish_all(store, write(tmp_path, "A yard with a well."))
    published.refresh()
    assert published.catalog.stories["hall"].edition not in {first, "damaged"}


def test_a_player_in_the_middle_goes_on_in_the_new_edition(store: Store, tmp_path: Path) -> None:
    publish_all(store, write(tmp_path))
    someone = visitor(store)
    assert said(someone, "hall") == "A hall."
    publish_all(store, write(tmp_path, "A yard with a well."))
    later = visitor(store, someone)
    assert said(later, "2") == "A yard with a well."


def test_a_server_that_lags_does_not_take_a_play_back_to_an_older_edition(
    store: Store, tmp_path: Path
) -> None:
    publish_all(store, write(tmp_path))
    lagging = visitor(store)
    publish_all(store, write(tmp_path, "A yard with a well."))
    quick = visitor(store)
    assert said(quick, "hall") == "A hall."
    lagging._sent = quick._sent
    assert said(lagging, "2") == "A yard with a well."


def test_a_server_that_never_looks_would_take_it_back(store: Store, tmp_path: Path) -> None:
    publish_all(store, write(tmp_path))
    lagging = Visitor(store, following(store).catalog)
    publish_all(store, write(tmp_path, "A yard with a well."))
    quick = visitor(store)
    said(quick, "hall")
    lagging._sent = quick._sent
    assert said(lagging, "2") == "A yard."


def test_who_waits_where_a_scene_goes_is_counted(store: Store, tmp_path: Path) -> None:
    publish_all(store, write(tmp_path))
    for number in range(3):
        someone = Visitor(store, following(store).catalog, number=f"+1500555000{number}")
        someone.text("hall", *(["2"] if number else []))
    Visitor(store, following(store).catalog, number="+15005550009").text("hall", "2", "1")
    gone = HALL.replace("  yard:", "  garden:").replace("go: yard", "go: garden")
    folder = write(tmp_path, text=gone)
    story = consider(folder, following(store).catalog).story
    assert story is not None
    assert waiting(story, store) == Waiting(3, (("yard", 2),), 0)
    kept = consider(
        write(tmp_path, text=gone + "moved: {yard: garden}\n"), following(store).catalog
    ).story
    assert kept is not None
    assert waiting(kept, store) == Waiting(3)


# Watching


def outcomes(
    root: Path, store: Store, standing: Standing | None = None
) -> tuple[Watching, list[tuple[str, str]]]:
    seen = as_it_stands(root) if standing is None else standing
    told: list[tuple[str, str]] = []

    def tell(considered: Considered, *, came: str, who: Waiting) -> None:
        told.append((considered.folder.name, came if not who.thrown_back else f"{came}, {who.all}"))

    return Watching(
        root, seen, store, lambda: NOON, tell, lambda error: pytest.fail(repr(error))
    ), told


def test_a_change_is_published_once_it_has_settled(store: Store, tmp_path: Path) -> None:
    publish_all(store, write(tmp_path / "s"))
    watching, told = outcomes(tmp_path / "s", store)
    write(tmp_path / "s", "A yard with a well.")
    watching.look()
    assert told == []
    watching.look()
    watching.look()
    assert told == [("hall", "published")]
    assert following(store).catalog.stories["hall"].edition != ""


def test_a_new_map_is_published_as_a_changed_story_is(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "s")
    publish_all(store, folder)
    watching, told = outcomes(tmp_path / "s", store)
    (folder / "map.geojson").write_text('{"features": []}', encoding="utf-8")
    for _ in range(3):
        watching.look()
    assert told == [("hall", "published")]


def test_what_changes_before_anybody_looks_is_published_too(store: Store, tmp_path: Path) -> None:
    standing = as_it_stands(write(tmp_path / "s").parent)
    publish_all(store, tmp_path / "s" / "hall")
    write(tmp_path / "s", "A yard with a well.")
    watching, told = outcomes(tmp_path / "s", store, standing)
    watching.look()
    watching.look()
    assert told == [("hall", "published")]


def test_a_half_written_file_is_not_looked_at(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "s")
    publish_all(store, folder)
    watching, told = outcomes(tmp_path / "s", store)
    for size in range(10, 40, 10):
        (folder / "story.yaml").write_text(HALL[:size])
        watching.look()
    write(tmp_path / "s", "A yard with a well.")
    watching.look()
    watching.look()
    assert told == [("hall", "published")]


def test_a_broken_story_leaves_the_old_one_and_is_told_once(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "s")
    publish_all(store, folder)
    before = store.editions.current()
    watching, told = outcomes(tmp_path / "s", store)
    write(tmp_path / "s", text="story: T\n")
    for _ in range(4):
        watching.look()
    assert told == [("hall", "refused")]
    assert store.editions.current() == before
    write(tmp_path / "s", "Mended.")
    for _ in range(3):
        watching.look()
    assert told[1:] == [("hall", "published")]


def test_a_new_folder_is_published_and_one_that_goes_stays_with_players(
    store: Store, tmp_path: Path
) -> None:
    folder = write(tmp_path / "s")
    publish_all(store, folder)
    watching, told = outcomes(tmp_path / "s", store)
    write(tmp_path / "s", name="new", text=HALL.replace("HALL]", "NEW]"))
    (folder / "story.yaml").unlink()
    for _ in range(3):
        watching.look()
    assert told == [("new", "published"), ("hall", "deleted")]
    assert set(store.editions.current()) == {"hall", "new"}


def test_a_withdrawn_story_stays_so_whatever_is_edited(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "s")
    publish_all(store, folder)
    store.editions.make_current("hall", None, 2, "withdraw")
    watching, told = outcomes(tmp_path / "s", store)
    write(tmp_path / "s", "Another yard.")
    for _ in range(3):
        watching.look()
    assert (told, store.editions.current()) == ([("hall", "withdrawn")], {})


def test_what_was_gone_back_from_stays_gone_until_somebody_changes_it(
    store: Store, tmp_path: Path
) -> None:
    publish_all(store, write(tmp_path / "s"))
    before = store.editions.current()
    folder = write(tmp_path / "s", "Another yard.")
    publish_all(store, folder)
    store.editions.make_current("hall", before["hall"], 2, "rollback")
    watching, told = outcomes(tmp_path / "s", store)
    publish_one(folder, store, lambda: NOON, watching.told, changed=False)
    assert (told, store.editions.current()) == ([("hall", "gone back from")], before)
    write(tmp_path / "s", "A third yard.")
    for _ in range(2):
        watching.look()
    assert told[1:] == [("hall", "published")]


def test_staff_are_told_who_loses_their_place_when_a_folder_changes(
    store: Store, tmp_path: Path
) -> None:
    publish_all(store, write(tmp_path / "s"))
    visitor(store).text("hall")
    watching, told = outcomes(tmp_path / "s", store)
    lobby = HALL.replace("hall:", "lobby:").replace("start: hall", "start: lobby")
    write(tmp_path / "s", text=lobby)
    for _ in range(2):
        watching.look()
    assert told == [("hall", "published, 1")]


def logged(*each: str) -> list[str]:
    """Give what players met in turn; "-a" is gone back to, "x" withdrawn."""
    hows = {"-": "rollback", "x": "withdraw"}
    return met_in_turn(
        Publication("s", None if one == "x" else one.strip("-"), 0, hows.get(one[0], "publish"))
        for one in each
    )


def test_going_back_leads_to_what_players_met_before_and_never_to_what_was_gone_back_from() -> None:
    assert logged("a", "b", "-a", "c") == ["a", "c"]
    assert logged("a", "b", "c", "-b", "-a") == ["a"]
    assert logged("a", "b", "-a", "-b") == ["a", "b"]
    assert logged("a", "b", "x", "-b") == ["a", "b"]
    assert logged("a", "b", "a", "c", "-a") == ["a", "b", "a"]
    assert logged("x") == []


def test_what_did_not_change_is_not_published_anew(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path)
    publish_all(store, folder)
    newest = store.editions.newest()
    publish_one(folder, store, lambda: NOON, lambda *_what, **_how: pytest.fail("told"))
    assert store.editions.newest() == newest


def test_a_picture_that_changes_while_it_is_published_is_not_kept_under_the_old_name(
    store: Store, tmp_path: Path
) -> None:
    folder = write(tmp_path)
    (folder / "media").mkdir()
    (folder / "media" / "a.jpg").write_bytes(b"first")
    considered = consider(folder, Catalog())
    (folder / "media" / "a.jpg").write_bytes(b"second")
    with pytest.raises(OSError, match=r"media/a\.jpg changed while it was published"):
        publish(considered, store, 1, "publish")
    assert store.editions.current() == {}


WALK = """story: The Gate
start: gate
scenes: {gate: {say: Look., picture: gate.jpg, alt: A gate, audio: gate.mp3, ending: E}}
"""


def with_media(root: Path) -> Path:
    folder = write(root, name="gate", text=WALK)
    (folder / "media").mkdir()
    for name in ("gate.jpg", "gate.mp3"):
        shutil.copy(RIVER / name, folder / "media" / name)
    return folder


def test_what_was_measured_is_published_with_a_story(store: Store, tmp_path: Path) -> None:
    folder = with_media(tmp_path)
    publish_all(store, folder)
    shutil.rmtree(folder)
    story = following(store).catalog.stories["gate"]
    assert {name: (each.bytes, each.seconds) for name, each in story.measures.items()} == {
        "gate.jpg": (35_875, None), "gate.mp3": (171_429, 24.398)
    }  # fmt: skip


def test_a_picture_is_published_light_as_well_and_phones_carry_only_that(
    store: Store, tmp_path: Path
) -> None:
    folder = with_media(tmp_path)
    publish_all(store, folder)
    story = following(store).catalog.stories["gate"]
    light = story.lights["gate.jpg"]
    assert [each.name for each in luggage(story)] == [light.name, story.media["gate.mp3"]]
    given = store.editions.media(light.name) or b""
    assert given == lightened(source_in(folder), folder)["gate.jpg"]
    assert len(given) == light.bytes < 35_875
    # Texts are sent the picture itself.
    assert store.editions.media(story.media["gate.jpg"]) == (RIVER / "gate.jpg").read_bytes()
    assert story.edition == source_in(folder).edition


def test_of_an_edition_from_before_files_were_measured_the_sizes_are_known(
    store: Store, tmp_path: Path
) -> None:
    considered = consider(with_media(tmp_path), Catalog())
    assert considered.source is not None
    assert considered.story is not None
    files = files_of(considered.source, considered.folder)
    del files[MEASURES]
    store.editions.publish("gate", considered.story.edition, files, 1, "publish")
    story = following(store).catalog.stories["gate"]
    assert [(each.bytes, each.seconds) for each in luggage(story)] == [
        (35_875, None), (171_429, None)
    ]  # fmt: skip


def test_measures_that_cannot_be_read_take_no_story_from_players(
    store: Store, tmp_path: Path
) -> None:
    considered = consider(with_media(tmp_path), Catalog())
    assert considered.source is not None
    files = files_of(considered.source, considered.folder) | {MEASURES: b"?"}
    store.editions.publish("gate", "one", files, 1, "publish")
    assert [each.bytes for each in luggage(following(store).catalog.stories["gate"])] == [0, 0]


def test_a_sound_that_nobody_can_play_is_not_published(store: Store, tmp_path: Path) -> None:
    folder = with_media(tmp_path)
    sound = folder / "media" / "gate.mp3"
    whole = sound.read_bytes()
    sound.write_bytes(whole[: len(whole) // 2])
    considered = consider(folder, following(store).catalog)
    assert (considered.story, [each.rule for each in considered.problems]) == (
        None, ["unplayable-sound"]
    )  # fmt: skip
    sound.write_bytes(whole)
    assert consider(folder, following(store).catalog).problems == ()


class _Once(threading.Event):
    """Lets a loop go round once."""

    def wait(self, timeout: float | None = None) -> bool:
        was, _ = self.is_set(), self.set()
        return was


def test_a_fault_ends_neither_following_nor_watching(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Published, "refresh", lambda _published: 1 / 0)
    monkeypatch.setattr(Watching, "look", lambda _watching: 1 / 0)
    told: list[str] = []
    published = Published(store, lambda what, **_facts: told.append(what))
    failed: list[Exception] = []
    watching = Watching(tmp_path, {}, store, lambda: NOON, lambda **_what: None, failed.append)
    published.follow(_Once())
    watching.run(_Once())
    assert told == ["New editions could not be looked for."]
    assert [type(error) for error in failed] == [ZeroDivisionError]


def test_an_edition_from_before_is_given_to_who_still_plays_it(
    store: Store, tmp_path: Path
) -> None:
    publish_all(store, write(tmp_path))
    older = following(store).catalog.stories["hall"].edition
    publish_all(store, write(tmp_path, "A dry yard."))
    server = following(store)
    newer = server.catalog.stories["hall"].edition
    found = {edition: server.edition("hall", edition) for edition in (older, newer, "never")}
    assert {edition: story and story.edition for edition, story in found.items()} == {
        older: older, newer: newer, "never": None
    }  # fmt: skip
    for number in range(100):
        assert server.edition("hall", f"made up {number}") is None
    assert server.edition("hall", older) == found[older]
