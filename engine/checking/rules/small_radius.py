"""Places that a phone hardly ever arrives at."""

from collections.abc import Iterator

from engine.story.build.folder import Written
from engine.story.problems import Problem

LEAST_M = 20


def small_radius(written: Written) -> Iterator[Problem]:
    """Tell of a place with a radius of under 20 m that a walk waits for by position."""
    story = written.story
    walks = [scene.walk for scene in story.scenes.values() if scene.walk]
    waited = {place for walk in walks if walk.proof != "sign" for place in walk.to}
    for place in story.places.values():
        if place.id in waited and place.within_m < LEAST_M:
            span = written.spans[f"places/{place.id}/within"]
            message = (
                f"Phones are often 10 to {LEAST_M} m out, so with {place.within_m} m somebody may "
                f"stand there and not arrive. Take {LEAST_M} m or more, or 'proof: sign'."
            )
            yield Problem(span, "small-radius", message, "warning")
