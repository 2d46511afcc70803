"""What somebody might do in a story, by chance: mostly what leads on, sometimes anything."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from engine.languages.sentences import commands
from engine.play.catalog import Catalog
from engine.play.commons import Commons
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
from engine.play.step import EndlessStory, new_play, step
from engine.play.world import Closing, World
from engine.story.model import CHANNELS, Line, Reply, Story
from tests.engine.pocket.second import Asked

BEGIN = datetime(2027, 1, 1, tzinfo=UTC)
ZONES = ("UTC", "America/Chicago", "Europe/Paris", "Australia/Lord_Howe", "Asia/Kolkata")
SAID_WITH = ("{}", "{}", "{}!", "I think it is {}.", "the {} please", "{} or not", "Option {}")
ODD = (
    "", " ", "🙂", "3.5", "#7", "A7", "-2", "1,000", "seven", "twenty-one", "one or two",
    "Ünïcödé", "two hundred and seven", "ESPAÑOL", "English", "Deutsch", "\u0661\u0662", "１２",
    "ⅳ", "ß ſ ŉ", "constructor", "__proto__", "a\x00b\ud83d", "x" * 90, "word " * 60, "नमस्ते",
    "👩\u200d👩\u200d👧 fam", "ａｂｃ",
)  # fmt: skip


class Somebody:
    """A player of a story, whose turns come by chance from a seed."""

    def __init__(self, stories: list[Story], catalog: Catalog, seed: int) -> None:
        self.chance = random.Random(seed)
        self.stories = stories
        self.story = stories[0]
        self.commons = Commons()
        self.world = self._surroundings(catalog, seed)
        language = self.chance.choice(self.story.languages)
        self.play = new_play(self.story, language, self.world)

    def turns(self, most: int) -> Iterator[Asked]:
        """Give what is asked at each turn."""
        event: Event = Joined(self._place(none=True))
        for _ in range(most):
            shared = self.commons.shared(self.story.id, "somebody")
            world = replace(self.world, shared=lambda _, shared=shared: shared)
            yield Asked(self.story, self.play, event, world)
            try:
                turn = step(self.story, self.play, event, world)
            except EndlessStory:
                return
            self.play = turn.play
            self.commons.take(self.story.id, "somebody", turn.effects)
            self._go_on()
            event = self._event()

    def _surroundings(self, catalog: Catalog, seed: int) -> World:
        chance = self.chance
        now = BEGIN + timedelta(minutes=chance.randrange(365 * 24 * 60))
        closed = {}
        if chance.random() < 0.15:
            until = chance.choice([None, int(now.timestamp()) + chance.randrange(10**6)])
            place = chance.choice(["", *self.story.places])
            closing = Closing(until, chance.choice(["", "Closed for repairs."]), self._zone())
            closed = {(self.story.id, place): closing}
        away = [place for place in self.story.places if chance.random() < 0.1]
        return World(
            now=now, seed=seed, channel=chance.choice(CHANNELS), zone=self._zone(),
            zones=tuple(self._zone() for _ in range(chance.randrange(3))),
            can_send=chance.random() < 0.9, keywords=catalog.keywords, signs=catalog.signs,
            retired=frozenset({"zzzz9"}), signless=frozenset((self.story.id, p) for p in away),
            landmarks=catalog.landmarks, closed=closed,
            link=chance.choice([str, lambda: "https://play.example.org/carry/x"]),
        )  # fmt: skip

    def _zone(self) -> str:
        return self.chance.choice(ZONES)

    def _go_on(self) -> None:
        """Let time pass, gifts be approved, and now and then another edition come."""
        chance = self.chance
        seconds = chance.choice([5, 60, 400, 3_600, 40_000])
        self.world = replace(self.world, now=self.world.now + timedelta(seconds=seconds))
        for collection in self.story.collections:
            if chance.random() < 0.3:
                self.commons.approve(self.story.id, collection)
        if chance.random() < 0.05:
            self.story = chance.choice(self.stories)

    def _event(self) -> Event:
        kinds: list[tuple[float, Callable[[], Event]]] = [
            (10, lambda: Said(self._text())), (2, self._pressed), (1, self._arrived),
            (1, lambda: Scanned(str(self._place()))), (1, Passed), (0.5, self._located),
            (0.3, lambda: Joined(self._place(none=True), self._tag())),
            (0.3, lambda: SentPhoto("photo", self._odd())), (0.2, lambda: SentVoice("voice")),
        ]  # fmt: skip
        weights = [weight for weight, _ in kinds]
        [made] = self.chance.choices([kind for _, kind in kinds], weights)
        return made()

    def _place(self, *, none: bool = False) -> str | None:
        return self.chance.choice([*([None, None] if none else ["nowhere"]), *self.story.places])

    def _tag(self) -> str | None:
        return self.chance.choice([None, "en", "xx", *self.story.languages])

    def _pressed(self) -> Event:
        ids = [*self.play.menu, *(f"{self.play.scene}/{id_}" for id_ in self.play.menu)]
        gone = [f"{scene.id}/{each.id}" for scene in self.story.scenes.values()
                for each in scene.replies]  # fmt: skip
        payload = self.chance.choice([*ids, *ids, "gone/x", self._text(), *gone[:3]])
        return Pressed(payload, self.chance.choice(["", self._text()]))

    def _arrived(self) -> Event:
        return Arrived(str(self._place()), self.chance.choice(["gps", "gps", "word"]))

    def _located(self) -> Event:
        at = [place.at for place in self.story.places.values() if place.at]
        if not at:
            return Located(0, 0)
        near = self.chance.choice(at)
        off = self.chance.uniform(-0.001, 0.001)
        return Located(round(near.lat + off, 5), round(near.lon + off, 5))

    def _text(self) -> str:
        chance = self.chance
        scene = self.story.told_in(self.play.language).scenes.get(self.play.scene or "")
        numbers = [str(number) for number, _ in enumerate(self.play.menu, 1)]
        replies = [*scene.replies, *self.story.anytime] if scene else []
        meant = [text for reply in replies for text in _texts_of(reply)]
        likely = [*numbers, *numbers, *meant]
        if likely and chance.random() < 0.7:
            said = chance.choice(likely)
            return chance.choice(SAID_WITH).format(self._slipped(said))
        return self._odd()

    def _odd(self) -> str:
        chance = self.chance
        language = chance.choice(["en", *self.story.languages])
        codes, keywords = [*self.world.signs], [*self.world.keywords]
        names = [place.name for place in self.story.places.values()]
        some = [
            chance.choice([*commands(language)]), chance.choice(ODD), chance.choice(["0", "99"]),
            chance.choice(keywords or ["X"]), chance.choice(codes or ["x"]), "zzzz 9",
            f"{chance.choice(keywords or ['X'])} {chance.choice(codes or ['x'])}",
            chance.choice(names or ["gate"]),
            "".join(chr(chance.randrange(32, 0x3000)) for _ in range(chance.randrange(12))),
        ]  # fmt: skip
        return chance.choice(some)

    def _slipped(self, text: str) -> str:
        """Give a text, now and then with a slip of the finger."""
        if len(text) < 4 or self.chance.random() < 0.6:
            return text
        at = self.chance.randrange(len(text) - 1)
        return self.chance.choice([
            text[:at] + text[at + 1 :], text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            text[:at] + "x" + text[at:], text.upper(), text + "s",
        ])  # fmt: skip


def _texts_of(reply: Reply) -> list[str]:
    numbers = [str(reply.number.low), str(reply.number.high)] if reply.number else []
    label = [_shown(reply.pick)] if reply.pick else []
    phrases = [" ".join(words) for words in (*reply.words, *reply.all, *reply.order)]
    return [*numbers, *label, *phrases, " ".join(" ".join(words) for words in reply.all)]


def _shown(pick: Line) -> str:
    return "".join(part for part in pick.parts if isinstance(part, str))
