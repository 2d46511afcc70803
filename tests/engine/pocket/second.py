"""The second step, as it is sent to phones, run in Node.js for tests."""

import json
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

from engine.languages.tables import languages
from engine.play.awaiting import awaited
from engine.play.data import to_data
from engine.play.events import Event
from engine.play.play import Play, to_json
from engine.play.step import EndlessStory, step
from engine.play.world import World
from engine.pocket.story import story_data
from engine.pocket.surroundings import world_data
from engine.pocket.tables import tables_data
from engine.story.model import Story
from webhooks.web.joining import joined

Data: TypeAlias = dict[str, Any]
HERE = Path(__file__).parent
STEP = Path(__file__).parents[3] / "webhooks" / "web" / "static" / "play" / "step.js"
# What another turn has another of.
OF_A_TURN = ("now", "seed", "shared")


@dataclass(frozen=True)
class Asked:
    """One turn: what is asked of both steps."""

    story: Story
    play: Play
    event: Event
    world: World

    def first(self) -> Data:
        """Give what the first step makes of it, as data."""
        try:
            turn = step(self.story, self.play, self.event, self.world)
        except EndlessStory:
            return {"endless": True}
        waits = awaited(self.story, turn.play, self.world)
        return {
            "play": json.loads(to_json(turn.play)),
            "effects": [to_data(effect) for effect in turn.effects],
            "awaited": json.loads(json.dumps(asdict(waits))),
        }


class Second:
    """The second step, asked by `ask`: a question and its answer are data."""

    def __init__(self, ask: Callable[[Data], Data]) -> None:
        self._ask = ask
        self._stories: dict[int, Story] = {}
        self._bases: dict[str, int] = {}
        every = [tables_data(tag) for tag in languages()]
        known = {tag: told for tables in every for tag, told in tables["languages"].items()}
        self._ask({"ask": "learn", "tables": {**every[0], "languages": known}})

    def steps(self, asked: Iterable[Asked]) -> list[Data]:
        """Give what it makes of each: the play as it is kept, and the effects."""
        steps = [
            {
                "story": self._name(each.story), "play": json.loads(to_json(each.play)),
                "event": to_data(each.event), "world": self._world(each),
            }
            for each in asked
        ]  # fmt: skip
        turns: list[Data] = self._ask({"ask": "steps", "steps": steps})["turns"]
        return turns

    def _name(self, story: Story) -> int:
        if id(story) not in self._stories:
            self._stories[id(story)] = story  # and with it, that no other gets its name
            tongues = [story_data(each) for each in story.tongues.values()]
            told = {"name": id(story), "data": story_data(story), "tongues": tongues}
            self._ask({"ask": "tell", **told})
        return id(story)

    def _world(self, asked: Asked) -> Data:
        """Give what another turn has another of; the rest is told once."""
        data = world_data(asked.world, asked.story)
        now = {name: data.pop(name) for name in OF_A_TURN}
        written = json.dumps(data)
        if written not in self._bases:
            self._bases[written] = len(self._bases)
            self._ask({"ask": "world", "base": self._bases[written], "world": data})
        return {"base": self._bases[written], **now}


def as_sent() -> str:
    """Give the step as phones are sent it: a module of its own."""
    return joined(STEP)


@contextmanager
def in_node(folder: Path, module: str | None = None) -> Iterator[Second]:
    """Run it as it is sent, or as this module has it; its file is put into the folder."""
    file = folder / "step.mjs"
    file.write_text(module or as_sent(), encoding="utf-8")
    command = ["node", str(HERE / "running.mjs"), str(file), str(HERE / "asking.mjs")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as node:

        def ask(question: Data) -> Data:
            assert node.stdin
            assert node.stdout
            node.stdin.write(json.dumps(question) + "\n")
            node.stdin.flush()
            answer: Data = json.loads(node.stdout.readline())
            return answer

        yield Second(ask)
        node.communicate()
