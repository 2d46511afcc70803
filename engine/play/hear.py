"""One person's event, whichever of the stories it is for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from engine.languages.folding import fold
from engine.languages.sentences import sentence
from engine.play.catalog import Catalog
from engine.play.commands import command
from engine.play.effects import Begin, Effect, Erase, Say, WakeAt
from engine.play.events import Event, Joined, Passed, Said
from engine.play.matching import LONGEST_HEARD, called, sign_in
from engine.play.play import Play
from engine.play.step import new_play, step
from engine.play.world import World
from engine.texting.optout import CarrierWord, carrier_word

MOST_STORIES_A_TURN = 5
Kept: TypeAlias = Callable[[str], Play | None]


@dataclass(frozen=True, slots=True)
class Player:
    """What is known of a person beside their plays.

    `story` is the one they are in; `stopped` since they sent STOP, until START.
    """

    language: str = "en"
    story: str | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A person after an event: what changed, and what to do."""

    player: Player
    plays: tuple[Play, ...] = ()
    effects: tuple[Effect, ...] = ()


def hear(catalog: Catalog, player: Player, kept: Kept, event: Event, world: World) -> Heard:
    """Move one person by one event.

    `kept` gives the person's play of a story, or None. The carrier's words come first; then the
    story they are in; then whatever story the event leads to.
    """
    if isinstance(event, Said) and (word := carrier_word(event.text)):
        return _carriers(catalog, player, word, world)
    if player.stopped:
        erases = isinstance(event, Said) and command(fold(event.text), "en") == "forget me"
        return Heard(player, (), (Erase(),) if erases else ())
    story = catalog.stories.get(player.story or "")
    if story is not None and (play := kept(story.id)):
        turn = step(story, play, event, world)
        player = replace(player, language=turn.play.language)
        return _follow(catalog, Heard(player, (turn.play,), turn.effects), kept, world)
    return _follow(catalog, Heard(player, (), _at_the_door(catalog, player, event)), kept, world)


def begin(catalog: Catalog, player: Player, kept: Kept, to: Begin, world: World) -> Heard:
    """Bring one person to a story: to their kept play, or to a new one."""
    return _follow(catalog, Heard(player, (), (to,)), kept, world)


def _carriers(catalog: Catalog, player: Player, word: CarrierWord, world: World) -> Heard:
    said = {"stop": "stopped", "start": "started", "help": "help"}[word]
    stories = ", ".join(story.title for story in catalog.stories.values())
    text = sentence(said, player.language, stories=stories, contact=_contact(catalog, player))
    stopped = {"stop": True, "start": False, "help": player.stopped}[word]
    # Who has stopped gets one text that confirms it, and none when they say so again.
    silent = world.carrier_answers or (player.stopped and word == "stop")
    return Heard(replace(player, stopped=stopped), (), () if silent else (Say(text),))


def _contact(catalog: Catalog, player: Player) -> str:
    story = catalog.stories.get(player.story or "")
    return story.contact if story else ""


def _at_the_door(catalog: Catalog, player: Player, event: Event) -> tuple[Effect, ...]:
    match event:
        case Said(text):
            words = fold(text[:LONGEST_HEARD])
            if found := called(words, catalog.keywords):
                return (Begin(found.story, language=found.language),)
            if sign := sign_in(words, catalog.keywords, catalog.signs):
                return (Begin(sign.story, sign.place),)
            if command(words, player.language) == "forget me":
                return (Say(sentence("forgotten", player.language)), Erase())
            return (Say(_what_can_be_played(catalog, player)),)
        case Passed():
            return ()
        case _:
            return (Say(_what_can_be_played(catalog, player)),)


def _what_can_be_played(catalog: Catalog, player: Player) -> str:
    lines = [
        sentence("story line", player.language, keyword=story.keywords[0].word, title=story.title)
        for story in catalog.stories.values()
        if story.keywords
    ]
    if not lines:
        return sentence("no stories", player.language)
    return "\n".join([sentence("stories", player.language), *lines])


def _follow(catalog: Catalog, heard: Heard, kept: Kept, world: World) -> Heard:
    """Go wherever the last effect leads, story after story, at most so many."""
    plays = {play.story: play for play in heard.plays}
    done: list[Effect] = []
    player, effects = heard.player, heard.effects
    for _ in range(MOST_STORIES_A_TURN):
        begin = next((effect for effect in effects if isinstance(effect, Begin)), None)
        done += [effect for effect in effects if effect is not begin]
        if begin is not None:
            done = [effect for effect in done if not isinstance(effect, WakeAt)]
        if begin is None or begin.story not in catalog.stories:
            break
        story = catalog.stories[begin.story]
        play = plays.get(story.id) or kept(story.id)
        if play is None or play.ended is not None:
            play = new_play(story, begin.language or player.language, world)
        turn = step(story, play, Joined(begin.place, begin.language), world)
        plays[story.id] = turn.play
        player = replace(player, story=story.id, language=turn.play.language)
        effects = turn.effects
    else:
        done += [effect for effect in effects if not isinstance(effect, Begin)]
    return Heard(player, tuple(plays.values()), tuple(done))
