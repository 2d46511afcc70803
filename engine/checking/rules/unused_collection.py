"""Collections that nobody can give anything to."""

from collections.abc import Iterator

from engine.story.build.asked import all_replies
from engine.story.build.folder import Written
from engine.story.problems import Problem
from engine.story.slips import short


def unused_collection(written: Written) -> Iterator[Problem]:
    """Tell of a collection that no question and no reply collects for."""
    story = written.story
    given = {reply.collect for reply in all_replies(story)}
    given |= {scene.ask.collect for scene in story.scenes.values() if scene.ask}
    for collection in story.collections:
        if collection not in given:
            message = (
                f"Nothing is ever given to '{short(collection)}': no 'ask' and no reply has "
                f"'collect: {short(collection)}'. Ask for something, or delete it."
            )
            span = written.spans[f"collections/{collection}"]
            yield Problem(span, "unused-collection", message, "warning")
