"""Who hears a text first: signs, the scene, the words that work everywhere, keywords."""

import re
from typing import Literal

from engine.languages.names import language_called
from engine.languages.numbers import numbers_within
from engine.languages.options import option_in
from engine.play import matching
from engine.play.arriving import begin, go_or_wait, take, wait
from engine.play.commands import command_in, confirmed, run
from engine.play.effects import Begin, Keep, Miss, Say
from engine.play.matching import Candidate, Spoken
from engine.play.menu import candidates, labels
from engine.play.telling import UNSEEN, Telling
from engine.play.walking import here_at, remind_of_walk, scan, scan_retired
from engine.story.model import ANYWHERE_SCENE, LONGEST_SAVED, Reply

# Halves of characters cannot be kept: they are no text in UTF-8.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def hear_text(telling: Telling, text: str) -> None:
    """Take in what somebody wrote or said."""
    heard = matching.spoken(text, telling.language)
    world = telling.world
    asked, telling.asked = telling.asked, None
    if sign := matching.sign_in(heard.words, world.keywords, world.signs):
        if sign.story == telling.story.id:
            scan(telling, sign.place)
        else:
            telling.effects.append(Begin(sign.story, sign.place))
    elif confirmed(telling, command_in(telling, heard.words), asked):
        return
    elif telling.scene_id is None:
        _hear_outside(telling, heard)
    elif asked != "here" or not _names_a_place(telling, heard):
        _hear_inside(telling, heard)


def _hear_inside(telling: Telling, heard: Spoken) -> None:
    if UNSEEN in telling.menu:
        _hear_too_late(telling, heard)
        return
    shown = labels(telling)
    possible = candidates(telling, shown)
    number = heard.number
    if number is not None and 1 <= number <= len(telling.menu):
        _take_numbered(telling, number)
    elif reply := matching.same(heard, possible):
        _take(telling, reply, heard)
    elif (option := _option(telling, heard)) is not None:
        _take_numbered(telling, option)
    elif not (
        _by_command(telling, heard) or _by_keyword(telling, heard) or _by_retired(telling, heard)
    ):
        _hear_loosely(telling, heard, possible)


def _hear_too_late(telling: Telling, heard: Spoken) -> None:
    """Hear somebody who answers a scene that was left in silence, before they knew of the next."""
    if not (
        _by_command(telling, heard) or _by_keyword(telling, heard) or _by_retired(telling, heard)
    ):
        telling.say(telling.sentence("too late"))
        telling.menu = ()
        wait(telling)


def is_expected(telling: Telling, text: str) -> bool:
    """Tell whether a text is, as a whole, a reply that can be given where the play waits."""
    if telling.scene_id not in telling.story.scenes or UNSEEN in telling.menu:
        return False
    heard = matching.spoken(text, telling.language)
    return matching.same(heard, candidates(telling, labels(telling))) is not None


def _option(telling: Telling, heard: Spoken) -> int | None:
    """Give the number of the menu that a text like "option 1" names."""
    number = option_in(heard.digits, telling.language)
    return number if number is not None and 1 <= number <= len(telling.menu) else None


def _take_numbered(telling: Telling, number: int) -> None:
    """Take the reply that stood at this number in the menu that was sent, if it still is there."""
    id_ = telling.menu[number - 1]
    reply = next((each for each in telling.scene.replies if each.id == id_), None)
    if reply is None:
        telling.say(telling.sentence("choice is gone"))
        wait(telling)
    else:
        take(telling, reply)


def _take(telling: Telling, reply: Reply, heard: Spoken) -> None:
    _collect(telling, reply.collect, "text", _answer_of(heard))
    take(telling, reply)


def _answer_of(heard: Spoken) -> str:
    return " ".join(_CONTROL.sub(" ", heard.text).split())


def _collect(
    telling: Telling, collection: str | None, kind: Literal["text", "photo", "voice"], gift: str
) -> None:
    if collection is not None and telling.story.collections[collection] == kind and gift:
        telling.collect(collection, kind, gift)


def _by_command(telling: Telling, heard: Spoken) -> bool:
    found = command_in(telling, heard.words)
    if found is not None and run(telling, found):
        return True
    return _by_language(telling, heard)


def _by_language(telling: Telling, heard: Spoken) -> bool:
    """Change the language, if the text is the name of one."""
    tag = language_called(heard.words)
    if tag is None:
        return False
    if tag in telling.story.languages:
        telling.effects.append(Begin(telling.story.id, language=tag))
    else:
        told = ", ".join(telling.story.languages)
        telling.say(telling.sentence("language not told", languages=told))
    return True


def _by_keyword(telling: Telling, heard: Spoken) -> bool:
    keyword = matching.called(heard.words, telling.world.keywords)
    if keyword is None:
        return False
    if keyword.story == telling.story.id:
        if keyword.language not in (None, telling.language):
            telling.effects.append(Begin(telling.story.id, language=keyword.language))
            return True
        return run(telling, "again")
    if _asks_text(telling):
        return False
    telling.effects.append(Begin(keyword.story, language=keyword.language))
    return True


def _by_retired(telling: Telling, heard: Spoken) -> bool:
    """Say that a code opens nothing any more, unless such a text is what is asked for."""
    if not _is_retired(telling, heard):
        return False
    if _asks_text(telling) or _number_asked(telling, heard) is not None:
        return False
    scan_retired(telling)
    return True


