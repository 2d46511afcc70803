"""Stories made by chance, which use whatever the search has to understand; and plays of them."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.play.catalog import catalog_of
from engine.play.events import Arrived, Said, Scanned
from engine.play.simulated import Simulated
from engine.play.world import World
from engine.story.build.folder import Source, Written, build_written
from engine.story.problems import StoryError

ITEMS = ("oil", "key")
PLACES = ("gate", "bridge")
MOMENT = datetime(2027, 6, 5, 12, tzinfo=UTC)


def story_of(yaml: str) -> Written:
    return build_written(Source(yaml.encode(), "story.yaml"), "made")


def written(data: dict[str, object]) -> Written:
    # JSON is YAML, but for yes and no, which are words without quotes.
    return story_of(json.dumps(data).replace('"brave": "no"', '"brave": no'))


@dataclass(slots=True)
class Maker:
    """Makes stories from a seed."""

    chance: random.Random
    scenes: list[str]

    def story(self) -> dict[str, object]:
        signs = self.chance.choice(["wait", "wait", "open"])
        return {
            "story": "Made", "start": self.scenes[0], "signs": signs, "items": list(ITEMS),
            "remember": {"steps": 0, "brave": "no", "name": "x"},
            "counters": ["visits"],
            "places": {
                "gate": {"name": "Gate", "at": "51.5, -0.12", "code": "4273"},
                "bridge": {"name": "Bridge", "at": "51.51, -0.12", "code": "9358"},
            },
            "scenes": {scene: self.scene() for scene in self.scenes} | {
                "the end": {"say": "Done.", "ending": "Done"},
                "aside": {"say": "Aside.", "do": self.actions(), "back": "yes"},
            },
            "anytime": [self.reply("anytime")] if self.chance.random() < 0.3 else
            [{"words": ["who"], "say": "Me."}],
        }  # fmt: skip

    def scene(self) -> dict[str, object]:
        scene: dict[str, object] = {"say": "Here.", "do": self.actions()}
        if self.chance.random() < 0.4:
            scene["place"] = self.chance.choice(PLACES)
            if self.chance.random() < 0.5:
                scene["if"] = self.condition()
        kind = self.chance.choice(["choices", "choices", "choices", "ask", "walk", "go"])
        if kind in ("choices", "go"):
            scene["choices"] = [self.choice(n) for n in range(self.chance.randint(1, 3))]
        if kind == "go":
            scene.pop("choices")
            scene["go"] = self.way()
        if kind == "ask":
            scene["ask"] = {"question": "Say?", "save": "name"}
            scene["go"] = self.way()
        if kind == "walk":
            proof = self.chance.choice(["any", "sign", "gps"])
            scene["walk"] = {"to": self.chance.choice(PLACES), "proof": proof}
            scene["go"] = self.way()
        if kind != "go":
            self.add_more(scene)
        return scene

    def add_more(self, scene: dict[str, object]) -> None:
        if self.chance.random() < 0.2:
            scene["after"] = {"5 min": self.outcome(), "10 min": {"say": "Still here?"}}
        if self.chance.random() < 0.2:
            scene["tries"] = {"2": self.outcome()}
        if self.chance.random() < 0.2:
            scene["otherwise"] = self.outcome()
        if self.chance.random() < 0.2:
            scene["skip"] = self.to()
        if self.chance.random() < 0.2:
            scene["checkpoint"] = "yes"

    def choice(self, number: int) -> dict[str, object]:
        return {"pick": f"Choice {'abcdef'[number]}", **self.outcome(), **self.maybe_if()}

    def reply(self, word: str) -> dict[str, object]:
        return {"words": [word], **self.outcome(), **self.maybe_if()}

    def maybe_if(self) -> dict[str, object]:
        found: dict[str, object] = {}
        if self.chance.random() < 0.4:
            found["if"] = self.condition()
        if self.chance.random() < 0.4:
            found["once"] = "yes"
        return found

    def outcome(self) -> dict[str, object]:
        found: dict[str, object] = {"say": "So.", "do": self.actions()}
        kind = self.chance.random()
        if kind < 0.5:
            found["go"] = self.way()
        elif kind < 0.65:
            found["visit"] = self.chance.choice(["aside", self.to()])
        return found

    def way(self) -> object:
        kind = self.chance.random()
        if kind < 0.6:
            return self.to()
        if kind < 0.7:
            return {"first": self.to(), "then": self.to()}
        if kind < 0.75:
            return {"cycle": [self.to(), self.to()]}
        if kind < 0.8:
            return {"shuffle": [self.to(), self.to()]}
        if kind < 0.85:
            return {"any": [self.to(), {"if": self.condition(), "go": self.to()}]}
        return [{"if": self.condition(), "go": self.to()}, {"go": self.to()}]

    def to(self) -> str:
        return self.chance.choice([*self.scenes, "the end"])

    def actions(self) -> list[str]:
        possible = [
            "get oil", "lose oil", "get key", "add 1 to steps", "take 1 from steps",
            "add 2 to steps", "set brave to yes", "set brave to no", "forget name",
            "set name to Sam", "count visits", "set steps to 0",
        ]  # fmt: skip
        return self.chance.sample(possible, self.chance.choice([0, 0, 1, 1, 2]))

    def condition(self) -> str:
        scene = self.chance.choice(self.scenes)
        possible = [
            "has oil", "not has key", "steps at least 2", "steps is 1", "steps less than 0",
            "brave", "not brave", "name is Sam", "name is not Sam", f"visited {scene}",
            f"visited {scene} at least 2 times", "between 09:00 and 18:00", "by web",
            "visits at least 3", f"5 min since {scene}", "at gate",
        ]  # fmt: skip
        one, other = self.chance.sample(possible, 2)
        return self.chance.choice([one, one, f"{one} and {other}", f"{one} or {other}",
                                   f"not ({one} or {other})"])  # fmt: skip


def made(seed: int) -> Written | None:
    """Give the story of a seed, or None where it would never wait for its player."""
    chance = random.Random(seed)
    scenes = [f"scene {'abcdefgh'[n]}" for n in range(chance.randint(2, 6))]
    data = Maker(chance, scenes).story()
    try:
        return written(data)
    except StoryError as error:
        if {problem.rule for problem in error.problems} <= {"endless", "same-reply"}:
            return None
        raise


def played(made_: Written, seed: int, turns: int, *, back: bool = True) -> Iterator[Simulated]:
    """Play by chance, and give the player before the first turn and after each."""
    chance = random.Random(seed)
    story = made_.story
    channel = chance.choice(["sms", "web"])
    world = World(MOMENT + timedelta(hours=chance.randint(0, 23)), seed=seed, channel=channel)
    player = Simulated(catalog_of([story]), world)
    if chance.random() < 0.2:
        player.commons.counters[story.id] = {"visits": 5}  # type: ignore[assignment]
    player.begin(story.id)
    yield player
    for _ in range(turns):
        if player.play is None or player.play.scene is None:
            return
        _turn(player, chance, back=back)
        yield player


def _turn(player: Simulated, chance: random.Random, *, back: bool) -> None:
    kind = chance.random()
    if kind < 0.6:
        player.turn(Said(chance.choice(["1", "2", "3", "Sam", "anytime", "blub", "skip"])))
    elif kind < 0.75:
        player.turn(Scanned(chance.choice(PLACES)))
    elif kind < 0.85:
        player.turn(Arrived(chance.choice(PLACES)))
    elif kind < 0.9 and back:
        player.turn(Said("back"))
    else:
        player.wait(timedelta(minutes=chance.choice([5, 10, 60, 600])))
