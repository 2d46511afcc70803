"""Answers as they are kept: what was said and offered, as compact JSON."""

import json
from typing import TypeAlias, assert_never

from engine.play.effects import Offer, Say

Shown: TypeAlias = Say | Offer
_write = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def answer_to_json(answer: tuple[Shown, ...]) -> str | None:
    """Write an answer: a text for what is said, a list for choices; None for an empty one."""
    return _write([_as_data(effect) for effect in answer]) if answer else None


def answer_from_json(text: str | None) -> tuple[Shown, ...]:
    """Read what `answer_to_json` wrote."""
    if text is None:
        return ()
    return tuple(
        Say(entry) if isinstance(entry, str) else Offer(tuple(entry)) for entry in json.loads(text)
    )


def _as_data(effect: Shown) -> str | tuple[str, ...]:
    match effect:
        case Say(text):
            return text
        case Offer(choices):
            return choices
        case _:
            assert_never(effect)
