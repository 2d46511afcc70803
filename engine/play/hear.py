"""One person's event, whichever of the stories it is for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from engine.languages.choosing import chosen
from engine.languages.folding import fold
from engine.languages.sentences import SOURCE, sentence
from engine.languages.tables import languages
from engine.play.catalog import Catalog
from engine.play.commands import command
from engine.play.effects import Begin, Effect, Erase, Repeat, Say, WakeAt
from engine.play.events import Came, Carried, Joined, Opened, Passed, Pressed
from engine.play.hearing import is_expected
from engine.play.matching import LONGEST_HEARD, called, retired_in, sign_in
from engine.play.naming import named
from engine.play.play import Play
from engine.play.silence import hold_with, may_be_sent
from engine.play.step import new_play, step
from engine.play.telling import Telling
from engine.play.wishes import asks_erasure, wants_silence, words_of
from engine.play.world import World
from engine.story.model import Story
from engine.texting.asking import asks_for, comes_back
from engine.texting.imprint import Imprint
from engine.texting.optout import CarrierWord, carrier_word
from engine.texting.revoking import revokes

MOST_STORIES_A_TURN = 5
Kept: TypeAlias = Callable[[str], Play | None]


@dataclass(frozen=True, slots=True)
class Player:
    """What is known of a person beside their plays.

    `language` is empty until they chose one, by its name or a keyword. `story` is the one they are
    in; `stopped` since they sent STOP, until START.
    """

    language: str = ""
    story: str | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A person after an event: what changed, and what to do."""

    player: Player
    plays: tuple[Play, ...] = ()
    effects: tuple[Effect, ...] = ()


def hear(catalog: Catalog, player: Player, kept: Kept, event: Came, world: World) -> Heard:
    """Move one person by one event.

    `kept` gives the person's play of a story, or None. The carrier's words come first; then the
    story they are in; then whatever story the event leads to.
    """
    if isinstance(event, Opened):
        to = Begin(event.story, event.place, event.language)
        return begin(catalog, player, kept, to, world)
    if isinstance(event, Carried):
        return _carried(catalog, player, kept, event, world)
    if asked := _asked(catalog, player, kept, words_of(event), world):
        return asked
    if player.stopped:
        erases = asks_erasure(catalog, player.language, event)
        return Heard(player, (), (Erase(),) if erases else ())
    story = catalog.stories.get(player.story or "")
    if story is not None and (play := kept(story.id)):
        turn = step(story, play, event, world)
        effects = named(story, turn.effects)
        # A new edition may have lost the language of the play: nobody chose that.
        if turn.play.language != play.language and turn.play.edition == play.edition:
            player = replace(player, language=turn.play.language)
        heard = _follow(catalog, Heard(player, (turn.play,), effects), kept, world)
        if isinstance(event, Passed) and not may_be_sent(story, play.last_at_s, world):
            return _held(heard)
        return heard
    return _follow(
        catalog, Heard(player, (), _at_the_door(catalog, player, event, world)), kept, world
    )


def _asked(catalog: Catalog, player: Player, kept: Kept, text: str, world: World) -> Heard | None:
    """Hear who asks for silence, texts again or help, in the carriers' words or in their own."""
    # Nobody is sent texts on the web, so none can be stopped there.
    if (word := carrier_word(text)) and (world.channel == "sms" or word == "help"):
        return _shown_where(_carriers(catalog, player, word, world), player, kept)
    if not player.stopped and _revokes(catalog, player, kept, text, world):
        # The carrier has not heard this, so it is ours to confirm.
        return _carriers(catalog, player, "stop", replace(world, carrier_answers=False))
    if wish := _wish(catalog, player, kept, text, world):
        # So it is with HELP; what brings somebody back here is a word that it may have heard.
        heard_by_it = world.carrier_answers and wish == "start"
        heard = _carriers(catalog, player, wish, replace(world, carrier_answers=heard_by_it))
        return _shown_where(heard, player, kept)
    return None


