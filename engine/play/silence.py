"""What comes by itself: timed replies, and what quiet hours hold back."""

from collections.abc import Iterable
from dataclasses import replace

from engine.play.arriving import EndlessStory, take
from engine.play.effects import Effect, Lead, Offer, Say, WakeAt
from engine.play.message import message
from engine.play.play import Play
from engine.play.telling import UNSEEN, Telling
from engine.play.world import World
from engine.story.model import Story, Timed
from engine.texting.quiet import may_send

MOST_AT_ONCE = 100
# A text that belongs to the player's own may follow it for so long, whatever the hour.
BELONGS_S = 30 * 60


def _next(telling: Telling) -> Timed | None:
    """Give the timed reply that comes next in the scene where the play waits."""
    if telling.scene_id not in telling.story.scenes:
        return None
    after = telling.scene.after
    return after[telling.fired] if telling.fired < len(after) else None


def due(telling: Telling) -> bool:
    """Tell whether something is due: all times count from the last thing that the player did."""
    following = _next(telling)
    return following is not None and telling.now_s >= telling.last_at_s + following.after_s


def fire(telling: Telling) -> None:
    """Let happen what is due, in its order. Raises EndlessStory where there is no end of it."""
    for _ in range(MOST_AT_ONCE):
        following = _next(telling)
        if following is None or not due(telling):
            return
        telling.fired += 1
        if telling.possible(following.reply):
            take(telling, following.reply)
    raise EndlessStory(
        f"In '{telling.scene_id}' of '{telling.story.id}', one silence follows another without "
        "end: all times count from the last thing that the player did."
    )


def hold_if_quiet(telling: Telling) -> None:
    """Let what was said wait for the next answer, if it may not be sent now."""
    if not may_be_sent(telling.story, telling.last_at_s, telling.world):
        words, telling.effects = _parted(telling.effects)
        telling.held = (*telling.held, *words)
        if telling.scene_id != telling.play.scene:
            # The numbers that were sent mean nothing here, and what is asked here was not heard.
            telling.menu = (UNSEEN,) * max(1, len(telling.play.menu))


def may_be_sent(story: Story, last_at_s: int, world: World) -> bool:
    """Tell whether what comes by itself in this story may be sent now."""
    if not world.can_send:
        return False
    if world.channel != "sms" or world.now.timestamp() - last_at_s <= BELONGS_S:
        return True
    return may_send(world.now, (story.timezone or world.zone, *world.zones))


def hold_with(left: Play, play: Play, effects: Iterable[Effect]) -> tuple[Play, Play, list[Effect]]:
    """Hold what is said in a story that was come to by itself, behind what its first one held.

    `left` is the play that led to `play`.
    """
    words, others = _parted(effects)
    held = replace(play, held=(*left.held, *play.held, *words), menu=(UNSEEN,))
    return replace(left, held=()), held, others


def _parted(effects: Iterable[Effect]) -> tuple[list[str], list[Effect]]:
    """Give what is said as texts, and the effects that say nothing."""
    effects = list(effects)
    words = message(effect for effect in effects if isinstance(effect, Say | Lead))
    others: list[Effect] = [each for each in effects if not isinstance(each, Say | Lead | Offer)]
    return [words] if words else [], others


def release(telling: Telling) -> None:
    """Say first what was held back."""
    for words in telling.held:
        telling.say(words)
    telling.held = ()


def next_wake(telling: Telling) -> list[WakeAt]:
    """Ask to be woken for what comes next."""
    following = _next(telling)
    if following is None:
        return []
    return [WakeAt(telling.last_at_s + following.after_s)]
