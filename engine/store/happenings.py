"""What of a turn is counted in the report, and what is kept for staff to read: no persons."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from engine.play.effects import Count, End, Hint, Keep, Miss, Report, Start, Tag, Vote
from engine.play.hear import Heard
from engine.play.play import Play
from engine.store.outcome import Added, Happening, HappeningKind, Missed
from engine.story.model import Story

LONGEST_MISSED = 200
# Stands between the scene that was left and the one that was come to; no name holds it. Before a
# play began, and after it ended, it is in no scene.
TO = "}"
_DIGIT = re.compile(r"\d")
_NOT_TO_BE_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def happenings_of(before: Mapping[str, Play | None], heard: Heard) -> tuple[Happening, ...]:
    """Count what happened to plays; `before` holds each play of `heard` as it was.

    A second scan of one sign in a row is none: the player was there already.
    """
    return (
        *_started(before, heard),
        *_scanned(before, heard),
        *_moved(before, heard),
        *_ended(heard),
        *_told(heard),
    )


def day_of(story: Story | None, now: datetime) -> str:
    """Give the day that it is where a story is told; in UTC where nobody knows (ISO 8601)."""
    zone = story.timezone if story else None
    return now.astimezone(ZoneInfo(zone or "UTC")).date().isoformat()


def missed_of(heard: Heard) -> Missed | None:
    """Give the text that nothing understood: its digits masked, at most 200 characters of it."""
    miss = next((effect for effect in heard.effects if isinstance(effect, Miss)), None)
    if miss is None or heard.player.story is None:
        return None
    return Missed(heard.player.story, miss.scene, masked(miss.text))


def masked(text: str) -> str:
    """Give a text in one line, without its digits, which might be somebody's number."""
    return _DIGIT.sub("#", _NOT_TO_BE_SHOWN.sub(" ", text[:LONGEST_MISSED])).strip()


def _started(before: Mapping[str, Play | None], heard: Heard) -> Iterator[Happening]:
    starts = [effect for effect in heard.effects if isinstance(effect, Start)]
    begun = [play for play in heard.plays if _began(before.get(play.story), play)]
    for _, play in zip(starts, begun, strict=False):
        yield _happening("started", play, play.place or "")


def _began(before: Play | None, play: Play) -> bool:
    return before is None or (before.scene is None and before != play)


def _scanned(before: Mapping[str, Play | None], heard: Heard) -> Iterator[Happening]:
    for play in heard.plays:
        was = before.get(play.story)
        if play.place is not None and (was is None or was.place != play.place):
            yield _happening("scanned", play, play.place)


def _moved(before: Mapping[str, Play | None], heard: Heard) -> Iterator[Happening]:
    for play in heard.plays:
        was = before.get(play.story)
        left, came = (was.scene if was else None) or "", play.scene or ""
        if left != came:
            yield _happening("moved", play, f"{left}{TO}{came}")


def _ended(heard: Heard) -> Iterator[Happening]:
    for effect in heard.effects:
        if isinstance(effect, End):
            play = next((play for play in heard.plays if play.ended == effect.title), None)
            if play is not None:
                yield _happening("ended", play, effect.title)


def _told(heard: Heard) -> Iterator[Happening]:
    """Count what was not understood, hints, tags, and reports of signs."""
    play = next((play for play in heard.plays if play.story == heard.player.story), None)
    for effect in heard.effects:
        if play is None:
            return
        match effect:
            case Miss(scene):
                yield _happening("missed", play, scene)
            case Hint(scene):
                yield _happening("hinted", play, scene)
            case Tag(word):
                yield _happening("tagged", play, word)
            case Report(place):
                yield _happening("reported", play, place or "")
            case _:
                continue


def added_by(heard: Heard) -> Added:
    """Give what a turn adds to what all players of its story share."""
    story = heard.player.story or ""
    return Added(
        counts=tuple((story, e.counter) for e in heard.effects if isinstance(e, Count)),
        votes=tuple((story, e.poll, e.option) for e in heard.effects if isinstance(e, Vote)),
        gifts=tuple((story, e) for e in heard.effects if isinstance(e, Keep)),
    )


def _happening(kind: HappeningKind, play: Play, what: str) -> Happening:
    return Happening(kind, play.story, play.edition, what, play.language)
