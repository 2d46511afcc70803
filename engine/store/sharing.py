"""What all players of a story share: read for a turn, and added to by it."""

from collections import Counter

from engine.play.world import Shared
from engine.store import statements
from engine.store.database import Transaction
from engine.store.outcome import Added

MOST_GIFTS = 200
# Rows of a story before they are summed up; with more counters, whenever one is counted.
MOST_ROWS = 100


def shared(transaction: Transaction, story: str, player: bytes | None) -> Shared:
    """Give what the players of a story share, and what this one voted for."""
    votes: dict[str, dict[str, int]] = {}
    for poll, option, count in transaction.all(statements.FIND_VOTES, of_story=story):
        votes.setdefault(poll, {})[option] = int(count)
    gifts: dict[str, tuple[str, ...]] = {}
    given: dict[str, int] = {}
    for collection, gift in transaction.all(statements.FIND_GIFTS, of_story=story):
        given[collection] = given.get(collection, 0) + 1
        if given[collection] <= MOST_GIFTS:
            gifts[collection] = (*gifts.get(collection, ()), gift)
    counts = transaction.all(statements.FIND_COUNTS, of_story=story)
    return Shared(
        counters={counter: int(count) for counter, count in counts},
        votes=votes,
        mine=_mine(transaction, story, player),
        gifts=gifts,
        given=given,
    )


def _mine(transaction: Transaction, story: str, player: bytes | None) -> dict[str, str]:
    if player is None:
        return {}
    found = transaction.all(statements.FIND_VOTES_OF, of_player=player, of_story=story)
    return dict(found)


def add(transaction: Transaction, player: bytes, message: bytes, added: Added, at_s: int) -> None:
    """Add what a turn of a player gave; a second vote replaces the first."""
    for story, counter in added.counts:
        transaction.run(statements.ADD_COUNT, story=story, counter=counter, amount=1)
        _sum_up_counts(transaction, story)
    for story, poll, option in added.votes:
        _vote(transaction, player, story, poll, option)
        _sum_up_votes(transaction, story)
    for number, (story, keep) in enumerate(added.gifts):
        # One message may give to several collections; each gift has an id of its own.
        gift_id = message[:-1] + bytes([message[-1] ^ number])
        transaction.run(
            statements.ADD_GIFT,
            player=player,
            message=gift_id,
            story=story,
            collection=keep.collection,
            kind=keep.medium,
            gift=keep.gift,
            at_s=at_s,
            approved=False,
        )


def _vote(transaction: Transaction, player: bytes, story: str, poll: str, option: str) -> None:
    """Let a player vote, instead of what they voted before."""
    before = _mine(transaction, story, player).get(poll)
    if before == option:
        return
    if before is not None:
        transaction.run(statements.DROP_VOTE, of_player=player, of_story=story, of_poll=poll)
        transaction.run(statements.ADD_TALLY, story=story, poll=poll, option=before, amount=-1)
    transaction.run(statements.ADD_VOTE, player=player, story=story, poll=poll, option=option)
    transaction.run(statements.ADD_TALLY, story=story, poll=poll, option=option, amount=1)


def _sum_up_counts(transaction: Transaction, story: str) -> None:
    """Put one row of each counter in place of many, so that no turn has to add up all of them."""
    if transaction.all(statements.COUNT_COUNTS, of_story=story)[0][0] <= MOST_ROWS:
        return
    sums: Counter[str] = Counter()
    for counter, amount in transaction.all(statements.TAKE_COUNTS, of_story=story):
        sums[counter] += amount
    for counter, amount in sums.items():
        transaction.run(statements.ADD_COUNT, story=story, counter=counter, amount=amount)


def _sum_up_votes(transaction: Transaction, story: str) -> None:
    """Put one row of each option in place of many."""
    if transaction.all(statements.COUNT_TALLIES, of_story=story)[0][0] <= MOST_ROWS:
        return
    sums: Counter[tuple[str, str]] = Counter()
    for poll, option, amount in transaction.all(statements.TAKE_TALLIES, of_story=story):
        sums[poll, option] += amount
    for (poll, option), amount in sums.items():
        transaction.run(statements.ADD_TALLY, story=story, poll=poll, option=option, amount=amount)
