"""Whether `back` may find nowhere to go back to, and lead to the start."""

from collections.abc import Iterator, Mapping

from engine.checking.search.gathering import gathered
from engine.play.telling import MOST_RETURNS
from engine.story.build.asked import replies_of
from engine.story.build.variants import scenes_of
from engine.story.model import Reply, Scene, Story

# What stands beside visits in what is gathered; no scene has an empty name.
_BACK = ""


def may_return_to_start(story: Story) -> bool:
    """Tell whether some `back` may come without a way that is still remembered.

    It may where it is reached by other ways than `visit` and signs, or where so many visits lie in
    each other that the first is forgotten.
    """
    around = _around(story)
    first = [story.start, *(scene.id for scene in story.scenes.values() if scene.opens_by_sign)]
    if any(_BACK in around[scene] for scene in first):
        return True
    level = {visit for scene in first for visit in around[scene]}
    for _ in range(MOST_RETURNS):
        level = {within for visit in level for within in around[visit] if within != _BACK}
    return bool(level)


def turning_back(story: Story) -> frozenset[str]:
    """Give the scenes from which a `back` may come before anything else is remembered."""
    return frozenset(id_ for id_, found in _around(story).items() if _BACK in found)


def _around(story: Story) -> Mapping[str, frozenset[str]]:
    """Give by scene what is visited from it and all that it leads to without a visit."""
    scenes = story.scenes.values()
    own = {
        scene.id: {*visits_from(story, scene), *((_BACK,) if scene.back else ())}
        for scene in scenes
    }
    return gathered(own, {scene.id: set(ways_from(story, scene)) for scene in scenes})


def ways_from(story: Story, scene: Scene) -> Iterator[str]:
    """Give every scene that one may lead to, but by a visit or a sign."""
    if scene.back:
        yield story.start
    yield from scenes_of(scene.go)
    if scene.skip is not None:
        yield scene.skip
    for reply in _replies(story, scene):
        yield from scenes_of(reply.go)


def visits_from(story: Story, scene: Scene) -> Iterator[str]:
    """Give every scene that is visited from one."""
    for reply in _replies(story, scene):
        if reply.visit is not None:
            yield reply.visit


def _replies(story: Story, scene: Scene) -> tuple[Reply, ...]:
    return (*replies_of(scene), *(story.anytime if scene.waits else ()))
