"""Sounds for who cannot hear them."""

from collections.abc import Iterator

from engine.checking.where import path_of
from engine.story.build.asked import all_replies
from engine.story.build.folder import Written
from engine.story.model import Channel, Line, Speech
from engine.story.problems import Problem

# Who calls, hears.
READ_ON: tuple[Channel, ...] = ("sms", "web")


def audio_words(written: Written) -> Iterator[Problem]:
    """Tell of a sound whose words stand nowhere to be read."""
    for scene in written.story.scenes.values():
        for channel in READ_ON:
            block = f"scenes/{scene.id}/{channel}"
            usual = f"scenes/{scene.id}/audio"
            paths = (f"{block}/audio", usual, block)
            yield from _of(written, scene.speech[channel], paths)
    for reply in all_replies(written.story):
        yield from _of(written, reply.speech, (f"replies/{path_of(written, reply)}/audio",))


def _of(written: Written, speech: Speech, paths: tuple[str, ...]) -> Iterator[Problem]:
    if not speech.audio or speech.transcript is not None or isinstance(speech.say, Line):
        return
    if speech.say is None:
        message = "This sound has no words to read: no 'say' and no 'transcript'. Give it one."
    else:
        message = (
            "The text changes here, but the sound is always the same. "
            "Write what is heard as 'transcript'."
        )
    span = next(written.spans[path] for path in paths if path in written.spans)
    yield Problem(span, "audio-words", message, "warning")
