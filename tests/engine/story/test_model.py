"""A story's parts know what they are."""

from dataclasses import is_dataclass
from types import ModuleType

import pytest

from engine.places import latlon
from engine.story import document, model, problems
from engine.story.model import Ask, Line, Reply, Scene, Story
from engine.story.phrases import reading, tree


@pytest.mark.parametrize(
    ("scene", "waits"),
    [
        (Scene("a", go="b"), False),
        (Scene("a", ending="E"), False),
        (Scene("a", ask=Ask()), True),
        (Scene("a", replies=(Reply("x", pick=Line(("x",))),)), True),
    ],
)
def test_a_scene_waits_where_it_has_replies_or_asks(scene: Scene, waits: bool) -> None:
    assert scene.waits is waits


def test_the_first_language_is_the_one_a_story_is_written_in() -> None:
    story = Story("t", "0", "T", "a", {}, languages=("es", "en"))
    assert story.language == "es"


@pytest.mark.parametrize("module", [document, latlon, model, problems, reading, tree])
def test_what_all_players_share_cannot_be_changed(module: ModuleType) -> None:
    kinds = [kind for name, kind in vars(module).items() if name[0] != "_" and is_dataclass(kind)]
    assert kinds
    assert [kind for kind in kinds if not kind.__dataclass_params__.frozen] == []  # type: ignore[union-attr]
