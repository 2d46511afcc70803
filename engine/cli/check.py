"""`wayside check`: what is wrong with stories, all at once."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from engine.checking.judging import judged
from engine.checking.search.proving import Proof
from engine.checking.stats import holdings
from engine.cli.explaining import explain
from engine.cli.paths import stories_in
from engine.cli.reporting import FORMATS, printable
from engine.cli.searching import ended, seconds_option, within
from engine.cli.weighing import measuring, table, weight
from engine.garbage import seldom_collect
from engine.library import clashes_of, story_folders
from engine.measuring import measured
from engine.printing.look import look_beside
from engine.story.build.folder import read_story, source_in
from engine.story.model import Story
from engine.story.problems import Problem, StoryError


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text",
              help="How problems are written: for people, programs, or GitHub.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings, too.")
@click.option("--explain", metavar="RULE", is_eager=True, expose_value=False, callback=explain,
              help="Print the page of a rule: the name in brackets behind a finding.")  # fmt: skip
@click.option("--media", is_flag=True, help="List each picture and sound, with its figures.")
@seconds_option
def check(paths: tuple[Path, ...], form: str, search_s: float, strict: bool, media: bool) -> None:  # noqa: FBT001
    """Check stories. PATH is a story's folder, or a folder of stories.

    Exits with 0 when all is well, 1 when there are problems, 2 when called wrongly. Warnings are
    things to look at, and may stay.
    """
    seldom_collect(among=200_000)
    folders = stories_in(paths)
    problems = _checked(folders, search_s, media=media)
    if problems or form == "json":
        click.echo(FORMATS[form](problems))
    click.echo(_told(problems, len(folders)), err=True)
    errors = any(problem.severity == "error" for problem in problems)
    raise SystemExit(1 if errors or (strict and problems) else 0)


def _checked(folders: list[Path], search_s: float, *, media: bool) -> list[Problem]:
    """Give what is wrong with each story, and with them together."""
    stories: list[Story] = []
    problems: list[Problem] = []
    for folder in folders:
        name = folder.resolve().name
        try:
            among = _beside(folder, folders)
            source = measured(source_in(folder), folder, measuring(name))
            found = judged(source, name, among, within(search_s, name))
        except StoryError as error:
            problems += error.problems
            continue
        problems += found.problems
        if found.written is not None:
            story = found.written.story
            problems += clashes_of(found.written, [*stories, *_above(folder, folders)])
            stories.append(story)
            _tell_of(story, found.proof if search_s else None, media=media)
    return sorted([*problems, *_signs_problems(folders)])


def _signs_problems(folders: list[Path]) -> list[Problem]:
    """Give what is wrong with how signs look, in the file beside the stories: once for each."""
    found: list[Problem] = []
    for first in {each.resolve().parent: each for each in reversed(folders)}.values():
        try:
            look_beside(first)
        except StoryError as error:
            found += error.problems
    return found


def _above(folder: Path, checked: list[Path]) -> list[Story]:
    """Give the stories beside one that come before it and are not checked themselves.

    Of two that clash, the later one does not play.
    """
    here = folder.resolve()
    known = {each.resolve() for each in checked}
    found: list[Story] = []
    for each in story_folders(here.parent):
        if each < here and each not in known:
            with suppress(StoryError):
                found.append(read_story(each))
    return found


def _tell_of(story: Story, proof: Proof | None, *, media: bool) -> None:
    if proof is not None:
        click.echo(printable(ended(story.id, proof)), err=True)
    click.echo(printable(f"{story.title} ({story.id}): {summary(story)}"), err=True)
    if told := weight(story):
        click.echo(printable(f"{story.id}: {told}"), err=True)
    if told and media:
        click.echo(printable(table(story)), err=True)


def _beside(folder: Path, checked: list[Path]) -> set[str] | None:
    """Give the ids of the stories that one may hand over to; None for one that stands alone."""
    beside = {*story_folders(folder.resolve().parent), *(each.resolve() for each in checked)}
    return {each.name for each in beside} if len(beside) > 1 else None


def _told(problems: Sequence[Problem], stories: int) -> str:
    """Say how much there is to do."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    look = f"{_counted(warnings, 'thing', 'things')} to look at"
    if errors:
        mend = f"{_counted(errors, 'problem', 'problems')} to mend"
        both = f"{mend}, {look}" if warnings else mend
        return f"{both} in {_counted(stories, 'story', 'stories')}."
    return f"Nothing that must be mended. {look.capitalize()}." if warnings else "Nothing to mend."


def summary(story: Story) -> str:
    """Give what a story holds, in one line."""
    held = holdings(story)
    counts = [
        _counted(held.scenes, "scene", "scenes"),
        _counted(held.places, "place", "places"),
        _counted(len(held.endings), "ending", "endings"),
    ]
    return ", ".join([*counts, f"{held.walk_m} m as the crow flies"] if held.walk_m else counts)


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
