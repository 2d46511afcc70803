"""A walk to a place that may be closed when the player comes."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from engine.checking.rules.finding import warning
from engine.places.hours import Hours
from engine.story.build.folder import Written
from engine.story.model import Scene, Story
from engine.story.problems import Problem

RULE = "closing-time"
# Any week will do: hours repeat by the week.
MONDAY = datetime(2027, 6, 7)  # noqa: DTZ001 - on the local clock
STEP = timedelta(minutes=15)
WEEK = 7 * 24 * 4


def check(written: Written) -> Iterator[Problem]:
    """Tell of every walk to a place that is closed while the story can be begun."""
    story = written.story
    for scene in story.scenes.values():
        for id_ in _must_reach(scene):
            place = story.places[id_]
            if place.hours is not None and (at := _closed_at(story, place.hours)) is not None:
                message = (
                    f"'{place.name}' is closed {at:%A} at {at:%H:%M}, but the story can be begun "
                    "then. Give the story 'hours', or the scene a 'skip'."
                )
                yield warning(written, RULE, message, f"scenes/{scene.id}/walk")


def _must_reach(scene: Scene) -> tuple[str, ...]:
    """Give where a player must go who has no other way on."""
    if scene.walk is None or scene.skip is not None or len(scene.walk.to) > 1:
        return ()
    return scene.walk.to


def _closed_at(story: Story, hours: Hours) -> datetime | None:
    for step in range(WEEK):
        at = MONDAY + step * STEP
        may_begin = story.times.hours is None or story.times.hours.open_at(at)
        if may_begin and not hours.open_at(at):
            return at
    return None
