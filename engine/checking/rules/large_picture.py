"""Pictures that are larger than any phone can show."""

from collections.abc import Iterator

from engine.checking.files import on_the_web
from engine.story.build.folder import Written
from engine.story.measures import Measure
from engine.story.problems import Problem

LONGEST_SIDE = 2_000
MOST_BYTES = 600_000


def large_picture(written: Written) -> Iterator[Problem]:
    """Tell of a picture with a side of more than 2,000 pixels, or of more than 600 KB."""
    for used, measure in on_the_web(written, "picture"):
        if max(measure.width, measure.height) > LONGEST_SIDE or measure.bytes > MOST_BYTES:
            message = (
                f"This picture is {_told(measure)}. Phones show no more than {LONGEST_SIDE} "
                "pixels, and download all of it. Save it as JPEG, 1200 pixels on its longer side."
            )
            yield Problem(used.span, "large-picture", message, "warning")


def _told(measure: Measure) -> str:
    size = f"{measure.bytes / 1000:.0f} KB"
    pixels = f"{measure.width} x {measure.height} pixels"
    return f"{pixels} and {size}" if measure.width else size
