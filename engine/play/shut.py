"""A story that staff closed: who comes is told so, and their play stays as it is."""

from dataclasses import replace

from engine.languages.names import language_called
from engine.play import matching
from engine.play.commands import CONFIRMED, command_in, forget
from engine.play.effects import Begin, WakeAt
from engine.play.events import Event, Joined, Passed, Pressed, Said, SentPhoto, SentVoice
from engine.play.opening import turned_away
from engine.play.play import Play
from engine.play.silence import next_wake
from engine.play.telling import Telling
from engine.play.world import Closing

# Where nobody knows when it opens, a timed reply looks so often. Who opens it wakes them all.
LOOKS_EVERY_S = 60 * 60


def while_shut(telling: Telling, event: Event, closing: Closing) -> Play:
    """Answer somebody in a closed story, and let timed replies wait; gives the play as it was.

    What leads out of it works: signs and keywords of other stories, FORGET ME.
    """
    if not isinstance(event, Passed):
        telling.last_at_s = telling.now_s
        _hear(telling, event)
    for wake in next_wake(telling):
        opens_s = closing.until_s or telling.now_s + LOOKS_EVERY_S
        telling.effects.append(WakeAt(max(wake.at_s, opens_s)))
    # The rest of it may be of an older edition, which is caught up with when the story is open.
    return replace(
        telling.play,
        last_at_s=telling.last_at_s,
        asked=telling.asked,
        language=telling.language,
    )


def _hear(telling: Telling, event: Event) -> None:
    match event:
        case Joined():
            telling.speak(event.language)
        case Said():
            if _leaves(telling, event.text):
                return
        case SentPhoto() | SentVoice():
            if _leaves(telling, event.words):
                return
        case Pressed():
            if _leaves(telling, event.payload) or _leaves(telling, event.words):
                return
        case _:
            pass
    turned_away(telling)


def _leaves(telling: Telling, text: str) -> bool:
    """Hear what leads out of the story, or to another language of it; False where nothing does."""
    words = matching.spoken(text, telling.language).words
    asked, telling.asked = telling.asked, None
    called = command_in(telling, words)
    if begin := _to_another(telling, words):
        telling.effects.append(begin)
    elif called == "forget me" or (asked == "forget me" and called == "yes"):
        _forget_me(telling, again=asked == "forget me")
    elif called == "no" and asked in CONFIRMED:
        telling.say(telling.sentence("kept"))
    else:
        telling.speak(language_called(words))
        return False
    return True


def _forget_me(telling: Telling, *, again: bool) -> None:
    if again:
        forget(telling)
    else:
        telling.asked = "forget me"
        telling.say(telling.sentence("forget me?"))


def _to_another(telling: Telling, words: tuple[str, ...]) -> Begin | None:
    """Give the other story that a text leads to; its own keyword may set its language."""
    world, own = telling.world, telling.story.id
    sign = matching.sign_in(words, world.keywords, world.signs)
    if sign is not None:
        return Begin(sign.story, sign.place) if sign.story != own else None
    keyword = matching.called(words, world.keywords)
    if keyword is not None and keyword.story == own:
        telling.speak(keyword.language)
    elif keyword is not None:
        return Begin(keyword.story, language=keyword.language)
    return None
