"""Sounds that phones cannot play."""

from collections.abc import Iterator, Mapping

from engine.checking.files import Used, used_files
from engine.story.build.folder import Written
from engine.story.luggage import kind_of
from engine.story.measures import Measure
from engine.story.media import ending_of
from engine.story.problems import Problem
from engine.story.slips import short

# What a file is by its ending, as it is measured, and as people call it.
FORMATS: Mapping[str, str] = {"mp3": "mp3", "m4a": "mov", "ogg": "ogg", "oga": "ogg", "wav": "wav"}
CALLED: Mapping[str, str] = {
    "mp3": "an MP3", "mov": "an M4A", "ogg": "an Ogg file", "wav": "a WAV", "aac": "bare AAC",
    "amr": "an AMR", "caf": "a CAF", "matroska": "a WebM",
}  # fmt: skip
# What browsers play of each; others may stand in the same files.
PLAYED: Mapping[str, frozenset[str]] = {
    "mp3": frozenset({"mp3"}),
    "mov": frozenset({"aac", "mp3"}),
    "ogg": frozenset({"vorbis", "opus", "flac"}),
    "wav": frozenset({"pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le"}),
}
SHORTEST_S = 0.1
# So much less is heard than a file says that it has, where it was cut off.
CUT_OFF_S = 1.0
ANEW = "Save it anew as MP3, mono, 48 or 64 kbit/s."


def unplayable_sound(written: Written) -> Iterator[Problem]:
    """Tell of a sound that is damaged, empty, cut off, or of a kind that browsers do not play."""
    for used in used_files(written):
        if used.kind == "sound" and (what := _what_is_wrong(used)):
            name = short(used.name)
            yield Problem(used.span, "unplayable-sound", f"'{name}' {what} {ANEW}")


def _what_is_wrong(used: Used) -> str:
    ending = ending_of(used.name)
    if kind_of(used.name) != "sound":
        return "is no sound by its ending: phones play mp3, m4a, ogg and wav."
    measure = used.measure
    if measure is None or measure.format is None:
        return ""
    if not measure.format:
        return "cannot be played: it is damaged, or no sound."
    if measure.format != FORMATS[ending]:
        called = CALLED.get(measure.format, "something else")
        return f"ends with '{ending}', but is {called}: some phones refuse that."
    return _of_its_sound(measure)


def _of_its_sound(measure: Measure) -> str:
    seconds = measure.seconds or 0
    if measure.codec not in PLAYED.get(measure.format or "", ()):
        return f"holds its sound as {short(measure.codec)}, which phones do not play."
    if seconds < SHORTEST_S:
        return "has no length: nothing can be heard in it."
    if (measure.stated_s or 0) - seconds > CUT_OFF_S:
        return (
            f"is cut off: it should be {measure.stated_s:.0f} seconds long, and ends after "
            f"{seconds:.0f}."
        )
    return ""
