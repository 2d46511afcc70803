"""No play by chance comes to what the fixpoint or the search says it cannot come to."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from engine.checking.search import possible, reaching
from engine.checking.search.exploring import explore
from engine.checking.search.moves import Moves
from engine.checking.search.reaching import Reached, reached
from engine.play.simulated import Simulated
from engine.play.step import EndlessStory
from engine.story.build.folder import Written
from tests.engine.checking.search.stories import made, played

STORIES = 120
PLAYS = 12
TURNS = 25
# Of stories with more plays than this, the search is not looked at: it takes long.
MOST_FOUND = 600


def watched(written: Written) -> tuple[set[int], set[int]]:
    """Let every condition of a story note, by identity, how it was."""
    true, false = set[int](), set[int]()
    for condition, _ in written.conditions:
        test = condition.test

        def noting(sight: object, key: int = id(condition), test: Callable = test) -> bool:
            found = test(sight)
            (true if found else false).add(key)
            return found

        object.__setattr__(condition, "test", noting)
    return true, false


def players(written: Written, seed: int, *, back: bool = True) -> Iterator[Simulated]:
    """Play until the end, or until the story goes on without one."""
    with suppress(EndlessStory):
        yield from played(written, seed, TURNS, back=back)


def broken_claims(seed: int) -> list[str]:
    """Play one story by chance, and give what happened though it was said that it cannot."""
    written = made(seed)
    if written is None:
        return []
    reach = reached(written.story)
    true, false = watched(written)
    scenes = set[str]()
    for number in range(PLAYS):
        for player in players(written, seed * 1000 + number):
            scenes |= {player.play.scene} if player.play and player.play.scene else set()
    return _beyond(reach, scenes, true, false)


def _beyond(reach: Reached, scenes: set[str], true: set[int], false: set[int]) -> list[str]:
    claims = [f"{scene} is unreached" for scene in scenes - reach.scenes]
    claims += ["a condition is never true"] * len(true - reach.true)
    claims += ["a condition is always true"] * len(false - reach.false)
    return claims


def test_no_play_by_chance_comes_to_what_the_fixpoint_excludes() -> None:
    assert [claim for seed in range(STORIES) for claim in broken_claims(seed)] == []


@pytest.mark.parametrize(
    ("room", "name", "fault"),
    [
        (possible.Ground, "_do", lambda self, now, action: now),
        (possible.Ground, "answered", lambda self, now, fact: now),
        (possible.Ground, "arrive", lambda self, now, scene: now),
        (reaching._Reaching, "_turn_back", lambda self, start: None),
        (reaching._Reaching, "_open_signs", lambda self, scene: None),
    ],
    ids=["actions", "answers", "visits", "back", "signs"],
)
def test_a_fixpoint_that_forgets_a_rule_is_found_out(
    room: type, name: str, fault: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, name, fault)
    assert any(broken_claims(seed) for seed in range(STORIES))


def unexplored(seed: int) -> list[str]:
    """Play one story by chance, and give the plays that the search did not find."""
    written = made(seed)
    if written is None:
        return []
    explored = explore(written.story, lambda plays: plays < MOST_FOUND)
    if explored.stopped:
        return []
    known = {explored.sameness.key(found.play) for found in explored.found}
    missed = []
    for number in range(PLAYS):
        # BACK leads to what was, and is left out of the search.
        for player in players(written, seed * 1000 + number, back=False):
            if (key := explored.sameness.key(_rested(player))) not in known:
                missed.append(f"{seed}/{number}: {key}")
    return missed


def _rested(player: Simulated) -> object:
    now_s = int(player.world.now.timestamp())
    play = player.play
    return replace(play, since={scene: at_s - now_s for scene, at_s in play.since.items()})


def test_the_search_finds_every_play_that_comes_by_chance() -> None:
    assert [missed for seed in range(STORIES) for missed in unexplored(seed)] == []


@pytest.mark.parametrize("name", ["_places", "_silence", "_answers"])
def test_a_search_that_forgets_a_move_is_found_out(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Moves, name, lambda self, *about: iter(()))
    assert any(unexplored(seed) for seed in range(STORIES))


def test_the_stories_made_by_chance_use_all_that_can_be() -> None:
    seen = Counter[str]()
    for seed in range(STORIES):
        written = made(seed)
        if written is not None:
            seen["made"] += 1
            explored = explore(written.story, lambda plays: plays < MOST_FOUND)
            seen["whole"] += not explored.stopped
            seen["endless"] += bool(explored.endless)
            seen["ended"] += any(found.play.ended for found in explored.found)
    assert seen["made"] > STORIES / 2
    assert seen["whole"] > seen["made"] / 2
    assert seen["ended"] > seen["made"] / 2
