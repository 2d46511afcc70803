"""A map that is too heavy for a phone."""

from collections.abc import Iterator

from engine.checking.mapping import read_once, stops_of
from engine.languages.listing import listing
from engine.places.map import MOST_GZIP_BYTES, GroundError, drawn
from engine.places.map.ground import KINDS
from engine.story.build.folder import Written
from engine.story.problems import Problem, Span


def map_heavy(written: Written) -> Iterator[Problem]:
    """Tell of a map that must be drawn with less, so that a phone loads it soon."""
    if written.source.map is None:
        return
    try:
        ground = read_once(written.source.map, written.story.language).ground
    except GroundError:
        return
    found = drawn(stops_of(written.story), ground, language=written.story.language)
    if found is None or (not found.left_out and found.coarser == 1):
        return
    kinds = [f"{kind}s" for kind in KINDS if kind in found.left_out]
    how = f"without {listing(kinds, 'en')}" if kinds else "with fewer bends"
    message = (
        f"Drawn with all that is on it, this map would take a phone over "
        f"{MOST_GZIP_BYTES // 1024} KB. It is drawn {how}. Leave out buildings when you export "
        "it, or put the places closer together."
    )
    yield Problem(Span(written.source.map_file), "map-heavy", message, "warning")