def _is_retired(telling: Telling, heard: Spoken) -> bool:
    world = telling.world
    return matching.retired_in(heard.words, world.keywords, world.retired) is not None


def _asks_text(telling: Telling) -> bool:
    ask = telling.scene.ask
    return ask is not None and ask.kind == "text"


def _hear_loosely(telling: Telling, heard: Spoken, possible: list[Candidate]) -> None:
    """Hear what a longer or misspelt text means; while a text is asked for, take it whole."""
    if _asks_text(telling) and (answer := _answer_of(heard)):
        take_answer(telling, answer[:LONGEST_SAVED].rstrip(), "text", answer)
        return
    reply = (
        matching.within(heard, possible, telling.language)
        or matching.part_of_label(heard, possible)
        or matching.near(heard, possible)
    )
    if reply is not None:
        _take(telling, reply, heard)
    elif (number := _number_asked(telling, heard)) is not None:
        take_answer(telling, number, "text", "")
    else:
        miss(telling, heard)


def _number_asked(telling: Telling, heard: Spoken) -> int | None:
    ask = telling.scene.ask
    if ask is None or ask.kind != "number":
        return None
    if heard.number is not None:
        return heard.number
    within = numbers_within(heard.text, telling.language)
    return within[0] if len(within) == 1 else None


def take_answer(
    telling: Telling, value: str | int, kind: Literal["text", "photo", "voice"], gift: str
) -> None:
    """Keep what was asked for, and go on."""
    scene = telling.scene
    if scene.ask is not None:
        if scene.ask.save is not None:
            telling.set(scene.ask.save, value)
        _collect(telling, scene.ask.collect, kind, gift)
    go_or_wait(telling)


def hear_gift(telling: Telling, kind: Literal["photo", "voice"], gift: str, words: str) -> None:
    """Take in a photo or a voice message; where nothing takes it, the words that came along."""
    # What answers a scene that was left in silence is not for the next one.
    if telling.scene_id is None or UNSEEN in telling.menu:
        hear_text(telling, words)
        return
    replies = (each.reply for each in candidates(telling, {}))
    reply = next((each for each in replies if getattr(each, kind)), None)
    ask = telling.scene.ask
    before = len(telling.effects)
    if reply is not None:
        _collect(telling, reply.collect, kind, gift)
        take(telling, reply)
    elif ask is not None and ask.kind == kind:
        take_answer(telling, "", kind, gift)
    elif words.strip():
        hear_text(telling, words)
        return
    else:
        miss(telling, Spoken("", (), None))
    if any(isinstance(effect, Keep) for effect in telling.effects[before:]):
        telling.effects.insert(before, Say(telling.sentence("held")))


def _hear_outside(telling: Telling, heard: Spoken) -> None:
    """Hear somebody whose story has ended, or could not begin."""
    own = telling.story.keywords
    called = command_in(telling, heard.words)
    keyword = matching.called(heard.words, telling.world.keywords)
    if called in ("again", "forget me", "web") and run(telling, called):
        return
    if _is_retired(telling, heard):
        telling.say(telling.sentence("sign retired"))
    if telling.ended is None and not keyword:
        # It could not begin when they came: perhaps it can now.
        begin(telling, telling.place)
    elif called == "restart" or (keyword and keyword.story == telling.story.id):
        telling.speak(keyword.language if keyword else None)
        begin(telling, None)
    elif keyword:
        telling.effects.append(Begin(keyword.story, language=keyword.language))
    elif own:
        key = "thanks" if called == "thanks" else "ended"
        telling.say(telling.sentence(key, keyword=own[0].word))
    else:
        telling.say(telling.sentence("ended, no keyword"))


def _names_a_place(telling: Telling, heard: Spoken) -> bool:
    """Take a place's name as the answer to HERE."""
    walk = telling.scene.walk
    named = [
        Candidate(Reply(place), matching.spoken(telling.story.places[place].name, "en").words)
        for place in (walk.to if walk else ())
    ]
    reply = (
        matching.same(heard, named)
        or matching.part_of_label(heard, named)
        or matching.near(heard, named)
    )
    if reply is not None:
        here_at(telling, reply.id)
    return reply is not None


def miss(telling: Telling, heard: Spoken) -> None:
    """Answer a text that nothing understood."""
    telling.misses += 1
    scene = telling.scene
    telling.effects.append(Miss(scene.id, heard.text))
    for other in (scene.tries.get(telling.misses), scene.otherwise):
        if other is not None and telling.possible(other):
            take(telling, other)
            return
    if scene.walk is not None and not scene.replies:
        remind_of_walk(telling, scene.walk)
        return
    if scene.id != ANYWHERE_SCENE:
        telling.say(telling.sentence(_kind_word(telling, heard)))
    wait(telling)


def _kind_word(telling: Telling, heard: Spoken) -> str:
    scene = telling.scene
    if (ask := scene.ask) is not None:
        kinds = {"text": "words", "number": "a number", "photo": "a photo"}
        return f"send {kinds.get(ask.kind, 'a voice message')}"
    if telling.menu:
        return "reply with a number" if heard.number is None else "no such number"
    if scene.after and not scene.replies:
        return "goes on by itself"
    return "reply with a hint" if scene.hints else "reply with words"
