"""What may still matter from each scene on: what no condition there can ask about is forgotten."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TypeAlias

from engine.checking.search.gathering import gathered
from engine.checking.search.idle import is_idle
from engine.checking.search.possible import ground_of
from engine.checking.search.returning import visits_from, ways_from
from engine.story.build.asked import conditions_of, parts, replies_of
from engine.story.model import Reply, Scene, Story
from engine.story.phrases import Chose, Compare, Condition, Has, Since, Tree, Visited

# "has", "fact", "visits", "taken" or "since", and of which.
Thing: TypeAlias = tuple[str, str]


def alive(story: Story) -> Mapping[str, frozenset[Thing]]:
    """Give by scene what may be asked there or in any scene that it leads to."""
    everywhere = set(_asked_by(story, story.anytime, ()))
    opened = [scene for scene in story.scenes.values() if scene.opens_by_sign]
    for scene in opened:
        everywhere |= set(_asked_in(story, scene))
    everywhere |= {("visits", scene) for scene in _preferred_if_unseen(story, opened)}
    own = {scene.id: {*_asked_in(story, scene), *everywhere} for scene in story.scenes.values()}
    leads_to = {
        scene.id: {
            *ways_from(story, scene),
            *visits_from(story, scene),
            *(each.id for each in opened),
        }
        for scene in story.scenes.values()
    }
    return gathered(own, leads_to)


def _preferred_if_unseen(story: Story, opened: Iterable[Scene]) -> Iterator[str]:
    """Give the scenes of a place of which a sign may open one or another at the same time."""
    ground = ground_of(story)
    for one, other in combinations(opened, 2):
        if one.place != other.place:
            continue
        together = ground.anything
        for condition in (one.condition, other.condition):
            if condition is not None and together:
                together = ground.assume(together, condition.tree, holds=True)
        if together:
            yield from (one.id, other.id)


def _asked_in(story: Story, scene: Scene) -> Iterator[Thing]:
    return _asked_by(story, replies_of(scene), conditions_of(scene))


def _asked_by(
    story: Story, replies: Iterable[Reply], conditions: Iterable[Condition]
) -> Iterator[Thing]:
    for reply in replies:
        if reply.once and not is_idle(story, reply):
            yield "taken", f"{reply.scene}/{reply.id}"
        if reply.condition is not None:
            yield from _things(reply.condition)
    for condition in conditions:
        yield from _things(condition)


def _things(condition: Condition) -> Iterator[Thing]:
    for tree in parts(condition.tree):
        yield from _thing(tree)


def _thing(tree: Tree) -> Iterator[Thing]:
    match tree:
        case Has(item):
            yield "has", item
        case Compare(fact):
            yield "fact", fact
        case Visited(scene):
            yield "visits", scene
        case Since(scene):
            yield "since", scene
        case Chose(reply):
            yield "taken", reply
        case _:
            return
