"""`wayside walk`: replay plays that must keep working."""

from pathlib import Path

import click

from engine.checking.walks import Walked, read_walk, run_walk
from engine.cli.paths import stories_in
from engine.cli.reporting import as_text, printable
from engine.library import with_neighbours
from engine.play.step import EndlessStory
from engine.story.build import read_story
from engine.story.problems import StoryError


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--show", is_flag=True, help="Print what was said also where all is well.")
def walk(paths: tuple[Path, ...], show: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Replay walks. PATH is a story's folder, a folder of stories, or one walk's file.

    Exits with 1 when a walk goes another way than it says.
    """
    failed = 0
    for story_folder, file in _files(paths):
        try:
            story = read_story(story_folder)
            walked = run_walk(read_walk(file), story, with_neighbours(story, story_folder))
        except StoryError as error:
            click.echo(as_text(error.problems))
            failed += 1
            continue
        except EndlessStory as error:
            click.echo(printable(f"{file}: {error}"))
            failed += 1
            continue
        failed += _told(walked, file, show=show)
    raise SystemExit(1 if failed else 0)


def _files(paths: tuple[Path, ...]) -> list[tuple[Path, Path]]:
    found: list[tuple[Path, Path]] = []
    for path in paths:
        if path.is_file() and path.absolute().parent.name == "walks":
            found.append((path.absolute().parent.parent, path))
            continue
        for folder in stories_in([path]):
            found += [(folder, file) for file in sorted((folder / "walks").glob("*.yaml"))]
    if not found:
        raise click.UsageError("There are no walks. They stand in a story's folder walks/.")
    return found


def _told(walked: Walked, file: Path, *, show: bool) -> int:
    if walked.difference is None:
        click.echo(printable(f"{file}: as written."), err=True)
        if show:
            click.echo(printable("\n".join(walked.transcript)))
        return 0
    click.echo(printable("\n".join(walked.transcript)))
    click.echo(printable(f"\n{walked.difference}"))
    return 1
