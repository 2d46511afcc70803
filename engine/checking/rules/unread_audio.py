"""A sound without words, which nobody can read."""

from collections.abc import Iterator

from engine.checking.rules.finding import warning
from engine.checking.rules.spoken import paths_of
from engine.story.build.asked import all_replies
from engine.story.build.folder import Written
from engine.story.model import Speech
from engine.story.problems import Problem

RULE = "unread-audio"


def check(written: Written) -> Iterator[Problem]:
    """Tell of every sound that has neither `say` nor `transcript`."""
    for scene in written.story.scenes.values():
        silent = [speech for speech in scene.speech.values() if _is_unread(speech)]
        if silent:
            place = f"scenes/{scene.id}"
            yield _told(written, silent[0], f"{place}/audio", f"{place}/web", place)
    for reply in all_replies(written.story):
        if _is_unread(reply.speech):
            yield _told(written, reply.speech, *paths_of(reply))


def _is_unread(speech: Speech) -> bool:
    return bool(speech.audio) and speech.say is None and speech.transcript is None


def _told(written: Written, speech: Speech, *paths: str) -> Problem:
    message = (
        f"What is heard in '{speech.audio}' cannot be read. Write it below 'transcript', for who "
        "cannot hear, and for who has no sound."
    )
    return warning(written, RULE, message, *paths)
