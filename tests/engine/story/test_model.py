"""A story's parts know what they are."""

import pytest

from engine.story.model import ANYWHERE_SCENE, Ask, Line, Reply, Scene, Story, Timed, Walk
from tests.engine.story.told import on_all


@pytest.mark.parametrize(
    ("scene", "waits"),
    [
        (Scene("a", on_all(), go="b"), False),
        (Scene("a", on_all(), ending="E"), False),
        (Scene("a", on_all(), ask=Ask()), True),
        (Scene("a", on_all(), replies=(Reply("x", pick=Line(("x",))),)), True),
        (Scene("a", on_all(), walk=Walk(("p",)), go="b"), True),
        (Scene("a", on_all(), after=(Timed(60, Reply("after-60")),)), True),
        (Scene("a", on_all(), handover="t"), False),
        (Scene(ANYWHERE_SCENE, on_all()), True),
    ],
)
def test_a_scene_waits_where_a_player_or_time_is_waited_for(scene: Scene, waits: bool) -> None:
    assert scene.waits is waits


def test_a_story_is_told_in_its_languages_and_else_in_its_own() -> None:
    spanish = Story("t", "0", "T", "a", {}, language="es")
    story = Story("t", "0", "T", "a", {}, tongues={"es": spanish})
    assert (story.told_in("es"), story.told_in("en"), story.told_in("fr")) == (
        spanish, story, story
    )  # fmt: skip
