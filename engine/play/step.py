"""The one place where a play changes: a story, a play, an event -> the next play, and what to do.

A second implementation runs on phones. Both pass the same fixtures, so change them together.
"""

import re
from dataclasses import dataclass
from typing import assert_never

from engine.languages.sentences import sentence
from engine.play import matching
from engine.play.commands import command, run
from engine.play.effects import Begin, Effect, End, Miss, Start
from engine.play.events import Event, Joined, Said, Scanned
from engine.play.matching import Candidate, Spoken
from engine.play.menu import candidates, labels, show_menu
from engine.play.play import Play
from engine.play.telling import Telling
from engine.play.wording import worded
from engine.play.world import World
from engine.story.model import LONGEST_SAVED, Reply, Scene, Story

MOST_STEPS = 100
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Turn:
    """What a step gives: the play as it is now, and what to do, in order."""

    play: Play
    effects: tuple[Effect, ...]


class EndlessStory(Exception):
    """A story that goes on by itself for ever: its author's error, never a hung server."""


def new_play(story: Story, language: str, world: World) -> Play:
    """Give a play of a story that has not begun."""
    known = language if language in story.languages else story.language
    return Play(story.id, story.edition, known, world.seed)


def step(story: Story, play: Play, event: Event, world: World) -> Turn:
    """Move a play by one event. Raises EndlessStory after 100 automatic steps."""
    telling = Telling(story, play, world)
    if play.scene is None or (play.scene in story.scenes and telling.scene.waits):
        _take_in(telling, event)
    else:
        _catch_up(telling)
    return Turn(telling.done(), tuple(telling.effects))


def _take_in(telling: Telling, event: Event) -> None:
    match event:
        case Joined(place, language):
            telling.speak(language)
            _join(telling, place)
        case Said(text):
            _hear(telling, text)
        case Scanned(place):
            _scan(telling, place)
        case _:
            assert_never(event)


def _catch_up(telling: Telling) -> None:
    """Go on from where a new edition of the story does not wait any more."""
    if telling.scene_id in telling.story.scenes:
        _enter(telling, telling.scene.id)
    else:
        _begin_anew(telling)


def _begin_anew(telling: Telling) -> None:
    telling.say(sentence("changed", telling.language))
    telling.restart()
    _enter(telling, telling.story.start)


def _join(telling: Telling, place: str | None) -> None:
    if telling.scene_id is None:
        telling.restart()
        telling.effects.append(Start())
        telling.prove(place)
        _show_way(telling, place)
        _enter(telling, telling.story.start)
    elif place is None or not _open(telling, place):
        _show_scene(telling)


def _show_way(telling: Telling, place: str | None) -> None:
    """Say where the story begins to somebody who comes to it at another place."""
    first = telling.story.places.get(telling.story.scenes[telling.story.start].place or "")
    if place is not None and first is not None and first.id != place:
        said = sentence(
            "begins at", telling.language, place=first.name, directions=first.directions
        )
        telling.say(said)


def _show_scene(telling: Telling) -> None:
    """Say the scene once more to somebody who comes back; nothing is done again."""
    if telling.scene.say is not None:
        telling.say(worded(telling, telling.scene.say))
    _wait(telling)


def _enter(telling: Telling, scene_id: str) -> None:
    """Arrive in a scene, and go on from there until something is waited for."""
    going = scene_id
    for _ in range(MOST_STEPS):
        following = _arrive(telling, telling.story.scenes[going])
        if following is None:
            return
        going = following
    raise EndlessStory(f"'{scene_id}' of '{telling.story.id}' goes on without end.")


def _arrive(telling: Telling, scene: Scene) -> str | None:
    """Do and say what a scene has; give the scene that follows at once."""
    telling.arrive(scene)
    telling.do(scene.do)
    if scene.say is not None:
        telling.say(worded(telling, scene.say))
    if scene.ending is not None:
        _end(telling, scene.ending)
        return None
    if scene.back:
        if not telling.turn_back():
            return telling.story.start
        _wait(telling)
        return None
    if scene.waits:
        _wait(telling)
        return None
    return scene.go


def _wait(telling: Telling) -> None:
    """Ask what the scene asks, and show its choices."""
    ask = telling.scene.ask
    if ask is not None and ask.question is not None:
        telling.say(worded(telling, ask.question))
    show_menu(telling)


def _end(telling: Telling, title: str) -> None:
    telling.effects.append(End(title))
    telling.scene_id, telling.ended, telling.menu, telling.returns = None, title, (), ()


def _scan(telling: Telling, place: str) -> None:
    """Open what a sign opens, or say where the story waits."""
    if telling.scene_id is None:
        _join(telling, place)
    elif not _open(telling, place):
        _nothing_opens(telling, place)


def _open(telling: Telling, place: str) -> bool:
    """Be at a place, and in the scene that it opens; False where it opens none."""
    telling.prove(place)
    scene = _opened(telling, place)
    if scene is not None:
        telling.remember_way()
        _enter(telling, scene.id)
    return scene is not None


