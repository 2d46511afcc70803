"""Replies that one above always gets."""

from collections.abc import Iterator

from engine.languages.numbers import whole_number
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
            for key, taker in _taken(reply, above, story.language).items():
                span = written.spans[f"replies/{reply.scene}/{reply.id}/{key}"]
                message = (
                    f"The reply '{short(taker.id)}' above gets everything that this '{key}' asks "
                    "for. Put the narrower one first, or make them differ."
                )
                yield Problem(span, "same-matchers", message)
            if reply.condition is None and not reply.once:
                above.append(reply)


def _taken(reply: Reply, above: list[Reply], language: str) -> dict[str, Reply]:
    """Give each matcher of a reply that is taken, with the first reply that takes it."""
    taken: dict[str, Reply] = {}
    for other in above:
        for key in (*_same(reply, other), *_of_another_kind(reply, other, language)):
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


def _of_another_kind(reply: Reply, other: Reply, language: str) -> Iterator[str]:
    """Give the matchers that are taken by one of another kind: numbers and words, words and all."""
    mine, its = reply.number, other.number
    phrases = (*other.words, *((other.label,) if other.label else ()))
    numbers = [_number(phrase, language) for phrase in reply.words]
    if its and numbers and all(n is not None and its.low <= n <= its.high for n in numbers):
        yield "words"
    if mine and mine.low == mine.high and mine.low in {_number(each, language) for each in phrases}:
        yield "number"
    for key, wanted in (("all", reply.all), ("order", reply.order)):
        if any(_stands_in(phrase, each) for phrase in phrases for each in wanted):
            yield key


def _number(phrase: tuple[str, ...], language: str) -> int | None:
    return whole_number(" ".join(phrase), language)


def _stands_in(phrase: tuple[str, ...], words: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(words[at : at + size] == phrase for at in range(len(words) - size + 1))
