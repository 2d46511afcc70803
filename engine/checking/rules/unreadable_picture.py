"""Pictures that phones cannot show."""

from collections.abc import Iterator, Mapping

from engine.checking.files import Used, used_files
from engine.story.build.folder import Written
from engine.story.media import PICTURES, ending_of
from engine.story.problems import Problem
from engine.story.slips import short

# What a file is by its ending, as it is measured.
FORMATS: Mapping[str, str] = {
    "jpg": "jpeg", "jpeg": "jpeg", "png": "png", "gif": "gif", "webp": "webp"
}  # fmt: skip


def unreadable_picture(written: Written) -> Iterator[Problem]:
    """Tell of a picture that is damaged, or of a kind that browsers do not show."""
    for used in used_files(written):
        if used.kind == "picture" and (what := _what_is_wrong(used)):
            message = f"'{short(used.name)}' {what} Save it anew as JPEG or PNG."
            yield Problem(used.span, "unreadable-picture", message)


def _what_is_wrong(used: Used) -> str:
    ending, measure = ending_of(used.name), used.measure
    if ending not in PICTURES:
        return "is no picture by its ending: phones show jpg, png, gif and webp."
    if measure is None or measure.format is None:
        return ""
    if not measure.format:
        return "cannot be shown: it is damaged, or no picture."
    if measure.format != FORMATS[ending]:
        called = short(measure.format.upper())
        return f"ends with '{ending}', but is of the kind {called}: some phones refuse that."
    return ""
