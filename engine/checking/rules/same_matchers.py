"""Replies that one above always gets."""

from collections.abc import Iterator

from engine.story.build.folder import Written
from engine.story.model import Reply
from engine.story.problems import Problem
from engine.story.slips import short


def same_matchers(written: Written) -> Iterator[Problem]:
    """Tell of a matcher that a reply above, which can always be given, takes for itself.

    That two replies have the same words, the reader tells.
    """
    story = written.story
    for replies in (story.anytime, *(scene.replies for scene in story.scenes.values())):
        above: list[Reply] = []
        for reply in replies:
            for key, taker in _taken(reply, above).items():
                span = written.spans[f"replies/{reply.scene}/{reply.id}/{key}"]
                message = (
                    f"The reply '{short(taker.id)}' above gets everything that this '{key}' asks "
                    "for. Put the narrower one first, or make them differ."
                )
                yield Problem(span, "same-matchers", message)
            if reply.condition is None and not reply.once:
                above.append(reply)


def _taken(reply: Reply, above: list[Reply]) -> dict[str, Reply]:
    """Give each matcher of a reply that is taken, with the first reply that takes it."""
    taken: dict[str, Reply] = {}
    for other in above:
        for key in _same(reply, other):
            taken.setdefault(key, other)
    return taken


def _same(reply: Reply, other: Reply) -> Iterator[str]:
    mine, its = reply.number, other.number
    if mine and its and its.low <= mine.low and mine.high <= its.high:
        yield "number"
    if reply.all and other.all and set(other.all) <= set(reply.all):
        yield "all"
    if reply.order and reply.order == other.order:
        yield "order"
    if reply.photo and other.photo:
        yield "photo"
    if reply.voice and other.voice:
        yield "voice"
