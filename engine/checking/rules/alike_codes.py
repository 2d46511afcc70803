"""Codes of one story that are easily taken for each other."""

from collections.abc import Iterator
from itertools import combinations

from engine.checking.rules.finding import error
from engine.story.build.folder import Written
from engine.story.problems import Problem

RULE = "alike-codes"


def check(written: Written) -> Iterator[Problem]:
    """Tell of every pair of codes that differ in one character, at the second."""
    coded = [(place.id, place.code) for place in written.story.places.values() if place.code]
    for (one, code), (other, like) in combinations(coded, 2):
        if len(code) == len(like) and sum(a != b for a, b in zip(code, like, strict=True)) == 1:
            message = (
                f"The code '{like}' differs from '{code}' of '{one}' in one character: who "
                "mistypes it is somewhere else. Change two."
            )
            yield error(written, RULE, message, f"places/{other}/code")
