"""What a condition's tree means: a closure that looks at one player's state."""

import operator
from collections.abc import Callable
from typing import Any, assert_never

from engine.languages.folding import fold
from engine.story.phrases.tree import (
    And,
    At,
    Chose,
    Compare,
    Has,
    Not,
    Operator,
    Or,
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
        case Not(part):
            inner = test_of(part)
            return lambda sight: not inner(sight)
        case And(parts):
            tests = [test_of(part) for part in parts]
            return lambda sight: all(test(sight) for test in tests)
        case Or(parts):
            tests = [test_of(part) for part in parts]
            return lambda sight: any(test(sight) for test in tests)
        case _:
            assert_never(tree)


def _comparison(tree: Compare) -> Test:
    compare, fact, value = OPERATORS[tree.operator], tree.fact, tree.value
    if isinstance(value, str):
        # Names are typed by people: "sam" is Sam.
        wanted = fold(value)
        return lambda sight: compare(fold(str(sight.fact(fact))), wanted)
    return lambda sight: compare(sight.fact(fact), value)
