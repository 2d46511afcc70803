"""Walks: plays that must keep working. Read, replayed, and compared."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from engine.languages.folding import folded
from engine.play.effects import Effect, End, Offer, Say
from engine.play.events import Event, Said, Scanned
from engine.play.hear import Catalog
from engine.play.message import message
from engine.play.simulated import Simulated
from engine.play.world import World
from engine.story.build.reading import Reading
from engine.story.document import MapNode, Node, read_document
from engine.story.model import Story
from engine.story.problems import Problem, Span, StoryError

KEYS = ("walk", "channel", "language", "at", "steps")
CHANNELS = {"sms": "sms"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a walk: what to do or to look at, and where it is written."""

    key: str
    node: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Walk:
    """A play as it was written down."""

    name: str
    language: str
    at: datetime
    steps: tuple[Step, ...]


@dataclass(slots=True)
class Walked:
    """How a walk went: what was said, and the first difference, if there is one."""

    name: str
    transcript: list[str] = field(default_factory=list)
    difference: Problem | None = None


def read_walk(file: Path) -> Walk:
    """Read a walk's file. Raises StoryError with every problem found."""
    reading = Reading()
    entries = reading.block(read_document(file.read_bytes(), str(file)), KEYS, "A walk")
    reading.one_of(entries.get("channel"), "channel", CHANNELS, "sms")
    steps = [_step(reading, item) for item in reading.items(entries.get("steps"), "steps")]
    walk = Walk(
        name=reading.text(entries.get("walk"), "walk") or file.stem,
        language=reading.text(entries.get("language"), "language") or "en",
        at=_time(reading, entries.get("at")),
        steps=tuple(step for step in steps if step is not None),
    )
    if not walk.steps and not reading.problems:
        reading.problem(Span(str(file)), "empty", "This walk has no steps.")
    if reading.problems:
        raise StoryError(reading.problems)
    return walk


def _step(reading: Reading, node: Node) -> Step | None:
    if not isinstance(node, MapNode) or len(node.entries) != 1:
        message = "A step is one key and what it is about, such as '- text: LANTERN'."
        reading.problem(node.span, "shape", message)
        return None
    entries = reading.block(node, (*DOING, *LOOKING), "A step")
    return next((Step(key, value, value.span) for key, value in entries.items()), None)


def _time(reading: Reading, node: Node | None) -> datetime:
    text = reading.text(node, "at") or "2027-06-05 14:00"
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    except ValueError:
        if node is not None:
            reading.problem(node.span, "time", "'at' is a day and a time: 2027-06-05 14:00.")
        return datetime(2027, 6, 5, 14, tzinfo=UTC)


def run_walk(walk: Walk, story: Story, catalog: Catalog) -> Walked:
    """Play a walk and stop at the first difference."""
    walked = Walked(walk.name)
    walker = _Walker(story, Simulated(catalog, World(walk.at), walk.language), walked)
    for step in walk.steps:
        if step.key in DOING:
            fault = DOING[step.key](walker, step)
        else:
            fault = LOOKING[step.key](walker, step)
        if fault is not None:
            walked.difference = Problem(step.span, "walk", fault)
            return walked
    return walked


@dataclass(slots=True)
class _Walker:
    story: Story
    simulated: Simulated
    walked: Walked
    effects: tuple[Effect, ...] = ()

    def turn(self, shown: str, event: Event) -> None:
        self.effects = self.simulated.turn(event)
        said = message(self.effects)
        self.walked.transcript += [f"> {shown}", said]

    def text(self, step: Step) -> str:
        return Reading().text(step.node, step.key)

    def said(self) -> str:
        return _flat(message(e for e in self.effects if isinstance(e, Say)))


def _flat(text: str) -> str:
    return " ".join(re.sub(r"\s+", " ", text).casefold().split())


def _text(walker: _Walker, step: Step) -> str | None:
    walker.turn(walker.text(step), Said(walker.text(step)))
    return None


def _scan(walker: _Walker, step: Step) -> str | None:
    place = walker.text(step)
    if place not in walker.story.places:
        return f"There is no place '{place}'."
    play = walker.simulated.play
    if play is None or play.story != walker.story.id or play.ended:
        code = walker.story.places[place].code
        if code is None:
            return f"'{place}' has no code, so that its sign cannot be scanned."
        walker.turn(f"(scans {place})", Said(code))
    else:
        walker.turn(f"(scans {place})", Scanned(place))
    return None


def _see(walker: _Walker, step: Step) -> str | None:
    wanted = walker.text(step)
    if _flat(wanted) in walker.said():
        return None
    return f"expected to see '{wanted}', got:\n{message(walker.effects) or '(nothing)'}"


def _not_see(walker: _Walker, step: Step) -> str | None:
    unwanted = walker.text(step)
    if _flat(unwanted) not in walker.said():
        return None
    return f"expected not to see '{unwanted}', got:\n{message(walker.effects)}"


def _menu(walker: _Walker, step: Step) -> str | None:
    wanted = [scalar.text for scalar in Reading().texts(step.node, "menu")]
    offers = [effect.choices for effect in walker.effects if isinstance(effect, Offer)]
    got = list(offers[-1]) if offers else []
    if [folded(each) for each in wanted] == [folded(each) for each in got]:
        return None
    return f"expected the choices {wanted}, got {got}"


def _fact(walker: _Walker, step: Step) -> str | None:
    play = walker.simulated.play
    for key, node in step.node.entries if isinstance(step.node, MapNode) else ():
        if key.text not in walker.story.facts:
            return f"There is no fact '{key.text}'."
        first = walker.story.facts[key.text].first
        value = play.facts.get(key.text, first) if play else first
        got = ("yes" if value else "no") if isinstance(value, bool) else str(value)
        wanted = Reading().text(node, "fact") if getattr(node, "text", "") else ""
        if got != wanted:
            return f"expected {key.text} to be '{wanted}', got '{got}'"
    return None


def _holds(walker: _Walker, step: Step) -> str | None:
    items = walker.simulated.play.items if walker.simulated.play else ()
    wanted = walker.text(step)
    return None if wanted in items else f"expected to hold '{wanted}', got {list(items)}"


def _at(walker: _Walker, step: Step) -> str | None:
    play = walker.simulated.play
    got = play.scene if play else None
    return (
        None
        if got == walker.text(step)
        else f"expected the scene '{walker.text(step)}', got '{got}'"
    )


def _ends(walker: _Walker, step: Step) -> str | None:
    titles = [effect.title for effect in walker.effects if isinstance(effect, End)]
    wanted = walker.text(step)
    if any(_flat(title) == _flat(wanted) for title in titles):
        return None
    return f"expected the ending '{wanted}', got {titles or 'no ending'}"


DOING: dict[str, Callable[[_Walker, Step], str | None]] = {
    "text": _text, "code": _text, "scan": _scan
}  # fmt: skip
LOOKING: dict[str, Callable[[_Walker, Step], str | None]] = {
    "see": _see, "not see": _not_see, "menu": _menu, "fact": _fact, "holds": _holds, "at": _at,
    "ends": _ends,
}  # fmt: skip
