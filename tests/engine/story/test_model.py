"""A story's parts know what they are."""

import pytest

from engine.story.model import Ask, Line, Reply, Scene, Story


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
