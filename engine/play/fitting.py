"""What was kept in an older edition, fitted into the story as it is now."""

from engine.play.play import Checkpoints, points_of
from engine.play.telling import Telling
from engine.story.model import Story


def stays(story: Story, scene: str | None) -> bool:
    """Tell whether a scene of an older edition still is there, by its name or by `moved`."""
    return scene in story.scenes or scene in story.moved


def points_left(story: Story, checkpoints: Checkpoints) -> Checkpoints:
    """Give the checkpoints whose scenes still are there, each as data, the newest last."""
    return tuple(p for p in points_of(checkpoints) if stays(story, p.get("scene")))


def fit(telling: Telling) -> None:
    """Let go of what this edition does not know any more."""
    story = telling.story
    if telling.language not in story.languages:
        telling.speak(story.language)
    telling.facts = {
        name: value
        for name, value in telling.facts.items()
        if name in story.facts and type(value) is type(story.facts[name].first)
    }
    telling.items = tuple(item for item in telling.items if item in story.items)
    if telling.place not in story.places:
        telling.place, telling.proof = None, None
    scene = telling.scene_id
    if scene is not None and scene not in story.scenes and scene in story.moved:
        telling.scene_id = story.moved[scene]
    if telling.scene_id in story.scenes:
        telling.fired = min(telling.fired, len(telling.scene.after))
