"""A reply by YES, which in some places is a word of the phone companies."""

from collections.abc import Iterator

from engine.checking.rules.finding import warning
from engine.checking.rules.spoken import paths_of
from engine.story.build.asked import all_replies
from engine.story.build.folder import Written
from engine.story.problems import Problem

RULE = "yes-word"


def check(written: Written) -> Iterator[Problem]:
    """Tell of every reply that can be given by YES alone and by no number."""
    for reply in all_replies(written.story):
        if ("yes",) in reply.words and reply.pick is None and len(reply.words) == 1:
            message = (
                "On some numbers YES signs a person up again, and the story does not hear it. Add "
                "another word: 'words: [yes, yes please, sure]'."
            )
            yield warning(written, RULE, message, *paths_of(reply))
