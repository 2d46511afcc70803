"""Where a play changes: a story, a play, an event -> the next play, and what to do.

A second implementation runs on phones. Both pass the same fixtures, so change them together.
"""

from dataclasses import dataclass
from typing import assert_never

from engine.play.arriving import EndlessStory, begin, show
from engine.play.catching_up import catch_up
from engine.play.effects import Effect
from engine.play.events import (
    Arrived,
    Event,
    Joined,
    Located,
    Passed,
    Pressed,
    Said,
    Scanned,
    SentPhoto,
    SentVoice,
)
from engine.play.hearing import hear_gift, hear_text
from engine.play.locating import hear_location
from engine.play.play import Play
from engine.play.pressing import hear_press
from engine.play.shut import while_shut
from engine.play.silence import due, fire, hold_if_quiet, next_wake, release
from engine.play.telling import Telling
from engine.play.walking import arrive_at, open_by_sign, scan
from engine.play.world import World
from engine.story.model import Story

__all__ = ["EndlessStory", "Turn", "new_play", "step"]


@dataclass(frozen=True, slots=True)
class Turn:
    """What a step gives: the play as it is now, and what to do, in order."""

    play: Play
    effects: tuple[Effect, ...]


def new_play(story: Story, language: str, world: World) -> Play:
    """Give a play of a story that has not begun."""
    known = language if language in story.languages else story.languages[0]
    return Play(story.id, story.edition, known, world.seed)


def step(story: Story, play: Play, event: Event, world: World) -> Turn:
    """Move a play by one event. Raises EndlessStory after 100 automatic steps."""
    telling = Telling(story, play, world)
    if (closing := telling.closed()) is not None:
        return Turn(while_shut(telling, event, closing), tuple(telling.effects))
    if isinstance(event, Passed):
        if not due(telling):
            # As it was, of an older edition too: that is told when something happens.
            return Turn(play, tuple(next_wake(telling)))
        if not catch_up(telling):
            fire(telling)
        hold_if_quiet(telling)
    else:
        telling.last_at_s = telling.now_s
        release(telling)
        if not catch_up(telling):
            _take_in(telling, event)
    telling.effects += next_wake(telling)
    return Turn(telling.done(), tuple(telling.effects))


def _take_in(telling: Telling, event: Event) -> None:
    match event:
        case Joined(place, language):
            _join(telling, place, language)
        case Said(text):
            hear_text(telling, text)
        case Scanned(place):
            scan(telling, place)
        case Arrived(place, by):
            arrive_at(telling, place, by)
        case Located():
            hear_location(telling, event.at)
        case Pressed(payload, words):
            hear_press(telling, payload, words)
        case SentPhoto(gift, words):
            hear_gift(telling, "photo", gift, words)
        case SentVoice(gift, words):
            hear_gift(telling, "voice", gift, words)
        case Passed():
            pass
        case _:
            assert_never(event)


def _join(telling: Telling, place: str | None, language: str | None) -> None:
    telling.speak(language)
    if telling.scene_id is None:
        begin(telling, place)
    elif place is None or not open_by_sign(telling, place):
        show(telling)
