"""What people name on the command line -> the folders of stories."""

import os
from collections.abc import Iterable
from pathlib import Path

import click

from engine.cli.nearest import did_you_mean_or_all
from engine.library import story_folders
from engine.story.build.folder import FILE


def shelf() -> Path:
    """Give the folder of stories: WAYSIDE_STORIES, else stories/ where one stands."""
    return Path(os.environ.get("WAYSIDE_STORIES", "").strip() or "stories")


def named(path: Path) -> Path:
    """Give what a path means: itself, if it is there, else the story of that name on the shelf."""
    try:
        return path if path.exists() else shelf() / path
    except OSError:
        return path


def stories_in(paths: Iterable[Path]) -> list[Path]:
    """Give the story folders that paths name: a folder, its story.yaml, or a folder of stories.

    The name of a story on the shelf will do as well.

    Raises click.UsageError for a path that holds no story.
    """
    folders: list[Path] = []
    for path in paths:
        found = _folders(named(path))
        if not found:
            raise click.UsageError(
                f"There is no story to read in '{path}'. Name a story's folder (it holds {FILE}) "
                f"or a folder of such folders.{_on_the_shelf(path)}"
            )
        folders += [folder for folder in found if folder not in folders]
    return folders


def story_in(story: Path) -> Path:
    """Give the folder of the one story that is meant: by its path, or its name on the shelf.

    Raises click.UsageError.
    """
    try:
        path = named(story)
        folders = stories_in([path]) if path.exists() else []
    except OSError:
        folders = []
    if not folders:
        raise click.UsageError(
            f"There is no story '{story}'. Name its folder.{_on_the_shelf(story)}"
        )
    if len(folders) > 1:
        names = ", ".join(folder.name for folder in folders)
        raise click.UsageError(f"There are several stories in '{story}': {names}. Name one.")
    return folders[0]


def _on_the_shelf(path: Path) -> str:
    """Say which story on the shelf is probably meant, or which there are."""
    try:
        known = [folder.name for folder in story_folders(shelf())]
    except OSError:
        known = []
    return did_you_mean_or_all(path.name, known)


def _folders(path: Path) -> list[Path]:
    try:
        if path.is_file():
            return [path.parent] if path.name == FILE else []
        return [path] if (path / FILE).is_file() else story_folders(path)
    except OSError:
        return []
