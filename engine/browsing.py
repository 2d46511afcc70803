"""What is particular to a browser: each message comes from the page of one story."""

from dataclasses import replace

from engine.incoming import Event, Incoming
from engine.play.catalog import Catalog
from engine.play.events import Opened
from engine.play.hear import Kept, Player


def on_its_page(
    incoming: Incoming, event: Event, catalog: Catalog, player: Player, kept: Kept
) -> tuple[Player, Event]:
    """Give a player as one who is in the story of the page, and what they did there.

    A page may have been open since before its play was erased or carried away: then whatever is
    done on it opens the story.
    """
    story = incoming.story
    if story not in catalog.stories or isinstance(event, Opened):
        return player, event
    if kept(story) is None:
        return player, Opened(story)
    return replace(player, story=story), event
