"""Pictures made light when a story is published, and remembered."""

import io
from pathlib import Path

import pytest
from PIL import Image

from engine import lightening
from engine.lightening import lightened
from engine.story.build import source_in
from tests.engine.copying.files import RIVER, jpeg, wav
from tests.engine.test_measuring import shelved

GATE = (RIVER / "gate.jpg").read_bytes()


def test_each_picture_that_is_lighter_so_is_made_light(tmp_path: Path) -> None:
    rough = io.BytesIO()
    Image.open(io.BytesIO(GATE)).save(rough, "WEBP", quality=5)
    folder = shelved(
        tmp_path, gate_jpg=GATE, rough_webp=rough.getvalue(), bell_wav=wav(1), no_jpg=b"no picture"
    )
    found = lightened(source_in(folder), folder, tmp_path / "kept")
    assert set(found) == {"gate.jpg"}
    image = Image.open(io.BytesIO(found["gate.jpg"]))
    assert (image.format, image.size) == ("WEBP", (800, 600))
    assert len(found["gate.jpg"]) < len(GATE) / 3


def test_a_content_is_made_light_once_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, kept = shelved(tmp_path, a_jpg=GATE, no_jpg=b"no picture"), tmp_path / "kept"
    first = lightened(source_in(folder), folder, kept)
    (folder / "media" / "a.jpg").rename(folder / "media" / "z.jpg")
    monkeypatch.setattr(lightening, "copied", lambda *_what: pytest.fail("made anew"))
    assert lightened(source_in(folder), folder, kept) == {"z.jpg": first["a.jpg"]}


def test_where_nothing_can_be_kept_it_is_made_all_the_same(tmp_path: Path) -> None:
    folder = shelved(tmp_path, a_jpg=GATE)
    (tmp_path / "file").touch()
    assert set(lightened(source_in(folder), folder, tmp_path / "file" / "kept")) == {"a.jpg"}


def test_an_accident_is_not_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, kept = shelved(tmp_path, a_jpg=GATE), tmp_path / "kept"
    with monkeypatch.context() as patched:
        patched.setattr("engine.copying.apart.LONGEST_S", 0)
        assert lightened(source_in(folder), folder, kept) == {}
    assert set(lightened(source_in(folder), folder, kept)) == {"a.jpg"}


def test_what_changed_since_the_story_was_read_is_not_made_light(tmp_path: Path) -> None:
    folder = shelved(tmp_path, a_jpg=GATE, b_jpg=jpeg())
    source = source_in(folder)
    (folder / "media" / "a.jpg").write_bytes(jpeg())
    (folder / "media" / "b.jpg").unlink()
    assert lightened(source, folder, tmp_path / "kept") == {}
