"""What comes by itself: timed replies, and what quiet hours hold back."""

from engine.play.arriving import EndlessStory, take
from engine.play.effects import Effect, Lead, Offer, Say, WakeAt
from engine.play.message import message
from engine.play.telling import Telling
from engine.story.model import Timed
from engine.texting.quiet import may_send

MOST_AT_ONCE = 20
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
    if not _may_be_sent(telling):
        _hold(telling)


def _may_be_sent(telling: Telling) -> bool:
    world = telling.world
    if world.channel != "sms" or telling.now_s - telling.last_at_s <= BELONGS_S:
        return True
    return may_send(world.now, (telling.story.timezone or world.zone, *world.zones))


def _hold(telling: Telling) -> None:
    words = message(effect for effect in telling.effects if isinstance(effect, Say | Lead))
    if words:
        telling.held = (*telling.held, words)
    telling.effects = [e for e in telling.effects if not isinstance(e, Say | Lead | Offer)]


def release(telling: Telling) -> None:
    """Say first what was held back."""
    for words in telling.held:
        telling.say(words)
    telling.held = ()


def next_wake(telling: Telling) -> list[Effect]:
    """Ask to be woken for what comes next."""
    following = _next(telling)
    if following is None:
        return []
    return [WakeAt(telling.last_at_s + following.after_s)]
