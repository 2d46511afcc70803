"""Measuring what lies in a story's folder, and remembering it."""

import time
from pathlib import Path

import pytest

from engine import measuring
from engine.measuring import cache_folder, measured
from engine.story.build import Source, source_in
from engine.story.measures import Measure, measure_from, measures_from_json, measures_to_json
from tests.engine.copying.files import RIVER, jpeg, wav

STORY = RIVER.parent
PICTURE = Measure(35_875, "jpeg", width=960, height=720)


def shelved(root: Path, **files: bytes) -> Path:
    folder = root / "a"
    (folder / "media").mkdir(parents=True)
    (folder / "story.yaml").write_text("story: T\nstart: a\nscenes: {a: {ending: E}}\n")
    for name, data in files.items():
        (folder / "media" / name.replace("_", ".")).write_bytes(data)
    return folder


def test_every_picture_and_sound_of_a_folder_is_measured(tmp_path: Path) -> None:
    folder = shelved(tmp_path, a_jpg=jpeg(), b_wav=wav(2), c_svg=b"<svg/>", d_mp3=b"no sound")
    told: list[tuple[int, int]] = []
    found = measured(
        source_in(folder), folder, lambda done, all_: told.append((done, all_)), tmp_path / "kept"
    ).measures
    assert found["a.jpg"] == Measure(len(jpeg()), "jpeg", width=400, height=300)
    assert (found["b.wav"].seconds, found["b.wav"].bytes) == (2, len(wav(2)))
    assert found["d.mp3"] == Measure(8, "")
    assert (set(found), told) == ({"a.jpg", "b.wav", "d.mp3"}, [(1, 3), (2, 3), (3, 3)])


def test_a_content_is_measured_once_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, kept = shelved(tmp_path, a_jpg=jpeg(), b_wav=wav(2), d_mp3=b"no sound"), tmp_path / "k"
    first = measured(source_in(folder), folder, kept=kept).measures
    (folder / "media" / "b.wav").rename(folder / "media" / "z.wav")
    monkeypatch.setattr(measuring, "measured_apart", lambda *_what: pytest.fail("measured anew"))
    second = measured(source_in(folder), folder, kept=kept).measures
    assert second == {"a.jpg": first["a.jpg"], "z.wav": first["b.wav"], "d.mp3": Measure(8, "")}


def test_a_second_look_at_the_river_walk_takes_no_time(tmp_path: Path) -> None:
    source = source_in(STORY)
    first = measured(source, STORY, kept=tmp_path)
    begun = time.perf_counter()
    second = measured(source, STORY, kept=tmp_path)
    assert time.perf_counter() - begun < 0.5
    assert second == first
    assert first.measures["gate.jpg"] == PICTURE


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b'{"bytes": "x"}', b'{"bytes": 1, "x": 2}'])
def test_what_cannot_be_read_of_what_was_kept_is_measured_anew(
    tmp_path: Path, damage: bytes
) -> None:
    folder, kept = shelved(tmp_path, a_jpg=jpeg()), tmp_path / "kept"
    first = measured(source_in(folder), folder, kept=kept)
    (file,) = kept.iterdir()
    file.write_bytes(damage)
    assert measured(source_in(folder), folder, kept=kept) == first


def test_where_nothing_can_be_kept_it_is_measured_all_the_same(tmp_path: Path) -> None:
    folder = shelved(tmp_path, a_jpg=jpeg())
    (tmp_path / "file").touch()
    found = measured(source_in(folder), folder, kept=tmp_path / "file" / "kept")
    assert found.measures["a.jpg"].width == 400


def test_an_accident_is_not_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, kept = shelved(tmp_path, b_wav=wav(60)), tmp_path / "kept"
    with monkeypatch.context() as patched:
        patched.setattr("engine.copying.apart.LONGEST_S", 0)
        assert measured(source_in(folder), folder, kept=kept).measures["b.wav"].format == ""
    assert measured(source_in(folder), folder, kept=kept).measures["b.wav"].seconds == 60


def test_what_changed_since_the_story_was_read_is_not_measured(tmp_path: Path) -> None:
    folder = shelved(tmp_path, a_jpg=jpeg(), b_wav=wav(1))
    source = source_in(folder)
    (folder / "media" / "a.jpg").write_bytes(b"another")
    (folder / "media" / "b.wav").unlink()
    assert measured(source, folder, kept=tmp_path / "kept").measures == {}


def test_of_what_is_very_large_only_the_size_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "MOST_READ_BYTES", 1_000)
    folder = shelved(tmp_path, a_jpg=jpeg())
    found = measured(source_in(folder), folder, kept=tmp_path / "kept")
    assert found.measures == {"a.jpg": Measure(len(jpeg()))}


def test_a_story_without_files_is_left_as_it_is(tmp_path: Path) -> None:
    for media in (None, {}, {"plan.svg": "00"}):
        source = Source(b"x", media=media)
        assert measured(source, tmp_path, kept=tmp_path / "kept") is source
    assert not (tmp_path / "kept").exists()


def test_it_is_kept_where_the_user_keeps_such_things(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_home() -> Path:
        raise RuntimeError

    assert cache_folder({"XDG_CACHE_HOME": "/c"}) == Path("/c/wayside/measures")
    # XDG Base Directory 0.8: "All paths set in these environment variables must be absolute."
    assert cache_folder({"XDG_CACHE_HOME": "c"}) is None
    assert cache_folder({}) == Path.home() / ".cache" / "wayside" / "measures"
    monkeypatch.setattr(Path, "home", without_home)
    assert cache_folder({}) is None


def test_measures_are_written_and_read() -> None:
    found = {"a.jpg": PICTURE, "b.mp3": Measure(9, "mp3", "mp3", 1.5, 1.5, -16.0, 0.5)}
    assert measures_from_json(measures_to_json(found)) == found
    for wrong in (b"x", b"[]", b'{"a": 1}', b'{"a": {"bytes": 1, "width": "2"}}'):
        with pytest.raises(ValueError):  # noqa: PT011 - one of two libraries says it
            measures_from_json(wrong)
    with pytest.raises(ValueError, match="no measure"):
        measure_from({"bytes": None})
