"""Stories edited at random under players: nobody is stuck, and nobody gets another's answer."""

from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.languages.sentences import sentence
from engine.library import catalog_of
from engine.play import catching_up
from engine.play.arriving import EndlessStory
from engine.play.effects import Say
from engine.play.events import Said
from engine.play.play import Play, from_json, to_json
from engine.play.simulated import Simulated
from engine.play.step import step
from engine.play.telling import Telling
from engine.story.build import Source, build_written
from engine.story.model import Story
from engine.story.problems import StoryError
from tests.engine.play.cases import NOON
from tests.engine.story import typed

TEXTS = ["1", "2", "3", "x", "7", "z z", "MENU", "BACK", "HINT", "SKIP", "points", "Sam", "HANDS4"]


def built(story: typed.Typed, edition: str) -> Story | None:
    """Build a story under this edition's name; None where it has errors."""
    try:
        found = build_written(Source(typed.yaml_of(story).encode()), "t").story
    except StoryError:
        return None
    tongues = {tag: replace(tongue, edition=edition) for tag, tongue in found.tongues.items()}
    return replace(found, edition=edition, tongues=tongues)


# What staff do to a story. Each changes it in place, or does nothing where there is no such part.


def put_in_a_choice(chance: Random, story: dict[str, Any]) -> None:
    lists = [scene["choices"] for scene in story["scenes"].values() if scene.get("choices")]
    if lists:
        new = {"pick": f"New {chance.randrange(99)}", "say": "New."}
        chance.choice(lists).insert(0, new)


def take_out_a_choice(chance: Random, story: dict[str, Any]) -> None:
    lists = [s["choices"] for s in story["scenes"].values() if len(s.get("choices", ())) > 1]
    if lists:
        choices = chance.choice(lists)
        del choices[chance.randrange(len(choices))]


def rename_a_scene(chance: Random, story: dict[str, Any]) -> None:
    old = chance.choice(list(story["scenes"]))
    moved = chance.random() < 0.5
    renamed = _said_anew(story, old, "renamed")
    story.clear()
    story.update(renamed)
    if moved:
        story.setdefault("moved", {})[old] = "renamed"


def _said_anew(part: Any, old: str, new: str) -> Any:
    match part:
        case dict():
            return {_said_anew(k, old, new): _said_anew(v, old, new) for k, v in part.items()}
        case list():
            return [_said_anew(each, old, new) for each in part]
    return new if part == old else part


def take_out_a_scene(chance: Random, story: dict[str, Any]) -> None:
    """Take one out; what led there leads to another."""
    names = [name for name in story["scenes"] if name != story["start"]]
    if names:
        gone = chance.choice(names)
        del story["scenes"][gone]
        left = _said_anew(story, gone, story["start"])
        story.clear()
        story.update(left)


def let_a_scene_end(chance: Random, story: dict[str, Any]) -> None:
    story["scenes"][chance.choice(list(story["scenes"]))] = {"say": "Over.", "ending": "Over"}


def let_a_scene_pass(chance: Random, story: dict[str, Any]) -> None:
    here, there = chance.choice(list(story["scenes"])), chance.choice(list(story["scenes"]))
    story["scenes"][here] = {"say": "On.", "go": there}


def change_a_fact(chance: Random, story: dict[str, Any]) -> None:
    fact = chance.choice(list(story["remember"]))
    story["remember"][fact] = chance.choice(["0", "no", '""', "5", "Jo"])


def take_out_a_language(_chance: Random, story: dict[str, Any]) -> None:
    story["languages"] = ["en"]


def take_out_a_place(_chance: Random, story: dict[str, Any]) -> None:
    left = _said_anew(story, "q", "p")
    story.clear()
    story.update(left)


def take_out_what_is_remembered(chance: Random, story: dict[str, Any]) -> None:
    """Let go of everything that is kept, and of each phrase about it."""
    story["remember"] = {"n": "1", "met": "yes", "friend": "Ann", "best friend": '""'}
    story["items"] = ["brass key", "oil"][: chance.randint(1, 2)]


EDITINGS: list[Callable[[Random, dict[str, Any]], None]] = [
    put_in_a_choice, take_out_a_choice, rename_a_scene, take_out_a_scene, let_a_scene_end,
    let_a_scene_pass, change_a_fact, take_out_a_language, take_out_a_place,
    take_out_what_is_remembered,
]  # fmt: skip


