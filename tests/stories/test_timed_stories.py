"""Stories in which saying nothing is an answer: their walks let the time pass.

They do not ship yet, because the server does not send what comes by itself.
"""

from pathlib import Path

import pytest

from engine.checking.walks import read_walk, run_walk
from engine.cli.check import check
from engine.library import Library, catalog_of, story_folders
from engine.story.build import read_story
from tests.engine.cli.shelf import run

SHIPPED = Path(__file__).parents[2] / "stories"
FOLDERS = story_folders(Path(__file__).parent / "timed")
WALKS = [walk for folder in FOLDERS for walk in sorted((folder / "walks").glob("*.yaml"))]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_timed_story_checks_without_a_finding(folder: Path) -> None:
    result = run(check, folder)
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize("file", WALKS, ids=lambda file: file.stem)
def test_a_walk_of_a_timed_story_goes_as_written(file: Path) -> None:
    story = read_story(file.parents[1])
    others = Library(SHIPPED).catalog.stories.values()
    assert run_walk(read_walk(file), story, catalog_of([story, *others])).difference is None


def test_there_are_timed_stories_and_each_has_a_walk() -> None:
    assert FOLDERS
    assert {walk.parents[1] for walk in WALKS} == set(FOLDERS)
