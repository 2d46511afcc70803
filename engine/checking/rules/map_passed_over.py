"""Things on a map that cannot be drawn."""

from collections.abc import Iterator

from engine.checking.mapping import read_once
from engine.places.map import GroundError
from engine.story.build.folder import Written
from engine.story.problems import Problem, Span

MOST_TOLD = 5


def map_passed_over(written: Written) -> Iterator[Problem]:
    """Tell of what is wrong on a map and is left out, and of a map that nothing is left of."""
    if written.source.map is None:
        return
    try:
        read = read_once(written.source.map, written.story.language)
    except GroundError:
        return
    span = Span(written.source.map_file)
    told = read.passed_over
    for each in told[:MOST_TOLD]:
        yield Problem(span, "map-passed-over", f"{each} It is left out.", "warning")
    if len(told) > MOST_TOLD:
        message = f"{len(told) - MOST_TOLD} more things on the map are left out likewise."
        yield Problem(span, "map-passed-over", message, "warning")
    if not read.ground.shapes and not told:
        message = (
            "Nothing on this map is a street, path, water, park or building that can be known. "
            "Each wants a tag such as highway, or a 'kind' such as street."
        )
        yield Problem(span, "map-passed-over", message, "warning")
