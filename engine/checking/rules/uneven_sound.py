"""Sounds that are louder or softer than they should be, or than the others of the walk.

Loudness is integrated loudness by EBU R 128, one channel heard from both sides. Apple asks podcasts
for -16 LUFS, and so do most who make speech for phones; 10 less sounds half as loud.
"""

from collections.abc import Iterator
from statistics import median

from engine.checking.files import on_the_web
from engine.story.build.folder import Written
from engine.story.problems import Problem

WANTED_LUFS = -16
# So far off listeners turn the volume: from what is wanted, and from the others.
FAR_LU = 4
FAR_FROM_OTHERS_LU = 3
HOW = "In Audacity, bring each sound to -16 with 'Loudness Normalization', under 'Effect'."


def uneven_sound(written: Written) -> Iterator[Problem]:
    """Tell of a sound far from -16 LUFS, or from the middle of those of its walk."""
    sounds = [
        (used, measure.lufs)
        for used, measure in on_the_web(written, "sound")
        if measure.lufs is not None
    ]
    for used, lufs in sounds:
        middle = median(each for _, each in sounds)
        if abs(lufs - WANTED_LUFS) > FAR_LU:
            off = f"{_than(lufs - WANTED_LUFS)} than the -16 that is right for phones"
        elif abs(lufs - middle) > FAR_FROM_OTHERS_LU:
            off = f"{_than(lufs - middle)} than most of this walk"
        else:
            continue
        message = f"This sound has a loudness of {lufs:.0f} LUFS: {off}. {HOW}"
        yield Problem(used.span, "uneven-sound", message, "warning")


def _than(off_lu: float) -> str:
    return f"{abs(off_lu):.0f} {'louder' if off_lu > 0 else 'softer'}"
