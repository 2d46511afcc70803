"""Sounds that take longer to download than they need to."""

from collections.abc import Iterator

from engine.checking.files import MB, on_the_web
from engine.story.build.folder import Written
from engine.story.problems import Problem

MOST_A_MINUTE = 500_000
# A bell of a second may be as it is.
LIGHT_BYTES = 100_000


def heavy_sound(written: Written) -> Iterator[Problem]:
    """Tell of a sound of more than 0.5 MB a minute, which is 66 kbit/s."""
    for used, measure in on_the_web(written, "sound"):
        if not measure.seconds or measure.bytes <= LIGHT_BYTES:
            continue
        a_minute = measure.bytes * 60 / measure.seconds
        if a_minute > MOST_A_MINUTE:
            message = (
                f"This sound has {a_minute / MB:.1f} MB a minute, and phones download all of it "
                "before the walk. Save it as MP3, mono, 48 or 64 kbit/s: that is less than 0.5."
            )
            yield Problem(used.span, "heavy-sound", message, "warning")
