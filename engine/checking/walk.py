"""Walks: plays that must keep working. Read, replayed, and compared."""

import re
from collections.abc import Callable, Iterable
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
from engine.story.build.reading import Reading, read_source
from engine.story.document import MapNode, Node, Scalar, source_of
from engine.story.model import Story
from engine.story.nearest import did_you_mean
from engine.story.problems import Problem, Span
from engine.story.slips import short

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
    return read_source(
        source_of(file), str(file), lambda reading, root: _walk(reading, root, file.stem)
    )


def _walk(reading: Reading, root: Node, name: str) -> Walk:
    entries = reading.block(root, KEYS, "A walk")
    reading.one_of(entries.get("channel"), "channel", CHANNELS, "sms")
    steps = [_step(reading, item) for item in reading.items(entries.get("steps"), "steps")]
    if not steps and not reading.problems:
        reading.problem(root.span, "empty", "This walk has no steps.")
    return Walk(
        name=reading.text(entries.get("walk"), "walk") or name,
        language=reading.language(entries.get("language"), "language") or "en",
        at=_time(reading, entries.get("at")),
        steps=tuple(step for step in steps if step is not None),
    )


def _step(reading: Reading, node: Node) -> Step | None:
    if not isinstance(node, MapNode) or len(node.entries) != 1:
        message = "A step is one key and what it is about, such as '- text: LANTERN'."
        reading.problem(node.span, "shape", message)
        return None
    for key, value in reading.block(node, (*DOING, *LOOKING), "A step").items():
        _check_step(reading, key, value)
        return Step(key, value, value.span)
    return None


def _check_step(reading: Reading, key: str, value: Node) -> None:
    """Tell of a step that could not find anything wrong."""
    if key == "menu":
        reading.texts(value, key)
    elif key != "fact":
        reading.text(value, key)
    elif not isinstance(value, MapNode) or not value.entries:
        message = "'fact' is a block of facts and what they shall be here: 'fact: {steps: 2}'."
        reading.problem(value.span, "shape", message)
    else:
        for name, wanted in value.entries:
            if not isinstance(wanted, Scalar):
                reading.problem(wanted.span, "shape", f"'{short(name.text)}' is one value here.")


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
        return f"There is no place '{place}'.{did_you_mean(place, walker.story.places)}"
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
    return f"expected the choices {_quoted(wanted)}, got {_quoted(got)}"


def _fact(walker: _Walker, step: Step) -> str | None:
    play = walker.simulated.play
    for key, node in step.node.entries if isinstance(step.node, MapNode) else ():
        if key.text not in walker.story.facts:
            hint = did_you_mean(key.text, walker.story.facts)
            return f"There is no fact '{key.text}'.{hint}"
        first = walker.story.facts[key.text].first
        value = play.facts.get(key.text, first) if play else first
        got = ("yes" if value else "no") if isinstance(value, bool) else str(value)
        wanted = node.text if isinstance(node, Scalar) else ""
        if got != wanted:
            return f"expected {key.text} to be '{wanted}', got '{got}'"
    return None


def _holds(walker: _Walker, step: Step) -> str | None:
    items = walker.simulated.play.items if walker.simulated.play else ()
    wanted = walker.text(step)
    return None if wanted in items else f"expected to hold '{wanted}', got {_quoted(items)}"


def _at(walker: _Walker, step: Step) -> str | None:
    play = walker.simulated.play
    got = play.scene if play else None
    wanted = walker.text(step)
    if got == wanted:
        return None
    return f"expected the scene '{wanted}', got {_quoted([got] if got else [])}"


def _ends(walker: _Walker, step: Step) -> str | None:
    titles = [effect.title for effect in walker.effects if isinstance(effect, End)]
    wanted = walker.text(step)
    if any(_flat(title) == _flat(wanted) for title in titles):
        return None
    return f"expected the ending '{wanted}', got {_quoted(titles)}"


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names) or "none"


DOING: dict[str, Callable[[_Walker, Step], str | None]] = {
    "text": _text, "code": _text, "scan": _scan
}  # fmt: skip
LOOKING: dict[str, Callable[[_Walker, Step], str | None]] = {
    "see": _see, "not see": _not_see, "menu": _menu, "fact": _fact, "holds": _holds, "at": _at,
    "ends": _ends,
}  # fmt: skip
