"""Whether `back` may find nowhere to go back to, and lead to the start."""

from collections.abc import Iterable, Iterator

from engine.play.telling import MOST_RETURNS
from engine.story.build.asked import replies_of
from engine.story.build.variants import scenes_of
from engine.story.model import Reply, Scene, Story


def may_return_to_start(story: Story) -> bool:
    """Tell whether some `back` may come without a way that is still remembered.

    It may where it is reached by other ways than `visit` and signs, or where so many visits lie in
    each other that the first is forgotten.
    """
    if _has_back(story, _around(story, [story.start])):
        return True
    signed = [scene.id for scene in story.scenes.values() if scene.opens_by_sign]
    if _has_back(story, _around(story, signed)):
        return True
    return _deepest(story) > MOST_RETURNS


def turning_back(story: Story) -> frozenset[str]:
    """Give the scenes from which a `back` may come before anything else is remembered."""
    return frozenset(id_ for id_ in story.scenes if _has_back(story, _around(story, [id_])))


def _has_back(story: Story, scenes: Iterable[str]) -> bool:
    return any(story.scenes[scene].back for scene in scenes)


def _around(story: Story, scenes: Iterable[str]) -> set[str]:
    """Give every scene that these lead to without a visit."""
    found = set(scenes)
    waiting = list(found)
    while waiting:
        for scene in ways_from(story, story.scenes[waiting.pop()]):
            if scene not in found:
                found.add(scene)
                waiting.append(scene)
    return found


def ways_from(story: Story, scene: Scene) -> Iterator[str]:
    """Give every scene that one may lead to, but by a visit or a sign."""
    if scene.back:
        yield story.start
    yield from scenes_of(scene.go) or ()
    yield from (scene.skip,) if scene.skip is not None else ()
    for reply in _replies(story, scene):
        yield from scenes_of(reply.go) or ()


def _replies(story: Story, scene: Scene) -> tuple[Reply, ...]:
    return (*replies_of(scene), *(story.anytime if scene.waits else ()))


def _deepest(story: Story) -> int:
    """Give how many visits may lie in each other, at most one more than are remembered."""
    visits: dict[str, set[str]] = {}

    def within(scene: str) -> set[str]:
        if scene not in visits:
            around = _around(story, [scene])
            visits[scene] = {
                reply.visit
                for each in around
                for reply in _replies(story, story.scenes[each])
                if reply.visit is not None
            }
        return visits[scene]

    level = within(story.start)
    for scene in story.scenes.values():
        if scene.opens_by_sign:
            level = level | within(scene.id)
    for depth in range(MOST_RETURNS + 1):
        if not level:
            return depth
        level = {visit for scene in level for visit in within(scene)}
    return MOST_RETURNS + 1
