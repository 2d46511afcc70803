"""Who walks: a simulated player, and what was said to them."""

from dataclasses import dataclass, field
from datetime import datetime

from engine.play.effects import Effect
from engine.play.events import Event
from engine.play.message import message
from engine.play.simulated import Simulated
from engine.story.build.reading import Reading
from engine.story.document import Node
from engine.story.model import Channel, Story
from engine.story.problems import Problem, Span


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a walk: what to do or to look at, and where it is written."""

    key: str
    node: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Walk:
    """A play as it was written down.

    `at` is the clock at the start, local to the first place; `seed` is where chance starts.
    """

    name: str
    channel: Channel
    language: str | None
    at: datetime
    steps: tuple[Step, ...]
    seed: int = 0


@dataclass(slots=True)
class Walked:
    """How a walk went: what was said, and the first difference, if there is one."""

    name: str
    transcript: list[str] = field(default_factory=list)
    difference: Problem | None = None


@dataclass(slots=True)
class Walker:
    """A walk that is under way."""

    story: Story
    simulated: Simulated
    walked: Walked
    effects: tuple[Effect, ...] = ()

    def turn(self, shown: str, event: Event) -> None:
        """Let something happen, and note what was said."""
        self.note(shown, self.simulated.turn(event))

    def note(self, shown: str, effects: tuple[Effect, ...]) -> None:
        """Note what was said."""
        self.effects = effects
        self.walked.transcript += [f"> {shown}", message(effects)]

    def text(self, step: Step) -> str:
        """Give what a step is about."""
        return Reading().text(step.node, step.key)
