"""The JSON Schema of a story, for editors: made of the same keys that the reader knows.

It completes and explains keys; what is wrong in a story, `wayside check` tells better. Draft 7,
which is what editors understand (https://json-schema.org/draft-07).
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from engine.story import keys
from engine.story.keys import Keys

Schema: TypeAlias = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_YES: Schema = {"enum": ["yes", "no", True, False]}
_WORDS: Schema = {"$ref": "#/definitions/words"}
_WAY: Schema = {"$ref": "#/definitions/way"}
_REPLY: Schema = {"$ref": "#/definitions/reply"}
_LIST_OF_TEXTS: Schema = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_NAMED: Schema = {"type": "object", "additionalProperties": _TEXT}


def _list_of(name: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/definitions/{name}"}}


def _block_of(schema: Schema) -> Schema:
    return {"type": "object", "additionalProperties": schema}


# What stands under a key, wherever it stands; what is not here is a text.
_SHAPES: Mapping[str, Schema] = {
    "say": _WORDS, "transcript": _WORDS, "question": _WORDS, "welcome": _WORDS, "closed": _WORDS,
    "go": _WAY,
    "checkpoint": _YES, "back": _YES, "once": _YES, "photo": _YES, "voice": _YES, "map": _YES,
    "offline": _YES, "large": _YES,
    "do": _LIST_OF_TEXTS, "words": _LIST_OF_TEXTS, "all": _LIST_OF_TEXTS,
    "order": _LIST_OF_TEXTS, "to": _LIST_OF_TEXTS, "languages": {"type": "array", "items": _TEXT},
    "items": {"type": "array", "items": _TEXT}, "counters": {"type": "array", "items": _TEXT},
    "signs": {"enum": ["wait", "open"]}, "proof": {"enum": ["any", "sign", "gps"]},
    "status": {"enum": ["open", "closed", "gone"]},
    "audience": {"enum": ["everyone", "family", "adults"]},
    "texts": {"enum": ["as written", "plain"]},
    "kind": {"enum": ["text", "number", "photo", "voice"]},
    "keywords": {"anyOf": [_TEXT, {"type": "array"}, {"type": "object"}]},
    "remember": _NAMED, "moved": _NAMED, "collections": _NAMED,
    "polls": _block_of({"type": "array", "items": _TEXT}),
    "places": _block_of({"$ref": "#/definitions/place"}),
    "scenes": _block_of({"$ref": "#/definitions/scene"}),
    "choices": _list_of("choice"), "answers": _list_of("answer"), "anytime": _list_of("answer"),
    "after": _block_of(_REPLY), "tries": _block_of(_REPLY), "otherwise": _REPLY,
    "hints": {"type": "array", "items": _WORDS},
    "sms": {"$ref": "#/definitions/speech"}, "web": {"$ref": "#/definitions/speech"},
    "phone": {"$ref": "#/definitions/speech"}, "ask": {"$ref": "#/definitions/ask"},
    "walk": {"anyOf": [_LIST_OF_TEXTS, {"$ref": "#/definitions/walk"}]},
}  # fmt: skip
BLOCKS: Mapping[str, Keys] = {
    "place": keys.PLACE, "scene": keys.SCENE, "speech": keys.SPEECH, "choice": keys.CHOICE,
    "answer": keys.ANSWER, "outcome": keys.OUTCOME, "ask": keys.ASK, "walk": keys.WALK,
    "case": keys.CASE,
}  # fmt: skip
_REQUIRED: Mapping[str, list[str]] = {
    "place": ["name"], "choice": ["pick"], "walk": ["to"]
}  # fmt: skip


def schema() -> Schema:
    """Give the JSON Schema of a story."""
    return {
        "$schema": DRAFT,
        "title": "A story for Wayside",
        **_block(keys.STORY, ["story", "start", "scenes"]),
        "definitions": {
            **{name: _block(known, _REQUIRED.get(name, [])) for name, known in BLOCKS.items()},
            "words": _varied(_TEXT),
            "way": _varied(_TEXT),
            "reply": {"anyOf": [_TEXT, {"$ref": "#/definitions/outcome"}, _variant(), _cases()]},
        },
    }


def _block(known: Keys, required: list[str]) -> Schema:
    found: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: {"description": what, **_shape(key)} for key, what in known.items()},
    }
    return {**found, "required": required} if required else found


def _shape(key: str) -> Schema:
    shape = _SHAPES.get(key, _TEXT)
    # Draft 7 looks at nothing beside a $ref, so that the description would be lost.
    return {"allOf": [shape]} if "$ref" in shape else shape


def _varied(one: Schema) -> Schema:
    return {"anyOf": [one, _variant(), _cases()]}


def _variant() -> Schema:
    option: Schema = {"anyOf": [_TEXT, {"$ref": "#/definitions/case"}]}
    several: Schema = {"type": "array", "items": option}
    shapes: Mapping[str, Schema] = {"first": option, "then": option}
    return {
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "properties": {
            key: {"description": what, **shapes.get(key, several)}
            for key, what in keys.VARIANT.items()
        },
    }


def _cases() -> Schema:
    return {"type": "array", "items": {"$ref": "#/definitions/case"}}