def hear_unanswered(catalog: Catalog, player: Player, event: Came) -> Heard | None:
    """Hear somebody who is not answered: only that they want silence, or to be forgotten.

    As they can be asked nothing back, they are forgotten at once. None where it is neither.
    """
    if wants_silence(catalog, event):
        return Heard(replace(player, stopped=True))
    return Heard(player, (), (Erase(),)) if asks_erasure(catalog, player.language, event) else None


def _revokes(catalog: Catalog, player: Player, kept: Kept, text: str, world: World) -> bool:
    """Tell whether somebody asks for no more texts, in words that are not a reply of their scene.

    Only by text: nobody is sent anything elsewhere.
    """
    if world.channel != "sms" or not revokes(text, catalog.languages):
        return False
    return not _is_reply(catalog, player, kept, text, world)


def _wish(
    catalog: Catalog, player: Player, kept: Kept, text: str, world: World
) -> CarrierWord | None:
    """Give what somebody asks by text as if by HELP or START, in words that are no reply."""
    tongues = (player.language or "en", *catalog.languages)
    if world.channel != "sms":
        return None
    if player.stopped:
        if comes_back(text, tongues, carrier_answers=world.carrier_answers):
            return "start"
        # What the carrier lets nobody answer is not answered.
        return "help" if not world.carrier_answers and asks_for("help", text, tongues) else None
    if not asks_for("help", text, tongues) or _is_reply(catalog, player, kept, text, world):
        return None
    return "help"


def _is_reply(catalog: Catalog, player: Player, kept: Kept, text: str, world: World) -> bool:
    """Tell whether a text is a reply of the scene where somebody is."""
    story = catalog.stories.get(player.story or "")
    play = kept(story.id) if story else None
    return story is not None and play is not None and is_expected(Telling(story, play, world), text)


def _held(heard: Heard) -> Heard:
    """Hold what is said in a story that a timed reply led to."""
    first, last = heard.plays[0], heard.plays[-1]
    if first is last:
        return heard
    first, last, effects = hold_with(first, last, heard.effects)
    return replace(heard, plays=(first, *heard.plays[1:-1], last), effects=tuple(effects))


def begin(catalog: Catalog, player: Player, kept: Kept, to: Begin, world: World) -> Heard:
    """Bring one person to a story: to their kept play, or to a new one."""
    return _follow(catalog, Heard(player, (), (to,)), kept, world)


def _carried(catalog: Catalog, player: Player, kept: Kept, event: Carried, world: World) -> Heard:
    """Say that a play goes on here, and show where it is; or why none does."""
    if event.refused:
        said = sentence(f"code {event.refused}", reads(player, world))
        return Heard(player, (), (Say(said),))
    heard = begin(catalog, player, kept, Begin(event.story), world)
    language = heard.plays[-1].language if heard.plays else reads(player, world)
    return replace(heard, effects=(Say(sentence("carried", language)), *heard.effects))


def language_for(story: Story, player: Player, world: World, wanted: str | None = None) -> str:
    """Give the language in which somebody begins a story: what they ask for, else read."""
    if len(story.languages) == 1:
        return story.languages[0]
    asked = tuple(tag for tag in (wanted, player.language) if tag)
    return (
        chosen(story.languages, asked)
        or chosen(story.languages, world.languages())
        or story.languages[0]
    )


def reads(player: Player, world: World) -> str:
    """Give the language for what Wayside itself says outside of stories."""
    return player.language or chosen(languages(), world.languages()) or SOURCE


def _carriers(catalog: Catalog, player: Player, word: CarrierWord, world: World) -> Heard:
    stopped = {"stop": True, "start": False, "help": player.stopped}[word]
    # Who has stopped gets one text that confirms it, and none when they say so again.
    silent = world.carrier_answers or (player.stopped and word == "stop")
    said = () if silent else (Say(_answer_to(catalog, player, word, world)),)
    return Heard(replace(player, stopped=stopped), (), said)


