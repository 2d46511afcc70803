"""`step` with the play from JSON and back to JSON, on a 200-scene story: microseconds a turn.

python -m bench.steps [turns]
"""

import statistics
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from bench.stories import story_of
from engine.play.catalog import catalog_of
from engine.play.events import Event, Joined, Said, SentPhoto
from engine.play.play import Play, from_json, to_json
from engine.play.step import new_play, step
from engine.play.world import World
from engine.story.model import Reply, Story

SCENES = 200
ROUNDS = 5
TURNS_A_SIGN = 10


def world_of(story: Story) -> World:
    """Give a summer noon at which a story's keyword and signs are known."""
    catalog = catalog_of([story])
    now = datetime(2027, 6, 5, 12, tzinfo=UTC)
    return World(now, seed=1, keywords=catalog.keywords, signs=catalog.signs)


def events_of(story: Story, world: World, turns: int) -> list[Event]:
    """Give what a player does in so many turns: mostly what leads on, now and then a sign."""
    events: list[Event] = [Joined()]
    play = step(story, new_play(story, "en", world), events[0], world).play
    for number in range(1, turns):
        event = _event(story, play, number)
        events.append(event)
        play = step(story, play, event, world).play
    return events


def _event(story: Story, play: Play, number: int) -> Event:
    if play.scene is None:
        return Said(story.keywords[0].word)
    if number % TURNS_A_SIGN == 0:
        places = list(story.places.values())
        return Said(str(places[number * 7 % len(places)].code))
    replies = story.scenes[play.scene].replies
    meant = [str(at) for at, _ in enumerate(play.menu, 1)]
    meant += [text for reply in replies for text in _texts_of(reply)]
    if story.scenes[play.scene].ask is not None:
        meant += ["7 stones"]
    said = [*meant, "no idea at all"]
    if any(reply.photo for reply in replies) and number % 2:
        return SentPhoto("photo")
    return Said(said[number * 7919 % len(said)])


def _texts_of(reply: Reply) -> list[str]:
    label = [f"{' '.join(reply.label)} please"] if reply.label else []
    number = [str(reply.number.low)] if reply.number else []
    return [*label, *number, *(" ".join(words) for words in (*reply.words, *reply.order))]


def replay(story: Story, events: Sequence[Event], world: World) -> str:
    """Play the events, each from JSON and back to JSON; give the play at the end."""
    kept = to_json(new_play(story, "en", world))
    for event in events:
        kept = to_json(step(story, from_json(kept), event, world).play)
    return kept


def seconds_of(story: Story, events: Sequence[Event], world: World) -> float:
    begun = time.perf_counter()
    replay(story, events, world)
    return time.perf_counter() - begun


def main(turns: int = 10_000) -> None:
    story = story_of(SCENES)
    world = world_of(story)
    events = events_of(story, world, turns)
    taken = [seconds_of(story, events, world) / turns for _ in range(ROUNDS)]
    median = statistics.median(taken)
    size = len(replay(story, events, world).encode())
    print(f"step, {SCENES} scenes: {median * 1e6:.0f} us a turn, {1 / median:.0f} turns/s, "
          f"play of {size} bytes")  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
