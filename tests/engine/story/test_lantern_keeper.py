"""The story of the format's own page: it checks without a finding, and its walk goes as written."""

import shutil
from pathlib import Path

from engine.checking.walks import read_walk, run_walk
from engine.cli.check import check
from engine.library import catalog_of
from engine.story.build import read_story
from tests.engine.cli.shelf import run
from tests.engine.copying.files import RIVER
from tests.engine.story.told import told

HERE = Path(__file__).parent


def shelved(root: Path) -> Path:
    """Give the story in a folder, with a picture and a sound."""
    folder = root / "lantern-keeper"
    (folder / "media").mkdir(parents=True)
    (folder / "walks").mkdir()
    shutil.copy(HERE / "lantern_keeper.yaml", folder / "story.yaml")
    shutil.copy(HERE / "lantern_keeper_walk.yaml", folder / "walks" / "shortest.yaml")
    for name in ("gate.jpg", "gate.mp3"):
        shutil.copy(RIVER / name, folder / "media" / name)
    return folder


def test_it_checks_without_a_finding(tmp_path: Path) -> None:
    result = run(check, shelved(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "")


def test_its_walk_goes_as_written(tmp_path: Path) -> None:
    folder = shelved(tmp_path)
    story = read_story(folder)
    walk = read_walk(folder / "walks" / "shortest.yaml")
    assert run_walk(walk, story, catalog_of([story])).difference is None


def test_without_its_media_both_files_are_told(tmp_path: Path) -> None:
    folder = shelved(tmp_path)
    shutil.rmtree(folder / "media")
    assert [message.split(" ", 1)[1] for message in told(folder)] == [
        "unknown-picture There is no picture 'gate.jpg' in media/.",
        "unknown-audio There is no audio 'gate.mp3' in media/.",
    ]
