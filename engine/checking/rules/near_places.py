"""Places that a phone cannot tell apart."""

from collections.abc import Iterator
from itertools import combinations

from engine.places.latlon import near_m
from engine.story.build.folder import Written
from engine.story.model import Place
from engine.story.problems import Problem
from engine.story.slips import short

# Two circles that touch are two radii apart; half a radius more for how far phones are out.
RADII_APART = 2.5


def near_places(written: Written) -> Iterator[Problem]:
    """Tell of places less than 2.5 radii apart that one scene waits for at once.

    Signs cannot be taken for each other, so only walks that a position satisfies count.
    """
    story = written.story
    told: set[tuple[str, str]] = set()
    for scene in story.scenes.values():
        if scene.walk is None or scene.walk.proof == "sign":
            continue
        waited = [place for place in story.places.values() if place.id in scene.walk.to]
        for first, second in combinations(waited, 2):
            apart_m = _apart_m(first, second)
            least_m = RADII_APART * (first.within_m + second.within_m) / 2
            if apart_m is None or apart_m >= least_m or (first.id, second.id) in told:
                continue
            told.add((first.id, second.id))
            message = (
                f"'{short(second.id)}' is {apart_m:.0f} m from '{short(first.id)}', and "
                f"'{short(scene.id)}' waits for both: a phone may take one for the other. "
                f"Keep them {least_m:.0f} m apart, give them a smaller 'within', or ask for "
                "'proof: sign'."
            )
            yield Problem(
                written.spans[f"places/{second.id}/at"], "near-places", message, "warning"
            )


def _apart_m(first: Place, second: Place) -> float | None:
    return near_m(first.at, second.at) if first.at and second.at else None
