"""A walk's file -> a walk, or every problem at once."""

from datetime import datetime
from pathlib import Path

from engine.checking.walks.doing import DOING
from engine.checking.walks.looking import LOOKING
from engine.checking.walks.walker import Step, Walk
from engine.story.build.reading import Reading, read_source, whole_number
from engine.story.document import (
    MapNode,
    Node,
    Scalar,
    source_of,
)
from engine.story.model import CHANNELS
from engine.story.slips import short

KEYS = ("walk", "channel", "language", "at", "seed", "steps")
USUAL_TIME = datetime(2027, 6, 5, 14)  # noqa: DTZ001 - local to the story's first place
# What computers count from, and what leaves room to wait.
YEARS = range(1970, 3000)
BLOCKS = {"fact": "{steps: 2}", "votes": "{best wall: {oak: 1}}"}


def read_walk(file: Path) -> Walk:
    """Read a walk's file. Raises StoryError with every problem found."""
    return read_source(
        source_of(file), str(file), lambda reading, root: _walk(reading, root, file.stem)
    )


def _walk(reading: Reading, root: Node, name: str) -> Walk:
    entries = reading.block(root, KEYS, "A walk")
    steps = [_step(reading, item) for item in reading.items(entries.get("steps"), "steps")]
    if not steps and not reading.problems:
        reading.problem(root.span, "empty", "This walk has no steps.")
    return Walk(
        name=reading.text(entries.get("walk"), "walk") or name,
        channel=reading.one_of(
            entries.get("channel"), "channel", {each: each for each in CHANNELS}, CHANNELS[0]
        ),
        language=reading.language(entries.get("language"), "language") or None,
        at=_time(reading, entries.get("at")),
        seed=_seed(reading, entries.get("seed")),
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
    elif key not in BLOCKS:
        reading.text(value, key)
    elif not isinstance(value, MapNode) or not value.entries:
        message = f"'{key}' is a block of what shall be here: '{key}: {BLOCKS[key]}'."
        reading.problem(value.span, "shape", message)
    elif key == "fact":
        _one_value_each(reading, value)
    else:
        for poll, options in value.entries:
            if isinstance(options, MapNode) and options.entries:
                _one_value_each(reading, options)
            else:
                message = f"'{short(poll.text)}' is a block of options and their votes here."
                reading.problem(options.span, "shape", message)


def _one_value_each(reading: Reading, block: MapNode) -> None:
    for name, wanted in block.entries:
        if not isinstance(wanted, Scalar):
            reading.problem(wanted.span, "shape", f"'{short(name.text)}' is one value here.")


def _seed(reading: Reading, node: Node | None) -> int:
    """Give where chance starts."""
    text = reading.text(node, "seed")
    seed = whole_number(text) if text else 0
    if node is not None and (seed is None or seed < 0):
        message = "'seed' is where chance starts: a whole number from 0 on, such as 7."
        reading.problem(node.span, "number", message)
    return max(seed or 0, 0)


def _time(reading: Reading, node: Node | None) -> datetime:
    text = reading.text(node, "at")
    time = time_of(text)
    if node is not None and time is None:
        reading.problem(node.span, "time", "'at' is a day and a time: 2027-06-05 14:00.")
    return time or USUAL_TIME


def time_of(text: str) -> datetime | None:
    """Read a day and a time, local to the story's first place; None where it is none."""
    try:
        time = datetime.strptime(text, "%Y-%m-%d %H:%M")  # noqa: DTZ007 - local to the first place
    except ValueError:
        return None
    return time if time.year in YEARS else None
