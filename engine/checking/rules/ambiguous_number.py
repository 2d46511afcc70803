"""Numbers that may mean a choice of the menu or something else."""

from collections.abc import Iterator

from engine.languages.numbers import whole_number
from engine.story.build.folder import Written
from engine.story.model import Reply, Scene
from engine.story.problems import Problem, Span


def ambiguous_number(written: Written) -> Iterator[Problem]:
    """Tell of numbers that are right as an answer, and mean a choice of the menu as well."""
    for scene in written.story.scenes.values():
        choices = [reply for reply in scene.replies if reply.pick is not None]
        if choices:
            yield from _replies(written, scene, choices)
            if scene.ask is not None and scene.ask.kind == "number":
                yield _problem(written.spans[f"scenes/{scene.id}/ask"], 1)


def _replies(written: Written, scene: Scene, choices: list[Reply]) -> Iterator[Problem]:
    for reply in scene.replies:
        # A choice may well be called by its own number.
        own = choices.index(reply) + 1 if reply in choices else 0
        for key, low, high in _numbers(reply, written.story.language):
            meant = [number for number in range(1, len(choices) + 1) if low <= number <= high]
            if other := next((number for number in meant if number != own), 0):
                yield _problem(written.spans[f"replies/{scene.id}/{reply.id}/{key}"], other)
                break


def _numbers(reply: Reply, language: str) -> Iterator[tuple[str, int, int]]:
    """Give what a reply hears as numbers: by which key, from and to."""
    if reply.number is not None:
        yield "number", reply.number.low, reply.number.high
    for key, words in (("pick", reply.label), *(("words", words) for words in reply.words)):
        number = whole_number(" ".join(words), language)
        if number is not None:
            yield key, number, number


def _problem(span: Span, number: int) -> Problem:
    message = (
        f"Who replies {number} gets choice {number} of the menu, and never this. "
        "Ask for the number in a scene without choices, or let the choices be words alone."
    )
    return Problem(span, "ambiguous-number", message, "warning")
