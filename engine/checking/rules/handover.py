"""Stories that are handed over to."""

from collections.abc import Collection, Iterator

from engine.checking.where import path_of
from engine.story.build.asked import all_replies
from engine.story.build.folder import Written
from engine.story.nearest import did_you_mean
from engine.story.problems import Problem
from engine.story.slips import short


def handover(written: Written, stories: Collection[str]) -> Iterator[Problem]:
    """Tell of a story that is handed over to and is not there."""
    places = [(scene.handover, f"scenes/{scene.id}") for scene in written.story.scenes.values()]
    places += [
        (reply.handover, f"replies/{path_of(written, reply)}")
        for reply in all_replies(written.story)
    ]
    for story, path in places:
        if story is not None and story not in stories:
            hint = did_you_mean(story, stories)
            message = (
                f"There is no story '{short(story)}' beside this one.{hint} "
                "Without it, the play ends here."
            )
            yield Problem(written.spans[f"{path}/handover"], "handover", message, "warning")
