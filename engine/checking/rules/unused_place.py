"""Places where nothing happens."""

from collections.abc import Iterator

from engine.checking.used import asked_for
from engine.story.build.folder import Written
from engine.story.phrases import At
from engine.story.problems import Problem
from engine.story.slips import short


def unused_place(written: Written) -> Iterator[Problem]:
    """Tell of a place that no scene, no walk and no condition speaks of."""
    story = written.story
    used = {scene.place for scene in story.scenes.values()}
    used |= {place for scene in story.scenes.values() if scene.walk for place in scene.walk.to}
    used |= {tree.place for tree in asked_for(written) if isinstance(tree, At)}
    for place in story.places:
        if place not in used:
            message = (
                f"Nothing happens at '{short(place)}': no scene has 'place: {short(place)}' and no "
                "'walk' leads there. Use it, or delete it."
            )
            yield Problem(written.spans[f"places/{place}"], "unused-place", message, "warning")
