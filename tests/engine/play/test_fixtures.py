"""Every fixture: a story, a play and an event give this turn, in every implementation."""

import ast
import inspect
import json
import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from types import ModuleType
from typing import Any, get_args

import pytest

from engine.languages.folding import fold
from engine.languages.sentences import SOURCE
from engine.play import (
    arriving,
    catching_up,
    commands,
    hearing,
    leading,
    locating,
    opening,
    pressing,
    proving,
    shut,
    silence,
    walking,
)
from engine.play import (
    step as step_room,
)
from engine.play.commands import COMMANDS, command
from engine.play.data import EFFECTS, EVENTS, effect_from, event_from, to_data
from engine.play.events import Said
from engine.play.play import from_json, to_json
from engine.play.step import EndlessStory, step
from engine.story import keys
from engine.story.build.asked import all_replies, conditions, parts
from engine.story.phrases import Action, Compare, Tree
from engine.story.phrases.meaning import OPERATORS
from tests.engine.play.cases import Case, all_cases

CASES = all_cases()
ROOMS = (
    arriving, catching_up, commands, hearing, leading, locating, opening, pressing, proving,
    shut, silence, step_room, walking,
)  # fmt: skip
# These stand inside of other sentences.
PIECES = ("date", "first of a month")
TURNS = [case for case in CASES if case.turn]
SENTENCES = json.loads(
    (files("engine.languages.sentences") / f"{SOURCE}.json").read_text(encoding="utf-8")
)["sentences"]


def _sentences_of(*rooms: ModuleType) -> set[str]:
    """Give the keys of the sentences that some code names."""
    nodes = (node for room in rooms for node in ast.walk(ast.parse(inspect.getsource(room))))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant)}
    return {key for key in SENTENCES if key in texts}


@pytest.mark.parametrize("case", TURNS, ids=str)
def test_a_turn_is_as_the_fixture_tells_it(case: Case) -> None:
    turn = step(case.story, case.play, case.event, case.world)
    assert case.turn == {
        "play": json.loads(to_json(turn.play)),
        "effects": [to_data(effect) for effect in turn.effects],
    }
    assert from_json(to_json(turn.play)) == turn.play


def test_a_story_without_end_is_stopped() -> None:
    endless = [case for case in CASES if not case.turn]
    assert endless
    for case in endless:
        with pytest.raises(EndlessStory, match="without end"):
            step(case.story, case.play, case.event, case.world)


@pytest.mark.parametrize("case", TURNS, ids=str)
def test_a_turn_changes_neither_the_play_nor_the_story_it_was_given(case: Case) -> None:
    before = to_json(case.play)
    first = step(case.story, case.play, case.event, case.world)
    assert to_json(case.play) == before
    assert step(case.story, case.play, case.event, case.world) == first


@pytest.mark.parametrize("case", TURNS, ids=str)
def test_what_is_said_is_never_empty_and_what_is_offered_is_what_is_kept(case: Case) -> None:
    turn = step(case.story, case.play, case.event, case.world)
    for effect in turn.effects:
        data = to_data(effect)
        assert data.get("text", "x").strip() or data["kind"] == "miss"
        assert data.get("choices", ["x"])
    offers = [data for data in map(to_data, turn.effects) if data["kind"] == "offer"]
    if offers:
        assert len(offers[-1]["choices"]) == len(turn.play.menu)


def test_every_name_is_told_once() -> None:
    assert [name for name, times in Counter(case.name for case in CASES).items() if times > 1] == []


# What the engine knows, and whether a case shows it


def test_every_event_has_a_case() -> None:
    assert {to_data(case.event)["kind"] for case in CASES} == set(EVENTS)


def test_every_effect_has_a_case() -> None:
    assert {effect["kind"] for effect in _effects()} == set(EFFECTS)


def test_events_and_effects_are_read_as_they_were_written() -> None:
    for case in TURNS:
        assert event_from(json.loads(json.dumps(to_data(case.event)))) == case.event
        for effect in step(case.story, case.play, case.event, case.world).effects:
            assert effect_from(json.loads(json.dumps(to_data(effect)))) == effect


def test_every_command_has_a_case() -> None:
    texts = [fold(case.event.text) for case in CASES if isinstance(case.event, Said)]
    assert {*COMMANDS, "thanks"} <= {command(words, SOURCE) for words in texts}


@pytest.mark.parametrize("key", sorted(_sentences_of(*ROOMS)))
def test_every_sentence_that_a_step_says_has_a_case(key: str) -> None:
    texts = [effect["text"] for effect in _effects() if "text" in effect]
    told = [piece for text in texts for piece in (text, *text.split("\n"))]
    fits = re.search if key in PIECES else re.fullmatch
    assert any(fits(_pattern(SENTENCES[key]), text) for text in told)


@pytest.mark.parametrize("kind", get_args(Tree), ids=lambda kind: kind.__name__)
def test_every_kind_of_condition_has_a_case(kind: type) -> None:
    assert kind in {type(tree) for tree in _trees()}


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_comparison_has_a_case(operator: str) -> None:
    assert operator in {tree.operator for tree in _trees() if isinstance(tree, Compare)}


@pytest.mark.parametrize("kind", get_args(Action), ids=lambda kind: kind.__name__)
def test_every_kind_of_action_has_a_case(kind: type) -> None:
    scenes = [scene for case in CASES for scene in case.story.scenes.values()]
    done = {type(action) for scene in scenes for action in scene.do}
    done |= {type(a) for case in CASES for reply in all_replies(case.story) for a in reply.do}
    assert kind in done


def test_every_key_of_a_scene_has_a_case() -> None:
    assert {key for scene in _scenes() for key in scene} == set(keys.SCENE)


def test_every_key_of_a_choice_has_a_case() -> None:
    assert {key for reply in _listed("choices") for key in reply} == set(keys.CHOICE)


def test_every_key_of_an_answer_has_a_case() -> None:
    assert {key for reply in _listed("answers") for key in reply} == set(keys.ANSWER)


def test_every_key_of_an_otherwise_has_a_case() -> None:
    otherwise = [scene.get("otherwise", {}) for scene in _scenes()]
    variant = {"first", "then"}
    found = {key for each in otherwise if isinstance(each, dict) for key in each}
    assert found - variant == set(keys.OUTCOME)


def _effects() -> Iterator[dict[str, Any]]:
    return (effect for case in TURNS for effect in case.turn["effects"])


def _scenes() -> Iterator[dict[str, Any]]:
    return (scene for case in CASES for scene in case.source["scenes"].values())


def _listed(key: str) -> Iterator[dict[str, Any]]:
    return (reply for scene in _scenes() for reply in scene.get(key, ()))


def _trees() -> Iterator[Tree]:
    for case in CASES:
        for condition in conditions(case.story):
            yield from parts(condition.tree)


def _pattern(sentence: str) -> str:
    parts = re.split(r" ?\{\w+\}", sentence)
    return ".*".join(map(re.escape, parts))
