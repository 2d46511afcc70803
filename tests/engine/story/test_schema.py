"""The schema for editors knows what the reader knows."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from engine.library import story_folders
from engine.story import keys
from engine.story.schema import BLOCKS, schema

ROOT = Path(__file__).parents[3]
STORIES = [folder / "story.yaml" for folder in story_folders(ROOT / "stories")]
STORIES.append(Path(__file__).parent / "lantern_keeper.yaml")


def told(text: str) -> list[str]:
    # As an editor reads it: YAML 1.2, in which yes and no are words.
    loaded = yaml.load(text, Loader=yaml.BaseLoader)
    return sorted(error.message for error in Draft7Validator(schema()).iter_errors(loaded))


def test_the_schema_is_a_schema() -> None:
    Draft7Validator.check_schema(schema())
    assert json.loads(json.dumps(schema())) == schema()


@pytest.mark.parametrize("story", STORIES, ids=lambda file: file.parent.name)
def test_a_story_that_checks_has_nothing_marked(story: Path) -> None:
    assert told(story.read_text(encoding="utf-8")) == []


def test_a_new_story_has_nothing_marked() -> None:
    assert told(files("engine.cli").joinpath("first_story.yaml").read_text(encoding="utf-8")) == []


def blocks() -> Iterator[tuple[keys.Keys, Any]]:
    found = schema()
    yield keys.STORY, found
    for name, known in BLOCKS.items():
        yield known, found["definitions"][name]
    words = found["definitions"]["words"]["anyOf"]
    yield keys.VARIANT, next(each for each in words if "first" in each.get("properties", {}))


def test_every_key_is_there_and_explained() -> None:
    for known, block in blocks():
        assert {key: each["description"] for key, each in block["properties"].items()} == known


def test_every_table_of_keys_is_in_the_schema() -> None:
    tables = {
        name: table
        for name, table in vars(keys).items()
        if name.isupper() and isinstance(table, dict) and name not in {"MATCHERS", "_ID"}
    }
    assert sorted(map(id, tables.values())) == sorted(id(known) for known, _ in blocks())


HALL = "story: T\nstart: a\nscenes: {a: {say: Hi., ending: E}}\n"


@pytest.mark.parametrize(
    "wrong",
    [
        HALL + "abuot: x\n",
        HALL.replace("say:", "sya:"),
        HALL + "places: {gate: {name: G, cod: 4273}}\n",
        HALL.replace("ending: E", "choices: [{pick: Go, got: a}]"),
        HALL.replace("ending: E", "answers: [{wrods: [a], go: a}]"),
        HALL.replace("ending: E", "ask: {qestion: Who}, go: a"),
        HALL.replace("ending: E", "walk: {to: gate, prof: any}, go: a"),
        HALL.replace("Hi.", "{frist: A, then: B}"),
        HALL.replace("ending: E", "signs: opne, ending: E"),
        HALL.replace("ending: E", "choices: [{go: a}]"),
        "story: T\nstart: a\n",
    ],
)
def test_what_is_misspelt_is_marked_at_every_level(wrong: str) -> None:
    assert told(HALL) == []
    assert told(wrong) != []
