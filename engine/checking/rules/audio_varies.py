"""Sounds that stay the same where the text changes."""

from collections.abc import Iterator

from engine.checking.rules.audio_words import heard_where
from engine.story.build.folder import Written
from engine.story.model import Line
from engine.story.problems import Problem


def audio_varies(written: Written) -> Iterator[Problem]:
    """Tell of a sound whose words can only be guessed, because the text beside it changes."""
    for speech, span in heard_where(written):
        if speech.transcript is None and not isinstance(speech.say, Line | None):
            message = (
                "The text changes here, but the sound is always the same. "
                "Write what is heard as 'transcript'."
            )
            yield Problem(span, "audio-varies", message, "warning")
