"""What a condition's tree means: a closure that looks at one player's state."""

import operator
from collections.abc import Callable
from typing import Any, assert_never

from engine.languages.folding import fold
from engine.places.hours import within
from engine.story.phrases.tree import (
    And,
    AnyGift,
    At,
    Between,
    By,
    Chose,
    Compare,
    Counted,
    Dark,
    During,
    Has,
    Not,
    OnDay,
    Operator,
    Or,
    Since,
    Speaks,
    Test,
    Tree,
    Visited,
)

OPERATORS: dict[Operator, Callable[[Any, Any], bool]] = {
    "is": operator.eq,
    "is not": operator.ne,
    "at least": operator.ge,
    "at most": operator.le,
    "more than": operator.gt,
    "less than": operator.lt,
}


def test_of(tree: Tree) -> Test:
    """Give a function from a player's state to true or false."""
    match tree:
        case Not(part):
            inner = test_of(part)
            return lambda sight: not inner(sight)
        case And(parts):
            tests = [test_of(part) for part in parts]
            return lambda sight: all(test(sight) for test in tests)
        case Or(parts):
            tests = [test_of(part) for part in parts]
            return lambda sight: any(test(sight) for test in tests)
        case Between() | OnDay() | During() | Dark():
            return _of_time(tree)
        case Counted() | AnyGift() | By() | Speaks():
            return _of_others(tree)
        case _:
            return _of_play(tree)


def _of_play(tree: Has | Compare | Visited | Chose | At | Since) -> Test:
    match tree:
        case Has(item):
            return lambda sight: sight.has(item)
        case Compare():
            return _comparison(tree)
        case Visited(scene, times):
            return lambda sight: sight.visits(scene) >= times
        case Chose(reply):
            return lambda sight: sight.chosen(reply)
        case At(place):
            return lambda sight: sight.at() == place
        case Since(scene, seconds):
            return lambda sight: (gone := sight.since_s(scene)) is not None and gone >= seconds
        case _:
            assert_never(tree)


def _of_others(tree: Counted | AnyGift | By | Speaks) -> Test:
    match tree:
        case Counted(counter, symbol, value):
            compare = OPERATORS[symbol]
            return lambda sight: compare(sight.counted(counter), value)
        case AnyGift(collection):
            return lambda sight: sight.gifts(collection) > 0
        case By(channel):
            return lambda sight: sight.channel() == channel
        case Speaks(language):
            return lambda sight: sight.speaks() == language
        case _:
            assert_never(tree)


def _of_time(tree: Between | OnDay | During | Dark) -> Test:
    match tree:
        case Between(start, end):
            return lambda sight: within(sight.local().time(), start, end)
        case OnDay(day):
            return lambda sight: sight.local().weekday() == day
        case During(season):
            return lambda sight: season.holds(sight.local().date())
        case Dark():
            return lambda sight: sight.is_dark()
        case _:
            assert_never(tree)


def _comparison(tree: Compare) -> Test:
    compare, fact, value = OPERATORS[tree.operator], tree.fact, tree.value
    if isinstance(value, str):
        wanted = as_compared(value)
        return lambda sight: compare(as_compared(str(sight.fact(fact))), wanted)
    return lambda sight: compare(sight.fact(fact), value)


def as_compared(text: str) -> tuple[str, ...]:
    """Give a text fact as it is compared: names are typed by people, so that "sam" is Sam.

    A name of emoji alone is a name: it has no words, and is not empty.
    """
    return fold(text) or ((text,) if text else ())
