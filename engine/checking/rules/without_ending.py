"""Stories that never end."""

from collections.abc import Iterator

from engine.checking.ways import endings_of
from engine.story.build.asked import all_replies
from engine.story.build.folder import Written
from engine.story.model import ANYWHERE_SCENE, Story
from engine.story.problems import Problem


def without_ending(written: Written) -> Iterator[Problem]:
    """Tell of a story that has no ending and hands over to no other.

    One that begins anywhere is a garden to walk about in: it need not end.
    """
    story = written.story
    if story.start == ANYWHERE_SCENE or endings_of(story) or _hands_over(story):
        return
    message = (
        "This story has no ending: nobody is ever told that it is over, and no report can say who "
        "came to the end. Give its last scene an 'ending: ...'."
    )
    yield Problem(written.spans["scenes"], "without-ending", message, "warning")


def _hands_over(story: Story) -> bool:
    scenes = any(scene.handover for scene in story.scenes.values())
    return scenes or any(reply.handover for reply in all_replies(story))
