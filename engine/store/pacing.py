"""How fast letters leave: each of our senders has a line, in which every letter takes its place."""

from math import ceil

from engine.store import posting
from engine.store.database import Transaction

# What cannot go within this is left to be claimed later, by whoever may be quicker.
AHEAD_MS = 1_000
# The longest text has fewer. What is free later than after one more of those was noted by a clock
# that has been put back since.
MOST_SEGMENTS = 25


def place_in_line(
    transaction: Transaction, sender: str, pace: float, segments: int, now_s: float
) -> float:
    """Take a place in the line of a sender, and give how many seconds it is away.

    `pace` is in segments a second. Where it is too far away, none is taken.
    """
    now_ms = int(now_s * 1000)
    found = transaction.first(posting.FIND_PACE, of_sender=sender)
    free_ms = max(now_ms, found[0] if found else 0)
    if free_ms - now_ms > AHEAD_MS + ceil(1000 * MOST_SEGMENTS / pace):
        free_ms = now_ms
    if free_ms - now_ms <= AHEAD_MS:
        then = {"free_at_ms": free_ms + ceil(1000 * segments / pace)}
        if found:
            transaction.run(posting.CHANGE_PACE, of_sender=sender, **then)
        else:
            transaction.run(posting.ADD_PACE, sender=sender, **then)
    return (free_ms - now_ms) / 1000
