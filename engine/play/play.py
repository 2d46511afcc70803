"""One player's play of one story, as a value and as JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, TypeAlias

Value: TypeAlias = int | bool | str
VERSION = 1
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Return:
    """Where BACK leads: a scene that waits, with the hints and misses it had."""

    scene: str
    hints: int = 0
    misses: int = 0


@dataclass(frozen=True, slots=True)
class Play:
    """How far somebody is. Everything is by id, so that a new edition can take it over.

    `scene` is where the play waits; None before it began and after it ended.
    `menu` holds the ids of the replies that were shown, in the order of their numbers.
    `facts` holds only what differs from the story's first values. `visits` and `taken` count only
    what some phrase or rule of the story asks for. `used` counts how often a variant was shown.
    """

    story: str
    edition: str
    language: str
    seed: int
    scene: str | None = None
    ended: str | None = None
    place: str | None = None
    menu: tuple[str, ...] = ()
    facts: Mapping[str, Value] = field(default_factory=lambda: NOTHING)
    items: tuple[str, ...] = ()
    visits: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    taken: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    used: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    returns: tuple[Return, ...] = ()
    hints: int = 0
    misses: int = 0


_DEFAULTS = {"scene": None, "ended": None, "place": None, "hints": 0, "misses": 0}
_LISTS = ("menu", "items")
_MAPS = ("facts", "visits", "taken", "used")


def to_json(play: Play) -> str:
    """Write a play compactly; what has its default is left out."""
    data: dict[str, Any] = {"v": VERSION}
    for name in _NAMES:
        value = getattr(play, name)
        if name == "returns":
            value = [[r.scene, r.hints, r.misses] for r in value]
        elif name in _MAPS and value:
            value = dict(value)
        if value or _DEFAULTS.get(name, value) != value:
            data[name] = value
    data.setdefault("seed", 0)
    return _write(data)


def from_json(text: str) -> Play:
    """Read what `to_json` wrote. Raises ValueError on another version."""
    data = json.loads(text)
    if data.pop("v", None) != VERSION:
        raise ValueError("This play was written by another version of Wayside.")
    for name in _LISTS:
        if name in data:
            data[name] = tuple(data[name])
    if "returns" in data:
        data["returns"] = tuple(Return(*entry) for entry in data["returns"])
    return Play(**data)


_NAMES = tuple(entry.name for entry in fields(Play))
_write = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
