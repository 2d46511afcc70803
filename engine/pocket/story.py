"""A story as data that JSON can hold, for the step on a phone: one language, defaults left out.

webhooks/web/static/play/story.js reads it, and says what each part is. Phrases are small trees: a
list of a kind and its parts. A text is a string, or a list of strings and slots.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields
from datetime import time
from typing import Any, TypeAlias

import orjson

from engine.places.hours import Hours, Season
from engine.places.latlon import LatLon
from engine.story.model import (
    CHANNELS,
    Cases,
    Channel,
    Line,
    NumberRange,
    Option,
    Place,
    Reply,
    Scene,
    Slot,
    Speech,
    Story,
    Timed,
    Times,
    Varied,
)
from engine.story.phrases import And, Compare, Condition, During, Or, Tree

FORMAT = 1
Data: TypeAlias = dict[str, Any]
# What of a story neither its step nor its page on a phone looks at.
_UNSEEN = {
    "about", "credits", "contact", "audience", "counters", "offline", "plain", "large", "walk_m",
    "media", "measures", "lights", "tongues",
}  # fmt: skip
_STAFFS = {"note", "permission", "access"}


def story_data(story: Story, channels: Collection[Channel] = CHANNELS) -> Data:
    """Give a story in its language as data, with the format's version and a hash of its content.

    Of what is said it has that of these channels alone.
    """
    data = {"format": FORMAT, **_object(story, _UNSEEN)}
    for scene in data["scenes"]:
        scene["speech"] = {name: scene["speech"][name] for name in channels}
    written = orjson.dumps(data, option=orjson.OPT_SORT_KEYS)
    return {**data, "hash": hashlib.sha256(written).hexdigest()[:16]}


def _object(value: Any, unseen: Collection[str] = ()) -> Data:
    """Give what differs from its default, by the name of its field."""
    return {
        each.name: _plain(held)
        for each in fields(value)
        if each.name not in unseen and (held := getattr(value, each.name)) != _default(each)
    }


def _default(field: "Field[Any]") -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def _plain(value: Any) -> Any:
    for kinds, written in _WRITTEN:
        if isinstance(value, kinds):
            return written(value)
    return value if value is None or isinstance(value, bool | int | str) else _object(value)


def _line(line: Line) -> Any:
    if all(isinstance(part, str) for part in line.parts):
        return "".join(part for part in line.parts if isinstance(part, str))
    return [part if isinstance(part, str) else _slot(part) for part in line.parts]


def _slot(slot: Slot) -> list[str]:
    return [slot.kind, slot.name, slot.of]


def _varied(varied: Varied[Any]) -> Data:
    data = {"kind": varied.kind, "key": varied.key, "options": _list(varied.options)}
    return data if varied.then is None else {**data, "then": _option(varied.then)}


def _cases(cases: Cases[Any]) -> Data:
    return {"kind": "cases", "options": _list(cases.options)}


def _option(option: Option[Any]) -> Data:
    value = {"value": _plain(option.value)}
    return value if option.condition is None else {**value, "condition": _plain(option.condition)}


def _tree(tree: Tree) -> list[Any]:
    kind = type(tree).__name__.lower()
    match tree:
        case And(parts) | Or(parts):
            return [kind, *map(_tree, parts)]
        case During(season):
            return [kind, list(season.first), list(season.last)]
        case Compare():
            return [kind, tree.fact, tree.operator, tree.value]
    return [kind, *map(_part, _held(tree))]


def _part(value: Any) -> Any:
    if isinstance(value, time):
        return value.hour * 60 + value.minute
    return value if isinstance(value, bool | int | str) else _tree(value)


def _held(value: Any) -> Iterator[Any]:
    return (getattr(value, each.name) for each in fields(value))


def _action(action: Any) -> list[Any]:
    return [type(action).__name__.lower(), *_held(action)]


def _scene(scene: Scene) -> Data:
    data = _object(scene)
    if scene.tries:
        data["tries"] = [[times, _plain(reply)] for times, reply in scene.tries.items()]
    data["speech"] = {channel: _plain(each) for channel, each in scene.speech.items()}
    return _with_actions(data, scene)


def _reply(reply: Reply) -> Data:
    return _with_actions(_object(reply), reply)


def _with_actions(data: Data, value: Scene | Reply) -> Data:
    return {**data, "do": list(map(_action, value.do))} if value.do else data


def _place(place: Place) -> Data:
    return _object(place, _STAFFS)


def _at(at: LatLon) -> Data:
    # As the way to it is shown: another language may write the same number otherwise.
    return {"lat": at.lat, "lon": at.lon, "shown": f"{at.lat},{at.lon}"}


def _season(season: Season) -> Data:
    return {"first": list(season.first), "last": list(season.last)}


def _hours(hours: Hours) -> list[list[int]]:
    return [list(span) for span in hours.spans]


def _mapping(mapping: Mapping[Any, Any]) -> list[Any]:
    """Give pairs: in JSON objects the order is not always kept."""
    if mapping and all(isinstance(each, Scene | Place) for each in mapping.values()):
        return _list(mapping.values())
    firsts = {name: getattr(value, "first", value) for name, value in mapping.items()}
    return [[name, _plain(value)] for name, value in firsts.items()]


def _list(values: Iterable[Any]) -> list[Any]:
    return [_plain(each) for each in values]


def _sorted(values: frozenset[str]) -> list[str]:
    return sorted(values)


_WRITTEN: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (Line, _line),
    (Varied, _varied),
    (Cases, _cases),
    (Option, _option),
    (Condition, lambda condition: _tree(condition.tree)),
    (Scene, _scene),
    (Reply, _reply),
    (Place, _place),
    (LatLon, _at),
    (Hours, _hours),
    (Season, _season),
    (NumberRange, lambda range_: [range_.low, range_.high]),
    (Timed, lambda timed: [timed.after_s, _plain(timed.reply)]),
    ((Speech, Times), _object),
    (frozenset, _sorted),
    (tuple, _list),
    (Mapping, _mapping),
)
