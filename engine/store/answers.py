"""Answers as they are kept: what was said, offered and shown, as compact JSON."""

import json
from typing import Any, assert_never

from engine.play.data import effect_from, to_data
from engine.play.effects import Lead, Offer, Say, Shown

__all__ = ["Shown", "answer_from_json", "answer_to_json"]
_write = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def answer_to_json(answer: tuple[Shown, ...]) -> str | None:
    """Write an answer: a text for what is only said, a list for choices; None for an empty one."""
    return _write([_as_data(effect) for effect in answer]) if answer else None


def answer_from_json(text: str | None) -> tuple[Shown, ...]:
    """Read what `answer_to_json` wrote."""
    return () if text is None else tuple(_shown(entry) for entry in json.loads(text))


def _shown(entry: Any) -> Shown:
    if isinstance(entry, str):
        return Say(entry)
    if isinstance(entry, list):
        return Offer(tuple(entry))
    effect = effect_from(entry)
    assert isinstance(effect, Say | Offer | Lead)  # noqa: S101 - we wrote it
    return effect


def _as_data(effect: Shown) -> Any:
    match effect:
        case Say(text) if effect == Say(text):
            return text
        case Offer(choices):
            return choices
        case Say() | Lead():
            return to_data(effect)
        case _:
            assert_never(effect)
