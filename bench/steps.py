"""`step` with the play from JSON and back to JSON, on a 200-scene story: microseconds a turn.

python -m bench.steps [turns]
"""

import statistics
import sys
import time
from datetime import UTC, datetime

from engine.play.events import Joined, Said
from engine.play.play import from_json, to_json
from engine.play.step import new_play, step
from engine.play.world import World
from engine.story.build import build
from engine.story.model import Story

SCENES = 200
ROUNDS = 5


def story_of(scenes: int) -> Story:
    """Give a ring of scenes with choices, facts, items and conditions, like a real story's."""
    parts = [
        (
            "story: The Ring\nstart: scene 0\nkeywords: [RING]\n"
            'remember: {steps: 0, name: "", met: no}\nitems: [oil, key]\nscenes:'
        )
    ]
    for number in range(scenes):
        following = (number + 1) % scenes
        parts.append(
            f"""
  scene {number}:
    do: add 1 to steps
    say: {{first: "You stand at post {number}.", then: "Post {number} again, step {{steps}}."}}
    choices:
      - pick: Walk on
        words: [walk, go on]
        go: scene {following}
      - pick: Look around
        if: steps at least 3 and not has oil
        do: get oil
        say: You find oil under stone {number}.
      - pick: Rest
        say: You rest at post {number} with {{items}}.
    answers:
      - words: [secret {number}]
        if: visited scene {following} or has key
        go: scene {following}
    otherwise: Walk on or look around?"""
        )
    return build("".join(parts).encode(), "ring", "ring")


def main(turns: int = 20_000) -> None:
    story = story_of(SCENES)
    world = World(datetime(2027, 6, 5, 14, tzinfo=UTC))
    taken = []
    for _ in range(ROUNDS):
        kept = to_json(step(story, new_play(story, "en", world), Joined(), world).play)
        begun = time.perf_counter()
        for number in range(turns):
            text = ("1", "look around", "rest", "walk on please")[number % 4]
            kept = to_json(step(story, from_json(kept), Said(text), world).play)
        taken.append((time.perf_counter() - begun) / turns)
    median = statistics.median(taken)
    print(f"step, {SCENES} scenes: {median * 1e6:.0f} us a turn, {1 / median:.0f} turns/s, "
          f"play of {len(kept)} bytes")  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
