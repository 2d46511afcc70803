"""The first answer of a story, which by text also says who is texting."""

from engine.checking.costs.usual import begins_at
from engine.play.catalog import catalog_of
from engine.play.effects import Lead, Offer, Say, Shown
from engine.play.simulated import Simulated
from engine.play.world import World
from engine.story.model import Story


def first_answer(story: Story, language: str) -> tuple[Shown, ...]:
    """Give what a player is answered who begins a story in this language, when it is open."""
    begun = Simulated(catalog_of([story]), World(begins_at(story), seed=1), language)
    effects = begun.begin(story.id)
    return tuple(each for each in effects if isinstance(each, Say | Offer | Lead))
