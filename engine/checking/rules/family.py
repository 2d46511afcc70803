"""What a story for families may not keep."""

from collections.abc import Iterator

from engine.checking.where import path_of
from engine.story.build.asked import all_replies
from engine.story.build.folder import Written
from engine.story.problems import Problem, Span

KINDS = {"text": "what is asked for in words", "photo": "a photo", "voice": "a voice message"}


def family(written: Written) -> Iterator[Problem]:
    """Tell of what a story for families keeps of a child: words, photos, voices."""
    story = written.story
    if story.audience != "family":
        return
    for scene in story.scenes.values():
        kept = KINDS.get(scene.ask.kind) if scene.ask else None
        for key in ("save", "collect"):
            if kept and (span := written.spans.get(f"scenes/{scene.id}/ask/{key}")):
                yield _problem(span, kept)
    for reply in all_replies(story):
        if reply.collect is not None:
            span = written.spans[f"replies/{path_of(written, reply)}/collect"]
            yield _problem(span, "what a player gives")


def _problem(span: Span, kept: str) -> Problem:
    message = (
        f"'audience: family' promises to keep nothing personal, but this keeps {kept}. "
        "Leave it out, or say 'audience: everyone'."
    )
    return Problem(span, "family", message)
