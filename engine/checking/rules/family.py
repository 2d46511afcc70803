"""A story for families that asks for something personal."""

from collections.abc import Iterator

from engine.checking.rules.finding import error
from engine.checking.rules.spoken import paths_of
from engine.story.build.asked import all_replies
from engine.story.build.folder import Written
from engine.story.problems import Problem

RULE = "family"


def check(written: Written) -> Iterator[Problem]:
    """Tell of every question and reply by which a story for families keeps what a child gives."""
    if written.story.audience != "family":
        return
    for scene in written.story.scenes.values():
        ask = scene.ask
        if ask is not None and (ask.collect or ask.kind != "number"):
            yield error(written, RULE, _told(ask.kind), f"scenes/{scene.id}/ask")
    for reply in all_replies(written.story):
        if reply.collect is not None or reply.photo or reply.voice:
            yield error(written, RULE, _told("gift"), *paths_of(reply))


def _told(kind: str) -> str:
    what = {"text": "words", "photo": "a photo", "voice": "a voice"}.get(kind, "something")
    return (
        f"A story for families keeps nothing personal, and this asks for {what}. Ask with choices "
        "or a number, or write 'audience: everyone'."
    )
