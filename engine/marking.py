"""Phones and browsers of staff: what they play is left out of reports, once they sent the word."""

from datetime import datetime

from engine.incoming import Incoming
from engine.play.effects import Say
from engine.store.open_turn import OpenTurn
from engine.store.outcome import Outcome
from engine.store.staff import word_in

MARKED = (
    "This phone is staff's now: reports leave out what it plays from here on. "
    "To undo that: wayside staff remove ID. The IDs: wayside staff"
)


def marked(turn: OpenTurn, incoming: Incoming, now: datetime) -> Outcome | None:
    """Take the phone or browser of a message as staff's own, where it holds the word for it."""
    word = word_in(incoming.words)
    if (
        word is None
        or turn.player.stopped
        or incoming.is_late
        or not turn.becomes_staffs(word, now)
    ):
        return None
    return Outcome(now, turn.player, answer=(Say(MARKED),), aside=True)
