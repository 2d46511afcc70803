"""A map of somewhere else."""

from collections.abc import Iterator

from engine.checking.mapping import read_once, stops_of
from engine.places.map import GroundError, Stop
from engine.places.map.frame import Frame, frame_around
from engine.places.map.ground import Shape
from engine.story.build.folder import Written
from engine.story.problems import Problem, Span

FAR_M = 2_000


def map_far(written: Written) -> Iterator[Problem]:
    """Tell of a map that shows nothing of where the places are, or mostly what is far from them."""
    if written.source.map is None:
        return
    try:
        shapes = read_once(written.source.map, written.story.language).ground.shapes
    except GroundError:
        return
    message = _told(shapes, stops_of(written.story))
    if message:
        yield Problem(Span(written.source.map_file), "map-far", message, "warning")


def _told(shapes: tuple[Shape, ...], stops: list[Stop]) -> str:
    if not stops:
        return (
            "No place of the story has an 'at', so that there is no map to draw. Give the "
            "places their latitude and longitude."
        )
    frame = frame_around([stop.at for stop in stops])
    if shapes and not any(_is_near(shape, frame, 0) for shape in shapes):
        return (
            "Nothing on this map is where the places are. Export the map around them; in "
            "GeoJSON, longitude stands before latitude."
        )
    far = sum(not _is_near(shape, frame, FAR_M) for shape in shapes)
    if far * 2 <= len(shapes):
        return ""
    return (
        f"{far:,} of the {len(shapes):,} things on this map are over {FAR_M // 1000} km from all "
        "places, and are not drawn. Export a smaller square around the places."
    )


def _is_near(shape: Shape, frame: Frame, beyond_m: float) -> bool:
    """Tell whether a corner of it is on the sheet, or no farther beyond."""
    beyond = beyond_m * frame.units_a_metre
    points = (frame.at(*point) for line in shape.lines for point in line)
    return any(
        -beyond <= x <= frame.width + beyond and -beyond <= y <= frame.height + beyond
        for x, y in points
    )
