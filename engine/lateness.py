"""What holds for a message that comes late: after an outage, when nobody waits for its answer."""

from datetime import UTC, datetime

from engine.incoming import Incoming
from engine.play.catalog import Catalog
from engine.play.hear import Kept, Player, wants_silence
from engine.play.silence import BELONGS_S
from engine.story.model import Story
from engine.texting.quiet import next_time


def came_at(incoming: Incoming, now: datetime) -> datetime:
    """Give when a message came, as its story sees it: one that is late, when it was sent."""
    if incoming.sent_s is None:
        return now
    return min(datetime.fromtimestamp(incoming.sent_s, UTC), now)


def is_overtaken(incoming: Incoming, catalog: Catalog, player: Player, kept: Kept) -> bool:
    """Tell whether a late message moves nothing: its player went on, and it asks for no silence."""
    if incoming.sent_s is None or wants_silence(catalog, incoming.event):
        return False
    story = catalog.stories.get(player.story or "")
    play = kept(story.id) if story else None
    return play is not None and play.last_at_s >= incoming.sent_s


def may_go_at_s(
    incoming: Incoming, story: Story | None, zones: tuple[str, ...], now: datetime
) -> int:
    """Give when the answer to a late message may be sent: not in the night after it was wanted.

    In seconds since 1970; `zones` are those of the player's number.
    """
    belongs = now.timestamp() - (incoming.sent_s or 0) <= BELONGS_S
    zone = (story.timezone if story else None) or "UTC"
    then = now if belongs else next_time(now, (zone, *zones))
    return int((then or now).timestamp())
