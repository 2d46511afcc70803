"""What the parts of a story make of what it remembers."""

from collections.abc import Iterator

from engine.story.build.asked import all_replies, conditions, parts
from engine.story.build.folder import Written
from engine.story.model import Slot, Story
from engine.story.phrases import Action, Tree


def actions(story: Story) -> Iterator[Action]:
    """Give everything that is done anywhere in a story."""
    for scene in story.scenes.values():
        yield from scene.do
    for reply in all_replies(story):
        yield from reply.do


def asked_for(story: Story) -> Iterator[Tree]:
    """Give every part of every condition of a story."""
    for condition in conditions(story):
        yield from parts(condition.tree)


def slots(written: Written) -> Iterator[Slot]:
    """Give every slot of every line, in each of the story's languages."""
    for line, _ in written.lines:
        yield from (part for part in line.parts if isinstance(part, Slot))
