"""One player's play of one story, as a value and as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from itertools import pairwise
from types import MappingProxyType
from typing import Any, TypeAlias

import orjson

from engine.play.patch import difference, patched

Value: TypeAlias = int | bool | str
Checkpoints: TypeAlias = tuple[Mapping[str, Any], ...]
VERSION = 1
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Return:
    """Where `back` leads: a scene that waits, with the hints, misses and timed replies it had."""

    scene: str
    hints: int = 0
    misses: int = 0
    fired: int = 0


@dataclass(frozen=True, slots=True)
class Play:
    """How far somebody is. Everything is by id, so that a new edition can take it over.

    `scene` is where the play waits; None before it began and after it ended. `proof` tells how
    `place`, the last proven one, was proven. `menu` holds the ids of the replies that were shown,
    in the order of their numbers. `facts` holds only what differs from the story's first values.
    `visits`, `since` (last arrivals, in seconds since 1970) and `taken` count only what some
    phrase or rule of the story asks for. `used` counts how often a variant was shown, or which
    options of a shuffle, as bits. `counted` is how often this play added to what all share, and
    `sent` how often that was passed on: BACK undoes the first and not the second. `last_at_s` is
    when the player last did something, `fired` how many timed replies came since the arrival.
    `held` is what waits for the next answer, because it was due in quiet hours. `asked` is the
    command that waits for its confirmation. `checkpoints` are the newest last: that one as
    data, each before it as what makes it of the one after it (see `points_of`).
    """

    story: str
    edition: str
    language: str
    seed: int
    scene: str | None = None
    ended: str | None = None
    place: str | None = None
    proof: str | None = None
    menu: tuple[str, ...] = ()
    facts: Mapping[str, Value] = field(default_factory=lambda: NOTHING)
    items: tuple[str, ...] = ()
    visits: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    since: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    taken: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    used: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    counted: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    sent: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    returns: tuple[Return, ...] = ()
    hints: int = 0
    misses: int = 0
    last_at_s: int = 0
    fired: int = 0
    asked: str | None = None
    held: tuple[str, ...] = ()
    checkpoints: Checkpoints = ()


_ALWAYS = ("story", "edition", "language", "seed")
_LISTS = ("menu", "items", "held")
_MAPS = ("facts", "visits", "since", "taken", "used", "counted", "sent")
# What BACK does not undo.
STAYS = ("story", "edition", "language", "seed", "sent", "last_at_s", "checkpoints", "held")


def to_data(play: Play) -> dict[str, Any]:
    """Give a play as data that JSON can hold; what has its default is left out."""
    data: dict[str, Any] = {}
    for name in _NAMES:
        value = getattr(play, name)
        # The title of an ending may be empty, and still is one.
        if not value and value != "" and name not in _ALWAYS:
            continue
        if name == "returns":
            value = [[r.scene, r.hints, r.misses, *((r.fired,) if r.fired else ())] for r in value]
        elif name in _MAPS:
            value = dict(value)
        elif name in _LISTS:
            value = list(value)
        data[name] = value
    return data


def from_data(data: Mapping[str, Any]) -> Play:
    """Read what `to_data` gave."""
    values = dict(data)
    for name in _LISTS:
        if name in values:
            values[name] = tuple(values[name])
    if "returns" in values:
        values["returns"] = tuple(Return(*entry) for entry in values["returns"])
    return Play(**values)


def to_json(play: Play) -> str:
    """Write a play compactly.

    The newest checkpoint is written as what makes it of the play, and `sent` where it is more than
    `counted`: of what BACK undid.
    """
    data = to_data(play)
    if "sent" in data:
        data["sent"] = {what: n for what, n in data["sent"].items() if n != play.counted.get(what)}
        if not data["sent"]:
            del data["sent"]
    if points := data.pop("checkpoints", ()):
        *older, newest = points
        data["checkpoints"] = [*older, difference(_undone_by_back(data), newest)]
    return orjson.dumps({"v": VERSION, **data}).decode()


def from_json(text: str) -> Play:
    """Read what `to_json` wrote. Raises ValueError where it is none, or of another version."""
    data = orjson.loads(text)
    if data.pop("v", None) != VERSION:
        raise ValueError("This play was written by another version of Wayside.")
    if "counted" in data:
        data["sent"] = {**data["counted"], **data.get("sent", {})}
    if points := data.pop("checkpoints", ()):
        *older, newest = points
        data["checkpoints"] = (*older, patched(_undone_by_back(data), newest))
    return from_data(data)


def points_of(checkpoints: Checkpoints) -> Checkpoints:
    """Give the checkpoints of a play each as data of its own, the newest last."""
    found: list[Mapping[str, Any]] = []
    for point in reversed(checkpoints):
        found.append(patched(found[-1], point) if found else point)
    return tuple(reversed(found))


def checkpoints_of(points: Checkpoints) -> Checkpoints:
    """Give what `points_of` was made of."""
    older = (difference(after, point) for point, after in pairwise(points))
    return (*older, points[-1]) if points else ()


def _undone_by_back(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in STAYS}


_NAMES = tuple(entry.name for entry in fields(Play))
