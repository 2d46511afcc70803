"""What the phrases of a story ask about, so that a play counts that and no more."""

from collections.abc import Iterable, Iterator, Mapping

from engine.story.model import Reply, Scene
from engine.story.phrases import And, Chose, Condition, Not, Or, Tree, Visited


def asked(scenes: Mapping[str, Scene]) -> tuple[frozenset[str], frozenset[str]]:
    """Give the scenes whose visits matter and the replies, `scene/id`, whose choice matters."""
    trees = [tree for condition in conditions(scenes.values()) for tree in parts(condition.tree)]
    visited = {tree.scene for tree in trees if isinstance(tree, Visited)}
    chosen = {tree.reply for tree in trees if isinstance(tree, Chose)}
    # A sign opens what was not seen yet before what was.
    opened = {scene.id for scene in scenes.values() if scene.place and scene.signs == "open"}
    return frozenset(visited | opened), frozenset(chosen)


def conditions(scenes: Iterable[Scene]) -> Iterator[Condition]:
    """Give every condition of these scenes."""
    for scene in scenes:
        if scene.condition is not None:
            yield scene.condition
        for reply in replies_of(scene):
            if reply.condition is not None:
                yield reply.condition


def replies_of(scene: Scene) -> tuple[Reply, ...]:
    """Give every reply of a scene, the one when nothing matched included."""
    return (*scene.replies, scene.otherwise) if scene.otherwise else scene.replies


def parts(tree: Tree) -> Iterator[Tree]:
    """Give a tree and every tree within it."""
    yield tree
    match tree:
        case Not(part):
            yield from parts(part)
        case And(several) | Or(several):
            for part in several:
                yield from parts(part)
