"""Events and effects as JSON data: `{"kind": "said", "text": "2"}`, defaults left out."""

from dataclasses import MISSING, fields
from typing import Any, TypeAlias, get_args

from engine.play.effects import Effect
from engine.play.events import Event

Data: TypeAlias = dict[str, Any]
EVENTS: dict[str, type[Event]] = {kind.__name__.lower(): kind for kind in get_args(Event)}
EFFECTS: dict[str, type[Effect]] = {kind.__name__.lower(): kind for kind in get_args(Effect)}


def to_data(value: Event | Effect) -> Data:
    """Give an event or an effect as data that JSON can hold."""
    data: Data = {"kind": type(value).__name__.lower()}
    for each in fields(value):
        held = getattr(value, each.name)
        if each.default is MISSING or held != each.default:
            data[each.name] = list(held) if isinstance(held, tuple) else held
    return data


def event_from(data: Data) -> Event:
    """Read an event. Raises KeyError or TypeError where it is none."""
    return EVENTS[data["kind"]](**_values(data))


def effect_from(data: Data) -> Effect:
    """Read an effect. Raises KeyError or TypeError where it is none."""
    return EFFECTS[data["kind"]](**_values(data))


def _values(data: Data) -> Data:
    return {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in data.items()
        if key != "kind"
    }
