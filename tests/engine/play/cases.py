"""The fixtures: read from their files, and told for the engine."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.places.latlon import LatLon
from engine.play.data import event_from
from engine.play.events import Event
from engine.play.play import Play, from_json
from engine.play.step import new_play
from engine.play.world import Closing, Keyword, Landmark, Shared, Sign, World
from engine.story.build import build
from engine.story.model import Story

NOON = World(datetime(2027, 6, 5, 12, tzinfo=UTC))
FOLDER = Path(__file__).parent / "fixtures"
_PLAIN = re.compile(r"-?[0-9]+|yes|no")


@dataclass(frozen=True)
class Case:
    """One turn as a fixture tells it.

    `source` and `turn` are JSON, as they stand in the file; a story that goes on for ever has no
    `turn`.
    """

    name: str
    file: str
    source: dict[str, Any]
    story: Story = field(repr=False)
    play: Play
    event: Event
    world: World
    turn: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.file}: {self.name}"


def all_cases() -> list[Case]:
    """Give every case of every file."""
    files = sorted(FOLDER.glob("*.json"))
    assert files
    return [case for file in files for case in _cases_of(file)]


def told(source: dict[str, Any], id_: str, edition: str = "1") -> Story:
    """Build a story from the structure of its YAML as JSON, every scalar a string."""
    story = build(_yaml(source).encode(), id_, "story.yaml")
    tongues = {tag: replace(tongue, edition=edition) for tag, tongue in story.tongues.items()}
    return replace(story, edition=edition, tongues=tongues)


def _yaml(value: Any) -> str:
    match value:
        case dict():
            return (
                "{" + ", ".join(f"{_yaml(key)}: {_yaml(each)}" for key, each in value.items()) + "}"
            )
        case list():
            return "[" + ", ".join(map(_yaml, value)) + "]"
        case str() if _PLAIN.fullmatch(value):
            return value
        case str():
            return json.dumps(value, ensure_ascii=False)
    raise AssertionError(f"A story holds texts only, not {value!r}.")


def _cases_of(file: Path) -> Iterator[Case]:
    shared = json.loads(file.read_text(encoding="utf-8"))
    base = shared["play"]
    stories: dict[str, Story] = {}
    for case in shared["cases"]:
        source = case.get("story", shared.get("story"))
        key = json.dumps(source)
        if key not in stories:
            stories[key] = told(source, base["story"], base["edition"])
        world = _world({**shared["world"], **case.get("world", {})})
        base = {"last_at_s": int(world.now.timestamp()), **shared["play"]}
        play = case["play"]
        yield Case(
            name=case["name"],
            file=file.stem,
            source=source,
            story=stories[key],
            play=(
                new_play(stories[key], base["language"], world)
                if play is None
                else from_json(json.dumps({**base, **play}))
            ),
            event=event_from(case["event"]),
            world=world,
            turn={} if case.get("endless") else _whole(case["turn"], base),
        )


def _whole(turn: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    return {"play": {**base, **turn["play"]}, "effects": turn["effects"]}


def _world(data: dict[str, Any]) -> World:
    return World(
        now=datetime.fromisoformat(data["now"]),
        seed=data["seed"],
        channel=data["channel"],
        zone=data.get("zone", "UTC"),
        zones=tuple(data.get("zones", ())),
        can_send=data.get("can_send", True),
        keywords={word: Keyword(**each) for word, each in data.get("keywords", {}).items()},
        signs={code: Sign(**each) for code, each in data.get("signs", {}).items()},
        retired=frozenset(data.get("retired", ())),
        signless=frozenset((each["story"], each["place"]) for each in data.get("signless", ())),
        landmarks=tuple(map(_landmark, data.get("landmarks", ()))),
        closed=dict(map(_closing, data.get("closed", ()))),
        link=lambda: str(data.get("link", "")),
        shared=lambda _story: _shared(data),
    )


def _landmark(data: dict[str, Any]) -> Landmark:
    at = tuple(LatLon(*position) for position in data["at"])
    return Landmark(data["story"], data["title"], data["keyword"], at)


def _closing(data: dict[str, Any]) -> tuple[tuple[str, str], Closing]:
    until = data.get("until")
    until_s = int(datetime.fromisoformat(until).timestamp()) if until else None
    closing = Closing(until_s, data.get("words", ""), data.get("zone", "UTC"))
    return (data["story"], data.get("place", "")), closing


def _shared(data: dict[str, Any]) -> Shared:
    """Give what all players share; `given` is how many gifts there are, where more than shown."""
    gifts = {name: tuple(each) for name, each in data.get("gifts", {}).items()}
    return Shared(
        counters=data.get("counters", {}),
        votes=data.get("votes", {}),
        mine=data.get("mine", {}),
        gifts=gifts,
        given=data.get("given", {}),
    )