def edited(story: dict[str, Any], chance: Random) -> dict[str, Any]:
    """Give the story after one to three edits."""
    changed = deepcopy(story)
    for edit in chance.sample(EDITINGS, chance.randint(1, 3)):
        edit(chance, changed)
    return changed


def waiting_player(story: Story, texts: list[str]) -> Play | None:
    """Give the play of somebody who texted this, and waits somewhere."""
    player = Simulated(catalog_of([story]), NOON, "es" if len(texts) % 2 else "en")
    try:
        player.begin("t")
        for text in texts:
            player.turn(Said(text))
    except EndlessStory:
        return None
    play = player.kept("t")
    return play if play is not None and play.scene is not None else None


def faults(seed: int) -> list[str]:
    """Give what goes wrong for a player of a story that is edited; this is all by chance."""
    chance = Random(seed)
    story = typed.story_by(chance)
    old, new = built(story, "1"), built(edited(story, chance), "2")
    if old is None or new is None:
        return []
    play = waiting_player(old, [chance.choice(TEXTS) for _ in range(chance.randint(0, 6))])
    if play is None:
        return []
    text = chance.choice(TEXTS)
    try:
        return [*_of_the_play(new, play, text), *_of_the_number(new, play, text)]
    except EndlessStory:
        return []


def _of_the_play(new: Story, play: Play, text: str) -> Iterator[str]:
    """Tell of what the new edition does not know, and of where nobody can be."""
    for _ in range(3):
        play = from_json(to_json(step(new, play, Said(text), NOON).play))
        if play.edition != new.edition or play.language not in new.languages:
            yield "an edition or a language that is gone"
        if play.scene is not None and play.scene not in new.scenes:
            yield "a scene that is gone"
        if not set(play.items) <= set(new.items) or play.place not in {None, *new.places}:
            yield "an item or a place that is gone"
        known = {name: type(fact.first) for name, fact in new.facts.items()}
        if any(known.get(name) is not type(value) for name, value in play.facts.items()):
            yield "a fact that is gone, or of another kind"


def _of_the_number(new: Story, play: Play, text: str) -> Iterator[str]:
    """Tell of a number that is not what stood at it in the menu that was sent."""
    here = play.scene if play.scene in new.scenes else new.moved.get(play.scene or "")
    sent = play.menu[int(text) - 1 : int(text)] if text in {"1", "2", "3"} else ()
    if not sent or play.asked or here is None or not new.scenes[here].waits:
        return
    turn = step(new, play, Said(text), NOON)
    if sent[0] not in {reply.id for reply in new.scenes[here].replies}:
        if Say(sentence("choice is gone", turn.play.language)) not in turn.effects:
            yield "the number of a choice that is gone"
    elif turn != step(new, replace(play, menu=sent), Said("1"), NOON):
        yield "the number of another choice"


@settings(max_examples=1_000)
@given(st.integers(0, 2**64))
def test_whatever_is_edited_nobody_is_stuck_and_nobody_gets_the_wrong_branch(seed: int) -> None:
    assert faults(seed) == []


@pytest.mark.parametrize("fault", ["menu", "fit"])
def test_an_engine_that_goes_astray_is_found_out(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault == "menu":
        shown = property(_shown_now, lambda _telling, _menu: None)
        monkeypatch.setattr(Telling, "menu", shown, raising=False)
    else:
        monkeypatch.setattr(catching_up, "fit", lambda _telling: None)
    assert any(faults(seed) for seed in range(1_000))


def _shown_now(telling: Telling) -> tuple[str, ...]:
    """Give the choices as they stand in the story now, as if that were what was sent."""
    return tuple(reply.id for reply in telling.scene.replies if reply.pick)


def test_enough_of_the_editions_are_met_by_a_player_in_the_middle() -> None:
    met = Counter[str]()
    for seed in range(300):
        chance = Random(seed)
        story = typed.story_by(chance)
        old, new = built(story, "1"), built(edited(story, chance), "2")
        if old and new and waiting_player(old, ["1", "x"]):
            met["met"] += 1
    assert met["met"] > 60
