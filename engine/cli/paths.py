"""What people name on the command line -> the folders of stories."""

from collections.abc import Iterable
from pathlib import Path

import click

from engine.library import FILE, story_folders


def stories_in(paths: Iterable[Path]) -> list[Path]:
    """Give the story folders that paths name: a folder, its story.yaml, or a folder of stories.

    Raises click.UsageError for a path that holds no story.
    """
    folders: list[Path] = []
    for path in paths:
        found = _folders(path)
        if not found:
            raise click.UsageError(
                f"There is no story to read in '{path}'. Name a story's folder (it holds {FILE}) "
                "or a folder of such folders."
            )
        folders += [folder for folder in found if folder not in folders]
    return folders


def _folders(path: Path) -> list[Path]:
    try:
        if path.is_file():
            return [path.parent] if path.name == FILE else []
        return [path] if (path / FILE).is_file() else story_folders(path)
    except OSError:
        return []
