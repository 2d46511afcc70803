"""`wayside play`: a story in the terminal, by the same engine that answers texts."""

import secrets
from dataclasses import replace
from pathlib import Path

import click

from engine.cli.paths import stories_in
from engine.cli.reporting import as_text
from engine.clock import utc_now
from engine.library import catalog_of
from engine.play.effects import End
from engine.play.events import Said
from engine.play.message import message
from engine.play.simulated import Simulated
from engine.play.world import World
from engine.story.build import read_story
from engine.story.model import Story
from engine.story.problems import StoryError

LEAVE = "/quit"


@click.command()
@click.argument("story", type=click.Path(path_type=Path))
def play(story: Path) -> None:
    """Play a story here, as if by text. STORY is its folder, or its name in stories/.

    An empty line, Ctrl-D or /quit leaves. A sign is scanned by typing its code.
    """
    folder = story if story.exists() else Path("stories") / story
    if not folder.exists():
        raise click.UsageError(f"There is no story '{story}'. Name its folder.")
    try:
        told = read_story(stories_in([folder])[0])
    except StoryError as error:
        click.echo(as_text(error.problems))
        raise SystemExit(1) from None
    _converse(told)


def _converse(story: Story) -> None:
    click.echo(f"{story.title}. Type what you would text; {LEAVE} leaves.", err=True)
    simulated = Simulated(
        catalog_of([story]), World(utc_now(), seed=secrets.randbits(32)), story.language
    )
    effects = simulated.begin(story.id)
    while True:
        click.echo(f"\n{message(effects)}\n")
        if any(isinstance(effect, End) for effect in effects):
            click.echo("(The story has ended. Its keyword begins it anew.)", err=True)
        try:
            said = input("> ")
        except (EOFError, KeyboardInterrupt):
            return
        if said.strip() in {"", LEAVE}:
            return
        simulated.world = replace(simulated.world, now=utc_now())
        effects = simulated.turn(Said(said))
