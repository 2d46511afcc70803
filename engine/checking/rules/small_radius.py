"""A place that a phone may never find, because it is so small."""

from collections.abc import Iterator

from engine.checking.rules.finding import warning
from engine.story.build.folder import Written
from engine.story.problems import Problem

RULE = "small-radius"
LEAST_M = 20


def check(written: Written) -> Iterator[Problem]:
    """Tell of every radius that is less than a phone's usual error."""
    for place in written.story.places.values():
        if place.within_m < LEAST_M:
            message = (
                f"A phone is often {LEAST_M} m wrong, so that it may never be within "
                f"{place.within_m} m. Write 'within: 30 m', or take the sign as proof."
            )
            yield warning(written, RULE, message, f"places/{place.id}/within")
