"""Whatever stands in a file, it becomes a story or its problems, and nothing else.

HOSTILE_STORIES sets how many are made of each of five kinds; `make test-hostile` makes 100,000.
"""

import json
import os
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.checking.rules import findings
from engine.cli.check import summary
from engine.cli.reporting import FORMATS, printable
from engine.library import catalog_of
from engine.play.arriving import EndlessStory
from engine.play.events import (
    Arrived,
    Event,
    Located,
    Passed,
    Pressed,
    Said,
    Scanned,
    SentPhoto,
    SentVoice,
)
from engine.play.simulated import Simulated
from engine.story.build import Source, build_written
from engine.story.build.variants import scenes_of
from engine.story.model import Cases, Story, Varied
from engine.story.problems import Problem, StoryError
from tests.engine.play.cases import NOON
from tests.engine.story import typed
from tests.engine.story.told import FILE, scene, top

FUZZ = settings(
    max_examples=int(os.environ.get("HOSTILE_STORIES", "100")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SENT: list[Event] = [
    Said("1"), Said("2"), Said("x"), Said("7"), Said("z z"), Said("what"), Said("HINT"),
    Said("MURAL"), Said("HANDS4"), Said(""), Scanned("p"), Scanned("q"),
    Arrived("p"), Located(51.5, -0.12), Pressed("a", "b"),
    SentPhoto("gift"), SentVoice("gift"), Passed(), Said("BACK"), Said("SKIP"),
]  # fmt: skip


def story_or_problems(source: bytes) -> Story | None:
    """Build it, and look whether what came of it holds."""
    try:
        written = build_written(Source(source, FILE), "t")
    except StoryError as error:
        if not error.problems:
            raise
        _check_problems(error.problems)
        return None
    _check_problems(findings(written, ["mural"]))
    _check_story(written.story)
    return written.story


def _check_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        assert problem.span.file == FILE
        assert problem.span.line >= 1
        assert 1 <= problem.span.column <= len(problem.excerpt) + 1 or not problem.excerpt
        assert problem.message.endswith((".", "?"))
        assert len(problem.message) < 1_000
    for write in FORMATS.values():
        assert printable(write(problems)) == write(problems)
    assert len(json.loads(FORMATS["json"](problems))) == len(problems)


def _check_story(story: Story) -> None:
    scenes = story.scenes.values()
    replies = [reply for each in scenes for reply in each.replies]
    ways = [*(each.go for each in scenes), *(reply.go for reply in replies)]
    leading = [story.start, *(scene for way in ways for scene in scenes_of(way))]
    assert {*leading, *(reply.visit for reply in replies)} <= {*story.scenes, None}
    assert story.asked_scenes <= set(story.scenes)
    assert story.asked_replies <= {f"{each.id}/{r.id}" for each in scenes for r in each.replies}
    assert summary(story)


@FUZZ
@given(st.binary(max_size=300))
def test_random_bytes_are_a_story_or_its_problems(source: bytes) -> None:
    story_or_problems(source)


@FUZZ
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_random_characters_are_a_story_or_its_problems(source: str) -> None:
    story_or_problems(source.encode())


@FUZZ
@given(typed.lines)
def test_lines_of_the_format_at_random_are_a_story_or_its_problems(source: str) -> None:
    story_or_problems(source.encode())
    story_or_problems(top(source).encode())
    story_or_problems(scene(source).encode())


@FUZZ
@given(typed.odd_stories())
def test_a_story_with_odd_parts_is_a_story_or_its_problems(story: typed.Typed) -> None:
    story_or_problems(typed.yaml_of(story).encode())


@FUZZ
@given(typed.stories(), st.lists(st.sampled_from(SENT), max_size=8))
def test_what_checks_can_be_played(story: typed.Typed, events: list[Event]) -> None:
    """In particular, it never goes on without end, but where only a search can tell."""
    read = story_or_problems(typed.yaml_of(story).encode())
    if read is not None:
        try:
            _play(read, events)
        except EndlessStory:
            # Conditions, chance and walks to where the player stands already lead round as well.
            assert any(scene.walk or isinstance(scene.go, Varied | Cases)
                       for scene in read.scenes.values())  # fmt: skip


def _play(story: Story, events: list[Event]) -> None:
    player = Simulated(catalog_of([story]), NOON)
    player.begin(story.id)
    for event in events:
        player.turn(event)


@pytest.mark.parametrize("stories", [typed.stories(), typed.odd_stories()], ids=["right", "odd"])
def test_random_stories_are_neither_all_taken_nor_all_refused(
    stories: st.SearchStrategy[typed.Typed],
) -> None:
    """Without both, the tests above would try little."""
    taken: list[bool] = []

    @settings(FUZZ, max_examples=100, database=None, derandomize=True)
    @given(stories)
    def read(story: typed.Typed) -> None:
        taken.append(story_or_problems(typed.yaml_of(story).encode()) is not None)

    read()
    assert set(taken) == {True, False}
