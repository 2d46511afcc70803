"""Plays of both steps, and where they differ."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

from engine.library import catalog_of
from engine.story.build import read_story
from engine.story.model import Story
from tests.engine.checking.search.stories import made
from tests.engine.play.cases import Case, all_cases
from tests.engine.pocket.chances import Somebody
from tests.engine.pocket.second import Asked, Second

CASES = all_cases()
FOLDER = Path(__file__).parents[3] / "stories"
STORIES = [read_story(folder) for folder in sorted(FOLDER.iterdir())]
CATALOG = catalog_of(STORIES)
TURNS = 20
# So many stories are made by chance, each in two editions.
MADE = 200


def asked_of(case: Case) -> Asked:
    return Asked(case.story, case.play, case.event, case.world)


def differences(second: Second, asked: list[Asked]) -> list[tuple[object, ...]]:
    """Give each turn of which the two make something else."""
    turns = second.steps(asked)
    return [
        (one.story.id, one.play.scene, one.event, first, turn)
        for one, turn in zip(asked, turns, strict=True)
        if (first := one.first()) != turn
    ]


def plays(first: int, last: int) -> Iterator[list[Asked]]:
    """Give plays by chance: every other one of a shipped story, the others of made ones."""
    for seed in range(first, last):
        if seed % 2:
            stories = [STORIES[seed // 2 % len(STORIES)]]
            yield list(Somebody(stories, CATALOG, seed).turns(TURNS))
        else:
            stories = made_in(seed // 2 % MADE)
            yield list(Somebody(stories, catalog_of(stories[:1]), seed).turns(TURNS))


@cache
def made_in(seed: int) -> list[Story]:
    """Give two editions of a story that is made from a seed."""
    editions = (made(seed + later * MADE) for later in range(100))
    some = islice((each.story for each in editions if each), 2)
    return [replace(story, id="made", edition=str(n)) for n, story in enumerate(some)]
