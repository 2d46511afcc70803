"""A map that is none."""

from collections.abc import Iterator

from engine.checking.mapping import read_once
from engine.places.map import GroundError
from engine.story.build.folder import Written
from engine.story.problems import Problem, Span


def map_unread(written: Written) -> Iterator[Problem]:
    """Tell of a map.geojson that cannot be read, or is too large to be."""
    if written.source.map is None:
        return
    try:
        read_once(written.source.map, written.story.language)
    except GroundError as error:
        span = Span(written.source.map_file, error.line, error.column)
        yield Problem(span, "map-unread", str(error))
