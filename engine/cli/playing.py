"""A play in the terminal: what the player does, what the clock says, what is written down."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import click

from engine.checking.walks.doing import DOING
from engine.checking.walks.recording import Recording
from engine.checking.walks.walker import Step, Walker
from engine.cli.reporting import printable
from engine.clock import utc_now
from engine.play import chance
from engine.play.effects import End
from engine.play.message import message
from engine.story.document import Scalar
from engine.story.model import Story
from engine.story.problems import Span

HERE = Span("typed")


@dataclass(slots=True)
class Chance:
    """Chance as it always is, which knows whether anything was left to it."""

    asked: bool = False

    def choose(self, seed: int, n: int) -> tuple[int, int]:
        """Give an index under n and the next seed."""
        self.asked = True
        return chance.choose(seed, n)


@dataclass(slots=True)
class Session:
    """Somebody who plays here. While the clock does not stand, real time passes."""

    walker: Walker
    stands: bool
    recording: Recording = field(default_factory=Recording)
    left: bool = False
    read_at: datetime = field(default_factory=utc_now)

    @property
    def story(self) -> Story:
        """The story that was named, in its own language."""
        return self.walker.story

    def do(self, key: str, about: str) -> str | None:
        """Take a step, and show what is said; give what hinders it, or None."""
        self.now()
        self.walker = replace(self.walker, effects=())
        fault = DOING[key].run(self.walker, Step(key, Scalar(about, HERE), HERE))
        if fault is not None:
            return fault
        effects = self.walker.effects
        self.recording.add(key, about, effects)
        ended = any(isinstance(each, End) for each in effects)
        words = message(effects)
        if words or ended:
            click.echo(printable(f"\n{words}\n"))
        else:
            click.echo("(Nothing is said.)", err=True)
        if ended:
            click.echo(_after_the_end(self.story), err=True)
        return None

    def now(self) -> datetime:
        """Give the time of the play, in whole seconds."""
        simulated = self.walker.simulated
        if not self.stands:
            passed = max(int((utc_now() - self.read_at).total_seconds()), 0)
            self.read_at += timedelta(seconds=passed)
            now = simulated.world.now + timedelta(seconds=passed)
            simulated.world = replace(simulated.world, now=now)
        return simulated.world.now

    def local_time(self) -> str:
        """Give the time of the play where the story is, as it is typed."""
        return f"{self.now().astimezone(ZoneInfo(self.story.timezone or 'UTC')):%Y-%m-%d %H:%M}"


def _after_the_end(story: Story) -> str:
    if not story.keywords:
        return "(The story has ended.)"
    return printable(f"(The story has ended. {story.keywords[0].word} begins it anew.)")