def _nothing_opens(telling: Telling, place: str) -> None:
    waits_at = telling.story.places.get(telling.scene.place or "")
    if waits_at is None or waits_at.id == place:
        telling.say(sentence("nothing opens", telling.language))
    else:
        said = sentence(
            "nothing opens, but at",
            telling.language, place=waits_at.name, directions=waits_at.directions,
        )  # fmt: skip
        telling.say(said)
    _wait(telling)


def _opened(telling: Telling, place: str) -> Scene | None:
    """Give the first scene of a place that may open now: unseen before seen, in file order."""
    seen: Scene | None = None
    for scene in telling.story.scenes.values():
        if scene.place != place or scene.signs != "open":
            continue
        if scene.condition is None or scene.condition.test(telling):
            if not telling.visits(scene.id):
                return scene
            seen = seen or scene
    return seen


def _hear(telling: Telling, text: str) -> None:
    """Find who hears a text first: signs, the scene, the words that work everywhere, keywords."""
    heard = matching.spoken(text, telling.language)
    world = telling.world
    if sign := matching.sign_in(heard.words, world.keywords, world.signs):
        if sign.story == telling.story.id:
            _scan(telling, sign.place)
        else:
            telling.effects.append(Begin(sign.story, sign.place))
        return
    if telling.scene_id is None:
        _hear_after_the_end(telling, heard)
        return
    shown = labels(telling)
    possible = candidates(telling, shown)
    if reply := _by_number(telling, heard) or matching.same(heard, possible):
        _take(telling, reply)
    elif not (_by_command(telling, heard) or _by_keyword(telling, heard)):
        _hear_loosely(telling, heard, possible)


def _hear_after_the_end(telling: Telling, heard: Spoken) -> None:
    own = telling.story.keywords
    called = command(heard.words, telling.language)
    keyword = matching.called(heard.words, telling.world.keywords)
    if called == "again":
        run(telling, called)
    elif keyword and keyword.story == telling.story.id:
        telling.speak(keyword.language)
        _join(telling, None)
    elif keyword:
        telling.effects.append(Begin(keyword.story, language=keyword.language))
    elif own:
        key = "thanks" if called == "thanks" else "ended"
        telling.say(sentence(key, telling.language, keyword=own[0].word))
    else:
        telling.say(sentence("ended, no keyword", telling.language))


def _by_number(telling: Telling, heard: Spoken) -> Reply | None:
    """Give the reply that stood at this number in the menu that was sent."""
    if heard.number is None or not 1 <= heard.number <= len(telling.menu):
        return None
    return next((r for r in telling.scene.replies if r.id == telling.menu[heard.number - 1]), None)


def _by_command(telling: Telling, heard: Spoken) -> bool:
    found = command(heard.words, telling.language)
    return found is not None and run(telling, found)


def _by_keyword(telling: Telling, heard: Spoken) -> bool:
    keyword = matching.called(heard.words, telling.world.keywords)
    if keyword is None:
        return False
    if keyword.story == telling.story.id:
        telling.speak(keyword.language)
        return run(telling, "again")
    if telling.scene.ask is not None:
        return False
    telling.effects.append(Begin(keyword.story, language=keyword.language))
    return True


def _hear_loosely(telling: Telling, heard: Spoken, possible: list[Candidate]) -> None:
    """Hear what a longer or misspelt text means; while a text is asked for, take it whole."""
    answer = " ".join(_CONTROL.sub(" ", heard.text).split())
    if telling.scene.ask is not None and answer:
        _answer(telling, answer)
        return
    reply = (
        matching.within(heard, possible, telling.language)
        or matching.part_of_label(heard, possible)
        or matching.near(heard, possible)
    )
    if reply is not None:
        _take(telling, reply)
    else:
        _miss(telling, heard)


def _answer(telling: Telling, answer: str) -> None:
    ask = telling.scene.ask
    if ask is not None and ask.save is not None:
        telling.set(ask.save, answer[:LONGEST_SAVED].rstrip())
    if telling.scene.go is not None:
        _enter(telling, telling.scene.go)


def _take(telling: Telling, reply: Reply) -> None:
    """Do what a reply says, and go where it leads."""
    telling.take(reply)
    telling.do(reply.do)
    if reply.say is not None:
        telling.say(worded(telling, reply.say))
    if reply.ending is not None:
        _end(telling, reply.ending)
    elif reply.visit is not None:
        telling.remember_way()
        _enter(telling, reply.visit)
    elif reply.go is not None:
        _enter(telling, reply.go)
    else:
        show_menu(telling)


def _miss(telling: Telling, heard: Spoken) -> None:
    """Answer a text that nothing understood."""
    telling.misses += 1
    telling.effects.append(Miss(telling.scene.id, heard.text))
    otherwise = telling.scene.otherwise
    if otherwise is not None and telling.possible(otherwise):
        _take(telling, otherwise)
        return
    telling.say(sentence(_kind_word(telling, heard), telling.language))
    _wait(telling)


def _kind_word(telling: Telling, heard: Spoken) -> str:
    if telling.scene.ask is not None:
        return "send words"
    if telling.menu:
        return "reply with a number" if heard.number is None else "no such number"
    return "reply with a hint" if telling.scene.hints else "reply with words"