def _shown_where(heard: Heard, before: Player, kept: Kept) -> Heard:
    """Show who comes back where they left, in the middle of a story, if they are told anything."""
    if not (before.stopped and not heard.player.stopped and heard.effects):
        return heard
    play = kept(before.story) if before.story else None
    if play is None or play.scene is None or play.ended is not None:
        return heard
    return replace(heard, effects=(*heard.effects, Repeat()))


def _answer_to(catalog: Catalog, player: Player, word: CarrierWord, world: World) -> str:
    language = reads(player, world)
    if word == "stop":
        return world.imprint.signed(sentence("stopped", language), language)
    if word == "start":
        is_new = player.story is None and not player.stopped
        return _what_can_be_played(catalog, language) if is_new else sentence("started", language)
    return "\n".join(help_lines(catalog, player, world.imprint, language, world.channel))


def help_lines(
    catalog: Catalog, player: Player, imprint: Imprint, language: str, channel: str = "sms"
) -> Iterator[str]:
    """Give the answer to HELP: who is texting, what the story is, what can be said, whom to ask."""
    story = catalog.stories.get(player.story or "")
    contact = imprint.asked(story.contact if story else "")
    if imprint.name and imprint.name not in contact:
        yield imprint.name
    if player.stopped:
        yield f"{sentence('stopped', language)} {contact}".strip()
    else:
        told = story.told_in(language) if story else None
        if told is not None and told.about:
            yield sentence("story line", language, keyword=told.title, title=told.about)
        stories = ", ".join(each.title for each in catalog.stories.values())
        yield sentence("help", language, channel, stories=stories, contact=contact)
    yield from imprint.links(language)


def _at_the_door(catalog: Catalog, player: Player, event: Came, world: World) -> tuple[Effect, ...]:
    if isinstance(event, Passed):
        return ()
    behind = event.payload if isinstance(event, Pressed) else ""
    texts = [fold(text[:LONGEST_HEARD]) for text in (behind, words_of(event))]
    for words in texts:
        if found := called(words, catalog.keywords):
            return (Begin(found.story, language=found.language),)
        if sign := sign_in(words, catalog.keywords, catalog.signs):
            return (Begin(sign.story, sign.place),)
    language = reads(player, world)
    if command(texts[-1], language) == "forget me":
        return (Say(sentence("forgotten", language)), Erase())
    gone = any(retired_in(words, catalog.keywords, catalog.retired) for words in texts)
    told = [sentence("sign retired", language)] if gone else []
    return tuple(map(Say, [*told, *_greeting(catalog, player, language)]))


def _greeting(catalog: Catalog, player: Player, language: str) -> Iterator[str]:
    """Give what is said to somebody who is in no story, or in one that was taken away."""
    taken_away = player.story is not None and player.story not in catalog.stories
    if taken_away:
        yield sentence("story closed", language)
    if not taken_away or any(story.keywords for story in catalog.stories.values()):
        yield _what_can_be_played(catalog, language)


def _what_can_be_played(catalog: Catalog, language: str) -> str:
    lines = [
        sentence("story line", language, keyword=story.keywords[0].word, title=story.title)
        for story in catalog.stories.values()
        if story.keywords
    ]
    if not lines:
        return sentence("no stories", language)
    return "\n".join([sentence("stories", language), *lines])


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
            play = new_play(story, language_for(story, player, world, begin.language), world)
        turn = step(story, play, Joined(begin.place, begin.language), world)
        plays[story.id] = turn.play
        player = replace(player, story=story.id)
        if begin.language == turn.play.language:
            player = replace(player, language=turn.play.language)
        effects = named(story, turn.effects)
    else:
        done += [effect for effect in effects if not isinstance(effect, Begin)]
    return Heard(player, tuple(plays.values()), tuple(done))
