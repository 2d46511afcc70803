"""Actions: what a story does to a play, and to what all players share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from engine.play import effects
from engine.story.model import LARGEST_NUMBER
from engine.story.phrases import Action, Add, Count, Forget, Get, Lose, Set, Tag, Vote

if TYPE_CHECKING:
    from engine.play.telling import Telling


def do(telling: Telling, action: Action) -> None:
    """Do one action."""
    match action:
        case Get(item):
            telling.items = telling.items if item in telling.items else (*telling.items, item)
        case Lose(item):
            telling.items = tuple(each for each in telling.items if each != item)
        case Add(fact, amount):
            total = int(telling.fact(fact)) + amount
            telling.set(fact, max(-LARGEST_NUMBER, min(LARGEST_NUMBER, total)))
        case Set(fact, value):
            telling.set(fact, value)
        case Forget(fact):
            telling.set(fact, telling.story.facts[fact].first)
        case Tag(word):
            telling.effects.append(effects.Tag(word))
        case Count(counter):
            _count(telling, counter)
        case Vote(poll, option):
            _vote(telling, poll, option)
        case _:
            assert_never(action)


def _count(telling: Telling, counter: str) -> None:
    if not telling.pass_on(counter):
        return
    telling.effects.append(effects.Count(counter))
    shared = telling.shared
    counters = {**shared.counters, counter: telling.counted(counter) + 1}
    telling.shared_now = replace(shared, counters=counters)


def _vote(telling: Telling, poll: str, option: str) -> None:
    """Vote; what was voted before is taken back."""
    telling.effects.append(effects.Vote(poll, option))
    shared = telling.shared
    votes = dict(shared.votes.get(poll, {}))
    before = shared.mine.get(poll)
    if before in votes:
        votes[before] = max(votes[before] - 1, 0)
    votes[option] = votes.get(option, 0) + 1
    telling.shared_now = replace(
        shared, votes={**shared.votes, poll: votes}, mine={**shared.mine, poll: option}
    )
