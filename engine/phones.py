"""What holds for a turn that a phone has played first, without signal: its edition, and its time.

The phone lets time pass itself as long as its page lives, so that here nothing is due meanwhile.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from engine.incoming import Incoming, OnPhone
from engine.play.catalog import Catalog
from engine.play.events import Opened
from engine.play.play import Play
from engine.play.world import World
from engine.store.open_turn import OpenTurn
from engine.story.model import Story

# What was done longer ago than an edition is kept is taken for as long ago.
LONGEST_KEPT = timedelta(days=30)
# Gives an edition of a story that was published once; None where there is none, or not any more.
FindEdition: TypeAlias = Callable[[str, str], Story | None]


class Elsewhere(Exception):
    """A walk goes on elsewhere by now: what a phone still has of it no longer counts."""


def check_owner(turn: OpenTurn, incoming: Incoming) -> None:
    """Refuse what a phone has played first, unless the play is still its own.

    It is not where it was carried to another phone, or its player texts as well: then the server
    plays alone. Raises Elsewhere.
    """
    if incoming.played is None:
        return
    begins = isinstance(incoming.event, Opened)
    if turn.texts or (turn.play(incoming.story) is None and not begins):
        raise Elsewhere


def with_edition(
    catalog: Catalog, turn: OpenTurn, story: str, edition: str, find: FindEdition
) -> Catalog:
    """Give the stories with that edition of one of them which a phone has played.

    Nobody is brought back to an edition from before that of their play: so only one that the play
    is of, or has not begun.
    """
    current, kept = catalog.stories.get(story), turn.play(story)
    if current is None or current.edition == edition:
        return catalog
    if kept is not None and f'"edition":"{edition}"' not in kept:
        return catalog
    played = find(story, edition)
    if played is None:
        return catalog
    return replace(catalog, stories={**catalog.stories, story: played})


def as_on_phone(world: World, played: OnPhone, before: Play | None) -> World:
    """Give the surroundings of a turn at the moment when the phone played it.

    That is not before the last thing that its player did, and not to come. Its chance starts where
    the phone's did.
    """
    longest_ago_s = int((world.now - LONGEST_KEPT).timestamp())
    first_s = max(before.last_at_s if before else 0, longest_ago_s)
    done_s = min(max(played.done_s, first_s), int(world.now.timestamp()))
    return replace(world, now=datetime.fromtimestamp(done_s, UTC), seed=played.seed)
