"""Codes that a slip turns into each other."""

from collections.abc import Iterator
from itertools import combinations

from rapidfuzz.distance import OSA

from engine.story.build.folder import Written
from engine.story.problems import Problem
from engine.story.slips import short

FEWEST_APART = 2


def are_alike(one: str, other: str) -> bool:
    """Tell whether one slip makes one code of the other."""
    return OSA.distance(one, other, score_cutoff=FEWEST_APART) < FEWEST_APART


def alike_codes(written: Written) -> Iterator[Problem]:
    """Tell of a code that one wrong, missing or swapped character makes of another."""
    coded = [(place, place.code) for place in written.story.places.values() if place.code]
    for (first, one), (second, other) in combinations(coded, 2):
        if are_alike(one, other):
            message = (
                f"One slip makes the code '{other}' that of '{short(first.id)}', which is "
                f"'{one}'. Let codes differ in two characters at least."
            )
            yield Problem(written.spans[f"places/{second.id}/code"], "alike-codes", message)
