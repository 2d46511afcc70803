"""`wayside play`: a story in the terminal, by the same engine that answers texts."""

import secrets
import sys
from dataclasses import replace
from pathlib import Path

import click

from engine.cli.paths import story_in
from engine.cli.reporting import as_text, printable
from engine.clock import utc_now
from engine.play.catalog import catalog_of
from engine.play.effects import End
from engine.play.events import Said
from engine.play.message import message
from engine.play.simulated import Simulated
from engine.play.step import EndlessStory
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
    try:
        _converse(read_story(story_in(story)))
    except StoryError as error:
        click.echo(as_text(error.problems))
        raise SystemExit(1) from None
    except EndlessStory as error:
        click.echo(printable(str(error)))
        raise SystemExit(1) from None


def _converse(story: Story) -> None:
    click.echo(printable(f"{story.title}. Type what you would text; {LEAVE} leaves."), err=True)
    simulated = Simulated(
        catalog_of([story]), World(utc_now(), seed=secrets.randbits(32)), story.language
    )
    effects = simulated.begin(story.id)
    while True:
        click.echo(printable(f"\n{message(effects)}\n"))
        if any(isinstance(effect, End) for effect in effects):
            click.echo(_after_the_end(story), err=True)
        click.echo("> ", nl=False)
        try:
            said = sys.stdin.buffer.readline().decode(errors="replace").strip()
        except KeyboardInterrupt:
            return
        if said in {"", LEAVE}:
            return
        simulated.world = replace(simulated.world, now=utc_now())
        effects = simulated.turn(Said(said))


def _after_the_end(story: Story) -> str:
    if not story.keywords:
        return "(The story has ended.)"
    return printable(f"(The story has ended. {story.keywords[0].word} begins it anew.)")
