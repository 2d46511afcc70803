"""Sounds in which there is nothing to hear."""

from collections.abc import Iterator

from engine.checking.files import measured_files
from engine.story.build.folder import Written
from engine.story.problems import Problem

# Of full scale: -60 dB. What is softer nobody hears out of a phone.
SOFTEST_PEAK = 0.001


def silent_sound(written: Written) -> Iterator[Problem]:
    """Tell of a sound that is silent from its beginning to its end."""
    for used in measured_files(written):
        measure = used.measure
        if used.kind != "sound" or measure is None or measure.peak is None:
            continue
        if measure.peak < SOFTEST_PEAK and measure.seconds:
            message = (
                f"Nothing is heard in this sound, {measure.seconds:.0f} seconds long. Was the "
                "microphone off? Record it anew, or leave it out."
            )
            yield Problem(used.span, "silent-sound", message, "warning")
