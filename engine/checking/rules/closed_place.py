"""Places that are closed when the story sends somebody there."""

from collections.abc import Iterator

from engine.places.hours import DAY_NAMES, Hours
from engine.story.build.folder import Written
from engine.story.problems import Problem
from engine.story.slips import short

_DAY, _WEEK = 24 * 60, 7 * 24 * 60


def closed_place(written: Written) -> Iterator[Problem]:
    """Tell of a place that is walked to and closed while the story can be begun.

    A story without hours of its own says nothing of when; the place's hours are told to players.
    """
    story = written.story
    begun = story.times.hours
    walked = {place for scene in story.scenes.values() if scene.walk for place in scene.walk.to}
    for place in story.places.values():
        if begun is None or place.hours is None or place.id not in walked:
            continue
        at = _closed_at(begun, place.hours)
        if at is None:
            continue
        if _meet(begun, place.hours):
            when = f"The story can be begun on {_told(at)}, when '{short(place.name)}' is closed."
        else:
            when = f"'{short(place.name)}' is never open while the story can be begun."
        message = f"{when} The story walks there: let the hours of both fit."
        yield Problem(written.spans[f"places/{place.id}/hours"], "closed-place", message, "warning")


def _closed_at(begun: Hours, place: Hours) -> int | None:
    """Give the first minute of the week in which the one is open and the other is not."""
    # If there is any, there is one where the first opens or the second closes.
    edges = {start for start, _ in begun.spans} | {end % _WEEK for _, end in place.spans}
    return next((at for at in sorted(edges) if _open(begun, at) and not _open(place, at)), None)


def _meet(one: Hours, other: Hours) -> bool:
    edges = {start for hours in (one, other) for start, _ in hours.spans}
    return any(_open(one, at) and _open(other, at) for at in edges)


def _open(hours: Hours, at: int) -> bool:
    return any(start <= at < end or start <= at + _WEEK < end for start, end in hours.spans)


def _told(at: int) -> str:
    return f"{DAY_NAMES[at // _DAY].title()} at {at % _DAY // 60:02}:{at % 60:02}"
