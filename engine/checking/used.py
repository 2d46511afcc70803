"""What the parts of a story make of what it remembers."""

from collections.abc import Iterator

from engine.story.build.asked import parts
from engine.story.build.folder import Written
from engine.story.model import Slot
from engine.story.phrases import Tree


def asked_for(written: Written) -> Iterator[Tree]:
    """Give every part of every condition of a story."""
    for condition, _ in written.conditions:
        yield from parts(condition.tree)


def slots(written: Written) -> Iterator[Slot]:
    """Give every slot of every line, in each of the story's languages."""
    for line, _ in written.lines:
        yield from (part for part in line.parts if isinstance(part, Slot))
