"""What a story holds, how long it takes, and what its texts cost.

Reading: 200 words a minute. Silent reading of English is 238 a minute, most adults 175 to 300
(Brysbaert 2019, Journal of Memory and Language 109, 104047), reading aloud in 17 languages 184
(Trauzettel-Klosinski and Dietz 2012, IOVS 53, 5452-5461); this stands between, since these texts
are read on a phone, in the street. Chinese characters and Japanese signs are counted one by one:
255 a minute, as the latter measured for Chinese.

Walking: the geodesic from place to place in the order of the file, made longer and walked as
`engine/places/latlon.py` tells.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.checking.costs import Bound, Cost, Usual, cheapest, dearest, usual
from engine.checking.sent import arrivals, others
from engine.checking.ways import endings_of, written
from engine.places.latlon import minutes_on_foot, streets_m
from engine.play.catalog import Catalog
from engine.story.build.asked import all_replies
from engine.story.build.variants import lines_of
from engine.story.model import ANYWHERE_SCENE, Line, Reply, Story

WORDS_A_MINUTE = 200
SIGNS_A_MINUTE = 255
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
# Han, hiragana and katakana, which are written without spaces.
_SIGN = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a story holds. `walk_m` is the way from place to place as the crow flies."""

    scenes: int
    places: int
    endings: tuple[str, ...]
    walk_m: int

    @property
    def streets_m(self) -> int:
        """The way by streets and paths, about."""
        return streets_m(self.walk_m)

    @property
    def walk_min(self) -> int:
        """The minutes of the way."""
        return minutes_on_foot(self.walk_m)


@dataclass(frozen=True, slots=True)
class Reading:
    """All texts of a story in one language: words, and signs of writings without spaces."""

    words: int
    signs: int

    @property
    def minutes(self) -> int:
        """The minutes it takes to read everything."""
        parts = self.words * SIGNS_A_MINUTE + self.signs * WORDS_A_MINUTE
        return -(-parts // (WORDS_A_MINUTE * SIGNS_A_MINUTE))


@dataclass(frozen=True, slots=True)
class Told:
    """A story in one language, by text. A cost is None where no ending can be reached.

    `dearer` counts the texts that take more segments than they would as plain ones.
    """

    language: str
    reading: Reading
    cheapest: Cost | None
    usual: Usual | None
    dearest: Bound | None
    dearer: int = 0


@dataclass(frozen=True, slots=True)
class Stats:
    """The figures of a story."""

    holdings: Holdings
    told: tuple[Told, ...]


def stats(story: Story, catalog: Catalog) -> Stats:
    """Give the figures of a story. Raises EndlessStory, as playing it does."""
    told = tuple(_told(story, language, catalog) for language in story.languages)
    return Stats(holdings(story), told)


def _told(story: Story, language: str, catalog: Catalog) -> Told:
    telling = story.told_in(language)
    least = cheapest(telling)
    if least is None:
        # Nobody needs to play what cannot end.
        return Told(language, reading(telling), None, None, None, dearer(telling))
    tried = usual(story, language, catalog)
    return Told(language, reading(telling), least, tried, dearest(telling), dearer(telling))


def dearer(story: Story) -> int:
    """Count the texts that curly quotes and the like make dearer; none where they are left away."""
    as_plain = replace(story, plain=True)
    sent = [each for scene in story.scenes.values() for each in arrivals(story, scene)]
    return sum(
        each.cost_in(as_plain).count < each.cost_in(story).count for each in (*sent, *others(story))
    )


def holdings(story: Story) -> Holdings:
    """Give what a story holds."""
    scenes = len(story.scenes.keys() - {ANYWHERE_SCENE})
    return Holdings(scenes, len(story.places), endings_of(story), story.walk_m)


def reading(story: Story) -> Reading:
    """Count what may be read by text: all lines, variants and choices of a story."""
    texts = [written(line) for line in _lines(story)]
    signs = sum(len(_SIGN.findall(text)) for text in texts)
    words = sum(len(_WORD.findall(_SIGN.sub(" ", text))) for text in texts)
    return Reading(words, signs)


def _lines(story: Story) -> Iterator[Line]:
    yield from lines_of(story.welcome)
    for scene in story.scenes.values():
        yield from lines_of(scene.speech["sms"].say)
        if scene.ask is not None:
            yield from lines_of(scene.ask.question)
        for hint in scene.hints:
            yield from lines_of(hint)
    for reply in _once(all_replies(story)):
        yield from (reply.pick,) if reply.pick is not None else ()
        yield from lines_of(reply.speech.say)


def _once(replies: Iterator[Reply]) -> Iterator[Reply]:
    """Give each reply once: those of the top's `after` belong to many scenes."""
    seen: set[int] = set()
    for reply in replies:
        if id(reply) not in seen:
            seen.add(id(reply))
            yield reply
