"""The stories that are measured: all that the format has, without an error, the same each time."""

import re

import pytest

from bench import kinds
from bench.steps import events_of, replay, world_of
from bench.stories import ID, ink_of, source_of, story_of
from engine.checking.judging import judged
from engine.play.play import from_json
from engine.story import keys
from engine.story.build.asked import parts
from engine.story.build.folder import build_written
from engine.story.document import ListNode, MapNode, Node
from engine.story.phrases import actions, tree

KEYS = {
    *keys.STORY, *keys.PLACE, *keys.SCENE, *keys.CHOICE, *keys.ANSWER, *keys.ASK, *keys.WALK,
    *keys.VARIANT, *keys.CASE,
}  # fmt: skip


def keys_in(node: Node) -> set[str]:
    match node:
        case MapNode(entries):
            inner = set().union(*(keys_in(value) for _, value in entries))
            return {key.text for key, _ in entries} | inner
        case ListNode(items):
            return set().union(*map(keys_in, items))
    return set()


@pytest.mark.parametrize("scenes", [60, 200])
def test_a_story_has_so_many_scenes_and_no_error(scenes: int) -> None:
    found = judged(source_of(scenes), ID)
    assert found.holds, found.problems
    assert found.written is not None
    assert len(found.written.story.scenes) == scenes


def test_a_story_has_every_key_that_there_is() -> None:
    assert keys_in(build_written(source_of(60), ID).root) >= KEYS


def test_a_story_has_every_condition_and_action_that_there_is() -> None:
    written = build_written(source_of(200), ID)
    read = {type(part) for one, _ in written.conditions for part in parts(one.tree)}
    assert read == set(tree.Tree.__args__)
    done = {action.split()[0] for action in kinds.ACTIONS}
    assert done == {form.split()[0] for form in actions.FORMS}


def test_a_story_is_told_in_spanish_and_keeps_its_slots() -> None:
    written = build_written(source_of(60), ID)
    translated = written.translations["es"].texts
    assert translated.keys() == written.texts.keys()
    for (_, english), spanish in translated.items():
        assert re.findall(r"\{.*?\}", english) == re.findall(r"\{.*?\}", spanish)
    assert any(english != spanish for (_, english), spanish in translated.items())


def test_a_seed_gives_the_same_story_and_another_seed_another() -> None:
    assert source_of(60, 7) == source_of(60, 7)
    assert source_of(60, 7).text != source_of(60, 8).text


def test_the_ink_has_the_same_scenes() -> None:
    written = set(re.findall(r"^=== scene_(\d+)", ink_of(60), re.MULTILINE))
    assert written == {scene.split()[1] for scene in story_of(60).scenes if scene[:6] == "scene "}


def test_what_is_measured_goes_through_many_scenes() -> None:
    story = story_of(200)
    world = world_of(story)
    play = from_json(replay(story, events_of(story, world, 500), world))
    assert len(play.used) > 5
    assert play.checkpoints
