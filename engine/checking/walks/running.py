"""Playing a walk."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from engine.checking.walks.doing import DOING
from engine.checking.walks.looking import LOOKING
from engine.checking.walks.walker import Walk, Walked, Walker
from engine.play.catalog import Catalog
from engine.play.simulated import Simulated
from engine.play.world import World
from engine.story.model import Story
from engine.story.problems import Problem


def moment(at: datetime, story: Story) -> datetime:
    """Give a time of a walk, which is local to the story's first place, in UTC."""
    return at.replace(tzinfo=ZoneInfo(story.timezone or "UTC")).astimezone(UTC)


def run_walk(walk: Walk, story: Story, catalog: Catalog) -> Walked:
    """Play a walk and stop at the first difference."""
    walked = Walked(walk.name)
    world = World(moment(walk.at, story), walk.seed, walk.channel)
    language = walk.language or story.language
    walker = Walker(story, Simulated(catalog, world, language), walked)
    for step in walk.steps:
        run = DOING[step.key].run if step.key in DOING else LOOKING[step.key]
        if (fault := run(walker, step)) is not None:
            walked.difference = Problem(step.span, "walk", fault)
            break
    return walked
