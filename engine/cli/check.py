"""`wayside check`: what is wrong with stories, all at once."""

from pathlib import Path

import click

from engine.cli.paths import stories_in
from engine.cli.reporting import FORMATS, printable
from engine.library import FILE, clashes_of
from engine.story.build import read_story
from engine.story.build.asked import replies_of
from engine.story.model import Story
from engine.story.problems import Problem, StoryError


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text",
              help="How problems are written: for people, programs, or GitHub.")  # fmt: skip
def check(paths: tuple[Path, ...], form: str) -> None:
    """Check stories. PATH is a story's folder, or a folder of stories.

    Exits with 0 when all is well, 1 when there are problems, 2 when called wrongly.
    """
    folders = stories_in(paths)
    stories, problems = _checked(folders)
    if problems or form == "json":
        click.echo(FORMATS[form](problems))
    for story in stories:
        click.echo(printable(f"{story.title} ({story.id}): {summary(story)}"), err=True)
    if problems:
        errors = sum(problem.severity == "error" for problem in problems)
        told = f"{_counted(errors, 'problem', 'problems')} to mend in"
        click.echo(f"{told} {_counted(len(folders), 'story', 'stories')}.", err=True)
        raise SystemExit(1)
    click.echo("Nothing to mend.", err=True)


def _checked(folders: list[Path]) -> tuple[list[Story], list[Problem]]:
    stories: list[Story] = []
    problems: list[Problem] = []
    for folder in folders:
        try:
            story = read_story(folder)
        except StoryError as error:
            problems += error.problems
            continue
        problems += clashes_of(story, stories, folder / FILE)
        stories.append(story)
    return stories, sorted(problems)


def summary(story: Story) -> str:
    """Give what a story holds, in one line."""
    scenes = story.scenes.values()
    endings = {scene.ending for scene in scenes}
    endings |= {reply.ending for scene in scenes for reply in replies_of(scene)}
    counts = [
        _counted(len(scenes), "scene", "scenes"),
        _counted(len(story.places), "place", "places"),
        _counted(len(endings - {None}), "ending", "endings"),
    ]
    return ", ".join([*counts, f"{story.walk_m} m as the crow flies"] if story.walk_m else counts)


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
