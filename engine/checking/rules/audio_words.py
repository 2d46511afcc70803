"""Sounds for who cannot hear them."""

from collections.abc import Iterator

from engine.checking.where import path_of
from engine.story.build.asked import all_replies
from engine.story.build.folder import Written
from engine.story.model import Channel, Speech
from engine.story.problems import Problem, Span

# Who calls, hears.
READ_ON: tuple[Channel, ...] = ("sms", "web")


def audio_words(written: Written) -> Iterator[Problem]:
    """Tell of a sound whose words stand nowhere to be read (WCAG 2.2, 1.2.1, level A)."""
    for speech, span in heard_where(written):
        if speech.transcript is None and speech.say is None:
            message = "This sound has no words to read: no 'say' and no 'transcript'. Give it one."
            yield Problem(span, "audio-words", message)


def heard_where(written: Written) -> Iterator[tuple[Speech, Span]]:
    """Give everything with a sound that is said where people also read, with where it stands."""
    for scene in written.story.scenes.values():
        for channel in READ_ON:
            block = f"scenes/{scene.id}/{channel}"
            paths = (f"{block}/audio", f"scenes/{scene.id}/audio", block)
            if scene.speech[channel].audio:
                yield scene.speech[channel], _first(written, paths)
    for reply in all_replies(written.story):
        if reply.speech.audio:
            yield reply.speech, _first(written, (f"replies/{path_of(written, reply)}/audio",))


def _first(written: Written, paths: tuple[str, ...]) -> Span:
    return next(written.spans[path] for path in paths if path in written.spans)
