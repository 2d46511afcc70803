"""Choices beside answers that are numbers: "2" may mean either."""

from collections.abc import Iterator

from engine.checking.rules.finding import warning
from engine.story.build.folder import Written
from engine.story.model import NumberRange, Scene
from engine.story.problems import Problem

RULE = "number-choices"


def check(written: Written) -> Iterator[Problem]:
    """Tell of every reply by a number that stands beside choices, which have numbers as well."""
    for scene in written.story.scenes.values():
        shown = sum(reply.pick is not None for reply in scene.replies)
        for reply in scene.replies:
            if shown and reply.pick is None and _within(reply.number, shown):
                message = (
                    "A player who replies this number takes the choice at that number in the menu "
                    "instead. Ask in a scene without choices."
                )
                yield warning(written, RULE, message, f"replies/{scene.id}/{reply.id}")
        if shown and _asks_number(scene):
            message = (
                "A player who replies a number takes the choice at that number in the menu "
                "instead. Ask in a scene without choices."
            )
            yield warning(written, RULE, message, f"scenes/{scene.id}/ask")


def _within(number: NumberRange | None, shown: int) -> bool:
    return number is not None and number.low <= shown and number.high >= 1


def _asks_number(scene: Scene) -> bool:
    return scene.ask is not None and scene.ask.kind == "number"
