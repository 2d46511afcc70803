"""The stories that ship: they check without a finding, and each of their walks goes as written."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.checking.walks import Walked, read_walk, run_walk
from engine.checking.walks.doing import DOING
from engine.checking.walks.walker import Walker
from engine.cli.check import check
from engine.library import Library, catalog_of, story_folders
from engine.play.play import Play, to_json
from engine.play.simulated import Simulated
from engine.play.world import World
from engine.story.build import read_story
from engine.story.build.asked import all_replies
from engine.story.model import Story
from tests.engine.cli.shelf import run

ROOT = Path(__file__).parents[2] / "stories"
FOLDERS = story_folders(ROOT)
WALKS = [walk for folder in FOLDERS for walk in sorted((folder / "walks").glob("*.yaml"))]


def hands_over(story: Story) -> bool:
    scenes = any(scene.handover for scene in story.scenes.values())
    return scenes or any(reply.handover for reply in all_replies(story))


ALONE = [walk for walk in WALKS if not hands_over(read_story(walk.parents[1]))]
# With the three checkpoints that BACK may want.
MOST_BYTES = 1_024


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_are_stories_and_each_has_a_walk() -> None:
    assert FOLDERS
    assert {walk.parents[1] for walk in WALKS} == set(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_a_story_checks_without_a_finding(folder: Path) -> None:
    result = run(check, folder)
    assert (result.exit_code, result.stdout) == (0, "")


def test_the_stories_can_be_played_together() -> None:
    library = Library(ROOT)
    assert (len(library.catalog.stories), library.problems) == (len(FOLDERS), ())


@pytest.mark.parametrize("file", ALONE, ids=named)
def test_a_walk_of_a_story_that_leads_to_no_other_goes_as_written_alone(file: Path) -> None:
    story = read_story(file.parents[1])
    assert run_walk(read_walk(file), story, catalog_of([story])).difference is None


@pytest.mark.parametrize("file", WALKS, ids=named)
def test_a_walk_among_all_stories_goes_as_written(file: Path) -> None:
    story = read_story(file.parents[1])
    assert run_walk(read_walk(file), story, Library(ROOT).catalog).difference is None


@pytest.mark.parametrize("file", WALKS, ids=named)
def test_a_play_stays_small_through_every_turn(file: Path) -> None:
    sizes = [len(to_json(play).encode()) for play in plays(file)]
    assert 0 < max(sizes) < MOST_BYTES


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_some_walk_waits_in_every_scene_that_waits(folder: Path) -> None:
    walks = [walk for walk in WALKS if walk.parents[1] == folder]
    seen = {play.scene for walk in walks for play in plays(walk)}
    assert {scene.id for scene in read_story(folder).scenes.values() if scene.waits} <= seen


def plays(file: Path) -> Iterator[Play]:
    """Give the play after each turn of a walk."""
    walk, story = read_walk(file), read_story(file.parents[1])
    now = walk.at.replace(tzinfo=ZoneInfo(story.timezone or "UTC")).astimezone(UTC)
    world = World(now, channel=walk.channel)
    player = Simulated(catalog_of([story]), world, walk.language or story.language)
    walker = Walker(story, player, Walked(walk.name))
    for step in walk.steps:
        if step.key in DOING:
            assert DOING[step.key].run(walker, step) is None
            if player.play is not None:
                yield player.play
