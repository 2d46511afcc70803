"""What people name on the command line -> the folders of stories."""

from pathlib import Path

import click
import pytest

from engine.cli.paths import stories_in, story_in
from tests.engine.cli.shelf import shelve


def test_a_story_is_named_by_its_folder_its_file_or_the_folder_above(tmp_path: Path) -> None:
    a, b = shelve(tmp_path, "a"), shelve(tmp_path, "b")
    assert stories_in([a]) == [a]
    assert stories_in([a / "story.yaml"]) == [a]
    assert stories_in([tmp_path]) == [a, b]


def test_a_story_that_is_named_twice_is_taken_once(tmp_path: Path) -> None:
    a, b = shelve(tmp_path, "a"), shelve(tmp_path, "b")
    assert stories_in([b, tmp_path, b / "story.yaml"]) == [b, a]


def test_the_folder_one_stands_in_is_a_folder_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shelve(tmp_path, "a"))
    assert stories_in([Path()]) == [Path()]
    assert stories_in([Path("story.yaml")]) == [Path()]


@pytest.mark.parametrize(
    "name", ["a/walks", "a/walks/walk.yaml", "notes.txt", "nowhere", "x" * 300]
)
def test_a_path_without_a_story_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shelve(tmp_path, "a", walk="walk: W\n")
    (tmp_path / "notes.txt").touch()
    with pytest.raises(click.UsageError) as caught:
        stories_in([tmp_path / "a", tmp_path / name])
    assert caught.value.message == (
        f"There is no story to read in '{tmp_path / name}'. Name a story's folder (it holds "
        "story.yaml) or a folder of such folders."
    )


def test_a_mistyped_story_is_answered_with_the_nearest_or_with_all_on_the_shelf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYSIDE_STORIES", str(tmp_path))
    for name in ("river-walk", "harbour"):
        shelve(tmp_path, name)
    for find in (story_in, lambda path: stories_in([path])):
        for typed, told in (
            ("river-wlak", " Did you mean 'river-walk'?"),
            ("cellar", " There are: harbour, river-walk."),
        ):
            with pytest.raises(click.UsageError) as caught:
                find(Path(typed))
            assert caught.value.message.endswith(told)
