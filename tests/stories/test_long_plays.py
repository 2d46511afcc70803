"""Plays of the shipped stories that go on for thousands of turns, on and astray."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

import pytest

from engine.library import Library
from engine.play import telling
from engine.play.events import Event, Said
from engine.play.play import Play, to_json
from engine.play.simulated import Simulated
from engine.play.world import World
from engine.story.model import Story

STORIES = Library(Path(__file__).parents[2] / "stories").catalog
TURNS = 5_000
MOST_BYTES = 4_096
USUAL_BYTES = 1_024
# An evening in November, at which every story can be begun.
EVENING = World(datetime(2027, 11, 6, 1, tzinfo=UTC), seed=1)
ANYWHERE = ["BACK", "HINT", "SKIP", "HERE", "WHERE", "MENU", "what now", "Maria"]
WAITED_MIN = (5, 30, 24 * 60)


def texts(story: Story, play: Play) -> list[str]:
    """Give what somebody may send now: mostly what leads on."""
    scene = story.scenes.get(play.scene or "")
    replies = scene.replies if scene else ()
    numbers = [str(number) for number, _ in enumerate(play.menu, 1)]
    meant = [" ".join(words) for reply in replies for words in reply.words]
    meant += [str(reply.number.low) for reply in replies if reply.number]
    codes = [place.code for place in story.places.values() if place.code]
    return [*[*numbers, *meant] * 3, *codes, *ANYWHERE]


def sizes(story: Story, turns: int = TURNS) -> Iterator[int]:
    """Play by chance, beginning anew when the story ends; give the size of the play, in bytes."""
    chance = Random(story.id)
    player = Simulated(STORIES, EVENING)
    for _ in range(turns):
        play = player.kept(story.id)
        if player.player.story != story.id or play is None or play.ended is not None:
            player.world = replace(player.world, now=EVENING.now)
            player.begin(story.id)
            continue
        if chance.random() < 0.05:
            player.wait(timedelta(minutes=chance.choice(WAITED_MIN)))
        event: Event = Said(chance.choice(texts(story, play)))
        player.turn(event)
        if (kept := player.kept(story.id)) is not None and kept.scene is not None:
            yield len(to_json(kept).encode())


@pytest.mark.parametrize("story", STORIES.stories.values(), ids=lambda story: story.id)
def test_a_play_stays_small_through_thousands_of_turns(story: Story) -> None:
    found = list(sizes(story))
    assert len(found) > TURNS / 2
    assert median(found) < USUAL_BYTES
    assert max(found) < MOST_BYTES


def test_a_play_that_kept_every_way_back_would_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "MOST_RETURNS", TURNS)
    assert max(sizes(STORIES.stories["orchard-street-trivia"], 1_000)) > MOST_BYTES
