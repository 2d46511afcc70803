"""Places that are closed when the story sends somebody there."""

from collections.abc import Iterator

from engine.places.hours import DAY_NAMES, Hours
from engine.places.latlon import METRES_A_MINUTE, near_m
from engine.story.build.folder import Written
from engine.story.model import Place, Story
from engine.story.problems import Problem
from engine.story.slips import short

_DAY, _WEEK = 24 * 60, 7 * 24 * 60


def closed_place(written: Written) -> Iterator[Problem]:
    """Tell of a place that is walked to and closed when somebody who has begun may come there.

    A story without hours of its own says nothing of when; the place's hours are told to players.
    """
    story = written.story
    begun = story.times.hours
    walked = {place for scene in story.scenes.values() if scene.walk for place in scene.walk.to}
    for place in story.places.values():
        if begun is None or place.hours is None or place.id not in walked:
            continue
        if fact := _fact(begun, place.hours, _minutes_to(story, place), short(place.name)):
            message = f"{fact} The story walks there: let the hours of both fit."
            span = written.spans[f"places/{place.id}/hours"]
            yield Problem(span, "closed-place", message, "warning")


def _fact(begun: Hours, hours: Hours, minutes: int, name: str) -> str:
    """Say when the place is closed to who has begun; empty where it never is."""
    at = _closed_at(begun, hours)
    if at is not None and not _meet(begun, hours):
        return f"'{name}' is never open while the story can be begun."
    if at is not None:
        return f"The story can be begun on {_told(at)}, when '{name}' is closed."
    late = _closed_at(begun, hours, minutes)
    if late is None:
        return ""
    return (
        f"The story can be begun on {_told(late)}, and '{name}' is closed when its players come "
        f"there, after {minutes} minutes on foot or more."
    )


def _minutes_to(story: Story, place: Place) -> int:
    """Give how long it takes from the story's first place, at the least: as the crow flies."""
    first = next((each.at for each in story.places.values() if each.at), None)
    if first is None or place.at is None:
        return 0
    return round(near_m(first, place.at)) // METRES_A_MINUTE


def _closed_at(begun: Hours, place: Hours, minutes: int = 0) -> int | None:
    """Give the first minute of the week in which it can be begun, and the place is closed then.

    Or closed so many minutes later.
    """
    # If there is any, there is one where the first opens or the second closes.
    edges = {start for start, _ in begun.spans} | {
        (end - minutes) % _WEEK for _, end in place.spans
    }
    return next(
        (
            at
            for at in sorted(edges)
            if _open(begun, at) and not _open(place, (at + minutes) % _WEEK)
        ),
        None,
    )


def _meet(one: Hours, other: Hours) -> bool:
    edges = {start for hours in (one, other) for start, _ in hours.spans}
    return any(_open(one, at) and _open(other, at) for at in edges)


def _open(hours: Hours, at: int) -> bool:
    return any(start <= at < end or start <= at + _WEEK < end for start, end in hours.spans)


def _told(at: int) -> str:
    return f"{DAY_NAMES[at // _DAY].title()} at {at % _DAY // 60:02}:{at % 60:02}"
