"""What holds for a message that comes late: after an outage, when nobody waits for its answer."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from engine.incoming import Incoming
from engine.play.catalog import Catalog
from engine.play.hear import Kept, Player
from engine.play.silence import BELONGS_S
from engine.play.wishes import wants_silence
from engine.store.outcome import Letters
from engine.story.model import Story
from engine.texting.optout import carrier_word
from engine.texting.quiet import last_time, next_time


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


def is_taken_back(incoming: Incoming, since: Iterable[Incoming], catalog: Catalog) -> bool:
    """Tell whether a late STOP or START was followed by the other: the last of them counts.

    `since` is what was sent after it, by whomever.
    """
    if wants_silence(catalog, incoming.event):
        return any(carrier_word(each.words) == "start" for each in _theirs(incoming, since))
    if carrier_word(incoming.words) == "start":
        return any(wants_silence(catalog, each.event) for each in _theirs(incoming, since))
    return False


def _theirs(incoming: Incoming, since: Iterable[Incoming]) -> Iterable[Incoming]:
    return (each for each in since if each.address == incoming.address)


def timed(
    letters: Letters,
    incoming: Incoming | None,
    now: datetime,
    *,
    last_at_s: int,
    story: Story | None,
    zones: tuple[str, ...],
) -> Letters:
    """Give letters with the times between which they may be sent, however they are held up.

    By day where the place and the player's number are (`zones`); and within half an hour of what
    the player did last, at any hour: that is this message, or was at `last_at_s` (in seconds since
    1970) where none came. The answer to a late one is not sent in the night after it was wanted.
    """
    every = ((story.timezone if story else None) or "UTC", *zones)
    then = now
    if incoming is not None:
        last_at_s = incoming.sent_s or int(now.timestamp())
        if now.timestamp() - last_at_s > BELONGS_S:
            then = next_time(now, every) or now
    last_s = max(int(last_time(then, every).timestamp()), last_at_s + BELONGS_S)
    return replace(letters, not_before_s=int(then.timestamp()), not_after_s=last_s)


def no_later(letters: Letters, last_s: int | None) -> Letters:
    """Give letters that are not sent after a moment either, in seconds since 1970."""
    if last_s is None:
        return letters
    return replace(letters, not_after_s=min(last_s, letters.not_after_s or last_s))
