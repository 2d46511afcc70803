"""Until when somebody may be written to who has asked nothing."""

from collections.abc import Callable
from datetime import datetime

from engine.incoming import Incoming
from engine.play.play import Play
from engine.store.open_turn import OpenTurn
from engine.texting.addresses import WINDOWS_S


def until_s(
    turn: OpenTurn, incoming: Incoming | None, kept: Callable[[], Play | None], now: datetime
) -> int | None:
    """Give the last moment for it, in seconds since 1970; None where nothing limits that.

    `kept` gives the play of the story that the player is in.
    """
    window_s = WINDOWS_S.get(turn.kind)
    if window_s is None:
        return None
    if incoming is not None:
        return window_s + (incoming.sent_s or int(now.timestamp()))
    play = kept()
    # A text that came late was sent before it came, and a story that was come to by itself has
    # begun later than its player wrote: the earlier of the two is when they did.
    return window_s + min(turn.last_heard_s(), play.last_at_s if play else 0)
