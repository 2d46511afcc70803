"""What the phrases of a story ask about, so that a play counts that and no more."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from engine.story.model import Cases, Reply, Scene, Story, Varied, Way, Words
from engine.story.phrases import Action, And, Chose, Condition, Not, Or, Since, Tree, Visited

Asked: TypeAlias = tuple[frozenset[str], frozenset[str], frozenset[str]]


def asked(story: Story) -> Asked:
    """Give what is asked: scenes for visits, scenes for times, replies (`scene/id`) for choice."""
    trees = [tree for condition in conditions(story) for tree in parts(condition.tree)]
    visited = {tree.scene for tree in trees if isinstance(tree, Visited)}
    timed = {tree.scene for tree in trees if isinstance(tree, Since)}
    chosen = {tree.reply for tree in trees if isinstance(tree, Chose)}
    # A sign opens what was not seen yet before what was.
    opened = {scene.id for scene in story.scenes.values() if scene.opens_by_sign}
    return frozenset(visited | opened), frozenset(timed), frozenset(chosen)


def conditions(story: Story) -> Iterator[Condition]:
    """Give every condition of a story."""
    yield from _of_words(story.welcome)
    for reply in story.anytime:
        yield from _of_reply(reply)
    for scene in story.scenes.values():
        yield from conditions_of(scene)


def conditions_of(scene: Scene) -> Iterator[Condition]:
    """Give every condition of a scene."""
    if scene.condition is not None:
        yield scene.condition
    yield from _of_ways(scene.go)
    for speech in scene.speech.values():
        yield from _of_words(speech.say)
        yield from _of_words(speech.transcript)
    for hint in scene.hints:
        yield from _of_words(hint)
    if scene.ask is not None:
        yield from _of_words(scene.ask.question)
    for reply in replies_of(scene):
        yield from _of_reply(reply)


def _of_reply(reply: Reply) -> Iterator[Condition]:
    if reply.condition is not None:
        yield reply.condition
    yield from _of_ways(reply.go)
    yield from _of_words(reply.speech.say)
    yield from _of_words(reply.speech.transcript)


def _of_words(words: Words | None) -> Iterator[Condition]:
    return _of(words) if isinstance(words, Varied | Cases) else iter(())


def _of_ways(way: Way | None) -> Iterator[Condition]:
    return _of(way) if isinstance(way, Varied | Cases) else iter(())


def _of(varied: Varied[Any] | Cases[Any]) -> Iterator[Condition]:
    then = varied.then if isinstance(varied, Varied) else None
    for option in (*varied.options, *((then,) if then else ())):
        if option.condition is not None:
            yield option.condition


def replies_of(scene: Scene) -> tuple[Reply, ...]:
    """Give every reply of a scene: those a player gives, and those that come otherwise."""
    other = (scene.otherwise,) if scene.otherwise else ()
    timed = (timed.reply for timed in scene.after)
    return (*scene.replies, *other, *scene.tries.values(), *timed)


def all_replies(story: Story) -> Iterator[Reply]:
    """Give every reply of a story."""
    yield from story.anytime
    for scene in story.scenes.values():
        yield from replies_of(scene)


def actions(story: Story) -> Iterator[Action]:
    """Give everything that a story does."""
    for scene in story.scenes.values():
        yield from scene.do
    for reply in all_replies(story):
        yield from reply.do


def parts(tree: Tree) -> Iterator[Tree]:
    """Give a tree and every tree within it."""
    yield tree
    match tree:
        case Not(part):
            yield from parts(part)
        case And(several) | Or(several):
            for part in several:
                yield from parts(part)
