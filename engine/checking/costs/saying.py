"""What a scene or a reply may say by text, at the least and at the most.

Conditions are not looked at. A name that a player types is taken as one of seven letters, a number
as it first is, and what other players gave as 80 characters, which is the most that is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.checking.costs.cost import sent, weight
from engine.languages.listing import listing
from engine.languages.sentences import sentence, word
from engine.play.effects import Effect, Lead, Offer, Say
from engine.play.message import message
from engine.story.build.variants import lines_of
from engine.story.model import (
    ANYWHERE_SCENE,
    LONGEST_SAVED,
    Cases,
    Line,
    Reply,
    Scene,
    Slot,
    Speech,
    Story,
    Varied,
    Words,
)

Extreme: TypeAlias = Literal["least", "most"]
NAME = "Charlie"
MOST_LED_TO = 5


@dataclass(frozen=True, slots=True)
class Saying:
    """A story told in as few or as many words as it may be."""

    story: Story
    extreme: Extreme

    def best(self, several: Sequence[tuple[Effect, ...]]) -> tuple[Effect, ...]:
        """Give the effects that cost the least, or the most."""
        by_price = sorted(several, key=self._price)
        return by_price[0 if self.extreme == "least" else -1]

    def _price(self, effects: Sequence[Effect]) -> tuple[tuple[int, int], int]:
        return weight(sent(effects, plain=self.story.plain)), len(message(effects))

    def speech(self, speech: Speech, place: str | None = None) -> tuple[Effect, ...]:
        """Give what a speech says."""
        text = self.words(speech.say, place)
        heard = self.words(speech.transcript, place)
        if text.strip() or speech.picture or speech.audio:
            return (Say(text, speech.picture, speech.alt, speech.audio, heard),)
        return ()

    def words(self, words: Words | None, place: str | None = None) -> str:
        """Give one of the lines that a text may be."""
        lines = [self.line(line, place) for line in lines_of(words)]
        if self.extreme == "least" and _may_be_silent(words):
            return ""
        said = self.best([(Say(line),) for line in lines]) if lines else ()
        return message(said)

    def line(self, line: Line, place: str | None = None) -> str:
        """Give a line with its slots filled."""
        values = (
            each if isinstance(each, str) else self._value(each, place) for each in line.parts
        )
        return "".join(values)

    def _value(self, slot: Slot, place: str | None) -> str:
        story = self.story
        match slot.kind:
            case "fact":
                first = story.facts[slot.name].first
                if isinstance(first, bool):
                    return word("yes" if first else "no", story.language)
                return str(first) if isinstance(first, int) else NAME
            case "place":
                known = story.places.get(place or "")
                return known.name if known else ""
            case "items":
                return listing(
                    tuple(story.items.values()) if self.extreme == "most" else (), story.language
                )
            case "counter" | "votes" | "percent":
                return "100" if self.extreme == "most" else "0"
            case "leader":
                return next(iter(story.polls[slot.name].values()))
            case "gift":
                return "x" * LONGEST_SAVED if self.extreme == "most" else "x"

    def waiting(self, scene: Scene, *, arrived: bool = True) -> tuple[Effect, ...]:
        """Give what is said where a scene waits: the way, the question, the choices."""
        said: list[Effect] = []
        if scene.id == ANYWHERE_SCENE:
            said.append(Say(self._places()))
        if arrived and scene.walk is not None and scene.walk.map:
            said += self._led(scene.walk.to)
        if scene.ask is not None:
            question = self.words(scene.ask.question, scene.place)
            said += [Say(question)] if question else []
        picks = [self.line(r.pick, scene.place) for r in scene.replies if r.pick and self._shown(r)]
        return (*said, Offer(tuple(picks))) if picks else tuple(said)

    def _shown(self, reply: Reply) -> bool:
        return self.extreme == "most" or not (reply.condition or reply.once)

    def _places(self) -> str:
        names = [place.name for place in self.story.places.values() if place.status == "open"]
        return "\n".join([sentence("begins anywhere", self.story.language), *names])

    def _led(self, places: Sequence[str]) -> list[Effect]:
        said: list[Effect] = []
        for id_ in places[:MOST_LED_TO]:
            place = self.story.places[id_]
            if place.status != "open":
                closed = sentence(f"place {place.status}", self.story.language, place=place.name)
                said.append(Say(place.instead or closed))
                continue
            at = f"{place.at.lat},{place.at.lon}" if place.at else ""
            said.append(Lead(id_, place.name, place.directions if len(places) == 1 else "", at))
        return said


def _may_be_silent(words: Words | None) -> bool:
    """Tell whether every line of a text has a condition."""
    if not isinstance(words, Varied | Cases):
        return False
    then = words.then if isinstance(words, Varied) else None
    every = (*words.options, then) if then else words.options
    return all(option.condition is not None for option in every)
