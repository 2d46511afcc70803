"""The second step, on a phone, gives what the first one gives: in every fixture, walk and play."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.checking.walks.reading import read_walk
from engine.checking.walks.running import run_walk
from engine.play import hear
from engine.play.events import Event
from engine.play.play import Play
from engine.play.step import Turn, step
from engine.play.world import World
from engine.story.model import Story
from tests.engine.play.cases import Case
from tests.engine.pocket.comparing import (
    CASES,
    CATALOG,
    FOLDER,
    STORIES,
    asked_of,
    differences,
    plays,
)
from tests.engine.pocket.second import Asked, Second, in_node

LONG = os.environ.get("CONFORMANCE") == "long"
PLAYS, PARTS = (20_000, 20) if LONG else (400, 4)
WALKS = sorted(FOLDER.glob("*/walks/*.yaml"))


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Second]:
    with in_node(tmp_path_factory.mktemp("second")) as second:
        yield second


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_turn_is_as_the_fixture_tells_it(second: Second, case: Case) -> None:
    asked = asked_of(case)
    [turn] = second.steps([asked])
    assert turn == asked.first()
    assert {name: turn[name] for name in case.turn} == case.turn


@pytest.mark.parametrize("file", WALKS, ids=lambda file: f"{file.parts[-3]}/{file.stem}")
def test_a_walk_of_a_shipped_story_is_walked_alike(
    second: Second, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Asked] = []

    def noted(story: Story, play: Play, event: Event, world: World) -> Turn:
        # What all share is as it was at that moment.
        shared = world.shared(story.id)
        asked.append(Asked(story, play, event, replace(world, shared=lambda _: shared)))
        return step(story, play, event, world)

    monkeypatch.setattr(hear, "step", noted)
    story = next(each for each in STORIES if each.id == file.parts[-3])
    run_walk(read_walk(file), story, CATALOG)
    assert asked
    assert differences(second, asked) == []


@pytest.mark.parametrize("part", range(PARTS))
def test_plays_by_chance_are_played_alike(second: Second, part: int) -> None:
    each = PLAYS // PARTS
    for asked in plays(part * each, (part + 1) * each):
        assert differences(second, asked) == []
