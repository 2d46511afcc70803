"""`wayside play`: a story in the terminal, by the same engine that answers texts."""

import re
import secrets
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from engine.checking.walks.reading import time_of
from engine.checking.walks.running import moment
from engine.checking.walks.walker import Walked, Walker
from engine.checking.walks.writing import Head, walk_text
from engine.cli.numbers import WholeNumber
from engine.cli.paths import story_in
from engine.cli.playing import Chance, Session
from engine.cli.reporting import as_text, printable
from engine.cli.slashes import MARK, run_slash
from engine.cli.writing import write_whole
from engine.clock import utc_now
from engine.library import with_neighbours
from engine.play.simulated import Simulated
from engine.play.step import EndlessStory
from engine.play.world import World
from engine.story.build import read_story
from engine.story.model import CHANNELS, LARGEST_NUMBER, Channel, Story
from engine.story.problems import StoryError

LEAVE = "/quit"
# Small enough to be read in a walk and typed again.
MOST_SEEDS = 1_000_000
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@click.command()
@click.argument("story", type=click.Path(path_type=Path))
@click.option("--channel", type=click.Choice(CHANNELS), default=CHANNELS[0], show_default=True,
              help="Play as if by text message, on the web, or by phone call.")  # fmt: skip
@click.option("--language", help="Begin in this language of the story.")
@click.option(
    "--at", "typed", metavar="TIME", help="When it begins; the clock then stands until /wait."
)
@click.option("--seed", type=WholeNumber(0, LARGEST_NUMBER), help="Where chance starts.")
@click.option("--save", "name", metavar="NAME", help="Keep what is played as walks/NAME.yaml.")
@click.option("--force", is_flag=True, help="Let --save replace a walk that is there.")
def play(
    *,
    story: Path,
    channel: Channel,
    language: str | None,
    typed: str | None,
    seed: int | None,
    name: str | None,
    force: bool,
) -> None:
    """Play a story here, as if by text. STORY is its folder, or its name in stories/.

    An empty line, Ctrl-D or /quit leaves. A sign is scanned by typing its code, or by /scan and the
    place. /help lists what else can be typed after a slash.
    """
    folder = story_in(story)
    file = _file(folder, name, force=force)
    try:
        read = read_story(folder)
    except StoryError as error:
        click.echo(as_text(error.problems))
        raise SystemExit(1) from None
    begins = _time(typed) or (_this_minute(read) if file else None)
    chance = Chance()
    head = Head(
        name=(name or "").replace("-", " ").capitalize(),
        channel=channel,
        language=_language(read, language),
        at=begins or _this_minute(read),
        seed=seed if seed is not None else secrets.randbelow(MOST_SEEDS),
    )
    world = World(
        moment(begins, read) if begins else utc_now().replace(microsecond=0),
        head.seed,
        channel,
        choose=chance.choose,
    )
    simulated = Simulated(with_neighbours(read, folder), world, head.language)
    session = Session(Walker(read, simulated, Walked(head.name)), stands=begins is not None)
    try:
        _converse(session)
    except EndlessStory as error:
        click.echo(printable(str(error)))
        raise SystemExit(1) from None
    finally:
        if file is not None:
            _save(session, head, file, by_chance=chance.asked)


def _converse(session: Session) -> None:
    title = session.story.title
    click.echo(printable(f"{title}. Type what you would text; {LEAVE} leaves."), err=True)
    session.do("open", "yes")
    while not session.left:
        click.echo("> ", nl=False)
        try:
            typed = sys.stdin.buffer.readline().decode(errors="replace").strip()
        except KeyboardInterrupt:
            return
        if not typed:
            return
        if typed.startswith(MARK):
            run_slash(session, typed)
        else:
            session.do("text", typed)


def _file(folder: Path, name: str | None, *, force: bool) -> Path | None:
    """Give where the walk is kept. Raises click.UsageError before anything is played in vain."""
    if name is None:
        if force:
            raise click.UsageError("--force goes with --save NAME.")
        return None
    if not _NAME.fullmatch(name) or len(name) > 60:
        raise click.UsageError(f"'{name}' cannot be a walk's name. Write it like the-short-way.")
    file = folder / "walks" / f"{name}.yaml"
    if file.exists() and not force:
        shown = click.format_filename(file)
        raise click.UsageError(f"'{shown}' is there already. Choose another name, or add --force.")
    return file


def _time(typed: str | None) -> datetime | None:
    time = time_of(typed) if typed is not None else None
    if typed is not None and time is None:
        raise click.UsageError(
            f"'{typed}' is no day and time. Write it like --at '2027-06-05 21:30'."
        )
    return time


def _language(story: Story, language: str | None) -> str:
    if language is None or language in story.languages:
        return language or story.language
    told = ", ".join(story.languages)
    raise click.UsageError(f"The story is not told in '{language}'. It is told in: {told}.")


def _this_minute(story: Story) -> datetime:
    """Give the time where the story is, as a walk has it."""
    now = utc_now().astimezone(ZoneInfo(story.timezone or "UTC"))
    return now.replace(second=0, microsecond=0, tzinfo=None)


def _save(session: Session, head: Head, file: Path, *, by_chance: bool) -> None:
    steps = session.recording.steps
    if not steps:
        return
    if not by_chance:
        head = replace(head, seed=0)
    write_whole(file, f"{walk_text(session.story, head, steps)}\n".encode())
    shown = click.format_filename(file)
    click.echo(f"\n{shown} is written. Replay it:  wayside walk {shown}", err=True)
