"""Answers as they are kept: what was said, offered and shown, as compact JSON."""

import json
from dataclasses import replace
from typing import Any, assert_never

from engine.play.data import effect_from, to_data
from engine.play.effects import Lead, Offer, Say, Shown

__all__ = ["Shown", "answer_from_json", "answer_to_json", "told_again", "without"]
# Stands in an answer that is kept for the secret of a link, which is kept nowhere.
LEFT_OUT = "\x1a"
_write = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def answer_to_json(answer: tuple[Shown, ...]) -> str | None:
    """Write an answer: a text for what is only said, a list for choices; None for an empty one."""
    return _write([_as_data(effect) for effect in answer]) if answer else None


def answer_from_json(text: str | None) -> tuple[Shown, ...]:
    """Read what `answer_to_json` wrote."""
    return () if text is None else tuple(_shown(entry) for entry in json.loads(text))


def without(token: str, answer: tuple[Shown, ...]) -> tuple[Shown, ...]:
    """Give an answer as it may be kept: without the secret of the link that it tells."""
    return _replaced(answer, token, LEFT_OUT)


def told_again(answer: tuple[Shown, ...], token: str) -> tuple[Shown, ...]:
    """Give an answer as it was told, with that secret."""
    return _replaced(answer, LEFT_OUT, token)


def _replaced(answer: tuple[Shown, ...], old: str, new: str) -> tuple[Shown, ...]:
    return tuple(
        replace(each, text=each.text.replace(old, new))
        if isinstance(each, Say) and old in each.text
        else each
        for each in answer
    )


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
